\set i :i + 1
\set key :round * 1000000000 + :client_id * 1000000 + :i
UPDATE codes SET used_at = 1900000002000
 WHERE digest = md5('code-' || :key::text) AND client_id = 'web' AND used_at IS NULL AND expires_at > 1900000002000
RETURNING grant_document;
