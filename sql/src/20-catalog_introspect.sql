-- What the database says of itself: pg_catalog, read into the terms of the catalog tables.

CREATE FUNCTION route.base_type(type oid) RETURNS oid
LANGUAGE sql STABLE PARALLEL SAFE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    WITH RECURSIVE base AS (
        SELECT t.oid, t.typtype, t.typbasetype FROM pg_type AS t WHERE t.oid = base_type.type
        UNION ALL
        SELECT t.oid, t.typtype, t.typbasetype
        FROM base AS b INNER JOIN pg_type AS t ON b.typtype = 'd' AND t.oid = b.typbasetype
    )
    SELECT b.oid FROM base AS b WHERE b.typtype <> 'd'
$$;
COMMENT ON FUNCTION route.base_type(oid) IS 'the type under a domain, at any depth';

CREATE FUNCTION route.kind_of(type oid) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE
        WHEN t.oid IN ('json'::regtype, 'jsonb'::regtype) THEN 'json'
        WHEN t.typname LIKE 'reg%' OR t.oid = 'oid'::regtype THEN 'other'
        WHEN t.typcategory = 'N' THEN 'number'
        WHEN t.typcategory IN ('S', 'E') THEN 'text'
        WHEN t.typcategory IN ('D', 'T') THEN 'time'
        WHEN t.typcategory = 'B' THEN 'boolean'
        WHEN t.typcategory = 'A' THEN 'array'
        ELSE 'other' END
    FROM pg_type AS t WHERE t.oid = kind_of.type
$$;
COMMENT ON FUNCTION route.kind_of(oid) IS
'number, text, time, boolean, json, array or other: the Kind of route_pg/types.py, of a base type';

-- pg_get_constraintdef prints col IN (..) and col = ANY (ARRAY[..]) alike. The whole constraint must
-- be that list: a label cut out of a longer condition would be a guess.
CREATE FUNCTION route.check_labels(definition text) RETURNS text []
LANGUAGE sql IMMUTABLE PARALLEL SAFE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    WITH list AS (
        SELECT (regexp_match(
            definition,
            -- the column or VALUE, quoted or not, cast or not; then nothing but constants
            '^CHECK \(+(?:"(?:[^"]|"")+"|\w+)\)?(?:::[\w ]+)? = ANY \(+ARRAY\['
            || '((?:(?:\(?''(?:[^'']|'''')*''|\(?-?\d+(?:\.\d+)?\)?)(?:::[\w ]+(?:\(\d+\))?)?\)?(?:::[\w ]+)?(?:, )?)+)'
            || '\]\)?(?:::[\w ]+\[\])?\)+(?: NOT VALID)?$'
        ))[1] AS items
    )
    SELECT array_agg(replace(coalesce(m.hit[1], m.hit[2]), '''''', '''') ORDER BY m.place)
    FROM list, regexp_matches(
        list.items, '''((?:[^'']|'''')*)''(?:::[\w ]+(?:\(\d+\))?)?|(-?\d+(?:\.\d+)?)', 'g'
    ) WITH ORDINALITY AS m (hit, place)
$$;
COMMENT ON FUNCTION route.check_labels(text) IS
'the values that a CHECK constraint lists, as pg_get_constraintdef prints it; NULL where it lists none';

-- Relations as they are now, each with a fingerprint of all that a sync stores of its definition.
-- Correlated subqueries on purpose: asked for a few relations (is this answer stale?) it costs a few.
CREATE VIEW route.live_relations AS
SELECT
    c.oid AS relid,
    n.oid AS nspid,
    n.nspname AS schema_name,
    c.relname AS relation_name,
    CASE c.relkind
        WHEN 'r' THEN 'table'
        WHEN 'p' THEN 'partitioned'
        WHEN 'v' THEN 'view'
        WHEN 'm' THEN 'materialized view'
        WHEN 'f' THEN 'foreign table'
    END AS kind,
    hashtextextended(concat_ws(
        '|', n.nspname, c.relname, c.relkind, c.relrowsecurity, c.reloptions,
        (
            SELECT bit_xor(hashtextextended(concat_ws(
                '|', a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attacl IS NULL
            ), 0))
            FROM pg_catalog.pg_attribute AS a
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        ),
        (
            SELECT bit_xor(hashtextextended(d.objsubid || d.description, 0))
            FROM pg_catalog.pg_description AS d
            WHERE d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass
        ),
        (
            SELECT bit_xor(hashtextextended(concat_ws('|', k.oid, k.conname, k.conkey, k.confkey), 0))
            FROM pg_catalog.pg_constraint AS k
            WHERE k.conrelid = c.oid
        ),
        (
            SELECT bit_xor(hashtextextended(concat_ws('|', i.indexrelid, i.indisvalid, i.indisunique), 0))
            FROM pg_catalog.pg_index AS i
            WHERE i.indrelid = c.oid AND i.indisunique
        ),
        (
            -- ALTER TYPE .. ADD VALUE, ALTER DOMAIN .. ADD CHECK
            SELECT bit_xor(hashtextextended(concat_ws(
                '|', t.oid,
                (
                    SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder)
                    FROM pg_catalog.pg_enum AS e WHERE e.enumtypid IN (t.oid, t.typbasetype)
                ),
                (
                    SELECT string_agg(k.oid::text, ',' ORDER BY k.oid)
                    FROM pg_catalog.pg_constraint AS k WHERE k.contypid = t.oid
                )
            ), 0))
            FROM pg_catalog.pg_attribute AS a
            INNER JOIN pg_catalog.pg_type AS t ON a.atttypid = t.oid
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND t.typtype IN ('e', 'd')
        ),
        (
            SELECT string_agg(w.oid || '.' || w.xmin::text, ',' ORDER BY w.oid)
            FROM pg_catalog.pg_rewrite AS w WHERE w.ev_class = c.oid
        ),
        (
            SELECT string_agg(h.inhparent::text, ',' ORDER BY h.inhparent)
            FROM pg_catalog.pg_inherits AS h WHERE h.inhrelid = c.oid
        )
    ), 0) AS fingerprint
FROM pg_catalog.pg_class AS c
INNER JOIN pg_catalog.pg_namespace AS n ON c.relnamespace = n.oid
WHERE
    c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND NOT c.relispartition
    AND c.relpersistence <> 't'
    AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'route')
    -- nobody asks about pg_stat_statements or spatial_ref_sys
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS d
        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
            AND d.deptype = 'e'
    );
