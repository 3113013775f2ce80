-- After a restore: nothing that came before it, and may have been used, revoked or replaced since the instant, is good any
-- more. Access tokens of APIs live until they expire; rotate and revoke the signing keys to end those too.
-- Stop the servers first. docs/operations.md says when.
DELETE FROM refresh_families;
DELETE FROM superseded_refresh_tokens;
DELETE FROM session_clients;
DELETE FROM sessions;
DELETE FROM remembered_browsers;
DELETE FROM session_transfers WHERE used_at IS NULL;
DELETE FROM codes;
DELETE FROM email_codes;
DELETE FROM tickets;
DELETE FROM organization_invitations;
DELETE FROM login_transactions;
DELETE FROM pushed_requests;
DELETE FROM mfa_tokens;
DELETE FROM passkey_challenges;
