-- Further hosts under which the server is reached, beside those of its configuration.
CREATE TABLE custom_domains (
    id TEXT NOT NULL PRIMARY KEY,
    domain TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- Requests are answered from then on.
    verified_at INTEGER,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
