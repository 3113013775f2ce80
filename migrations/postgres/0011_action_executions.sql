-- What Actions did at a trigger in one request: names, times and errors, for the Management API.
CREATE TABLE action_executions (
    id TEXT NOT NULL PRIMARY KEY,
    executed_at BIGINT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX action_executions_by_time ON action_executions (executed_at);
