-- The functions that users call.
--
-- Their bodies are parsed once, here, so that no search_path of a caller changes what they mean, and
-- they need none of their own: with one, the caller's would be lost before it could be passed on.
-- None is STRICT: a NULL question is an error and not a NULL answer.

CREATE FUNCTION @extschema@.route_ask(question text, max_rows integer DEFAULT NULL) RETURNS SETOF json
LANGUAGE sql VOLATILE SECURITY INVOKER
BEGIN ATOMIC
    SELECT route.require_usage();
    SELECT * FROM route.ask(question, max_rows, current_setting('search_path'));
END;
COMMENT ON FUNCTION @extschema@.route_ask(text, integer) IS
    'answer a question in English: one json object a row, keys in select order, at most max_rows and never more than route.max_rows. '
    'The statement was checked, explained and tried in your own transaction, with your own rights; nothing is ever written';

CREATE FUNCTION @extschema@.route_sql(question text) RETURNS text
LANGUAGE sql VOLATILE SECURITY INVOKER
BEGIN ATOMIC
    SELECT route.require_usage();
    SELECT route.statement(question, current_setting('search_path'));
END;
COMMENT ON FUNCTION @extschema@.route_sql(text) IS
    'the statement that answers a question, to be read before it is run, or run at once with \gexec';

CREATE FUNCTION @extschema@.route_columns(question text) RETURNS text
LANGUAGE sql VOLATILE SECURITY INVOKER
BEGIN ATOMIC
    SELECT route.require_usage();
    SELECT route.columns_of(question, current_setting('search_path'));
END;
COMMENT ON FUNCTION @extschema@.route_columns(text) IS
    'the column definition list of an answer, for route_rows: SELECT * FROM route_rows(..) AS t(<this>)';

CREATE FUNCTION @extschema@.route_cursor(question text, cursor refcursor DEFAULT NULL) RETURNS refcursor
LANGUAGE sql VOLATILE SECURITY INVOKER
BEGIN ATOMIC
    SELECT route.require_usage();
    SELECT route.open_cursor(route.converse('answer', question, current_setting('search_path')) ->> 'sql',
        cursor, route.max_rows(), current_setting('search_path'));
END;
COMMENT ON FUNCTION @extschema@.route_cursor(text, refcursor) IS
    'open a scrollable cursor over an answer of at most route.max_rows rows; it has been run already, so FETCH runs nothing';

CREATE FUNCTION @extschema@.route_view(name text, question text) RETURNS regclass
LANGUAGE sql VOLATILE SECURITY INVOKER
BEGIN ATOMIC
    SELECT route.require_usage();
    SELECT route.create_view(name, question, current_setting('search_path'));
END;
COMMENT ON FUNCTION @extschema@.route_view(text, text) IS
    'create a view of the statement that answers a question: yours, ordinary, and typed';

CREATE FUNCTION @extschema@.route_explain(question text) RETURNS jsonb
LANGUAGE sql VOLATILE SECURITY INVOKER
BEGIN ATOMIC
    SELECT route.require_usage();
    SELECT route.story(question, current_setting('search_path'));
END;
COMMENT ON FUNCTION @extschema@.route_explain(text) IS
    'the whole story of an answer or a refusal: what was linked, tried, refused and corrected, why, and how long it took';

CREATE FUNCTION @extschema@.route_link(question text)
RETURNS TABLE (schema_name text, table_name text, column_name text, score double precision, evidence text[])
LANGUAGE sql VOLATILE SECURITY INVOKER
BEGIN ATOMIC
    SELECT route.require_usage();
    SELECT * FROM route.linked_columns(question, current_setting('search_path'));
END;
COMMENT ON FUNCTION @extschema@.route_link(text) IS
    'schema linking alone: the columns that you may read and a question seems to need, best first, with the reasons';

CREATE FUNCTION @extschema@.route_status() RETURNS TABLE (item text, value text)
LANGUAGE sql VOLATILE SECURITY INVOKER
BEGIN ATOMIC
    SELECT route.require_usage();
    SELECT * FROM route.status_items();
