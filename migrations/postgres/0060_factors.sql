-- Which second factors the tenant asks for, as a JSON object.
ALTER TABLE tenant ADD COLUMN guardian TEXT;
-- What users have enrolled. `secret` is sealed: the key of a TOTP; `code` is the digest of a recovery code. `last_step` is the
-- newest time step of a TOTP that was accepted.
CREATE TABLE authenticators (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    document TEXT NOT NULL,
    secret BYTEA,
    code TEXT,
    last_step BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_auth_at BIGINT
);
CREATE INDEX authenticators_user_id ON authenticators (user_id);
CREATE UNIQUE INDEX authenticators_recovery_code ON authenticators (user_id) WHERE kind = 'recovery-code';
-- Browsers in which users have passed a second factor, and need not for a while.
CREATE TABLE remembered_browsers (
    digest TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    password_epoch BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX remembered_browsers_user_id ON remembered_browsers (user_id);
CREATE INDEX remembered_browsers_expires_at ON remembered_browsers (expires_at);
