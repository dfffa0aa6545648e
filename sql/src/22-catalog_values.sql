-- Values by which a question may name a column: sampled, bounded, and only of tables whose rows every
-- reader of the table sees alike.
--
-- A sync usually runs as a superuser, so it must not run other people's code. Reading a view or a
-- foreign table would; planning a scan of a table folds constant calls in its index expressions. So
-- views are never read, and a table with such an expression only through pg_stats.

CREATE FUNCTION route.is_guarded(relation oid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT r.live_only OR EXISTS (
            SELECT FROM pg_class AS g WHERE g.oid = ANY(r.relid || r.family) AND g.relrowsecurity
        )
        FROM route.relations AS r WHERE r.relid = relation
    );
END
$$;
COMMENT ON FUNCTION route.is_guarded(oid) IS 'whether values of a relation must not be stored';

CREATE FUNCTION route.scan_is_safe(relation oid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        WITH members AS (
            SELECT c.oid, c.relowner FROM route.relations AS r
            INNER JOIN pg_class AS c ON c.oid = ANY(r.relid || r.family)
            WHERE r.relid = relation
        ),
        users_code AS (
            SELECT d.classid, d.objid
            FROM pg_depend AS d
            LEFT JOIN pg_proc AS p ON d.refclassid = 'pg_proc'::regclass AND p.oid = d.refobjid
            LEFT JOIN pg_operator AS o ON d.refclassid = 'pg_operator'::regclass AND o.oid = d.refobjid
            INNER JOIN pg_roles AS w ON w.oid IN (p.proowner, o.oprowner)
            WHERE d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass) AND NOT w.rolsuper
        )
        SELECT NOT EXISTS (
            SELECT FROM members AS m
            INNER JOIN pg_roles AS w ON w.oid = m.relowner
            WHERE NOT w.rolsuper AND w.rolname <> current_user AND EXISTS (
                SELECT FROM users_code AS u
                WHERE (u.classid = 'pg_class'::regclass AND u.objid = m.oid)
                    OR (u.classid = 'pg_class'::regclass AND u.objid IN (
                        SELECT i.indexrelid FROM pg_index AS i WHERE i.indrelid = m.oid
                    ))
                    OR (u.classid = 'pg_statistic_ext'::regclass AND u.objid IN (
                        SELECT s.oid FROM pg_statistic_ext AS s WHERE s.stxrelid = m.oid
                    ))
            )
        )
    );
END
$$;
COMMENT ON FUNCTION route.scan_is_safe(oid) IS
'whether planning a scan of a table runs no function of its users: in index, partition, statistics expressions';

CREATE FUNCTION route.page_count(relation oid) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT coalesce(sum(pg_relation_size(c.oid)) / current_setting('block_size')::bigint, 0)::bigint
        FROM route.relations AS r
        INNER JOIN pg_class AS c ON c.oid = ANY(r.relid || r.family) AND c.relkind IN ('r', 'm')
        WHERE r.relid = relation
    );
END
$$;
COMMENT ON FUNCTION route.page_count(oid) IS 'pages of a table with its partitions and children';

CREATE FUNCTION route.change_count(relids oid []) RETURNS bigint
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(sum(
        pg_stat_get_tuples_inserted(c.oid) + pg_stat_get_tuples_updated(c.oid)
        + pg_stat_get_tuples_deleted(c.oid)
        -- REFRESH counts no rows, but it and TRUNCATE write a new file
        + c.relfilenode::bigint * 1000
    ), 0)::bigint
    FROM pg_class AS c WHERE c.oid = ANY(relids)
$$;
COMMENT ON FUNCTION route.change_count(oid []) IS
'a counter that moves with the rows of some relations, by 1 a row';

-- FROM item of a scan that reads about 2,000 pages at most, the same ones every time.
CREATE FUNCTION route.sample_clause(relation oid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT format('%I.%I AS t', r.schema_name, r.relation_name) || CASE
            WHEN p.pages > 2000
                THEN format(' TABLESAMPLE SYSTEM (%s) REPEATABLE (0)', round(200000.0 / p.pages, 6))
            ELSE '' END
        FROM route.relations AS r
        CROSS JOIN LATERAL (SELECT route.page_count(r.relid) AS pages) AS p
        WHERE r.relid = relation
    );
END
$$;
COMMENT ON FUNCTION route.sample_clause(oid) IS 'a bounded, repeatable scan of a relation, as text';

