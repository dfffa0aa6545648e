-- route.check itself. Limits come first: nothing below recurses over the text.

CREATE FUNCTION route.check_text(sql text) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    max_bytes CONSTANT integer := 100000;
    max_tokens CONSTANT integer := 10000;
    max_depth CONSTANT integer := 200; -- of parentheses; PostgreSQL's parser recurses over them
    tokens text[];
    deepest bigint;
BEGIN
    IF sql IS NULL OR octet_length(sql) > max_bytes THEN
        PERFORM route.refuse(format('The statement is empty or longer than %s bytes.', max_bytes));
    END IF;
    -- Without it a backslash in '..' escapes, here and in whatever session runs the answer.
    IF NOT current_setting('standard_conforming_strings')::boolean THEN
        PERFORM route.refuse('standard_conforming_strings is off.', 'SET standard_conforming_strings = on.');
    END IF;
    tokens := route.tokens(sql);
    IF tokens IS NULL OR length(array_to_string(tokens, '')) <> length(sql) THEN
        PERFORM route.refuse('The text is not one statement that can be read token by token.',
            'Leave out dollar quotes, parameters and control characters; close every quote.');
    END IF;
    IF cardinality(tokens) > max_tokens THEN
        PERFORM route.refuse(format('The statement has more than %s tokens.', max_tokens));
    END IF;
    IF EXISTS (SELECT FROM unnest(tokens) AS t WHERE t ~ '^[-+*/<>=~!@#%^&|`?]' AND t ~ '--|/\*') THEN
        PERFORM route.refuse('The text has a comment.', 'Leave comments out.');
    END IF;
    IF EXISTS (SELECT FROM unnest(tokens) AS t WHERE t ~ '^[uU]&"') THEN
        PERFORM route.refuse('The text has an identifier with Unicode escapes.', 'Write the name itself.');
    END IF;
    tokens := ARRAY(
        SELECT t FROM unnest(tokens) WITH ORDINALITY AS u (t, place)
        WHERE t !~ '^[ \t\n\r\f\v]' ORDER BY place
    );
    WHILE tokens[cardinality(tokens)] = ';' LOOP
        tokens := trim_array(tokens, 1);
    END LOOP;
    IF ';' = ANY (tokens) THEN
        PERFORM route.refuse('The text has more than one statement.');
    END IF;
    SELECT max(depth) INTO deepest FROM (
        SELECT sum(CASE WHEN t IN ('(', '[') THEN 1 WHEN t IN (')', ']') THEN -1 ELSE 0 END) OVER (ORDER BY place) AS depth
        FROM unnest(tokens) WITH ORDINALITY AS u (t, place) WHERE t IN ('(', '[', ')', ']')
    ) AS d;
    IF deepest > max_depth THEN
        PERFORM route.refuse(format('The statement is nested more than %s deep.', max_depth));
    END IF;
    RETURN tokens;
END
$$;
COMMENT ON FUNCTION route.check_text(text) IS 'the tokens of one statement, without white space and final semicolons; RT003 for anything else';

CREATE FUNCTION route.check_words(tokens text[]) RETURNS void
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    first text;
    token text;
BEGIN
    FOREACH token IN ARRAY tokens LOOP
        first := upper(token);
        EXIT WHEN first <> '(';
    END LOOP;
    IF first IS NULL OR first NOT IN ('SELECT', 'WITH', 'VALUES', 'TABLE') THEN
        PERFORM route.refuse(format('It begins with %s; a statement that reads begins with SELECT, WITH, VALUES or TABLE.',
            coalesce(quote_literal(left(first, 40)), 'nothing')));
    END IF;
    -- Read-only would stop these as well; said here, it is said before anything is planned. INTO is a
    -- reserved word, the others may name columns: they write where a statement can begin. FOR UPDATE and
    -- its like lock rows, and would do so where an answer is run by hand.
    SELECT upper(t) INTO token FROM (
        SELECT t, lag(t) OVER w AS before, lag(t, 2) OVER w AS before2, lead(t) OVER w AS next
        FROM unnest(tokens) WITH ORDINALITY AS u (t, place) WINDOW w AS (ORDER BY place)
    ) AS around
    WHERE t ~* '^into$'
    OR before ~* '^for$' AND (t ~* '^(update|share)$' OR t ~* '^no$' AND next ~* '^key$' OR t ~* '^key$' AND next ~* '^share$')
    -- After WITH a AS (..) SEARCH .. SET x, or CYCLE .. USING x, a statement begins without a parenthesis.
    OR (before IN ('(', ')') OR before2 ~* '^(set|using)$') AND (
        t ~* '^(insert|merge)$' AND next ~* '^into$'
        OR t ~* '^delete$' AND next ~* '^from$'
        OR t ~* '^update$' AND next ~ '^["A-Za-z_]|^[^\x01-\x7f]' AND next !~* '^from$')
    LIMIT 1;
    IF FOUND THEN
        PERFORM route.refuse(format('It has %s.', token));
    END IF;
