-- What else Auth0's client grant object holds, as it was sent: `allow_all_scopes` and its like.
ALTER TABLE client_grants ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
