-- Few codes are ever replayed; whether a token came of one of them is asked of each signed token at /userinfo.
CREATE INDEX codes_replayed ON codes (user_id, client_id) WHERE replayed_at IS NOT NULL;
