-- What Actions decided of a session: how long its cookie lives, and how else the user has proved who they are.
ALTER TABLE sessions ADD COLUMN cookie_mode TEXT;
ALTER TABLE sessions ADD COLUMN methods TEXT;
