-- Token requests that wait for a second factor, by the digest of their `mfa_token`. `document` is sealed: the request, and what the
-- Actions decided. `enrolling` is what the user has begun to enroll by it, with the digest of the first recovery code;
-- `oob_code` is the digest of the newest challenge that was sent, `oob_to` where to.
CREATE TABLE mfa_tokens (
    digest TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    password_epoch BIGINT NOT NULL,
    document TEXT NOT NULL,
    enrolling TEXT,
    recovery_code TEXT,
    oob_code TEXT,
    oob_to TEXT,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX mfa_tokens_user_id ON mfa_tokens (user_id, expires_at);
CREATE INDEX mfa_tokens_expires_at ON mfa_tokens (expires_at);
