-- route.check: the backend's own check of a statement that nobody has vetted, before EXPLAIN.
--
-- Planning already runs bodies of functions, so what a statement can reach has to be known before
-- PostgreSQL sees it as a statement at all, without writing anything (asking works on a standby).
-- The text is cut into tokens exactly as PostgreSQL's lexer would cut it, or refused; every name and
-- operator in it is then looked up in the catalogs, without resolving which of the namesakes is
-- meant: what any of them reaches counts. A refusal too many is an inconvenience, one too few a hole.

-- The grammar of a token is an alternation of which PostgreSQL's regular expressions take the longest
-- match, as its lexer does. Left out on purpose, so that they end in a refusal: dollar quotes,
-- parameters, comments (`--` and `/*` never start an operator here), control characters.
-- White space is named one by one: \s knows Unicode's spaces, which PostgreSQL reads as letters.
CREATE FUNCTION route.tokens(sql text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT SECURITY INVOKER PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT array_agg(found[1])
    FROM regexp_matches(sql,
        '([ \t\n\r\f\v]+'
        '|[^\x01-\x40\x5b-\x5e\x60\x7b-\x7f][^\x01-\x23\x25-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]*'
        '|''(?:[^'']|'''')*'''
        '|[eE]''(?:[^''\\]|\\.|'''')*'''
        '|[uU]&"(?:[^"]|"")*"'
        '|[uU]&''(?:[^'']|'''')*'''
        '|"(?:[^"]|"")*"'
        '|[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|\.[0-9]+(?:[eE][-+]?[0-9]+)?'
        '|[-+*/<>=~!@#%^&|`?]+'
        '|::|:=|\.\.'
        '|[][(),.;:])', 'g') AS found
$$;
COMMENT ON FUNCTION route.tokens(text) IS 'the tokens of a statement, white space included; what is no token is left out';

CREATE FUNCTION route.fold(token text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SECURITY INVOKER PARALLEL SAFE
RETURN CASE
    WHEN token LIKE '"%' THEN replace(substr(token, 2, length(token) - 2), '""', '"')
    ELSE translate(token, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
END::name::text;
COMMENT ON FUNCTION route.fold(text) IS 'an identifier as the catalogs spell it: unquoted, lowered, cut to 63 bytes';

-- PostgreSQL lowers ASCII always, other letters in encodings of one byte only: here both count.
CREATE FUNCTION route.folded(words text[]) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF octet_length(array_to_string(words, '')) > length(array_to_string(words, '')) OR getdatabaseencoding() <> 'UTF8' THEN
        RETURN words || ARRAY(SELECT lower(w) FROM unnest(words) AS w);
    END IF;
    RETURN coalesce(words, '{}');
END
$$;
COMMENT ON FUNCTION route.folded(text[]) IS 'these words, and what they are where PostgreSQL lowers letters beyond ASCII';

CREATE FUNCTION route.refuse(reason text, hint text DEFAULT 'Ask for what you want to see; route_pg never writes.') RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = 'RT003', MESSAGE = 'refused: only reading is allowed here', DETAIL = reason, HINT = hint;
END
$$;
COMMENT ON FUNCTION route.refuse(text, text) IS 'raise RT003';

-- Where names are looked up for a trial: pg_catalog first, so that nobody's count() or + stands in
-- for the real one; the caller's temporary schema last, for the same reason.
CREATE FUNCTION route.trial_path(path text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    schemas name[];
BEGIN
    PERFORM set_config('search_path', path, true);
    schemas := current_schemas(false);
    PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
    RETURN (
        SELECT concat_ws(', ', 'pg_catalog', string_agg(quote_ident(schema), ', ' ORDER BY place), 'pg_temp')
        FROM unnest(schemas) WITH ORDINALITY AS s (schema, place)
        WHERE schema <> 'pg_catalog' AND schema NOT LIKE 'pg\_temp%'
    );
END
$$;
COMMENT ON FUNCTION route.trial_path(text) IS 'the search_path of a trial, made from the caller''s';

-- Schemas in which an unqualified or qualified name of the text can be found.
CREATE FUNCTION route.reachable_schemas(path text, words text[]) RETURNS oid[]
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    schemas name[];
BEGIN
    PERFORM set_config('search_path', path, true);
    schemas := current_schemas(true);
    PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
    RETURN ARRAY(
        SELECT n.oid FROM pg_namespace AS n
        WHERE n.nspname = ANY (schemas) OR n.nspname::text = ANY (words)
            OR n.oid IN ('pg_catalog'::regnamespace, pg_my_temp_schema())
    );
END
$$;
COMMENT ON FUNCTION route.reachable_schemas(text, text[]) IS 'the schemas that a statement with these words looks into';

CREATE FUNCTION route.is_unsafe(name name, schema oid, volatility "char", kind "char") RETURNS boolean
LANGUAGE sql IMMUTABLE SECURITY INVOKER PARALLEL SAFE
RETURN CASE
        -- Aggregates and window functions have no volatility of their own; procedures cannot be called.
        WHEN kind = 'p' THEN false
        WHEN volatility = 'v' THEN NOT (schema = 11 AND name = ANY (ARRAY[
            'array_sample', 'array_shuffle', 'bernoulli', 'clock_timestamp', 'gen_random_uuid', 'pg_database_size',
            'pg_indexes_size', 'pg_is_in_recovery', 'pg_relation_size', 'pg_table_size', 'pg_total_relation_size',
            'random', 'random_normal', 'system', 'timeofday', 'uuidv4', 'uuidv7'
        ]::name[]))
        -- Declared stable, and yet: these assign a transaction id, or execute text, tables or cursors
        -- of which nothing is seen here (tablefunc and xml2 among them), or take a type or a partition by
        -- its number, and run what belongs to it: checks of a domain, expressions of a partition's key;
        -- or set something for the whole session (isn).
        ELSE name = ANY (ARRAY[
            'pg_current_xact_id', 'txid_current', 'currtid2',
            'array_in', 'array_recv', 'domain_in', 'domain_recv', 'multirange_in', 'multirange_recv',
            'range_in', 'range_recv', 'record_in', 'record_recv', 'pg_input_error_info', 'pg_input_is_valid',
            'pg_get_partition_constraintdef', 'satisfies_hash_partition',
            'table_to_xml', 'table_to_xml_and_xmlschema', 'table_to_xmlschema',
            'schema_to_xml', 'schema_to_xml_and_xmlschema', 'schema_to_xmlschema',
            'database_to_xml', 'database_to_xml_and_xmlschema', 'database_to_xmlschema',
            'crosstab', 'crosstab2', 'crosstab3', 'crosstab4', 'crosstab_hash', 'connectby', 'xpath_table', 'isn_weak'
        ]::name[])
    END;
COMMENT ON FUNCTION route.is_unsafe(name, oid, "char", "char") IS 'whether a function may change something, wait, or execute text';

-- What a node tree of the catalogs (a view's rule, a policy, a default) calls and reads.
-- pg_depend will not do: it leaves out what PostgreSQL itself brings, pg_sleep for one.
CREATE FUNCTION route.reached_by_tree(
    trees text[], OUT procs oid[], OUT operators oid[], OUT relations oid[], OUT types oid[], OUT seen_types oid[]
)
LANGUAGE plpgsql IMMUTABLE SECURITY INVOKER PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    WITH found AS (
        SELECT DISTINCT f[1] AS field, number::oid AS number
        FROM unnest(trees) AS t (tree),
            regexp_matches(tree, ':(funcid|opfuncid|hashfuncid|negfuncid|aggfnoid|winfnoid|tsmhandler'
                '|opno|opnos|eqop|sortop|relid|resulttype|coltypes|funcresulttype|funccoltypes|typid'
                '|vartype|consttype|row_typeid|array_typeid|aggtype|wintype|opresulttype|casetype|coalescetype) (?:\(o)? ?([0-9 ]+)',
                'g') AS f,
            regexp_split_to_table(btrim(f[2]), ' +') AS number
        WHERE number <> '0'
    ), sorted AS (
        SELECT number, CASE
            WHEN field LIKE '%funcid' OR field IN ('aggfnoid', 'winfnoid', 'tsmhandler') THEN 'proc'
            WHEN field IN ('opno', 'opnos', 'eqop', 'sortop') THEN 'operator'
            WHEN field = 'relid' THEN 'relation'
            WHEN field IN ('resulttype', 'coltypes', 'funcresulttype', 'funccoltypes', 'typid') THEN 'made'
            WHEN number >= 16384 THEN 'seen'
            END AS kind
        FROM found
    )
    SELECT
        coalesce(array_agg(number) FILTER (WHERE kind = 'proc'), '{}'),
        coalesce(array_agg(number) FILTER (WHERE kind = 'operator'), '{}'),
        coalesce(array_agg(number) FILTER (WHERE kind = 'relation'), '{}'),
        coalesce(array_agg(number) FILTER (WHERE kind = 'made'), '{}'),
        coalesce(array_agg(number) FILTER (WHERE kind = 'seen'), '{}')
    INTO procs, operators, relations, types, seen_types FROM sorted;
END
$$;
COMMENT ON FUNCTION route.reached_by_tree(text[]) IS 'functions, operators, relations and types that expressions of the catalogs use';
