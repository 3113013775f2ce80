-- The order in which the tenant's pages ask, and texts of its own.
ALTER TABLE tenant ADD COLUMN prompts TEXT;
CREATE TABLE custom_texts (
    prompt TEXT NOT NULL,
    language TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (prompt, language)
) STRICT;
