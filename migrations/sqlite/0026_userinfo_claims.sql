-- What Actions added to an ID token, for /userinfo to tell with the access token beside it, which is kept as its digest.
CREATE TABLE userinfo_claims (
    token TEXT NOT NULL PRIMARY KEY,
    claims TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX userinfo_claims_by_expiry ON userinfo_claims (expires_at);
