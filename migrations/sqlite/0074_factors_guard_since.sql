-- Since when a factor guards its account against what was passed earlier: set when something else of it is taken away.
ALTER TABLE authenticators ADD COLUMN guards_since INTEGER;