COMMENT ON VIEW route.live_relations IS
'relations that can be linked, as they are now; no tables of the system, extensions or temporary ones';

-- Whose row security guards what a relation shows: ancestors and descendants (a policy holds at the
-- table that is named in the query alone, the rows are the same), and whatever its rules read.
CREATE FUNCTION route.family_of(relation oid) RETURNS oid []
LANGUAGE sql STABLE PARALLEL SAFE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    WITH RECURSIVE reached AS (
        SELECT family_of.relation AS relid
        UNION
        SELECT next.relid
        FROM reached AS r
        CROSS JOIN LATERAL (
            SELECT h.inhparent AS relid FROM pg_inherits AS h WHERE h.inhrelid = r.relid
            UNION ALL
            SELECT h.inhrelid FROM pg_inherits AS h WHERE h.inhparent = r.relid
            UNION ALL
            SELECT d.refobjid
            FROM pg_rewrite AS w
            INNER JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
            WHERE w.ev_class = r.relid AND d.refclassid = 'pg_class'::regclass
        ) AS next
    )
    SELECT coalesce(array_agg(r.relid ORDER BY r.relid), '{}') FROM reached AS r
    WHERE r.relid <> family_of.relation
$$;
COMMENT ON FUNCTION route.family_of(oid) IS 'relations whose row security guards this one''s rows too';

-- A view's rows are its reader's business: its functions would run as whoever samples it. A
-- materialized view is stored rows, unless what it was made of cannot be seen from here.
CREATE FUNCTION route.is_live_only(relation oid, family oid []) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT c.relkind IN ('v', 'f')
        OR EXISTS (
            SELECT FROM pg_class AS g
            WHERE g.oid = ANY(is_live_only.family)
                AND (g.relkind = 'f' OR EXISTS (
                    SELECT FROM unnest(g.reloptions) AS o (given)
                    WHERE o.given LIKE 'security_barrier=%' AND o.given <> 'security_barrier=false'
                ))
        )
        OR (c.relkind = 'm' AND EXISTS (
            SELECT FROM pg_rewrite AS w
            INNER JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
            WHERE w.ev_class = ANY(c.oid || is_live_only.family)
                AND d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass)
        ))
    FROM pg_class AS c WHERE c.oid = relation
