-- A job that imports users has its file, sealed, until all of it is imported, and remembers how far it has come.
ALTER TABLE jobs ADD COLUMN file BLOB;
ALTER TABLE jobs ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN errors TEXT NOT NULL DEFAULT '';
ALTER TABLE jobs ADD COLUMN leased_by TEXT;
ALTER TABLE jobs ADD COLUMN leased_until INTEGER NOT NULL DEFAULT 0;
CREATE INDEX jobs_waiting ON jobs (leased_until) WHERE file IS NOT NULL;
