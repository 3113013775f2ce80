-- An identity that is linked to a user is a row of its own, with its identifiers and its password: it signs in `linked_to`.
ALTER TABLE users ADD COLUMN linked_to TEXT;
ALTER TABLE users ADD COLUMN linked_at BIGINT;
ALTER TABLE users ADD COLUMN last_password_reset BIGINT;
CREATE INDEX users_by_link ON users (linked_to);

-- Links that change a password or confirm an e-mail address, once.
CREATE TABLE tickets (
    digest TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    user_id TEXT NOT NULL,
    document TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX tickets_expired ON tickets (expires_at);
CREATE INDEX tickets_by_user ON tickets (user_id);

CREATE TABLE device_credentials (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    device_name TEXT NOT NULL,
    value TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (user_id, client_id, device_id)
);
