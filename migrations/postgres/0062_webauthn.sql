-- WebAuthn credentials among what users have enrolled: `key_id` is the credential's id, `sign_count` the counter that it has
-- signed last, `backed_up` whether there was a copy of it then.
ALTER TABLE authenticators ADD COLUMN key_id TEXT;
ALTER TABLE authenticators ADD COLUMN sign_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE authenticators ADD COLUMN backed_up BIGINT;
CREATE UNIQUE INDEX authenticators_key_id ON authenticators (key_id);
