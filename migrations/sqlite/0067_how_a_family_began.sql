-- How the user signed in when the family began, as JSON: what a session transfer brings along. Families from before have none.
ALTER TABLE refresh_families ADD COLUMN login TEXT;
