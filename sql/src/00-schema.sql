-- Schema `route`, its settings, and how the parts raise errors.

--@plain
CREATE EXTENSION IF NOT EXISTS vector;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--@end
-- Names are looked up in pg_catalog alone while this runs. CREATE EXTENSION would have it look into the
-- schemas of the extension and of those it needs as well, and what somebody left there, fitting a call
-- better than PostgreSQL's own, would run with the rights of whoever installs this.
--@path safe

CREATE SCHEMA route;
COMMENT ON SCHEMA route IS 'what route_pg knows of this database, and how it runs statements; call the route_* functions instead';

-- pgvector and pg_trgm live in whatever schema they were installed in: their operators and operator classes
-- are named with it, and only where a type of theirs stands in a signature is it looked into.
CREATE FUNCTION route.home_of(extension text) RETURNS text
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT quote_ident(n.nspname) FROM pg_extension AS e INNER JOIN pg_namespace AS n ON n.oid = e.extnamespace
    WHERE e.extname = extension
$$;
COMMENT ON FUNCTION route.home_of(text) IS 'the schema of an extension, quoted where it must be';

-- The worker's address is no GUC: any role may SET one, and could point the server's user anywhere.
-- Everybody may read this table (they ask with their own rights), so no secret is kept in it: the
-- secret of a TCP worker is in a file that only the server's OS user reads, named here.
CREATE TABLE route.setting (
    name text PRIMARY KEY CHECK (name IN (
        'worker', 'worker_user', 'worker_timeout', 'secret_file', 'ca_file', 'max_bytes'
    )),
    value text NOT NULL
);
COMMENT ON TABLE route.setting IS 'settings of this database; only the owner writes, everybody reads';
COMMENT ON COLUMN route.setting.name IS
    'worker: a socket''s path, tcp://host:port or tls://host:port. '
    'worker_user: OS user that the worker behind a Unix socket must run as; unset: the server''s own user or root. '
    'worker_timeout: seconds without a word from the worker before it counts as lost, 120. '
    'secret_file: file with the secret of a TCP worker, read by the server''s OS user. '
    'ca_file: certificates that tls:// trusts; unset: the system''s. '
    'max_bytes: the most that one answer may hold, 16777216.';
COMMENT ON COLUMN route.setting.value IS 'the value, as text';
--@extension
SELECT pg_catalog.pg_extension_config_dump('route.setting', '');
--@end

CREATE FUNCTION route.setting(name text, otherwise text) RETURNS text
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((SELECT s.value FROM route.setting AS s WHERE s.name = $1), $2)
$$;
COMMENT ON FUNCTION route.setting(text, text) IS 'a setting of this database, or what holds where it is not set';

-- RAISE prints an empty DETAIL or HINT as an empty line, and takes no NULL: hence the four cases.
CREATE FUNCTION route.fail(sqlstate text, message text, detail text DEFAULT NULL, hint text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    has_detail CONSTANT boolean := coalesce(detail, '') <> '';
    has_hint CONSTANT boolean := coalesce(hint, '') <> '';
BEGIN
    IF has_detail AND has_hint THEN
        RAISE EXCEPTION USING ERRCODE = sqlstate, MESSAGE = message, DETAIL = detail, HINT = hint;
    ELSIF has_detail THEN
        RAISE EXCEPTION USING ERRCODE = sqlstate, MESSAGE = message, DETAIL = detail;
    ELSIF has_hint THEN
        RAISE EXCEPTION USING ERRCODE = sqlstate, MESSAGE = message, HINT = hint;
    ELSE
        RAISE EXCEPTION USING ERRCODE = sqlstate, MESSAGE = message;
    END IF;
END
$$;
COMMENT ON FUNCTION route.fail(text, text, text, text) IS 'raise an error with these parts';

-- Placeholders (`SET route.max_rows = 50`) are never checked when they are set, so here.
CREATE FUNCTION route.limit(name text, otherwise numeric, lowest numeric, highest numeric) RETURNS numeric
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    given text := nullif(btrim(current_setting('route.' || name, true)), '');
    value numeric;
BEGIN
    IF given IS NULL THEN
        RETURN otherwise;
    END IF;
    IF given ~ '^\+?\d{1,30}(\.\d{0,30})?([eE]\+?\d{1,2})?$' THEN
        value := given::numeric;
    END IF;
    IF value IS NULL OR value < lowest OR value > highest THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RT006',
            MESSAGE = format('route.%s is not valid: "%s"', name, left(given, 100)),
            DETAIL = format('It is a number from %s to %s.', lowest, highest),
            HINT = format('RESET route.%s gives back the default, %s.', name, otherwise);
    END IF;
    RETURN value;
END
$$;
COMMENT ON FUNCTION route.limit(text, numeric, numeric, numeric) IS 'a limit that the caller set for themselves (GUC route.<name>); RT006 where it is nonsense';

CREATE FUNCTION route.max_rows() RETURNS integer
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$ SELECT trunc(route.limit('max_rows', 1000, 1, 10000000))::integer $$;
COMMENT ON FUNCTION route.max_rows() IS 'GUC route.max_rows: the most rows that an answer returns';

CREATE FUNCTION route.max_cost() RETURNS double precision
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$ SELECT route.limit('max_cost', 1e7, 0, 1e30)::double precision $$;
COMMENT ON FUNCTION route.max_cost() IS 'GUC route.max_cost: a statement whose plan costs more is not run';

CREATE FUNCTION route.trial_timeout() RETURNS integer
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$ SELECT trunc(route.limit('trial_timeout', 5000, 1, 86400000))::integer $$;
COMMENT ON FUNCTION route.trial_timeout() IS 'GUC route.trial_timeout: milliseconds after which the worker cancels a trial';

CREATE FUNCTION route.max_rounds() RETURNS integer
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$ SELECT trunc(route.limit('max_rounds', 3, 0, 100))::integer $$;
COMMENT ON FUNCTION route.max_rounds() IS 'GUC route.max_rounds: rounds of noise correction';