-- Which columns: texts; numbers only where the whole domain may be a handful of codes.
CREATE FUNCTION route.sampled_columns(relation oid) RETURNS SETOF route.columns
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT c.* FROM route.columns AS c
    INNER JOIN route.relations AS r ON r.relid = c.relid
    LEFT JOIN LATERAL (
        SELECT s.n_distinct FROM pg_stats AS s
        WHERE s.schemaname = r.schema_name AND s.tablename = r.relation_name AND s.attname = c.name
        ORDER BY s.inherited DESC LIMIT 1
    ) AS s ON c.kind = 'number'
    WHERE c.relid = relation
        AND (
            c.kind = 'text'
            OR (c.kind = 'number' AND NOT c.primary_key AND (s.n_distinct BETWEEN 0 AND 3
                OR (s.n_distinct IS NULL AND route.page_count(relation) < 100)))
        )
        AND has_column_privilege(c.relid, c.attnum, 'SELECT')
        AND NOT route.is_excluded(c.relid, c.attnum, c.name, '{values,all}');
END
$$;
COMMENT ON FUNCTION route.sampled_columns(oid) IS 'columns of a relation whose values are sampled';

CREATE TYPE route.sample AS (attnum smallint, value text, rows bigint);
COMMENT ON TYPE route.sample IS 'a value of a column, cut at 101 characters, and how often it was seen';

CREATE FUNCTION route.scan_values(relation oid) RETURNS SETOF route.sample
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
SET synchronize_seqscans = off SET constraint_exclusion = off SET row_security = off
AS $$
DECLARE
    items text;
BEGIN
    SELECT string_agg(
        format('(%s::int2, left(t.%I::text, 101) COLLATE "C")', c.attnum, c.name), ', ' ORDER BY c.attnum
    ) INTO items FROM route.sampled_columns(relation) AS c;
    IF items IS NOT NULL THEN
        RETURN QUERY EXECUTE format(
            'SELECT v.attnum, v.value, count(*) FROM %s, LATERAL (VALUES %s) AS v (attnum, value) '
            'WHERE v.value IS NOT NULL GROUP BY v.attnum, v.value',
            route.sample_clause(relation), items
        );
    END IF;
END
$$;
COMMENT ON FUNCTION route.scan_values(oid) IS 'values of a bounded scan of a relation';

CREATE FUNCTION route.known_values(relation oid) RETURNS SETOF route.sample
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT c.attnum, left(v.value, 101) COLLATE "C", 1::bigint
    FROM route.sampled_columns(relation) AS c
    INNER JOIN route.relations AS r ON r.relid = c.relid
    INNER JOIN pg_stats AS s
        ON s.schemaname = r.schema_name AND s.tablename = r.relation_name AND s.attname = c.name
    CROSS JOIN LATERAL (
        SELECT unnest(s.most_common_vals::text::text [])
        UNION
        SELECT unnest(s.histogram_bounds::text::text [])
    ) AS v (value)
$$;
COMMENT ON FUNCTION route.known_values(oid) IS 'values that ANALYZE has kept of a relation';

-- The best 5,000 of each column; and its whole domain, where the scan saw all rows and they hold no
-- more than a handful.
CREATE FUNCTION route.store_values(relation oid, samples route.sample [], complete boolean) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    kept bigint;
BEGIN
    WITH seen AS (
        SELECT s.attnum, s.value, sum(s.rows) AS rows
        FROM unnest(samples) AS s GROUP BY s.attnum, s.value
    ),
    ranked AS (
        SELECT s.attnum, s.value, c.kind,
            row_number() OVER (PARTITION BY s.attnum ORDER BY s.rows DESC, s.value COLLATE "C") AS place
        FROM seen AS s INNER JOIN route.columns AS c ON c.relid = relation AND c.attnum = s.attnum
    ),
    domains AS (
        SELECT r.attnum, array_agg(r.value ORDER BY r.value COLLATE "C") AS domain
        FROM ranked AS r
        GROUP BY r.attnum, r.kind
        HAVING complete AND max(length(r.value)) <= 24
            AND count(*) <= CASE r.kind WHEN 'text' THEN 6 ELSE 3 END
    ),
    domained AS (
        UPDATE route.columns AS c SET domain = coalesce(d.domain, '{}')
        FROM route.columns AS o LEFT JOIN domains AS d ON d.attnum = o.attnum
        WHERE o.id = c.id AND c.relid = relation AND c.domain <> coalesce(d.domain, '{}')
    ),
    stored AS (
        INSERT INTO route.sampled_values (relid, attnum, value, normal, label)
        SELECT relation, r.attnum, r.value, n.normal, false
        FROM ranked AS r CROSS JOIN LATERAL (SELECT route.normalize(r.value)) AS n (normal)
        WHERE r.kind = 'text' AND r.place <= 5000 AND length(r.value) <= 100 AND n.normal <> ''
        ON CONFLICT DO NOTHING
        RETURNING 1
    )
    SELECT count(*) INTO kept FROM stored;
    RETURN kept;
