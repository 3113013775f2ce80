-- An Action is a draft; deploying makes a version of it, and bindings order what is deployed. The values of secrets are sealed.
CREATE TABLE actions (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    secrets BYTEA,
    deployed_id TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE action_versions (
    id TEXT NOT NULL PRIMARY KEY,
    action_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    document TEXT NOT NULL,
    secrets BYTEA,
    created_at BIGINT NOT NULL,
    UNIQUE (action_id, number)
);

CREATE TABLE action_bindings (
    id TEXT NOT NULL PRIMARY KEY,
    trigger_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    action_id TEXT NOT NULL,
    display_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (trigger_id, position)
);
CREATE INDEX action_bindings_by_action ON action_bindings (action_id);

-- The sink is sealed whole: its headers are what it authenticates with.
CREATE TABLE log_streams (
    id TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL,
    sink BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

ALTER TABLE tenant ADD COLUMN brute_force_protection TEXT;
