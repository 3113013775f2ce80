\set i :i + 1
\set key :round * 1000000000 + :client_id * 1000000 + :i
WITH before AS (
    SELECT id, head_digest, counter FROM refresh_families
     WHERE id = 'rotating-' || :round::text || '-' || :client_id::text AND revoked_at IS NULL FOR UPDATE
), family AS (
    UPDATE refresh_families f
       SET head_digest = md5('head-' || :key::text), counter = f.counter + 1, last_exchanged_at = 1900000000000,
           idle_expires_at = 2000000000000
      FROM before WHERE f.id = before.id
 RETURNING f.*
), superseded AS (
    INSERT INTO superseded_refresh_tokens (digest, family_id, counter, superseded_at)
    SELECT head_digest, id, counter, 1900000000000 FROM before
)
INSERT INTO session_transfers (id, digest, kind, client_id, user_id, family_id, session_id, scope, organization, device,
                               issued_at, expires_at)
SELECT 'rotated-' || :key::text, md5('rotated-' || :key::text), 'refresh_token', client_id, user_id, id, session_id,
       scope, organization, last_device, 1900000000000, 1900000060000
  FROM family;
