-- When the purge looks at a row: it reads none before that. A row that may not go yet is looked at again later.
ALTER TABLE sessions ADD COLUMN purge_at INTEGER NOT NULL DEFAULT 0;
DROP INDEX sessions_expired;
CREATE INDEX sessions_to_purge ON sessions (purge_at);
ALTER TABLE refresh_families ADD COLUMN purge_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX refresh_families_to_purge ON refresh_families (purge_at);
CREATE INDEX login_attempts_expired ON login_attempts (last_at);

-- Most families have no parent, and each rotation writes to every index: one more there, one less here.
DROP INDEX refresh_families_by_parent;
CREATE INDEX refresh_families_by_parent ON refresh_families (parent_family) WHERE parent_family IS NOT NULL;

-- From now on these go together with what they belong to.
DELETE FROM session_clients WHERE NOT EXISTS (SELECT 1 FROM sessions s WHERE s.id = session_clients.session_id);
DELETE FROM saml_participants WHERE NOT EXISTS (SELECT 1 FROM sessions s WHERE s.id = saml_participants.session_id);
DELETE FROM superseded_refresh_tokens
 WHERE NOT EXISTS (SELECT 1 FROM refresh_families f WHERE f.id = superseded_refresh_tokens.family_id);

-- The process that purges: one at a time.
CREATE TABLE purges (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    leased_by TEXT NOT NULL,
    leased_until INTEGER NOT NULL
) STRICT;
INSERT INTO purges (id, leased_by, leased_until) VALUES (1, '', 0);
