-- Every order of a list of users has an index, and so has what searches mostly ask for. An index with `linked_to` has all
-- that such a list is read by.
ALTER TABLE users ADD COLUMN folded_name TEXT;
ALTER TABLE users ADD COLUMN folded_family_name TEXT;
UPDATE users SET folded_name = LOWER(profile ->> 'name'), folded_family_name = LOWER(profile ->> 'family_name')
 WHERE json_valid(profile);

DROP INDEX users_in_order;
CREATE INDEX users_in_order ON users (created_at, user_id, linked_to) WHERE linked_to IS NULL;
CREATE INDEX users_sorted_by_email ON users (email, user_id, linked_to) WHERE linked_to IS NULL;
CREATE INDEX users_sorted_by_username ON users (username, user_id, linked_to) WHERE linked_to IS NULL;
CREATE INDEX users_sorted_by_name ON users (folded_name, user_id, linked_to) WHERE linked_to IS NULL;
CREATE INDEX users_sorted_by_family_name ON users (folded_family_name, user_id, linked_to) WHERE linked_to IS NULL;
CREATE INDEX users_sorted_by_updated_at ON users (updated_at, user_id, linked_to) WHERE linked_to IS NULL;
CREATE INDEX users_sorted_by_last_login ON users (last_login, user_id, linked_to) WHERE linked_to IS NULL;
CREATE INDEX users_sorted_by_logins_count ON users (logins_count, user_id, linked_to) WHERE linked_to IS NULL;
CREATE INDEX users_sorted_by_id ON users (user_id, linked_to) WHERE linked_to IS NULL;
-- The identities of a user, the user's own among them.
CREATE INDEX users_by_owner ON users (CAST(COALESCE(linked_to, user_id) AS TEXT), connection);
-- Not for those that are linked to none, who are most: their lists have the indexes above.
DROP INDEX users_by_link;
CREATE INDEX users_by_link ON users (linked_to) WHERE linked_to IS NOT NULL;
