-- Values that are never stored (row security, views, foreign tables) are looked up while the question
-- is asked: as the caller, read-only, in a few columns that rank near, by plans that cost little.

CREATE FUNCTION route.lookup_sql(relation oid, attributes smallint [], words text []) RETURNS text
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT format(
        'SELECT DISTINCT %s::oid AS relid, v.attnum, v.value, n.normal FROM (SELECT %s FROM %I.%I LIMIT 20000) AS t, '
        'LATERAL (VALUES %s) AS v (attnum, value), LATERAL (SELECT route.normalize(left(v.value, 101))) AS n (normal) '
        'WHERE n.normal = ANY (%L::text[]) AND length(v.value) <= 100 LIMIT 24',
        c.oid, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum), n.nspname, c.relname,
        string_agg(format('(%s::int2, t.%I::text)', a.attnum, a.attname), ', ' ORDER BY a.attnum), words
    )
    FROM pg_class AS c
    INNER JOIN pg_namespace AS n ON n.oid = c.relnamespace
    INNER JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.oid = relation AND a.attnum = ANY(attributes) AND NOT a.attisdropped
    GROUP BY c.oid, n.nspname, c.relname
$$;
COMMENT ON FUNCTION route.lookup_sql(oid, smallint [], text []) IS
'a statement that finds words among the values of some columns of a relation';

-- By the rules of the trial: checked before it is planned, priced before it is run, rolled back. All in
-- one, since the check costs more than the rest; one by one only where one of them spoils it. A view
-- may fail in any way; then it names no value.
CREATE FUNCTION route.lookup_values(statements text []) RETURNS SETOF route.match
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
SET route.max_cost = '20000'
AS $$
DECLARE
    outcome jsonb := route.trial(
        'SELECT * FROM (' || array_to_string(statements, ') AS t UNION ALL SELECT * FROM (') || ') AS t', 96, 65536
    );
    statement text;
BEGIN
    RETURN QUERY
    SELECT (r.fields ->> 0)::oid, (r.fields ->> 1)::smallint, r.fields ->> 2, r.fields ->> 3,
        CASE WHEN route.plain(r.fields ->> 2) = r.fields ->> 3 THEN 1 ELSE 0.95 END::double precision
    FROM jsonb_array_elements(coalesce(outcome -> 'rows', '[]')) AS r (fields);
    IF outcome ? 'failure' AND cardinality(statements) > 1 THEN
        FOREACH statement IN ARRAY statements LOOP
            RETURN QUERY SELECT * FROM route.lookup_values(ARRAY[statement]);
        END LOOP;
    END IF;
END
$$;
COMMENT ON FUNCTION route.lookup_values(text []) IS 'values that some lookups find, run as the caller';

CREATE FUNCTION route.match_live(ranked route.ranked [], words text []) RETURNS SETOF route.match
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ids bigint[] := ARRAY(SELECT r.id FROM unnest(ranked) AS r ORDER BY r.score DESC, r.relid, r.attnum LIMIT 80);
    relids oid[] := ARRAY(SELECT DISTINCT r.relid FROM unnest(ranked) AS r WHERE r.id = ANY(ids));
    lookups text[];
BEGIN
    lookups := ARRAY(
        SELECT route.lookup_sql(n.relid, n.attnums, words)
        FROM (
            SELECT r.relid, array_agg(r.attnum) AS attnums, max(r.score) AS best
            FROM unnest(ranked) AS r
            INNER JOIN route.visible_columns AS c ON c.id = r.id
            INNER JOIN route.visible_relations AS v ON v.relid = r.relid
            WHERE c.id = ANY(ids) AND v.relid = ANY(relids) AND c.kind = 'text' AND c.labels = '{}' AND c.values_wanted
                AND (v.live_only OR EXISTS (
                    SELECT FROM pg_class AS g WHERE g.oid = ANY(v.relid || v.family) AND g.relrowsecurity
                ))
            GROUP BY r.relid
            ORDER BY 3 DESC, 1
            LIMIT 4
        ) AS n
    );
    IF cardinality(lookups) > 0 AND cardinality(words) > 0 THEN
        RETURN QUERY SELECT * FROM route.lookup_values(lookups);
    END IF;
END
$$;
COMMENT ON FUNCTION route.match_live(route.ranked [], text []) IS
'values that are not stored, of the four nearest relations that have such';
