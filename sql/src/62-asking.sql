-- What is asked of the worker, and its endings as values or errors.

CREATE FUNCTION route.check_question(question text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    longest CONSTANT integer := 4000; -- characters
    -- [:space:] knows ASCII alone where the locale is C; these are what people paste.
    spaces CONSTANT text := CASE WHEN getdatabaseencoding() = 'UTF8' THEN '\u00a0\u2000-\u200d\u202f\u3000\ufeff' ELSE '' END;
BEGIN
    IF question IS NULL OR question !~ format('[^[:space:]%s]', spaces) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RT006', MESSAGE = 'there is no question',
            DETAIL = CASE WHEN question IS NULL THEN 'It is NULL.' ELSE 'It is empty.' END,
            HINT = 'Ask in English, for example: SELECT route_sql(''how many orders were placed last year'').';
    ELSIF length(question) > longest THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RT006', MESSAGE = format('the question is longer than %s characters', longest),
            DETAIL = format('It has %s.', length(question)), HINT = 'Say in a sentence or two what you want to see.';
    END IF;
END
$$;
COMMENT ON FUNCTION route.check_question(text) IS 'RT006 for a question that is none';

CREATE FUNCTION route.backend_start() RETURNS bigint
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$ SELECT coalesce((SELECT (extract(epoch FROM a.backend_start) * 1000000)::bigint FROM pg_stat_activity AS a WHERE a.pid = pg_backend_pid()), 0) $$;
COMMENT ON FUNCTION route.backend_start() IS 'microseconds since 1970 at which this session began, 0 for unknown';

CREATE FUNCTION route.raise_ending(ending jsonb) RETURNS void
LANGUAGE sql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT route.fail(ending ->> 'sqlstate', ending ->> 'message', ending ->> 'detail', ending ->> 'hint')
$$;
COMMENT ON FUNCTION route.raise_ending(jsonb) IS 'raise a refusal or an error of the worker';

CREATE FUNCTION route.consult(task text, question text, path text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ending jsonb;
BEGIN
    PERFORM route.check_question(question);
    ending := route.call(jsonb_build_object(
        'type', 'ask', 'task', task, 'question', btrim(question, E' \t\n\r'),
        'settings', jsonb_build_object(
            'max_rows', route.max_rows(), 'max_cost', route.max_cost(),
            'trial_timeout', route.trial_timeout(), 'max_rounds', route.max_rounds())), path);
    IF ending ->> 'type' = 'error' THEN
        PERFORM route.raise_ending(ending);
    END IF;
    RETURN ending;
END
$$;
COMMENT ON FUNCTION route.consult(text, text, text) IS 'one question to its answer or refusal; other errors are raised';

CREATE FUNCTION route.converse(task text, question text, path text DEFAULT current_setting('search_path')) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ending jsonb := route.consult(task, question, path);
BEGIN
    IF ending ->> 'type' = 'refusal' THEN
        PERFORM route.raise_ending(ending);
    END IF;
    RETURN ending;
END
$$;
COMMENT ON FUNCTION route.converse(text, text, text) IS 'one question to the worker''s answer; a refusal is raised';

-- What is handed out to be run by hand is checked, unless it was in this very conversation: that it was
-- is what route.call has seen, and nothing that a worker could say.
CREATE FUNCTION route.statement(question text, path text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ending jsonb := route.converse('answer', question, path);
BEGIN
    IF (ending ->> 'checked')::boolean IS NOT true THEN
        PERFORM route.check(ending ->> 'sql', path);
    END IF;
    RETURN ending ->> 'sql';
END
$$;
COMMENT ON FUNCTION route.statement(text, text) IS 'the statement that answers a question, checked';

-- The vectors go from text to their type as the result of a function does, so that pgvector may be in any schema.
--@path vector
CREATE FUNCTION route.embed(texts text[]) RETURNS vector[]
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    most CONSTANT integer := 256; -- texts a message
    ending jsonb;
    vectors text[] := '{}';
    start integer;
BEGIN
    FOR start IN 1..cardinality(texts) BY most LOOP
        ending := route.call(jsonb_build_object('type', 'embed', 'texts', to_jsonb(texts[start:start + most - 1])), '');
        IF ending ->> 'type' = 'error' THEN
            PERFORM route.raise_ending(ending);
        END IF;
        vectors := vectors || ARRAY(SELECT v.value::text FROM jsonb_array_elements(ending -> 'vectors') AS v);
    END LOOP;
    IF cardinality(vectors) <> cardinality(texts) THEN
        PERFORM route.fail('08P01', 'the route_pg worker does not keep to the protocol', 'It embedded another number of texts.', '');
    END IF;
    RETURN vectors::text;
END
$$;
--@path safe
COMMENT ON FUNCTION route.embed(text[]) IS 'a vector for each text, by the worker''s embedder';

CREATE FUNCTION route.worker_status() RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ending jsonb := route.call('{"type": "status"}', '');
BEGIN
    IF ending ->> 'type' = 'error' THEN
        PERFORM route.raise_ending(ending);
    END IF;
    RETURN ending -> 'items';
END
$$;
COMMENT ON FUNCTION route.worker_status() IS 'what the worker says of itself';
