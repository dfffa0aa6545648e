-- One request of the worker to its reply: what both drivers, socket and psycopg, call.

-- Bound when it is created, so that pgvector may be in any schema.
CREATE FUNCTION route.link_request(request jsonb) RETURNS jsonb
LANGUAGE sql VOLATILE SECURITY INVOKER
RETURN route.link(
    ARRAY(SELECT route.to_vector(v.value::text) FROM jsonb_array_elements(request -> 'vectors') AS v),
    ARRAY(SELECT w.value FROM jsonb_array_elements_text(request -> 'words') AS w),
    request -> 'limits',
    request ->> 'question'
);
COMMENT ON FUNCTION route.link_request(jsonb) IS 'route.link of a request';

CREATE FUNCTION route.handle(request jsonb, path text DEFAULT current_setting('search_path')) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    max_statements CONSTANT integer := 200;
    max_rows CONSTANT integer := 1000;
    max_bytes CONSTANT integer := 1048576;
    began timestamptz := clock_timestamp();
    id jsonb := request -> 'id';
BEGIN
    CASE request ->> 'type'
        WHEN 'link' THEN
            RETURN jsonb_build_object('type', 'linked', 'id', id, 'schema', route.link_request(request),
                'milliseconds', route.elapsed(began));
        WHEN 'explain' THEN
            RETURN jsonb_build_object('type', 'explained', 'id', id,
                'plans', (SELECT coalesce(jsonb_agg(route.explain(sql, path) ORDER BY place), '[]')
                    FROM jsonb_array_elements_text(request -> 'sql') WITH ORDINALITY AS s (sql, place)
                    WHERE place <= max_statements),
                'milliseconds', route.elapsed(began));
        WHEN 'trial' THEN
            RETURN jsonb_build_object('type', 'tried', 'id', id)
                || route.trial(request ->> 'sql', least((request ->> 'rows')::integer, max_rows), max_bytes, path);
        ELSE
            RAISE EXCEPTION USING
                ERRCODE = 'protocol_violation',
                MESSAGE = format('not a request of the worker: %s', left(coalesce(request ->> 'type', 'no type'), 100));
    END CASE;
END
$$;
COMMENT ON FUNCTION route.handle(jsonb, text) IS 'a request of the worker (link, explain, trial) to its reply';
