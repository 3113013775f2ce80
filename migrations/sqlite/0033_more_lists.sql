-- What a user did, and their devices, without reading what others did and have. Of the log only events of users are in the
-- index, which the log's writer alone writes.
CREATE INDEX tenant_logs_of_user ON tenant_logs (user_id, log_id) WHERE user_id IS NOT NULL;

CREATE INDEX device_credentials_in_order ON device_credentials (created_at, id);
CREATE INDEX device_credentials_of_user ON device_credentials (user_id, created_at, id);
DROP INDEX device_credentials_of_client;
CREATE INDEX device_credentials_of_client ON device_credentials (client_id, created_at, id);

-- The total of those that are enabled, too.
CREATE INDEX organization_connections_in_order ON organization_connections (organization_id, connection_id, is_enabled);
