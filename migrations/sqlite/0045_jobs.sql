-- Jobs of the Management API, for a day.
CREATE TABLE jobs (
    id TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX jobs_expired ON jobs (expires_at);
