-- Values that are never stored (row security, views, foreign tables) are looked up while the question
-- is asked: as the caller, read-only, in a few columns that rank near, by plans that cost little. What a
-- view shows as it is, of a table that the caller may read, needs no look: its values are known there.

-- Whether the normal form of a value may begin with one of these beginnings: a fifth of the price of
-- the normal form. Where a value begins with two ASCII letters or digits, so does its normal form.
CREATE FUNCTION route.begins_alike(value text, beginnings text []) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SECURITY INVOKER
RETURN lower(left(value, 2) COLLATE "C") = ANY(beginnings) OR left(value, 2) COLLATE "C" !~ '^[A-Za-z0-9]{2}';
COMMENT ON FUNCTION route.begins_alike(text, text []) IS
'false where a value''s normal form begins with none of these pairs of characters';

CREATE FUNCTION route.lookup_sql(relation oid, attributes smallint [], words text []) RETURNS text
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT format(
            'SELECT %s::oid AS relid, d.attnum, d.value, n.normal FROM ('
            'SELECT DISTINCT v.attnum, v.value FROM (SELECT %s FROM %I.%I LIMIT %s) AS t, '
            'LATERAL (VALUES %s) AS v (attnum, value) WHERE route.begins_alike(v.value, %L)) AS d, '
            'LATERAL (SELECT route.normalize(left(d.value, 101))) AS n (normal) '
            'WHERE n.normal = ANY (%L::text[]) AND length(d.value) <= 100 ORDER BY 2, 3 LIMIT 24',
            c.oid, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum), n.nspname, c.relname,
            -- a row of a view costs its joins, one of a foreign table its way here
            CASE WHEN c.relkind IN ('v', 'f') THEN 5000 ELSE 20000 END,
            string_agg(format('(%s::int2, t.%I::text)', a.attnum, a.attname), ', ' ORDER BY a.attnum),
            ARRAY(SELECT DISTINCT left(w.word, 2) FROM unnest(words) AS w (word)), words
        )
        FROM pg_class AS c
        INNER JOIN pg_namespace AS n ON n.oid = c.relnamespace
        INNER JOIN pg_attribute AS a ON a.attrelid = c.oid
        WHERE c.oid = relation AND a.attnum = ANY(attributes) AND NOT a.attisdropped
        GROUP BY c.oid, n.nspname, c.relname
    );
END
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

-- Of the nearest columns, those whose values are in no catalog; in small steps, since each is asked of a
-- view that checks rights row by row.
CREATE FUNCTION route.live_attributes(ranked route.ranked []) RETURNS TABLE (
    relid oid, attnum smallint, base_relid oid, base_attnum smallint
)
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    ids bigint[] := ARRAY(SELECT r.id FROM unnest(ranked) AS r ORDER BY r.score DESC, r.relid, r.attnum LIMIT 80);
    relids oid[] := ARRAY(SELECT DISTINCT r.relid FROM unnest(ranked) AS r WHERE r.id = ANY(ids));
BEGIN
    relids := ARRAY(
        SELECT v.relid FROM route.visible_relations AS v
        WHERE v.relid = ANY(relids) AND (v.live_only OR EXISTS (
            SELECT FROM pg_class AS g WHERE g.oid = ANY(v.relid || v.family) AND g.relrowsecurity
        ))
    );
    RETURN QUERY
    WITH sources AS MATERIALIZED (SELECT * FROM route.visible_sources AS s WHERE s.relid = ANY(relids))
    SELECT c.relid, c.attnum, s.base_relid, s.base_attnum
    FROM route.visible_columns AS c
    LEFT JOIN sources AS s ON s.relid = c.relid AND s.attnum = c.attnum
    WHERE c.relid = ANY(relids) AND c.id = ANY(ids)
        AND c.kind = 'text' AND c.labels = '{}' AND c.values_wanted;
END
$$;
COMMENT ON FUNCTION route.live_attributes(route.ranked []) IS
'near columns whose values are not stored; base: the column that is shown as it is, where its values are';

CREATE FUNCTION route.match_live(ranked route.ranked [], words text []) RETURNS SETOF route.match
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relids oid[];
    attnums smallint[];
    base_relids oid[];
    base_attnums smallint[];
    lookups text[];
BEGIN
    IF cardinality(words) = 0 THEN
        RETURN;
    END IF;
    SELECT array_agg(a.relid), array_agg(a.attnum), array_agg(a.base_relid), array_agg(a.base_attnum)
    INTO relids, attnums, base_relids, base_attnums
    FROM route.live_attributes(ranked) AS a;
    IF array_remove(base_relids, NULL) <> '{}' THEN
        RETURN QUERY
        SELECT a.relid, a.attnum, m.value, m.word, m.score
        FROM route.match_equal(words, array_remove(base_relids, NULL), false) AS m
        INNER JOIN unnest(relids, attnums, base_relids, base_attnums) AS a (relid, attnum, base_relid, base_attnum)
            ON a.base_relid = m.relid AND a.base_attnum = m.attnum;
    END IF;
    lookups := ARRAY(
        SELECT route.lookup_sql(n.relid, n.attnums, words)
        FROM (
            SELECT r.relid, array_agg(r.attnum) AS attnums, max(r.score) AS best
            FROM unnest(ranked) AS r
            INNER JOIN unnest(relids, attnums, base_relids) AS a (relid, attnum, base_relid)
                ON a.relid = r.relid AND a.attnum = r.attnum AND a.base_relid IS NULL
            GROUP BY r.relid
            ORDER BY 3 DESC, 1
            LIMIT 4
        ) AS n
    );
    IF cardinality(lookups) > 0 THEN
        RETURN QUERY SELECT * FROM route.lookup_values(lookups);
    END IF;
END
$$;
COMMENT ON FUNCTION route.match_live(route.ranked [], text []) IS
'values that are not stored, of the four nearest relations that have such; and what views show of stored ones';