END;
COMMENT ON FUNCTION @extschema@.route_status() IS
    'whether the worker is there, which model it runs, how fresh the catalog is, and your limits';

-- The next two cannot have such a body: one is polymorphic, the other's columns are the caller's to
-- say. They set the search_path aside themselves, before they use any operator, and put it back; an
-- error puts it back as well, with everything else that was done since.
CREATE FUNCTION @extschema@.route_rows(question text) RETURNS SETOF record
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
AS $$
DECLARE
    path text := pg_catalog.current_setting('search_path');
    answer pg_catalog.record;
    targets pg_catalog.text[];
    detail pg_catalog.text;
BEGIN
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    IF NOT has_schema_privilege('route', 'USAGE') THEN
        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
            MESSAGE = format('role %I may not use schema route', current_user),
            HINT = format('GRANT USAGE ON SCHEMA route TO %I;', current_user);
    END IF;
    SELECT * INTO answer FROM route.answered(question, path, route.max_rows());
    FOR i IN 0..cardinality(answer.names) LOOP
        BEGIN
            RETURN QUERY EXECUTE route.probe_query(targets, cardinality(answer.names)) || ' WHERE false';
            EXIT;
        EXCEPTION WHEN datatype_mismatch THEN
            GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
            targets := targets || route.expected_type(detail);
        END;
        IF targets[cardinality(targets)] IS NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'RT006',
                MESSAGE = 'the answer has other columns than the column definition list',
                DETAIL = concat_ws(' ', detail, 'The statement was: ' || answer.sql),
                HINT = format('SELECT * FROM route_rows(..) AS t(%s)', route.column_list(answer.names, answer.types));
        END IF;
    END LOOP;
    RETURN QUERY EXECUTE route.typed_query(answer.types, targets) USING route.numbered(answer.lines);
    PERFORM set_config('search_path', path, true);
END
$$;
COMMENT ON FUNCTION @extschema@.route_rows(text) IS
    'the rows of an answer as a typed table: SELECT * FROM route_rows(..) AS t(region text, revenue numeric). '
    'Columns go by position and are cast to the list; route_columns(..) prints the list to paste';

CREATE FUNCTION @extschema@.route_as(example anyelement, question text) RETURNS SETOF anyelement
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
AS $$
DECLARE
    path text := pg_catalog.current_setting('search_path');
    answer pg_catalog.record;
    wanted pg_catalog.text[];
BEGIN
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    IF NOT has_schema_privilege('route', 'USAGE') THEN
        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
            MESSAGE = format('role %I may not use schema route', current_user),
            HINT = format('GRANT USAGE ON SCHEMA route TO %I;', current_user);
    END IF;
    wanted := route.column_names(pg_typeof(example));
    SELECT * INTO answer FROM route.answered(question, path, route.max_rows());
    IF (SELECT array_agg(w ORDER BY w) FROM unnest(wanted) AS w) IS DISTINCT FROM
        (SELECT array_agg(n ORDER BY n) FROM unnest(answer.names) AS n) THEN
        RAISE EXCEPTION USING ERRCODE = 'RT006',
            MESSAGE = format('the answer''s columns are not those of %s', pg_typeof(example)),
            DETAIL = concat_ws(' ', format('Columns of the answer: %s. Columns of the type: %s.',
                array_to_string(answer.names, ', '), array_to_string(wanted, ', ')), 'The statement was: ' || answer.sql),
            HINT = format('Name the columns in the question, or use route_rows(..) AS t(%s).',
                route.column_list(answer.names, answer.types));
    END IF;
    RETURN QUERY SELECT p.* FROM unnest(answer.lines) AS l (line), LATERAL json_populate_record(example, l.line) AS p;
    PERFORM set_config('search_path', path, true);
END
$$;
COMMENT ON FUNCTION @extschema@.route_as(anyelement, text) IS
    'the rows of an answer as a row type that exists: SELECT * FROM route_as(NULL::sales.order, ..). '
    'Columns go by name; a missing or extra one is an error';
