-- The database pages every list. What a list is sorted by and narrowed down by is a column, and an index has it, so that what
-- comes before a page is read from the index alone.
ALTER TABLE roles ADD COLUMN folded_name TEXT NOT NULL DEFAULT '';
UPDATE roles SET folded_name = LOWER(name);
CREATE INDEX roles_in_order ON roles (created_at, id, folded_name);

ALTER TABLE role_members ADD COLUMN role_created_at INTEGER NOT NULL DEFAULT 0;
UPDATE role_members SET role_created_at = (SELECT r.created_at FROM roles r WHERE r.id = role_members.role_id)
 WHERE EXISTS (SELECT 1 FROM roles r WHERE r.id = role_members.role_id);
CREATE INDEX role_members_in_order ON role_members (user_id, organization_id, role_created_at, role_id);

ALTER TABLE client_grants ADD COLUMN any_organization INTEGER NOT NULL DEFAULT 0;
UPDATE client_grants SET any_organization = 1 WHERE settings ->> '$.allow_any_organization' = 1;
CREATE INDEX client_grants_in_order ON client_grants (created_at, id, subject_type, any_organization);
CREATE INDEX client_grants_of_client ON client_grants (client_id, created_at, id);
CREATE INDEX client_grants_of_client_by_id ON client_grants (client_id, id);
CREATE INDEX client_grants_of_audience ON client_grants (audience, created_at, id);
CREATE INDEX client_grants_of_audience_by_id ON client_grants (audience, id);

CREATE INDEX resource_servers_in_order ON resource_servers (created_at, id);

ALTER TABLE connections ADD COLUMN strategy TEXT NOT NULL DEFAULT 'auth0';
UPDATE connections SET strategy = COALESCE(document ->> '$.strategy', 'auth0');
CREATE INDEX connections_in_order ON connections (created_at, id, strategy);

-- Which clients may use a connection: an index over `enabled_clients` of the documents.
CREATE TABLE connection_clients (
    connection_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    PRIMARY KEY (connection_id, client_id)
) STRICT;
CREATE INDEX connection_clients_by_client ON connection_clients (client_id, connection_id);
INSERT OR IGNORE INTO connection_clients (connection_id, client_id)
SELECT connections.id, enabled.value
  FROM connections, json_each(connections.document, '$.enabled_clients') AS enabled
 WHERE enabled.type = 'text';

ALTER TABLE clients ADD COLUMN app_type TEXT;
ALTER TABLE clients ADD COLUMN is_first_party INTEGER NOT NULL DEFAULT 1;
ALTER TABLE clients ADD COLUMN external_client_id TEXT;
ALTER TABLE clients ADD COLUMN resource_server TEXT;
UPDATE clients SET app_type = document ->> '$.app_type',
                   is_first_party = COALESCE(document ->> '$.is_first_party', 1),
                   external_client_id = SUBSTR(document ->> '$.external_client_id', 1, 600),
                   resource_server = SUBSTR(document ->> '$.resource_server_identifier', 1, 600);
DROP INDEX clients_in_order;
CREATE INDEX clients_in_order ON clients (created_at, client_id, is_global, is_first_party, app_type);
CREATE INDEX clients_by_external_id ON clients (external_client_id, created_at, client_id) WHERE external_client_id IS NOT NULL;
CREATE INDEX clients_by_external_id_in_order ON clients (external_client_id, client_id) WHERE external_client_id IS NOT NULL;
CREATE INDEX clients_by_resource_server ON clients (resource_server) WHERE resource_server IS NOT NULL;

ALTER TABLE organizations ADD COLUMN display_name TEXT NOT NULL DEFAULT '';
UPDATE organizations SET display_name = COALESCE(document ->> '$.display_name', '');
CREATE INDEX organizations_in_order ON organizations (created_at, id);
CREATE INDEX organizations_by_name ON organizations (name, id);
CREATE INDEX organizations_by_display_name ON organizations (display_name, created_at, id);

ALTER TABLE organization_members ADD COLUMN organization_created_at INTEGER NOT NULL DEFAULT 0;
UPDATE organization_members SET organization_created_at = o.created_at FROM organizations o
 WHERE o.id = organization_members.organization_id;
DROP INDEX organization_members_by_user;
CREATE INDEX organization_members_by_user ON organization_members (user_id, organization_created_at, organization_id);
CREATE INDEX organization_members_by_user_and_id ON organization_members (user_id, organization_id);

ALTER TABLE organization_connections ADD COLUMN is_enabled INTEGER NOT NULL DEFAULT 1;
UPDATE organization_connections SET is_enabled = 0 WHERE settings ->> '$.is_enabled' = 0;

ALTER TABLE organization_grants ADD COLUMN organization_created_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organization_grants ADD COLUMN grant_created_at INTEGER NOT NULL DEFAULT 0;
UPDATE organization_grants SET organization_created_at = o.created_at FROM organizations o
 WHERE o.id = organization_grants.organization_id;
UPDATE organization_grants SET grant_created_at = g.created_at FROM client_grants g
 WHERE g.id = organization_grants.grant_id;
DROP INDEX organization_grants_by_grant;
CREATE INDEX organization_grants_by_grant ON organization_grants (grant_id, organization_created_at, organization_id);
CREATE INDEX organization_grants_by_grant_and_id ON organization_grants (grant_id, organization_id);
CREATE INDEX organization_grants_in_order ON organization_grants (organization_id, grant_created_at, grant_id);

CREATE INDEX grants_of_user ON grants (user_id, id);
CREATE INDEX grants_of_client ON grants (client_id, id);
CREATE INDEX grants_of_audience ON grants (audience, id);

CREATE INDEX device_credentials_of_client ON device_credentials (client_id);

CREATE INDEX users_in_order ON users (created_at, user_id) WHERE linked_to IS NULL;

DROP INDEX sessions_by_user;
CREATE INDEX sessions_by_user ON sessions (user_id, id);
