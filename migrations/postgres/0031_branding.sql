-- How the tenant's pages look.
ALTER TABLE tenant ADD COLUMN branding TEXT;
