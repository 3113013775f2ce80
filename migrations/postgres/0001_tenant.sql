-- Instants are milliseconds since the epoch, bound by the server. Documents are JSON text; what a query needs is a column.
CREATE TABLE tenant (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    document TEXT NOT NULL,
    imported_hash TEXT,
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE test_clock (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    frozen_at BIGINT,
    offset_ms BIGINT NOT NULL
);

CREATE TABLE signing_keys (
    kid TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    private_key BYTEA NOT NULL,
    certificate TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    state_since BIGINT NOT NULL
);
CREATE UNIQUE INDEX signing_keys_one_current ON signing_keys (state) WHERE state IN ('current', 'next');

CREATE TABLE sealing_keys (
    purpose TEXT NOT NULL PRIMARY KEY,
    secret BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE clients (
    client_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    document TEXT NOT NULL,
    secret BYTEA,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX clients_in_order ON clients (created_at, client_id);

CREATE TABLE connections (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE resource_servers (
    id TEXT NOT NULL PRIMARY KEY,
    identifier TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE client_grants (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    audience TEXT NOT NULL,
    scope TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (client_id, audience)
);

CREATE TABLE users (
    user_id TEXT NOT NULL PRIMARY KEY,
    connection TEXT NOT NULL,
    email TEXT,
    email_verified BOOLEAN NOT NULL,
    username TEXT,
    blocked BOOLEAN NOT NULL,
    password_hash TEXT,
    profile TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    last_login BIGINT,
    last_ip TEXT,
    logins_count BIGINT NOT NULL DEFAULT 0,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX users_by_email ON users (connection, email);
CREATE UNIQUE INDEX users_by_username ON users (connection, username);

-- Failed passwords in a row, by identifier and address.
CREATE TABLE login_attempts (
    identifier TEXT NOT NULL,
    address TEXT NOT NULL,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (identifier, address)
);

-- What a user has allowed a client to have.
CREATE TABLE grants (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    audience TEXT NOT NULL,
    scope TEXT NOT NULL,
    UNIQUE (user_id, client_id, audience)
);
