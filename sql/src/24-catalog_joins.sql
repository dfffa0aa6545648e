-- Joins that nobody declared: the names say so, and the values bear it out on a bounded sample.

CREATE FUNCTION route.unique_columns() RETURNS TABLE (relid oid, attnum smallint)
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT DISTINCT i.indrelid, i.indkey[0]
    FROM pg_index AS i
    WHERE i.indisunique AND i.indisvalid AND i.indnkeyatts = 1
        AND i.indpred IS NULL AND i.indexprs IS NULL
$$;
COMMENT ON FUNCTION route.unique_columns() IS 'columns that are unique by themselves';

-- "start station id" is also called "station id"; a single word is too common to end a name. Bound when
-- it is made, so that it is inlined: it is asked of every column.
CREATE FUNCTION route.name_endings(normal text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE SECURITY INVOKER
BEGIN ATOMIC
    SELECT normal
    UNION ALL
    SELECT array_to_string(w.words[n.first:], ' ')
    FROM string_to_array(normal, ' ') AS w (words)
    CROSS JOIN generate_series(2, cardinality(w.words) - 1) AS n (first);
END;
COMMENT ON FUNCTION route.name_endings(text) IS 'a name and its endings of two words or more';

-- What joins may lead to: each key by what others may call it, customers.id as 'customer id'.
CREATE FUNCTION route.join_targets() RETURNS TABLE (relid oid, attnum smallint, kind text, base oid, called text)
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    WITH targets AS MATERIALIZED (
        SELECT c.relid, c.attnum, c.kind, c.normal, r.normal || ' ' || c.normal AS full_name, a.atttypid
        FROM route.unique_columns() AS u
        INNER JOIN route.columns AS c ON c.relid = u.relid AND c.attnum = u.attnum
        INNER JOIN route.relations AS r ON r.relid = c.relid
        INNER JOIN pg_attribute AS a ON a.attrelid = c.relid AND a.attnum = c.attnum
        WHERE c.kind IN ('number', 'text', 'other') AND r.kind IN ('table', 'partitioned')
            AND NOT route.is_excluded(c.relid, c.attnum, c.name, '{values,all}')
    ),
    types AS MATERIALIZED (
        SELECT d.atttypid, route.base_type(d.atttypid) AS base
        FROM (SELECT DISTINCT t.atttypid FROM targets AS t) AS d
    )
    SELECT t.relid, t.attnum, t.kind, y.base, n.called
    FROM targets AS t
    INNER JOIN types AS y ON y.atttypid = t.atttypid
    CROSS JOIN LATERAL (
        SELECT t.full_name
        UNION
        SELECT t.normal WHERE t.normal LIKE '% %'
    ) AS n (called)
$$;
COMMENT ON FUNCTION route.join_targets() IS 'columns that are unique by themselves, by each name that a reference to them may have';

-- orders.customer_id -> customers.id, first_badge_no -> staff.badge_no; never id -> id. Columns that
-- changed are looked up among all targets by their endings; all others by those of the few targets that
-- changed, so that one ALTER TABLE splits no name but its own.
CREATE FUNCTION route.join_candidates(changed oid [])
RETURNS TABLE (relid oid, attnum smallint, ref_relid oid, ref_attnum smallint)
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    WITH anew AS MATERIALIZED (SELECT DISTINCT n.relid FROM unnest(changed) AS n (relid)),
    targets AS MATERIALIZED (SELECT * FROM route.join_targets()),
    new_targets AS MATERIALIZED (SELECT t.* FROM targets AS t INNER JOIN anew AS n ON n.relid = t.relid),
    sources AS MATERIALIZED (
        SELECT c.relid, c.attnum, c.name, c.kind, c.normal, n.relid IS NOT NULL AS changed
        FROM route.columns AS c
        INNER JOIN route.relations AS r ON r.relid = c.relid AND NOT r.live_only
        LEFT JOIN anew AS n ON n.relid = c.relid
        WHERE c.kind IN ('number', 'text', 'other')
    ),
    called AS MATERIALIZED (
        SELECT s.relid, s.attnum, s.name, s.kind, e.called
        FROM sources AS s CROSS JOIN LATERAL route.name_endings(s.normal) AS e (called)
        WHERE s.changed
    ),
    named AS MATERIALIZED (
        SELECT c.relid, c.attnum, c.name, t.relid AS ref_relid, t.attnum AS ref_attnum, t.base
        FROM called AS c
        INNER JOIN targets AS t ON t.called = c.called AND t.kind = c.kind AND t.relid <> c.relid
        UNION
        SELECT s.relid, s.attnum, s.name, t.relid, t.attnum, t.base
        FROM new_targets AS t
        INNER JOIN sources AS s ON NOT s.changed AND s.kind = t.kind AND (
            s.normal = t.called
            OR (t.called LIKE '% %' AND right(s.normal, length(t.called) + 1) = ' ' || t.called)
        )
    ),
    -- apart, so that types are looked into last, and of these alone
    undeclared AS MATERIALIZED (
        SELECT p.relid, p.attnum, p.ref_relid, p.ref_attnum, p.base, a.atttypid
        FROM named AS p
        INNER JOIN pg_attribute AS a ON a.attrelid = p.relid AND a.attnum = p.attnum
        WHERE NOT EXISTS (
            SELECT FROM route.foreign_keys AS k
            WHERE NOT k.inferred AND k.relid = p.relid AND p.attnum = ANY(k.attnums)
        )
            AND NOT EXISTS (
                SELECT FROM route.foreign_keys AS k
                WHERE NOT k.inferred AND k.relid = p.ref_relid AND k.ref_relid = p.relid
            )
            AND NOT route.is_excluded(p.relid, p.attnum, p.name, '{values,all}')
    )
    SELECT u.relid, u.attnum, u.ref_relid, u.ref_attnum
    FROM undeclared AS u
    WHERE route.base_type(u.atttypid) = u.base
    ORDER BY 1, 2, 3, 4
    LIMIT 2000
$$;
COMMENT ON FUNCTION route.join_candidates(oid []) IS 'pairs of columns that look like an undeclared foreign key';

CREATE FUNCTION route.values_included(relation oid, attribute smallint, ref_relation oid, ref_attribute smallint)
RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
SET synchronize_seqscans = off SET constraint_exclusion = off SET row_security = off
SET lock_timeout = '1s'
AS $$
DECLARE
    included boolean;
BEGIN
    IF route.is_guarded(relation) OR route.is_guarded(ref_relation)
        OR NOT route.scan_is_safe(relation) OR NOT route.scan_is_safe(ref_relation)
    THEN
        RETURN false;
    END IF;
    -- a few strays are data; fewer than three values say nothing
    EXECUTE (
        SELECT format(
            'SELECT count(*) >= 3 AND avg(EXISTS (SELECT FROM %I.%I AS f WHERE f.%I = s.v)::int) >= 0.98 '
            'FROM (SELECT DISTINCT d.v FROM (SELECT t.%I AS v FROM %s WHERE t.%4$I IS NOT NULL LIMIT 5000) AS d '
            'ORDER BY d.v LIMIT 300) AS s',
            r.schema_name, r.relation_name, f.name, c.name, route.sample_clause(relation)
        )
        FROM route.columns AS c, route.columns AS f INNER JOIN route.relations AS r ON r.relid = f.relid
        WHERE c.relid = relation AND c.attnum = attribute
            AND f.relid = ref_relation AND f.attnum = ref_attribute
    ) INTO included;
    RETURN included;
EXCEPTION WHEN OTHERS THEN
    RETURN false;
END
$$;
COMMENT ON FUNCTION route.values_included(oid, smallint, oid, smallint) IS
'whether a sample of a column''s values is found in another column; false where that cannot be known';

CREATE FUNCTION route.infer_joins(changed oid []) RETURNS void
LANGUAGE sql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    DELETE FROM route.foreign_keys AS k
    WHERE k.inferred AND NOT k.inherited AND (
        k.relid = ANY(changed) OR k.ref_relid = ANY(changed)
        OR route.is_guarded(k.relid) OR route.is_guarded(k.ref_relid)
    );
    INSERT INTO route.foreign_keys (relid, attnums, ref_relid, ref_attnums, inferred)
    SELECT j.relid, ARRAY[j.attnum], j.ref_relid, ARRAY[j.ref_attnum], true
    FROM route.join_candidates(changed) AS j
    WHERE cardinality(changed) > 0 AND route.values_included(j.relid, j.attnum, j.ref_relid, j.ref_attnum)
    ON CONFLICT DO NOTHING;
$$;
COMMENT ON FUNCTION route.infer_joins(oid []) IS 'find the undeclared joins of relations that changed';

-- A view's rule says of each of its columns which column it shows, where it shows one as it is:
-- resorigtbl and resorigcol of its targets, zero for whatever was computed. Only targets of the
-- outermost query count, two braces deep in the text of the rule; names in that text are escaped.
CREATE FUNCTION route.view_origins(relids oid [])
RETURNS TABLE (relid oid, attnum smallint, origin_relid oid, origin_attnum smallint)
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    WITH tokens AS (
        SELECT w.ev_class, t.token,
            sum(CASE t.token[1] WHEN '{' THEN 1 WHEN '}' THEN -1 ELSE 0 END)
            OVER (PARTITION BY w.oid ORDER BY t.place) AS depth
        FROM pg_rewrite AS w
        CROSS JOIN LATERAL regexp_matches(
            w.ev_action::text,
            '\\.|([{}])|:resno (\d+) :resname (?:\\.|[^ \\])+ :ressortgroupref \d+ :resorigtbl (\d+) :resorigcol (\d+)',
            'g'
        ) WITH ORDINALITY AS t (token, place)
        WHERE w.ev_class = ANY(relids) AND w.rulename = '_RETURN'
    )
    SELECT t.ev_class, t.token[2]::smallint, t.token[3]::oid, t.token[4]::smallint
    FROM tokens AS t
    WHERE t.depth = 2 AND t.token[3] <> '0' AND t.token[4] <> '0'
$$;
COMMENT ON FUNCTION route.view_origins(oid []) IS
'columns of views that show a column of another relation as it is, and which';

-- Views of views end at a table, or nowhere where one was replaced so that they go in circles.
CREATE FUNCTION route.store_origins(changed oid []) RETURNS void
LANGUAGE sql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    DELETE FROM route.view_columns AS v WHERE v.relid = ANY(changed);
    INSERT INTO route.view_columns (relid, attnum, origin_relid, origin_attnum)
    SELECT o.relid, o.attnum, o.origin_relid, o.origin_attnum
    FROM route.view_origins(changed) AS o
    INNER JOIN route.columns AS c ON c.relid = o.relid AND c.attnum = o.attnum;
    WITH RECURSIVE steps AS (
        SELECT v.relid, v.attnum, v.origin_relid, v.origin_attnum FROM route.view_columns AS v
        UNION
        SELECT s.relid, s.attnum, v.origin_relid, v.origin_attnum
        FROM steps AS s
        INNER JOIN route.view_columns AS v ON v.relid = s.origin_relid AND v.attnum = s.origin_attnum
    ),
    bases AS (
        SELECT s.relid, s.attnum, s.origin_relid AS base_relid, s.origin_attnum AS base_attnum
        FROM steps AS s
        INNER JOIN route.relations AS r
            ON r.relid = s.origin_relid AND r.kind IN ('table', 'partitioned', 'foreign table')
    )
    UPDATE route.view_columns AS v SET base_relid = b.base_relid, base_attnum = b.base_attnum
    FROM route.view_columns AS o
    LEFT JOIN bases AS b ON b.relid = o.relid AND b.attnum = o.attnum
    WHERE o.relid = v.relid AND o.attnum = v.attnum
        AND (v.base_relid, v.base_attnum) IS DISTINCT FROM (b.base_relid, b.base_attnum);
$$;
COMMENT ON FUNCTION route.store_origins(oid []) IS 'store which columns the views among some relations show as they are';

-- A column that a view shows as it is references what it references there; and where it is what others
-- reference, or the key, then it references that itself.
CREATE FUNCTION route.inherit_joins() RETURNS void
LANGUAGE sql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    WITH keys AS (
        SELECT k.relid, k.attnums[1] AS attnum, k.ref_relid, k.ref_attnums[1] AS ref_attnum
        FROM route.foreign_keys AS k WHERE NOT k.inherited AND cardinality(k.attnums) = 1
    ),
    wanted AS (
        SELECT v.relid, v.attnum, k.ref_relid, k.ref_attnum
        FROM route.view_columns AS v
        INNER JOIN keys AS k ON k.relid = v.base_relid AND k.attnum = v.base_attnum
        WHERE k.ref_relid <> v.relid
        UNION
        SELECT v.relid, v.attnum, v.base_relid, v.base_attnum
        FROM route.view_columns AS v
        INNER JOIN route.columns AS c ON c.relid = v.base_relid AND c.attnum = v.base_attnum
        WHERE EXISTS (SELECT FROM keys AS k WHERE k.ref_relid = v.base_relid AND k.ref_attnum = v.base_attnum)
            OR EXISTS (
                SELECT FROM pg_constraint AS p
                WHERE p.conrelid = v.base_relid AND p.contype = 'p' AND p.conkey = ARRAY[v.base_attnum]
            )
    ),
    gone AS (
        DELETE FROM route.foreign_keys AS k
        WHERE k.inherited AND NOT EXISTS (
            SELECT FROM wanted AS w
            WHERE w.relid = k.relid AND k.attnums = ARRAY[w.attnum]
                AND w.ref_relid = k.ref_relid AND k.ref_attnums = ARRAY[w.ref_attnum]
        )
    )
    INSERT INTO route.foreign_keys (relid, attnums, ref_relid, ref_attnums, inferred, inherited)
    SELECT w.relid, ARRAY[w.attnum], w.ref_relid, ARRAY[w.ref_attnum], true, true FROM wanted AS w
    ON CONFLICT DO NOTHING;
$$;
COMMENT ON FUNCTION route.inherit_joins() IS 'let views be joined by what they show of keys';
