-- A member of an event for searches; nothing where the document is not one that Postgres can read. Events from before the
-- log had a gate may hold NUL, which ends a search otherwise.
CREATE FUNCTION tenant_log_member(document TEXT, member TEXT) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN CAST(document AS JSONB) ->> member;
EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
END
$$;
