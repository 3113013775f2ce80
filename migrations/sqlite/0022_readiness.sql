-- Written by readiness probes: a database that answers may still refuse to write.
CREATE TABLE readiness (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    probed_at INTEGER NOT NULL
) STRICT;
INSERT INTO readiness (id, probed_at) VALUES (1, 0);
