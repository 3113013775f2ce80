-- E-mail that waits to be sent. What it says is sealed: links and codes are secrets, and go with the row once it is sent.
CREATE TABLE mail_outbox (
    id TEXT PRIMARY KEY,
    message TEXT NOT NULL,
    user_id TEXT,
    letter BLOB NOT NULL,
    queued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    retry_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    leased_by TEXT,
    leased_until INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX mail_outbox_due ON mail_outbox (retry_at, id);
CREATE INDEX mail_outbox_of_user ON mail_outbox (user_id) WHERE user_id IS NOT NULL;

-- How much e-mail a recipient, an account, a network and the tenant have left: `full_at` is when all of it is there again.
CREATE TABLE mail_budgets (
    name TEXT PRIMARY KEY,
    full_at INTEGER NOT NULL
);
CREATE INDEX mail_budgets_full_at ON mail_budgets (full_at);

-- Test mode: what would have been sent.
CREATE TABLE mailbox (
    id TEXT PRIMARY KEY,
    letter BLOB NOT NULL
);

-- How the tenant sends; at most one row.
CREATE TABLE email_provider (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    credentials BLOB NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);

-- The tenant's own messages, by their names.
CREATE TABLE email_templates (
    name TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);
