-- Deletions take everything along that hangs on what is deleted. This is what earlier ones have left behind.
DELETE FROM tickets WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.user_id = tickets.user_id);
DELETE FROM grants WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.user_id = grants.user_id)
                      OR NOT EXISTS (SELECT 1 FROM clients c WHERE c.client_id = grants.client_id);
DELETE FROM device_credentials WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.user_id = device_credentials.user_id)
                                  OR NOT EXISTS (SELECT 1 FROM clients c WHERE c.client_id = device_credentials.client_id);
DELETE FROM user_permissions WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.user_id = user_permissions.user_id);
DELETE FROM role_members WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.user_id = role_members.user_id);
DELETE FROM organization_members WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.user_id = organization_members.user_id);
DELETE FROM organization_connections
 WHERE NOT EXISTS (SELECT 1 FROM connections c WHERE c.id = organization_connections.connection_id);
DELETE FROM identifier_spellings
 WHERE connection <> '' AND NOT EXISTS (SELECT 1 FROM connections c WHERE c.name = identifier_spellings.connection);
DELETE FROM session_clients
 WHERE session_id IN (SELECT id FROM sessions s WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.user_id = s.user_id));
DELETE FROM saml_participants
 WHERE session_id IN (SELECT id FROM sessions s WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.user_id = s.user_id));
DELETE FROM sessions WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.user_id = sessions.user_id);
UPDATE refresh_families SET revoked_at = created_at, revokes_descendants = TRUE
 WHERE revoked_at IS NULL AND NOT EXISTS (SELECT 1 FROM users u WHERE u.user_id = refresh_families.user_id);
