-- E-mail that waits to be sent. What it says is sealed: links and codes are secrets, and go with the row once it is sent.
CREATE TABLE mail_outbox (
    id TEXT PRIMARY KEY,
    message TEXT NOT NULL,
    user_id TEXT,
    letter BYTEA NOT NULL,
    queued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    retry_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    leased_by TEXT,
    leased_until BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX mail_outbox_due ON mail_outbox (retry_at, id);
CREATE INDEX mail_outbox_of_user ON mail_outbox (user_id) WHERE user_id IS NOT NULL;

-- How much e-mail a recipient, an account, a network and the tenant have left: `full_at` is when all of it is there again.
CREATE TABLE mail_budgets (
    name TEXT PRIMARY KEY,
    full_at BIGINT NOT NULL
);
CREATE INDEX mail_budgets_full_at ON mail_budgets (full_at);

-- Test mode: what would have been sent.
CREATE TABLE mailbox (
    id TEXT PRIMARY KEY,
    letter BYTEA NOT NULL
);

-- How the tenant sends; at most one row.
CREATE TABLE email_provider (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    credentials BYTEA NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

-- The tenant's own messages, by their names.
CREATE TABLE email_templates (
    name TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
