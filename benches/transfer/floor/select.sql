\set n random(0, 9999)
SELECT id, user_id, client_id, session_id, scope, organization, expires_at, idle_expires_at, revoked_at, counter
  FROM refresh_families WHERE head_digest = md5('family-' || :n::text);
