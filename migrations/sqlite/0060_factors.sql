-- Which second factors the tenant asks for, as a JSON object.
ALTER TABLE tenant ADD COLUMN guardian TEXT;
-- What users have enrolled. `secret` is sealed: the key of a TOTP; `code` is the digest of a recovery code. `last_step` is the
-- newest time step of a TOTP that was accepted.
CREATE TABLE authenticators (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    document TEXT NOT NULL,
    secret BLOB,
    code TEXT,
    last_step INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    last_auth_at INTEGER
) STRICT;
CREATE INDEX authenticators_user_id ON authenticators (user_id);
CREATE UNIQUE INDEX authenticators_recovery_code ON authenticators (user_id) WHERE kind = 'recovery-code';
-- Browsers in which users have passed a second factor, and need not for a while.
CREATE TABLE remembered_browsers (
    digest TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    password_epoch INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX remembered_browsers_user_id ON remembered_browsers (user_id);
CREATE INDEX remembered_browsers_expires_at ON remembered_browsers (expires_at);
