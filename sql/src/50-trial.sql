-- Running a statement that nobody has vetted, inside the caller's transaction, so that nothing stays.

-- The one place where such a statement meets the executor. The block with EXCEPTION is a
-- subtransaction, always rolled back; that it went well is a local variable and never the SQLSTATE of
-- the exception that ends it, which a function of somebody's could raise as well. The text goes to
-- OPEN .. FOR EXECUTE alone, because that takes one statement that returns rows, and EXECUTE takes many.
-- A cancel is not caught: WHEN OTHERS leaves 57014 out.
CREATE FUNCTION route.guarded(
    sql text, path text, max_rows integer, max_bytes integer, -- max_rows NULL: explain only
    OUT plan json, OUT lines json[], OUT names text[], OUT types text[],
    OUT full_at text, -- 'rows' or 'bytes': there was more; NULL: that was all
    OUT failure jsonb
)
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    lock_wait CONSTANT integer := 1000; -- milliseconds; a caller's shorter lock_timeout stands
    its_path text := route.trial_path(path);
    max_cost double precision := route.max_cost();
    -- A query in parentheses, to ask for its columns without running it; the check saw to the quotes.
    body text := '(' || rtrim(sql, E'; \t\n\r\f\x0b') || E'\n)';
    explained refcursor;
    described refcursor;
    tried refcursor;
    line record;
    bytes bigint := 0;
    went_well boolean := false;
    state text;
    message text;
    detail text;
    hint text;
BEGIN
    BEGIN
        PERFORM route.check(sql, path);
        PERFORM set_config('transaction_read_only', 'on', true);
        -- Compiling a plan cannot be cancelled, and costs more than a trial's first rows gain by it.
        PERFORM set_config('jit', 'off', true);
        IF (SELECT setting::integer NOT BETWEEN 1 AND lock_wait FROM pg_settings WHERE name = 'lock_timeout') THEN
            PERFORM set_config('lock_timeout', lock_wait::text, true);
        END IF;
        PERFORM set_config('search_path', its_path, true);
        OPEN explained NO SCROLL FOR EXECUTE 'EXPLAIN (FORMAT JSON) ' || sql;
        FETCH explained INTO plan;
        CLOSE explained;
        IF max_rows IS NOT NULL THEN
            IF (plan -> 0 -> 'Plan' ->> 'Total Cost')::double precision > max_cost THEN
                RAISE EXCEPTION USING
                    ERRCODE = 'program_limit_exceeded',
                    MESSAGE = format('the plan''s cost, %s, is above route.max_cost, %s',
                        plan -> 0 -> 'Plan' ->> 'Total Cost', max_cost),
                    HINT = 'Ask for less, or SET route.max_cost higher.';
            END IF;
            OPEN tried NO SCROLL FOR EXECUTE sql;
            lines := '{}';
            LOOP
                FETCH tried INTO line;
                EXIT WHEN NOT FOUND;
                IF cardinality(lines) >= max_rows THEN
                    full_at := 'rows';
                    EXIT;
                END IF;
                lines := lines || row_to_json(line);
                bytes := bytes + octet_length(lines[cardinality(lines)]::text);
                IF bytes > max_bytes THEN
                    full_at := 'bytes';
                    lines := trim_array(lines, 1);
                    EXIT;
                END IF;
            END LOOP;
            CLOSE tried;
            OPEN described NO SCROLL FOR EXECUTE
                'SELECT q.* FROM (VALUES (1)) AS one LEFT JOIN ' || body || ' AS q ON false';
            FETCH described INTO line;
            CLOSE described;
            names := ARRAY(SELECT key FROM json_each(row_to_json(line)));
            -- A query in parentheses takes no empty list of names.
            IF names = '{}' THEN
                types := '{}';
            ELSE
                OPEN described NO SCROLL FOR EXECUTE format(
                    'SELECT ARRAY[%s]::text[] FROM (VALUES (1)) AS one LEFT JOIN %s AS q (%s) ON false',
                    (SELECT string_agg(format('pg_typeof(q.c%s)::text', n), ', ') FROM generate_series(1, cardinality(names)) AS n),
                    body,
                    (SELECT string_agg('c' || n, ', ') FROM generate_series(1, cardinality(names)) AS n));
                FETCH described INTO types;
                CLOSE described;
            END IF;
        END IF;
        went_well := true;
        RAISE EXCEPTION 'rolled back on purpose';
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
            detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    END;
    IF went_well THEN
        RETURN;
    END IF;
    IF state = '25006' THEN -- it would write
        state := 'RT003';
        detail := message;
        message := 'refused: only reading is allowed here';
    END IF;
    IF state LIKE '40%' THEN -- the caller's transaction is lost, not only this statement
        PERFORM route.fail(state, message, detail, hint);
    END IF;
    failure := jsonb_build_object('sqlstate', state, 'message', message, 'detail', detail, 'hint', hint);
