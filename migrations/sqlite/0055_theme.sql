-- The theme of the tenant's pages.
ALTER TABLE tenant ADD COLUMN theme TEXT;
