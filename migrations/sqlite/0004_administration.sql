-- A session that was revoked takes every refresh token with it that was issued in it, also one that is being issued.
ALTER TABLE sessions ADD COLUMN ends_families INTEGER NOT NULL DEFAULT 0;
