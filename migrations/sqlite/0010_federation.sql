-- The messages of service providers that have been acted upon, so that none is acted upon twice.
CREATE TABLE saml_messages (
    client_id  TEXT    NOT NULL,
    message_id TEXT    NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (client_id, message_id)
) STRICT;
CREATE INDEX saml_messages_by_expiry ON saml_messages (expires_at);

-- By which name and session index a service provider knows a session.
CREATE TABLE saml_participants (
    session_id    TEXT NOT NULL,
    client_id     TEXT NOT NULL,
    session_index TEXT NOT NULL,
    name          TEXT NOT NULL,
    name_format   TEXT NOT NULL,
    PRIMARY KEY (session_id, client_id)
) STRICT;
CREATE UNIQUE INDEX saml_participants_by_index ON saml_participants (session_index);
