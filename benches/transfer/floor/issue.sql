\set i :i + 1
\set key :round * 1000000000 + :client_id * 1000000 + :i
\set n random(0, 9999)
INSERT INTO session_transfers (id, digest, kind, client_id, user_id, family_id, session_id, scope, organization, device,
                               issued_at, expires_at)
SELECT 'issued-' || :key::text, md5(:key::text), 'refresh_token', client_id, user_id, id, session_id, scope, organization,
       last_device, 1900000000000, 1900000060000
  FROM refresh_families WHERE head_digest = md5('family-' || :n::text) AND revoked_at IS NULL;
