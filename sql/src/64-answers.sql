-- Answers in the forms that the public functions give them. All take the caller's search_path.

-- A role without USAGE on schema route could not even call the functions that would tell it so.
CREATE FUNCTION route.require_usage() RETURNS void
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT has_schema_privilege('route', 'USAGE') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = format('role %I may not use schema route', current_user),
            HINT = format('GRANT USAGE ON SCHEMA route TO %I;', current_user);
    END IF;
END
$$;
COMMENT ON FUNCTION route.require_usage() IS '42501 with what to grant, for a role that may not use schema route';

CREATE FUNCTION route.ask(question text, max_rows integer, path text) RETURNS SETOF json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF max_rows <= 0 THEN
        PERFORM route.fail('RT006', 'max_rows is not positive', format('It is %s.', max_rows),
            'Leave it out to get as many as route.max_rows allows.');
    END IF;
    RETURN QUERY SELECT r FROM route.run(
        route.converse('answer', question, path) ->> 'sql', path, least(max_rows, route.max_rows())) AS r;
END
$$;
COMMENT ON FUNCTION route.ask(text, integer, text) IS 'route_ask, given the search_path';

-- A trial of the answer that keeps its rows apart from their columns' names and types.
CREATE FUNCTION route.answered(
    question text, path text, max_rows integer,
    OUT sql text, OUT lines json[], OUT names text[], OUT types text[]
)
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    max_bytes CONSTANT integer := route.setting('max_bytes', '16777216');
    outcome record;
BEGIN
    sql := route.converse('answer', question, path) ->> 'sql';
    SELECT * INTO outcome FROM route.guarded(sql, path, max_rows, max_bytes);
    PERFORM route.raise_outcome(sql, outcome.failure, outcome.full_at, max_bytes);
    lines := outcome.lines;
    names := outcome.names;
    types := outcome.types;
END
$$;
COMMENT ON FUNCTION route.answered(text, text, integer) IS 'the answer to a question: statement, rows, names and types of its columns';

-- A name twice cannot stand in a column definition list: the second gets a number.
CREATE FUNCTION route.column_list(names text[], types text[]) RETURNS text
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(string_agg(format('%I %s', CASE WHEN nth = 1 THEN name ELSE name || '_' || nth END, type), ', ' ORDER BY place), '')
    FROM (
        SELECT name, type, place, row_number() OVER (PARTITION BY name ORDER BY place) AS nth
        FROM unnest(names, types) WITH ORDINALITY AS c (name, type, place)
    ) AS c
$$;
COMMENT ON FUNCTION route.column_list(text[], text[]) IS 'a column definition list';

