-- One key signs SAML messages with SHA-1, whichever process makes it first.
CREATE UNIQUE INDEX signing_keys_one_sha1 ON signing_keys (state) WHERE state = 'sha1';
