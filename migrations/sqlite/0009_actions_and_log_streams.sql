-- An Action is a draft; deploying makes a version of it, and bindings order what is deployed. The values of secrets are sealed.
CREATE TABLE actions (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    secrets BLOB,
    deployed_id TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE action_versions (
    id TEXT NOT NULL PRIMARY KEY,
    action_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    document TEXT NOT NULL,
    secrets BLOB,
    created_at INTEGER NOT NULL,
    UNIQUE (action_id, number)
) STRICT;

CREATE TABLE action_bindings (
    id TEXT NOT NULL PRIMARY KEY,
    trigger_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    action_id TEXT NOT NULL,
    display_name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (trigger_id, position)
) STRICT;
CREATE INDEX action_bindings_by_action ON action_bindings (action_id);

-- The sink is sealed whole: its headers are what it authenticates with.
CREATE TABLE log_streams (
    id TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL,
    sink BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

ALTER TABLE tenant ADD COLUMN brute_force_protection TEXT;
