-- Where an event stands in the log: numbers are handed out under the lock of one row, which is held until they are
-- committed, so that no event appears before one that somebody has already read.
CREATE TABLE tenant_log_positions (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    last INTEGER NOT NULL
) STRICT;

ALTER TABLE tenant_logs ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
UPDATE tenant_logs SET position = placed.position
  FROM (SELECT log_id, ROW_NUMBER() OVER (ORDER BY occurred_at, log_id) AS position FROM tenant_logs) AS placed
 WHERE placed.log_id = tenant_logs.log_id;
CREATE INDEX tenant_logs_by_position ON tenant_logs (position);
INSERT INTO tenant_log_positions (id, last) SELECT 1, COALESCE(MAX(position), 0) FROM tenant_logs;

-- Who reads the log to its end, how far it is, and which process reads for it. A log stream reads under its id.
CREATE TABLE log_readers (
    name TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    leased_by TEXT NOT NULL DEFAULT '',
    leased_until INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    failing_since INTEGER,
    retry_at INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Streams from before were paused, because nobody delivered.
ALTER TABLE log_streams ADD COLUMN status TEXT NOT NULL DEFAULT 'paused';
INSERT INTO log_readers (name, position)
SELECT s.id, p.last FROM log_streams s CROSS JOIN tenant_log_positions p;
