-- Public keys by which clients prove who they are (RFC 7523).
CREATE TABLE client_credentials (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    kid TEXT NOT NULL,
    alg TEXT NOT NULL,
    name TEXT,
    modulus TEXT NOT NULL,
    exponent TEXT NOT NULL,
    expires_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX client_credentials_by_client ON client_credentials (client_id, created_at, id);

-- Assertions of clients that were accepted, until they end: each is good for one request.
CREATE TABLE used_assertions (
    digest TEXT NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX used_assertions_expired ON used_assertions (expires_at);

-- The client that stands for all of them: there is one at most.
ALTER TABLE clients ADD COLUMN is_global BOOLEAN NOT NULL DEFAULT FALSE;
CREATE UNIQUE INDEX clients_one_global ON clients (is_global) WHERE is_global;
