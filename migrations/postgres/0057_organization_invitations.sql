-- Invitations to organizations, until they are accepted, deleted or expire.
CREATE TABLE organization_invitations (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    connection_id TEXT,
    digest TEXT NOT NULL,
    ticket BYTEA NOT NULL,
    document TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX organization_invitations_digest ON organization_invitations (digest);
CREATE INDEX organization_invitations_in_order ON organization_invitations (organization_id, created_at, id);
CREATE INDEX organization_invitations_client ON organization_invitations (client_id);
CREATE INDEX organization_invitations_connection ON organization_invitations (connection_id);
CREATE INDEX organization_invitations_expired ON organization_invitations (expires_at);
