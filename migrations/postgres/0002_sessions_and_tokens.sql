CREATE TABLE login_transactions (
    digest TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX login_transactions_expired ON login_transactions (expires_at);

CREATE TABLE pushed_requests (
    digest TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    parameters TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX pushed_requests_expired ON pushed_requests (expires_at);

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    cookie_digest TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL,
    connection TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    authenticated_at BIGINT NOT NULL,
    last_interacted_at BIGINT NOT NULL,
    idle_expires_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT,
    parent_family TEXT,
    -- The transfer that made this session: a session implies a burnt token, and one token makes one session.
    transfer_id TEXT UNIQUE,
    initial_device TEXT NOT NULL,
    last_device TEXT NOT NULL,
    metadata TEXT
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_parent ON sessions (parent_family);
CREATE INDEX sessions_expired ON sessions (expires_at);

CREATE TABLE session_clients (
    session_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    PRIMARY KEY (session_id, client_id)
);

CREATE TABLE codes (
    digest TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    grant_document TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    replayed_at BIGINT,
    -- The family that the code was exchanged for: a replayed code revokes it (RFC 6749 section 4.1.2).
    family_id TEXT
);
CREATE INDEX codes_expired ON codes (expires_at);

CREATE TABLE refresh_families (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    session_id TEXT,
    online BOOLEAN NOT NULL,
    parent_family TEXT,
    audience TEXT,
    scope TEXT NOT NULL,
    organization TEXT,
    authenticated_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    idle_expires_at BIGINT,
    last_exchanged_at BIGINT,
    revoked_at BIGINT,
    -- Whether the revocation takes descendants with it; decided when it happens.
    revokes_descendants BOOLEAN NOT NULL DEFAULT FALSE,
    head_digest TEXT NOT NULL UNIQUE,
    counter BIGINT NOT NULL,
    rotating BOOLEAN NOT NULL,
    initial_device TEXT NOT NULL,
    last_device TEXT NOT NULL,
    metadata TEXT
);
CREATE INDEX refresh_families_by_user ON refresh_families (user_id, client_id, created_at);
CREATE INDEX refresh_families_by_session ON refresh_families (session_id);
CREATE INDEX refresh_families_by_parent ON refresh_families (parent_family);

-- Tokens that a rotation has superseded, so that showing one again can be told from making one up.
CREATE TABLE superseded_refresh_tokens (
    digest TEXT NOT NULL PRIMARY KEY,
    family_id TEXT NOT NULL,
    counter BIGINT NOT NULL,
    superseded_at BIGINT NOT NULL
);
CREATE INDEX superseded_refresh_tokens_by_family ON superseded_refresh_tokens (family_id);

CREATE TABLE session_transfers (
    id TEXT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    client_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    actor TEXT,
    family_id TEXT NOT NULL,
    session_id TEXT,
    scope TEXT NOT NULL,
    organization TEXT,
    device TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX session_transfers_in_order ON session_transfers (issued_at, id);
CREATE INDEX session_transfers_by_family ON session_transfers (family_id);

-- The trace: what each attempt to redeem a transfer found.
CREATE TABLE transfer_attempts (
    id TEXT NOT NULL PRIMARY KEY,
    transfer_id TEXT NOT NULL,
    attempted_at BIGINT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX transfer_attempts_by_transfer ON transfer_attempts (transfer_id, attempted_at);
CREATE INDEX transfer_attempts_expired ON transfer_attempts (attempted_at);

CREATE TABLE tenant_logs (
    log_id TEXT NOT NULL PRIMARY KEY,
    type TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    client_id TEXT,
    user_id TEXT,
    ip TEXT,
    connection TEXT,
    document TEXT NOT NULL
);
CREATE INDEX tenant_logs_by_date ON tenant_logs (occurred_at, log_id);
