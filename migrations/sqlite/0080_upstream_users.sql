-- Users who sign in at an identity provider are told apart by its subject: two of them may have one e-mail address.
DROP INDEX users_by_email;
CREATE UNIQUE INDEX users_by_email ON users (connection, email) WHERE substr(user_id, 1, 6) IN ('auth0|', 'email|');
CREATE INDEX users_of_connection_by_email ON users (connection, email);
