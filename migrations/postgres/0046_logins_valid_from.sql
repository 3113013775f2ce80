-- A login that began before the user's newest password does not count.
ALTER TABLE users ADD COLUMN logins_valid_from BIGINT NOT NULL DEFAULT 0;
