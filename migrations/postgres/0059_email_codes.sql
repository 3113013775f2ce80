-- Codes in messages that prove an address, one for each login transaction. `code` is a digest with the transaction's `state`,
-- which no table has; `subject` says whose address it proves and for what.
CREATE TABLE email_codes (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    code TEXT NOT NULL,
    tries_left BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX email_codes_subject ON email_codes (subject);
CREATE INDEX email_codes_expires_at ON email_codes (expires_at);
