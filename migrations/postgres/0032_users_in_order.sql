-- Every order of a list of users has an index, and so has what searches mostly ask for. Strings are sorted by their bytes,
-- whatever the language of the database, so that an index serves what begins with a string, too.
ALTER TABLE users ALTER COLUMN email TYPE TEXT COLLATE "C";
ALTER TABLE users ALTER COLUMN username TYPE TEXT COLLATE "C";
ALTER TABLE users ADD COLUMN folded_name TEXT COLLATE "C";
ALTER TABLE users ADD COLUMN folded_family_name TEXT COLLATE "C";
UPDATE users SET folded_name = LOWER(readable.profile ->> 'name'), folded_family_name = LOWER(readable.profile ->> 'family_name')
  FROM (SELECT user_id, CASE WHEN position('\u0000' IN profile) > 0 THEN '{}' ELSE profile END::jsonb AS profile
          FROM users) AS readable
 WHERE readable.user_id = users.user_id;

CREATE INDEX users_sorted_by_email ON users (email, user_id) WHERE linked_to IS NULL;
CREATE INDEX users_sorted_by_username ON users (username, user_id) WHERE linked_to IS NULL;
CREATE INDEX users_sorted_by_name ON users (folded_name, user_id) WHERE linked_to IS NULL;
CREATE INDEX users_sorted_by_family_name ON users (folded_family_name, user_id) WHERE linked_to IS NULL;
CREATE INDEX users_sorted_by_updated_at ON users (updated_at, user_id) WHERE linked_to IS NULL;
CREATE INDEX users_sorted_by_last_login ON users (last_login, user_id) WHERE linked_to IS NULL;
CREATE INDEX users_sorted_by_logins_count ON users (logins_count, user_id) WHERE linked_to IS NULL;
CREATE INDEX users_sorted_by_id ON users (user_id) WHERE linked_to IS NULL;
-- The identities of a user, the user's own among them.
CREATE INDEX users_by_owner ON users (CAST(COALESCE(linked_to, user_id) AS TEXT), connection);
-- Not for those that are linked to none, who are most: their lists have the indexes above.
DROP INDEX users_by_link;
CREATE INDEX users_by_link ON users (linked_to) WHERE linked_to IS NOT NULL;
