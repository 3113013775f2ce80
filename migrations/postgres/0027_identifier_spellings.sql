-- How identifiers are written that were stored before there was one form for them, by the form that they would have.
CREATE TABLE identifier_spellings (
    connection TEXT NOT NULL,
    canonical TEXT NOT NULL,
    stored TEXT NOT NULL,
    PRIMARY KEY (connection, canonical, stored)
);
-- Nobody has looked yet: the program does, after this, and takes the row away.
INSERT INTO identifier_spellings (connection, canonical, stored) VALUES ('', '', '');