END
$$;
COMMENT ON FUNCTION route.check_words(text[]) IS 'refuse what does not begin as a query, or writes on the way';

CREATE FUNCTION route.check(sql text, path text DEFAULT current_setting('search_path')) RETURNS void
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
-- Its queries take arrays: planning them anew for each call costs several times their running.
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    tokens text[] := route.check_text(sql);
    words text[];
    called text[];
    attributes text[];
    made text[];
    odd boolean;
    operators text[];
    schemas oid[];
    start route.reach;
    culprit text;
BEGIN
    PERFORM route.check_words(tokens);
    SELECT
        array_agg(DISTINCT route.fold(t)) FILTER (WHERE is_word),
        array_agg(DISTINCT route.fold(t)) FILTER (WHERE is_word AND next = '('),
        array_agg(DISTINCT route.fold(t)) FILTER (WHERE is_word AND before = '.'),
        array_agg(DISTINCT route.fold(t)) FILTER (WHERE is_word AND (next ~ '^([eE]|[uU]&)?''' OR next = '['
            OR '::' IN (before, before3, before5) OR lower(before) IN ('as', 'returning')
            OR lower(before3) IN ('as', 'returning') OR lower(before5) IN ('as', 'returning'))),
        -- Two strings in a row are one to PostgreSQL, and the second is read as the first was.
        coalesce(bool_or(t ~ '^([eE]|[uU]&)?''' AND next ~ '^([eE]|[uU]&)?'''), false)
    INTO words, called, attributes, made, odd
    FROM (
        SELECT t, t ~ '^["A-Za-z_]|^[^\x01-\x7f]' AND t !~ '^([eE]|[uU]&)''' AS is_word, lead(t) OVER w AS next,
            lag(t) OVER w AS before, lag(t, 3) OVER w AS before3, lag(t, 5) OVER w AS before5
        FROM unnest(tokens) WITH ORDINALITY AS u (t, place) WINDOW w AS (ORDER BY place)
    ) AS around;
    IF odd THEN
        PERFORM route.refuse('Two string constants stand side by side.', 'Join them, or put || between.');
    END IF;
    words := route.folded(words);
    called := route.folded(called);
    attributes := route.folded(attributes);
    made := CASE
        -- These take a list of columns with types, or a row as a pattern for others.
        WHEN EXISTS (SELECT FROM unnest(called) AS c WHERE c ~ 'record|table') THEN words
        ELSE route.folded(made) END;
    operators := route.implied_operators() || ARRAY(SELECT DISTINCT t FROM unnest(tokens) AS t WHERE t ~ '^[-+*/<>=~!@#%^&|`?]');
    schemas := route.reachable_schemas(path, words);
    start := route.reached_by_names(words, called, attributes, made, schemas, route.schemas_named(words));
    start.procs := start.procs || route.procs_of_operators(ARRAY(
        -- One run of operator characters may be several operators: =- is = and -.
        SELECT o.oid FROM pg_operator AS o
        WHERE route.is_users(o.oid) AND o.oprnamespace = ANY (schemas)
            AND EXISTS (SELECT FROM unnest(operators) AS run WHERE strpos(run, o.oprname::text) > 0)
            -- Out of reach behind one of pg_catalog's, unless written OPERATOR(schema.=).
            AND ('operator' = ANY (words) OR NOT EXISTS (
                SELECT FROM pg_operator AS own WHERE own.oprname = o.oprname AND own.oprleft = o.oprleft
                    AND own.oprright = o.oprright AND own.oprnamespace = 'pg_catalog'::regnamespace))
    )) || ARRAY(
        -- Casts between PostgreSQL's own types that somebody added; others are found by their types.
        SELECT c.castfunc FROM pg_cast AS c
        WHERE route.is_users(c.oid) AND NOT route.is_users(c.castsource) AND NOT route.is_users(c.casttarget) AND c.castfunc <> 0
    );
    start.types := start.types || route.made_by_constants(tokens, words, start.procs, start.relations);
    start.schemas := schemas;
    culprit := route.find_unsafe(start, operators);
    IF culprit IS NOT NULL THEN
        PERFORM route.refuse(
            format('It can reach %s, which may do more than read: it is volatile, waits, or runs text.', culprit),
            'A function that only reads can be declared STABLE or IMMUTABLE by its owner.');
    END IF;
END
$$;
COMMENT ON FUNCTION route.check(text, text) IS
    'refuse (RT003) a statement unless all it can reach only reads: called before anything plans it';
