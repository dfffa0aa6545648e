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

-- "start station id" is also called "station id"; a single word is too common to end a name.
CREATE FUNCTION route.name_endings(normal text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT normal
    UNION ALL
    SELECT array_to_string(w.words[n.first:], ' ')
    FROM string_to_array(normal, ' ') AS w (words)
    CROSS JOIN generate_series(2, cardinality(w.words) - 1) AS n (first)
$$;
COMMENT ON FUNCTION route.name_endings(text) IS 'a name and its endings of two words or more';

-- orders.customer_id -> customers.id, first_badge_no -> staff.badge_no; never id -> id.
CREATE FUNCTION route.join_candidates(changed oid [])
RETURNS TABLE (relid oid, attnum smallint, ref_relid oid, ref_attnum smallint)
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    WITH targets AS (
        SELECT c.relid, c.attnum, c.name, c.kind, c.normal, r.normal || ' ' || c.normal AS full_name
        FROM route.unique_columns() AS u
        INNER JOIN route.columns AS c ON c.relid = u.relid AND c.attnum = u.attnum
        INNER JOIN route.relations AS r ON r.relid = c.relid
        WHERE c.kind IN ('number', 'text', 'other') AND r.kind IN ('table', 'partitioned')
    ),
    named AS (
        SELECT t.relid, t.attnum, t.name, t.kind, t.full_name AS called FROM targets AS t
        UNION
        SELECT t.relid, t.attnum, t.name, t.kind, t.normal FROM targets AS t WHERE t.normal LIKE '% %'
    ),
    called AS (
        SELECT c.relid, c.attnum, c.name, c.kind, e.called
        FROM route.columns AS c CROSS JOIN LATERAL route.name_endings(c.normal) AS e (called)
        WHERE c.kind IN ('number', 'text', 'other')
    )
    SELECT DISTINCT c.relid, c.attnum, t.relid, t.attnum
    FROM named AS t
    INNER JOIN called AS c ON c.called = t.called AND c.kind = t.kind AND c.relid <> t.relid
    INNER JOIN route.relations AS r ON r.relid = c.relid AND NOT r.live_only
    INNER JOIN pg_attribute AS a ON a.attrelid = c.relid AND a.attnum = c.attnum
    INNER JOIN pg_attribute AS b ON b.attrelid = t.relid AND b.attnum = t.attnum
    WHERE (c.relid = ANY(changed) OR t.relid = ANY(changed))
        AND route.base_type(a.atttypid) = route.base_type(b.atttypid)
        AND NOT EXISTS (
            SELECT FROM route.foreign_keys AS k
            WHERE NOT k.inferred AND (
                (k.relid = c.relid AND c.attnum = ANY(k.attnums))
                OR (k.relid = t.relid AND k.ref_relid = c.relid)
            )
        )
        AND NOT route.is_excluded(c.relid, c.attnum, c.name, '{values,all}')
        AND NOT route.is_excluded(t.relid, t.attnum, t.name, '{values,all}')
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
    WHERE k.inferred AND (
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