CREATE FUNCTION route.columns_of(question text, path text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    answer record;
BEGIN
    SELECT * INTO answer FROM route.answered(question, path, 1);
    RETURN route.column_list(answer.names, answer.types);
END
$$;
COMMENT ON FUNCTION route.columns_of(text, text) IS 'route_columns, given the search_path';

-- The lines as a query of typed columns: each is read as its own type, then cast to the target.
CREATE FUNCTION route.typed_query(types text[], targets text[]) RETURNS text
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT format('SELECT %s FROM unnest($1) AS l (line), LATERAL json_to_record(l.line) AS q (%s)',
        string_agg(format('q.c%s::%s', place, target), ', ' ORDER BY place),
        string_agg(format('c%s %s', place, CASE WHEN type IN ('record', 'unknown') THEN 'json' ELSE type END), ', ' ORDER BY place))
    FROM unnest(types, targets) WITH ORDINALITY AS t (type, target, place)
$$;
COMMENT ON FUNCTION route.typed_query(text[], text[]) IS 'a query over an array of json objects with keys c1, c2, ..';

CREATE FUNCTION route.numbered(lines json[]) RETURNS json[]
LANGUAGE sql IMMUTABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(array_agg((
        SELECT json_object_agg('c' || e.n, e.value ORDER BY e.n)
        FROM json_each(l.line) WITH ORDINALITY AS e (key, value, n)) ORDER BY l.place), '{}')
    FROM unnest(lines) WITH ORDINALITY AS l (line, place)
$$;
COMMENT ON FUNCTION route.numbered(json[]) IS 'the same rows with keys c1, c2, .., because names may occur twice';

-- PostgreSQL tells a function nothing of the column definition list that it was called with, except
-- by an error: 'Returned type route.marker does not match expected type integer in column 1.'
-- The wording is in the server's language, the names of the types are not.
CREATE TYPE route.marker AS ();
COMMENT ON TYPE route.marker IS 'a type that no caller''s column definition list names';

CREATE FUNCTION route.expected_type(detail text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words text[];
    found text;
BEGIN
    IF strpos(detail, 'route.marker') = 0 THEN
        RETURN NULL; -- not of types: of the number of columns
    END IF;
    found := substring(detail FROM 'expected type (.+) in column');
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    -- whatever quotes the language has, they are none of these; the text must fit any encoding
    words := regexp_split_to_array(replace(detail, 'route.marker', ' '), '([^[:alnum:]_.,()\[\]]|[.,;:](?=\s|$))+');
    FOR length IN REVERSE 6..1 LOOP
        FOR start IN 1..cardinality(words) - length + 1 LOOP
            found := array_to_string(words[start:start + length - 1], ' ');
            BEGIN
                IF found ~ '^[^0-9]' AND to_regtype(found) IS NOT NULL THEN
                    RETURN found;
                END IF;
            EXCEPTION WHEN syntax_error OR invalid_name OR undefined_object OR invalid_parameter_value THEN
                NULL; -- these words are no type
            END;
        END LOOP;
    END LOOP;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION route.expected_type(text) IS 'the type that a column definition list has, from the error that its mismatch gives';

CREATE FUNCTION route.probe_query(known text[], columns integer) RETURNS text
LANGUAGE sql IMMUTABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'SELECT ' || string_agg(format('NULL::%s', coalesce(known[n], 'route.marker')), ', ' ORDER BY n)
    FROM generate_series(1, columns) AS n
$$;
COMMENT ON FUNCTION route.probe_query(text[], integer) IS 'a query whose first column that is not known yet is of type route.marker';

-- As route_ask, but the cursor outlives the call: so it is run to its end here, read-only, and wound
-- back; what a later FETCH gives is stored, it runs nothing. The block is a subtransaction that is kept,
-- since one that is rolled back would take the cursor with it; its end makes the transaction what it was
-- before, read-write. (From version 16 on no function may have SET transaction_read_only as an attribute.)
CREATE FUNCTION route.open_cursor(sql text, cursor refcursor, max_rows integer, path text) RETURNS refcursor
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    its_path text := route.trial_path(path);
    plan jsonb;
    opened refcursor := cursor;
BEGIN
    PERFORM route.check(sql, path);
    plan := route.explain(sql, path);
    IF plan ? 'failure' THEN
        PERFORM route.raise_ending(plan -> 'failure');
    ELSIF (plan ->> 'cost')::double precision > route.max_cost() THEN
        PERFORM route.fail('54000', format('the plan''s cost, %s, is above route.max_cost, %s', plan ->> 'cost', route.max_cost()),
            '', 'Ask for less, or SET route.max_cost higher.');
    END IF;
    PERFORM set_config('search_path', its_path, true);
    BEGIN
        PERFORM pg_catalog.set_config('transaction_read_only', 'on', true);
        OPEN opened SCROLL FOR EXECUTE 'WITH answer AS MATERIALIZED (' || pg_catalog.rtrim(sql, E'; \t\n\r\f\x0b')
            || E'\n) SELECT * FROM answer LIMIT ' || max_rows;
        MOVE FORWARD ALL FROM opened;
        MOVE ABSOLUTE 0 FROM opened;
    EXCEPTION WHEN assert_failure THEN
        RAISE; -- what makes the block a subtransaction; every other error passes as well
    END;
    RETURN opened;
END
$$;
COMMENT ON FUNCTION route.open_cursor(text, refcursor, integer, text) IS 'a cursor over a statement that has been run already';

-- The view's own name is of the caller's path, what is in it of the trial's.
CREATE FUNCTION route.create_view(name text, question text, path text) RETURNS regclass
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    its_path text := route.trial_path(path);
    parts text[];
    identifier text;
    sql text;
BEGIN
    PERFORM route.check_question(question);
    IF current_setting('transaction_read_only')::boolean THEN
        PERFORM route.fail('25006', 'cannot create a view in a read-only transaction', NULL, 'route_sql(..) gives its statement.');
    END IF;
    parts := parse_ident(name);
    IF name IS NULL OR cardinality(parts) NOT IN (1, 2) THEN
        PERFORM route.fail('RT006', 'not a name for a view', quote_nullable(name), 'Give a name or schema.name.');
    END IF;
    PERFORM set_config('search_path', path, true);
    identifier := format('%I.%I', CASE cardinality(parts) WHEN 2 THEN parts[1] ELSE current_schema()::text END, parts[cardinality(parts)]);
    PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
    IF identifier IS NULL THEN
        PERFORM route.fail('3F000', 'no schema has been selected to create in', NULL, 'Give the view''s name as schema.name.');
    ELSIF to_regclass(identifier) IS NOT NULL THEN
        PERFORM route.fail('42P07', format('relation %s already exists', identifier), NULL, 'Give another name, or drop it first.');
    END IF;
    sql := rtrim((SELECT a.sql FROM route.answered(question, path, 1) AS a), E'; \t\n\r\f\x0b');
    PERFORM route.check(sql, path); -- one statement, which EXECUTE by itself would not hold it to
    PERFORM set_config('search_path', its_path, true);
    EXECUTE format('CREATE VIEW %s AS %s', identifier, sql);
    RETURN identifier::regclass;
END
$$;
COMMENT ON FUNCTION route.create_view(text, text, text) IS 'route_view, given the search_path';

CREATE FUNCTION route.story(question text, path text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ending jsonb := route.consult('answer', question, path);
    refusal jsonb;
BEGIN
    IF ending ->> 'type' = 'refusal' THEN
        refusal := jsonb_build_object('refusal', ending - 'trace' - 'type' - 'id');
    ELSIF (ending ->> 'checked')::boolean IS NOT true THEN
        BEGIN
            PERFORM route.check(ending ->> 'sql', path);
        EXCEPTION WHEN SQLSTATE 'RT003' THEN -- what nobody gets, nobody is shown as the answer
            refusal := jsonb_build_object('refusal', jsonb_build_object('sqlstate', SQLSTATE, 'message', SQLERRM));
            ending := ending - 'sql' - 'confidence';
        END;
    END IF;
    RETURN coalesce(ending -> 'trace', '{}')
        || jsonb_strip_nulls(jsonb_build_object('sql', ending -> 'sql', 'confidence', ending -> 'confidence'))
        || coalesce(refusal, '{}');
END
$$;
COMMENT ON FUNCTION route.story(text, text) IS 'route_explain, given the search_path: the trace of an answer, or of a refusal';

CREATE FUNCTION route.linked_columns(question text, path text)
RETURNS TABLE (schema_name text, table_name text, column_name text, score double precision, evidence text[])
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT l.value ->> 'schema', l.value ->> 'table', l.value ->> 'column', (l.value ->> 'score')::double precision,
        ARRAY(SELECT e.value FROM jsonb_array_elements_text(l.value -> 'evidence') AS e)
    FROM jsonb_array_elements(route.converse('link', question, path) #> '{trace,linking}') WITH ORDINALITY AS l (value, place)
    ORDER BY l.place;
END
$$;
COMMENT ON FUNCTION route.linked_columns(text, text) IS 'route_link, given the search_path';

CREATE FUNCTION route.status_items() RETURNS TABLE (item text, value text)
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    address text := route.setting('worker', '/run/route_pg/worker.sock');
    ending jsonb := route.call('{"type": "status"}', '');
BEGIN
    RETURN QUERY VALUES
        ('extension', (SELECT e.extversion FROM pg_extension AS e WHERE e.extname = 'route_pg')),
        ('worker', CASE WHEN ending ->> 'type' = 'error'
            THEN concat_ws(' ', 'unreachable:', coalesce(nullif(ending ->> 'detail', ''), ending ->> 'message'))
            ELSE 'reachable at ' || address END);
    RETURN QUERY SELECT e.key, e.value FROM jsonb_each_text(coalesce(ending -> 'items', '{}')) AS e ORDER BY e.key;
    RETURN QUERY SELECT s.item, s.value FROM route.sync_status() AS s;
    RETURN QUERY SELECT 'route.' || l.name, l.value FROM (VALUES
        ('max_rows', route.max_rows()::text), ('max_cost', route.max_cost()::text),
        ('trial_timeout', route.trial_timeout() || ' ms'), ('max_rounds', route.max_rounds()::text)) AS l (name, value);
END
$$;
COMMENT ON FUNCTION route.status_items() IS 'route_status';

CREATE FUNCTION route.column_names(type regtype) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relation oid := (SELECT t.typrelid FROM pg_type AS t WHERE t.oid = type);
BEGIN
    IF relation = 0 THEN
        PERFORM route.fail('RT006', format('%s is not a row type', type), NULL, 'Give NULL::schema.table, or a type made with CREATE TYPE .. AS (..).');
    END IF;
    RETURN ARRAY(
        SELECT a.attname::text FROM pg_attribute AS a
        WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum);
END
$$;
COMMENT ON FUNCTION route.column_names(regtype) IS 'the columns of a row type; RT006 for another type';
