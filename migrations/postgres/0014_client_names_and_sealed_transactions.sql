-- By which names, besides its id, a client is known to other protocols: its aliases, and the audience of its SAML add-on.
CREATE TABLE client_names (
    client_id TEXT NOT NULL,
    name      TEXT NOT NULL,
    PRIMARY KEY (client_id, name)
);
CREATE INDEX client_names_by_name ON client_names (name);

-- A document with a character that the database has no text for names nobody.
INSERT INTO client_names (client_id, name)
SELECT readable.client_id, alias.value #>> '{}'
  FROM (SELECT client_id, CASE WHEN position('\u0000' IN document) > 0 THEN '{}' ELSE document END::jsonb AS document
          FROM clients) AS readable,
       jsonb_array_elements(CASE jsonb_typeof(document -> 'client_aliases')
                            WHEN 'array' THEN document -> 'client_aliases' ELSE '[]'::jsonb END) AS alias (value)
 WHERE jsonb_typeof(alias.value) = 'string' AND octet_length(alias.value #>> '{}') BETWEEN 1 AND 1024
ON CONFLICT DO NOTHING;

INSERT INTO client_names (client_id, name)
SELECT client_id, document #>> '{addons,samlp,audience}'
  FROM (SELECT client_id, CASE WHEN position('\u0000' IN document) > 0 THEN '{}' ELSE document END::jsonb AS document
          FROM clients) AS readable
 WHERE jsonb_typeof(document #> '{addons,samlp,audience}') = 'string'
   AND octet_length(document #>> '{addons,samlp,audience}') BETWEEN 1 AND 1024
ON CONFLICT DO NOTHING;

-- From here on they are sealed; those under way begin again.
DELETE FROM login_transactions;
