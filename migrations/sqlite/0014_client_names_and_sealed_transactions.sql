-- By which names, besides its id, a client is known to other protocols: its aliases, and the audience of its SAML add-on.
CREATE TABLE client_names (
    client_id TEXT NOT NULL,
    name      TEXT NOT NULL,
    PRIMARY KEY (client_id, name)
) STRICT;
CREATE INDEX client_names_by_name ON client_names (name);

INSERT OR IGNORE INTO client_names (client_id, name)
SELECT clients.client_id, alias.value
  FROM clients, json_each(clients.document, '$.client_aliases') AS alias
 WHERE alias.type = 'text' AND length(CAST(alias.value AS BLOB)) BETWEEN 1 AND 1024;

INSERT OR IGNORE INTO client_names (client_id, name)
SELECT client_id, document ->> '$.addons.samlp.audience'
  FROM clients
 WHERE json_type(document, '$.addons.samlp.audience') = 'text'
   AND length(CAST(document ->> '$.addons.samlp.audience' AS BLOB)) BETWEEN 1 AND 1024;

-- From here on they are sealed; those under way begin again.
DELETE FROM login_transactions;