END
$$;
COMMENT ON FUNCTION route.guarded(text, text, integer, integer) IS
    'check, explain and run one statement read-only, roll back, and say what it gave or why it failed';

CREATE FUNCTION route.elapsed(since timestamptz) RETURNS numeric
LANGUAGE sql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$ SELECT round(1000 * extract(epoch FROM clock_timestamp() - since)::numeric, 3) $$;
COMMENT ON FUNCTION route.elapsed(timestamptz) IS 'milliseconds since then';

CREATE FUNCTION route.explain(sql text, path text DEFAULT current_setting('search_path')) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    outcome record;
BEGIN
    SELECT * INTO outcome FROM route.guarded(sql, path, NULL, NULL);
    IF outcome.failure IS NOT NULL THEN
        RETURN jsonb_build_object('failure', outcome.failure);
    END IF;
    RETURN jsonb_build_object(
        'cost', outcome.plan -> 0 -> 'Plan' -> 'Total Cost', 'rows', outcome.plan -> 0 -> 'Plan' -> 'Plan Rows');
END
$$;
COMMENT ON FUNCTION route.explain(text, text) IS 'cost and rows of one statement''s plan, or its failure; runs nothing';

CREATE FUNCTION route.trial(
    sql text, max_rows integer, max_bytes integer, path text DEFAULT current_setting('search_path')
) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    began timestamptz := clock_timestamp();
    outcome record;
BEGIN
    IF max_rows IS NULL OR max_rows < 0 OR max_bytes IS NULL OR max_bytes < 0 THEN
        PERFORM route.fail('RT006', 'a trial needs a number of rows and of bytes');
    END IF;
    SELECT * INTO outcome FROM route.guarded(sql, path, max_rows, max_bytes);
    IF outcome.failure IS NOT NULL THEN
        RETURN jsonb_build_object('failure', outcome.failure, 'milliseconds', route.elapsed(began));
    END IF;
    RETURN jsonb_build_object(
        'columns', to_jsonb(outcome.names),
        'types', to_jsonb(outcome.types),
        'rows', coalesce((
            SELECT jsonb_agg(coalesce((
                SELECT jsonb_agg(e.value::jsonb ORDER BY e.place)
                FROM json_each(l.line) WITH ORDINALITY AS e (key, value, place)), '[]') ORDER BY l.place)
            FROM unnest(outcome.lines) WITH ORDINALITY AS l (line, place)), '[]'),
        'complete', outcome.full_at IS NULL,
        'milliseconds', route.elapsed(began));
END
$$;
COMMENT ON FUNCTION route.trial(text, integer, integer, text) IS
    'columns, types and first rows of one statement, run read-only and rolled back, or its failure';

CREATE FUNCTION route.raise_outcome(sql text, failure jsonb, full_at text, max_bytes integer) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF failure IS NOT NULL THEN
        PERFORM route.fail(failure ->> 'sqlstate', failure ->> 'message',
            concat_ws(E'\n', nullif(failure ->> 'detail', ''), 'The statement was: ' || sql), failure ->> 'hint');
    ELSIF full_at = 'bytes' THEN
        PERFORM route.fail('54000', format('the answer is larger than %s bytes', max_bytes),
            'The statement was: ' || sql, 'Ask for fewer rows or columns, or have max_bytes raised in route.setting.');
    END IF;
END
$$;
COMMENT ON FUNCTION route.raise_outcome(text, jsonb, text, integer) IS 'raise what became of a statement, unless it went well';

CREATE FUNCTION route.run(sql text, path text, max_rows integer) RETURNS SETOF json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    max_bytes CONSTANT integer := route.setting('max_bytes', '16777216');
    outcome record;
BEGIN
    SELECT * INTO outcome FROM route.guarded(sql, path, max_rows, max_bytes);
    PERFORM route.raise_outcome(sql, outcome.failure, outcome.full_at, max_bytes);
    RETURN QUERY SELECT l.line FROM unnest(outcome.lines) WITH ORDINALITY AS l (line, place) ORDER BY l.place;
END
$$;
COMMENT ON FUNCTION route.run(text, text, integer) IS
    'the rows of one statement as json, run read-only and rolled back; raises its failure';
