-- A page of one user's refresh tokens is read in the order of their ids.
CREATE INDEX refresh_families_of_user ON refresh_families (user_id, id);
