-- Counts the passwords that were set: a login with an older one does not count.
ALTER TABLE users ADD COLUMN password_epoch INTEGER NOT NULL DEFAULT 0;
