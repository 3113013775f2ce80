-- The template around the widget of the tenant's pages, as a JSON string.
ALTER TABLE tenant ADD COLUMN page_template TEXT;
