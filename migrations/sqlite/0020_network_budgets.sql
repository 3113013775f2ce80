-- How many failed logins and sign-ups a network has left: `full_at` is when all of them are there again.
CREATE TABLE network_budgets (
    stage TEXT NOT NULL,
    network TEXT NOT NULL,
    full_at INTEGER NOT NULL,
    PRIMARY KEY (stage, network)
) STRICT;
CREATE INDEX network_budgets_full_at ON network_budgets (full_at);

-- The settings that say so, once they have been changed.
ALTER TABLE tenant ADD COLUMN suspicious_ip_throttling TEXT;
