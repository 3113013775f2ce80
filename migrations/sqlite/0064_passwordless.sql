-- The telephone number by which a user of an `sms` connection signs in; no other user has one here.
ALTER TABLE users ADD COLUMN phone TEXT;
CREATE UNIQUE INDEX users_phone ON users (connection, phone) WHERE phone IS NOT NULL;
-- What a connection's options hold that nobody else may read, sealed, as a JSON object.
ALTER TABLE connections ADD COLUMN secrets BLOB;