$$;
COMMENT ON FUNCTION route.is_live_only(oid, oid []) IS
'whether values of a relation are never stored, be there row security or not';

-- Types are few and columns many, so what a type says is found out once each.
CREATE FUNCTION route.live_types(relids oid [])
RETURNS TABLE (type oid, kind text, labels text [])
LANGUAGE sql STABLE PARALLEL SAFE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT u.atttypid, route.kind_of(b.type), coalesce(
        (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = b.type),
        (
            SELECT l.labels FROM pg_constraint AS k
            CROSS JOIN LATERAL (SELECT route.check_labels(pg_get_constraintdef(k.oid)) AS labels) AS l
            WHERE k.contypid = u.atttypid AND l.labels IS NOT NULL ORDER BY k.oid LIMIT 1
        )
    )
    FROM (
        SELECT DISTINCT a.atttypid FROM pg_attribute AS a
        WHERE a.attrelid = ANY(relids) AND a.attnum > 0 AND NOT a.attisdropped
    ) AS u
    CROSS JOIN LATERAL (SELECT route.base_type(u.atttypid) AS type) AS b
$$;
COMMENT ON FUNCTION route.live_types(oid []) IS
'types of the columns of some relations: kind, and labels of an enum or of a domain''s CHECK';

-- Of several lists in CHECKs of one column, the oldest.
CREATE FUNCTION route.live_checks(relids oid [])
RETURNS TABLE (relid oid, attnum smallint, labels text [])
LANGUAGE sql STABLE PARALLEL SAFE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT DISTINCT ON (k.conrelid, k.conkey[1]) k.conrelid, k.conkey[1], l.labels
    FROM pg_constraint AS k
    CROSS JOIN LATERAL (SELECT route.check_labels(pg_get_constraintdef(k.oid)) AS labels) AS l
    WHERE k.conrelid = ANY(relids) AND k.contype = 'c' AND cardinality(k.conkey) = 1 AND l.labels IS NOT NULL
    ORDER BY k.conrelid, k.conkey[1], k.oid
$$;
COMMENT ON FUNCTION route.live_checks(oid []) IS 'columns of some relations for which a CHECK lists the values';

CREATE FUNCTION route.is_excluded(relation oid, attribute smallint, attribute_name name, kinds text []) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY INVOKER
RETURN EXISTS (
    SELECT FROM route.exclusions AS x
    WHERE x.relation::oid = is_excluded.relation AND x.what = ANY(kinds)
        AND (x.column_name = attribute_name OR (x.bound_relid = is_excluded.relation AND x.attnum = attribute))
);
COMMENT ON FUNCTION route.is_excluded(oid, smallint, name, text []) IS
'whether a column is excluded, by its name or because it had an excluded name';

-- Columns as they are now, of some relations.
CREATE FUNCTION route.live_columns(relids oid [])
RETURNS TABLE (
    relid oid, attnum smallint, name name, type text, kind text, comment text,
    primary_key boolean, not_null boolean, labels text [], text text
)
LANGUAGE sql STABLE PARALLEL SAFE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    WITH types AS MATERIALIZED (SELECT * FROM route.live_types(relids)),
    checks AS MATERIALIZED (SELECT * FROM route.live_checks(relids))
    SELECT
        a.attrelid, a.attnum, a.attname,
        format_type(a.atttypid, a.atttypmod),
        t.kind,
        coalesce(d.description, ''),
        coalesce(a.attnum = ANY(p.conkey), false),
        a.attnotnull,
        coalesce(h.labels, t.labels, '{}'),
        left(concat_ws(
            '. ',
            route.natural_words(c.relname) || ' ' || route.natural_words(a.attname),
            nullif(d.description, '')
        ), 1000)
    FROM pg_class AS c
    INNER JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    INNER JOIN types AS t ON t.type = a.atttypid
    LEFT JOIN checks AS h ON h.relid = a.attrelid AND h.attnum = a.attnum
    LEFT JOIN pg_constraint AS p ON p.conrelid = a.attrelid AND p.contype = 'p'
    LEFT JOIN pg_description AS d
        ON d.objoid = a.attrelid AND d.objsubid = a.attnum AND d.classoid = 'pg_class'::regclass
    WHERE c.oid = ANY(relids) AND NOT route.is_excluded(a.attrelid, a.attnum, a.attname, '{all}')
$$;
COMMENT ON FUNCTION route.live_columns(oid []) IS 'columns of some relations, as they are now';
