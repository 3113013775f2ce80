-- Challenges of passkeys that applications show by themselves, by the digest of their `auth_session`; each is taken once.
-- `document` is sealed: the challenge, and the account that is made with its answer.
CREATE TABLE passkey_challenges (
    digest TEXT PRIMARY KEY,
    client_id TEXT NOT NULL,
    document TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX passkey_challenges_expires_at ON passkey_challenges (expires_at);