END
$$;
COMMENT ON FUNCTION route.store_values(oid, route.sample [], boolean) IS 'keep what a sampling found; how many';

-- A first sync plans this when nothing is stored yet, and would read all that it stores, each time.
CREATE FUNCTION route.forget_values(relation oid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off
AS $$
BEGIN
    DELETE FROM route.sampled_values AS v WHERE v.relid = relation;
END
$$;
COMMENT ON FUNCTION route.forget_values(oid) IS 'drop the stored values of a relation, labels included';

-- One relation that cannot be read (locked, no right, damaged) must not keep the others from a sync.
CREATE FUNCTION route.sample_relation(relation oid) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
SET lock_timeout = '2s'
AS $$
DECLARE
    samples route.sample[] := '{}';
    scanned boolean := false;
BEGIN
    PERFORM route.forget_values(relation);
    INSERT INTO route.sampled_values (relid, attnum, value, normal, label)
    SELECT c.relid, c.attnum, l.label, route.normalize(l.label), true
    FROM route.columns AS c CROSS JOIN LATERAL unnest(c.labels) AS l (label)
    WHERE c.relid = relation AND c.kind = 'text' AND route.normalize(l.label) <> ''
    ON CONFLICT DO NOTHING;
    IF route.is_guarded(relation) THEN
        UPDATE route.columns AS c SET domain = '{}' WHERE c.relid = relation AND c.domain <> '{}';
        RETURN 0;
    END IF;
    scanned := route.scan_is_safe(relation);
    IF scanned THEN
        samples := ARRAY(SELECT s FROM route.scan_values(relation) AS s);
    END IF;
    IF NOT scanned OR route.page_count(relation) > 2000 THEN
        samples := samples || ARRAY(SELECT s FROM route.known_values(relation) AS s);
        scanned := false;
    END IF;
    RETURN route.store_values(relation, samples, scanned);
EXCEPTION WHEN OTHERS THEN
    RAISE WARNING 'values of % are not sampled: %', relation::regclass, SQLERRM;
    RETURN 0;
END
$$;
COMMENT ON FUNCTION route.sample_relation(oid) IS 'sample the values of a relation anew; how many are kept';

-- A value that is gone must not live on in its spelling.
CREATE FUNCTION route.sync_spellings() RETURNS void
LANGUAGE sql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    DELETE FROM route.spellings AS s
    WHERE NOT EXISTS (SELECT FROM route.sampled_values AS v WHERE v.normal = s.normal);
    INSERT INTO route.spellings (normal)
    SELECT DISTINCT v.normal FROM route.sampled_values AS v
    WHERE NOT EXISTS (SELECT FROM route.spellings AS s WHERE s.normal = v.normal);
$$;
COMMENT ON FUNCTION route.sync_spellings() IS 'let the spellings be those of the sampled values';

-- Sampled again: what changed in its definition, and what lost or gained a tenth of its rows.
CREATE FUNCTION route.sample_values(changed oid [], everything boolean) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    stored bigint := 0;
BEGIN
    DELETE FROM route.sampled_values AS v
    WHERE NOT v.label AND v.relid IN (SELECT r.relid FROM route.relations AS r WHERE route.is_guarded(r.relid));
    FOR item IN
        SELECT r.relid, now.changes
        FROM route.relations AS r
        INNER JOIN pg_class AS c ON c.oid = r.relid
        CROSS JOIN LATERAL (SELECT route.change_count(r.relid || r.family) AS changes) AS now
        WHERE everything OR r.changes IS NULL OR r.relid = ANY(changed)
            OR abs(now.changes - r.changes) > greatest(c.reltuples, 50) / 10
        ORDER BY r.relid
    LOOP
        stored := stored + route.sample_relation(item.relid);
        UPDATE route.relations AS r SET changes = item.changes WHERE r.relid = item.relid;
    END LOOP;
    PERFORM route.sync_spellings();
    RETURN stored;
END
$$;
COMMENT ON FUNCTION route.sample_values(oid [], boolean) IS 'sample what needs it; how many values were stored';
