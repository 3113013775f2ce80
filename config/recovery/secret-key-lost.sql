-- The secret_key is lost: gives up every value that it sealed, so that the server can start with a new one. Users, their
-- passwords, passkeys and sessions stay. Stop the servers first. docs/operations.md says what has to be set again.
DELETE FROM signing_keys;
DELETE FROM sealing_keys;
UPDATE clients SET secret = NULL;
UPDATE resource_servers SET secret = NULL;
UPDATE connections SET secrets = NULL;
UPDATE actions SET secrets = NULL;
UPDATE action_versions SET secrets = NULL;
DELETE FROM email_provider;
DELETE FROM log_streams;
DELETE FROM log_readers;
DELETE FROM log_dead_letters;
DELETE FROM authenticators WHERE secret IS NOT NULL;
DELETE FROM organization_invitations;
DELETE FROM jobs WHERE file IS NOT NULL;
DELETE FROM mail_outbox;
DELETE FROM mailbox;
DELETE FROM login_transactions;
DELETE FROM pushed_requests;
DELETE FROM mfa_tokens;
DELETE FROM passkey_challenges;
