-- Credentials that one request registers share an instant: this says which of them came first.
ALTER TABLE client_credentials ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
