CREATE TABLE roles (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT,
    created_at BIGINT NOT NULL
);

CREATE TABLE role_permissions (
    role_id TEXT NOT NULL,
    audience TEXT NOT NULL,
    permission TEXT NOT NULL,
    PRIMARY KEY (role_id, audience, permission)
);
CREATE INDEX role_permissions_by_audience ON role_permissions (audience);

-- What users may by themselves, whatever roles they have.
CREATE TABLE user_permissions (
    user_id TEXT NOT NULL,
    audience TEXT NOT NULL,
    permission TEXT NOT NULL,
    PRIMARY KEY (user_id, audience, permission)
);
CREATE INDEX user_permissions_by_audience ON user_permissions (audience);

-- Roles of users; with an organization they count only where that organization is signed in to. None is ''.
CREATE TABLE role_members (
    user_id TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    role_id TEXT NOT NULL,
    PRIMARY KEY (user_id, organization_id, role_id)
);
CREATE INDEX role_members_by_role ON role_members (role_id, organization_id, user_id);

CREATE TABLE organizations (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE organization_members (
    organization_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (organization_id, user_id)
);
CREATE INDEX organization_members_by_user ON organization_members (user_id);

CREATE TABLE organization_connections (
    organization_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    settings TEXT NOT NULL,
    PRIMARY KEY (organization_id, connection_id)
);
CREATE INDEX organization_connections_by_connection ON organization_connections (connection_id);

CREATE TABLE organization_grants (
    organization_id TEXT NOT NULL,
    grant_id TEXT NOT NULL,
    PRIMARY KEY (organization_id, grant_id)
);
CREATE INDEX organization_grants_by_grant ON organization_grants (grant_id);

-- The secret that signs an API's access tokens where it asks for HS256.
ALTER TABLE resource_servers ADD COLUMN secret BYTEA;

-- A client may have two grants for an API: one for itself, one for the users who sign in to it.
ALTER TABLE client_grants ADD COLUMN subject_type TEXT NOT NULL DEFAULT 'client';
ALTER TABLE client_grants DROP CONSTRAINT client_grants_client_id_audience_key;
ALTER TABLE client_grants ADD UNIQUE (client_id, audience, subject_type);
