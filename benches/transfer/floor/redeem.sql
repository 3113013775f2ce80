\set i :i + 1
\set key :round * 1000000000 + :client_id * 1000000 + :i
WITH burnt AS (
    UPDATE session_transfers SET used_at = 1900000001000
     WHERE digest = md5(:key::text) AND used_at IS NULL AND expires_at > 1900000001000
 RETURNING id, user_id, family_id, device
), session AS (
    INSERT INTO sessions (id, cookie_digest, user_id, connection, created_at, authenticated_at, last_interacted_at,
                          idle_expires_at, expires_at, parent_family, transfer_id, initial_device, last_device)
    SELECT 'session-' || :key::text, md5('cookie-' || :key::text), user_id, 'Username-Password-Authentication',
           1900000001000, 1900000000000, 1900000001000, 1900200000000, 1900600000000, family_id, id, device, device
      FROM burnt
)
INSERT INTO codes (digest, client_id, user_id, session_id, grant_document, expires_at)
SELECT md5('code-' || :key::text), 'web', user_id, 'session-' || :key::text,
       '{"user_id":"auth0|00000000000000000000ada1","session_id":"0123456789012345678901234567890123456789012","redirect_uri":"https://web.example/callback","scope":"openid","requested_scope":"openid","audience":"https://orders.example","organization": null,"nonce":"nonce-0815","challenge":{"method":"S256","value":"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"},"authenticated_at": 1900000000000,"tells_auth_time": false,"parent_family":"0123456789012345678901234567890123456789012"}',
       1900000060000
  FROM burnt;
