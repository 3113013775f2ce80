-- Instants are milliseconds since the epoch, bound by the server. Documents are JSON text; what a query needs is a column.
CREATE TABLE tenant (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    document TEXT NOT NULL,
    imported_hash TEXT,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE test_clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    frozen_at INTEGER,
    offset_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE signing_keys (
    kid TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    private_key BLOB NOT NULL,
    certificate TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    state_since INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX signing_keys_one_current ON signing_keys (state) WHERE state IN ('current', 'next');

CREATE TABLE sealing_keys (
    purpose TEXT NOT NULL PRIMARY KEY,
    secret BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE clients (
    client_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    document TEXT NOT NULL,
    secret BLOB,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX clients_in_order ON clients (created_at, client_id);

CREATE TABLE connections (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE resource_servers (
    id TEXT NOT NULL PRIMARY KEY,
    identifier TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE client_grants (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    audience TEXT NOT NULL,
    scope TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (client_id, audience)
) STRICT;

CREATE TABLE users (
    user_id TEXT NOT NULL PRIMARY KEY,
    connection TEXT NOT NULL,
    email TEXT,
    email_verified INTEGER NOT NULL,
    username TEXT,
    blocked INTEGER NOT NULL,
    password_hash TEXT,
    profile TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    last_login INTEGER,
    last_ip TEXT,
    logins_count INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX users_by_email ON users (connection, email);
CREATE UNIQUE INDEX users_by_username ON users (connection, username);

-- Failed passwords in a row, by identifier and address.
CREATE TABLE login_attempts (
    identifier TEXT NOT NULL,
    address TEXT NOT NULL,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (identifier, address)
) STRICT;

-- What a user has allowed a client to have.
CREATE TABLE grants (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    audience TEXT NOT NULL,
    scope TEXT NOT NULL,
    UNIQUE (user_id, client_id, audience)
) STRICT;
