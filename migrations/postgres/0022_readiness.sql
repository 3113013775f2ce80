-- Written by readiness probes: a database that answers may still refuse to write.
CREATE TABLE readiness (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    probed_at BIGINT NOT NULL
);
INSERT INTO readiness (id, probed_at) VALUES (1, 0);
