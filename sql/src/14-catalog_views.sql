-- What callers see of the catalog. A view runs with its owner's rights, yet current_user and with it
-- has_*_privilege() is the caller: so these are the only way to the tables, and each shows what the
-- caller could SELECT. security_barrier: no function in a caller's WHERE sees a hidden row.
--
-- EXPLAIN ANALYZE does: it counts the rows that a caller's `value < 'm'` lets through before a right is asked
-- for, which spells out hidden values letter by letter. So texts that PostgreSQL's own catalogs do not show
-- to everybody are either behind OFFSET 0, where no such condition gets to, or in 16-catalog_values.sql.

CREATE VIEW route.visible_relations WITH (security_barrier) AS
SELECT
    r.relid,
    r.schema_name,
    r.relation_name,
    r.kind,
    r.comment,
    r.normal,
    r.n_columns,
    r.live_only,
    r.family,
    r.fingerprint,
    has_table_privilege(r.relid, 'SELECT') AS whole
FROM route.relations AS r
WHERE
    r.nspid IN (SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE has_schema_privilege(n.oid, 'USAGE'))
    -- has_any_column_privilege walks all the columns, so only where there is a grant on one at all:
    -- those to roles leave a mark in pg_shdepend, those to PUBLIC are known from the last sync.
    AND CASE
        WHEN has_table_privilege(r.relid, 'SELECT') THEN true
        WHEN r.column_grants OR r.relid IN (
            SELECT d.objid FROM pg_catalog.pg_shdepend AS d
            WHERE d.dbid = (SELECT b.oid FROM pg_catalog.pg_database AS b WHERE b.datname = current_database())
                AND d.classid = 'pg_catalog.pg_class'::regclass AND d.objsubid > 0 AND d.deptype = 'a'
        ) THEN has_any_column_privilege(r.relid, 'SELECT')
    END;
COMMENT ON VIEW route.visible_relations IS
'relations of which the caller may read a column at least; whole: all of them';

CREATE VIEW route.visible_columns WITH (security_barrier) AS
SELECT
    c.id,
    c.relid,
    c.attnum,
    c.name,
    c.type,
    c.kind,
    c.comment,
    c.primary_key,
    c.not_null,
    c.labels,
    c.normal,
    NOT EXISTS (
        SELECT FROM route.exclusions AS x
        WHERE x.relation::oid = c.relid
            AND (x.column_name = c.name OR (x.bound_relid = c.relid AND x.attnum = c.attnum))
    ) AND NOT EXISTS (
        -- what is kept out of a table is no view's to show
        SELECT FROM route.view_columns AS v
        INNER JOIN route.exclusions AS x ON v.base_relid = x.relation::oid AND v.base_attnum = x.attnum
        WHERE v.relid = c.relid AND v.attnum = c.attnum
    ) AS values_wanted,
    e.embedding
FROM route.columns AS c
INNER JOIN route.relations AS r ON c.relid = r.relid
LEFT JOIN route.embeddings AS e ON c.id = e.id
WHERE
    has_column_privilege(c.relid, c.attnum, 'SELECT')
    AND has_schema_privilege(r.nspid, 'USAGE');
COMMENT ON VIEW route.visible_columns IS 'columns that the caller may read';

-- The same for a scan over very many: one check a relation, not one a column.
CREATE VIEW route.visible_vectors WITH (security_barrier) AS
SELECT
    e.id,
    r.relid,
    e.attnum,
    e.embedding
FROM route.visible_relations AS r
INNER JOIN route.embeddings AS e ON r.relid = e.relid
WHERE r.whole OR has_column_privilege(e.relid, e.attnum, 'SELECT');
COMMENT ON VIEW route.visible_vectors IS 'embeddings of columns that the caller may read';

-- ORDER BY and LIMIT stand inside: from outside the barrier no index is ever used.
DO $do$
BEGIN
    EXECUTE format($sql$
        CREATE VIEW route.near_columns WITH (security_barrier) AS
        SELECT
            e.id,
            e.relid,
            e.attnum,
            e.embedding OPERATOR(%1$s.<=>) (SELECT route.asked_vector()) AS distance
        FROM route.embeddings AS e
        WHERE
            has_column_privilege(e.relid, e.attnum, 'SELECT')
            AND has_schema_privilege(
                (SELECT r.nspid FROM route.relations AS r WHERE r.relid = e.relid), 'USAGE'
            )
        ORDER BY e.embedding OPERATOR(%1$s.<=>) (SELECT route.asked_vector())
        LIMIT 200$sql$, route.home_of('vector'));
END
$do$;
COMMENT ON VIEW route.near_columns IS
'the 200 columns nearest to route.asked_vector() that the caller may read, by index where there is one';

CREATE VIEW route.visible_keys WITH (security_barrier) AS
SELECT
    k.relid,
    k.attnums,
    k.ref_relid,
    k.ref_attnums,
    k.inferred,
    k.inherited
FROM route.foreign_keys AS k
INNER JOIN route.relations AS r ON k.relid = r.relid
INNER JOIN route.relations AS f ON k.ref_relid = f.relid
WHERE
    has_schema_privilege(r.nspid, 'USAGE') AND has_schema_privilege(f.nspid, 'USAGE')
    AND (
        has_table_privilege(k.relid, 'SELECT') OR NOT EXISTS (
            SELECT FROM unnest(k.attnums) AS a (attnum)
            WHERE has_column_privilege(k.relid, a.attnum, 'SELECT') IS NOT true
        )
    )
    AND (
        has_table_privilege(k.ref_relid, 'SELECT') OR NOT EXISTS (
            SELECT FROM unnest(k.ref_attnums) AS a (attnum)
            WHERE has_column_privilege(k.ref_relid, a.attnum, 'SELECT') IS NOT true
        )
    );
COMMENT ON VIEW route.visible_keys IS 'joins of which the caller may read both sides';

-- Of a view, whose own values are never stored: where the caller may read those of the table below.
CREATE VIEW route.visible_sources WITH (security_barrier) AS
SELECT
    v.relid,
    v.attnum,
    v.base_relid,
    v.base_attnum
FROM route.view_columns AS v
INNER JOIN route.relations AS o ON v.relid = o.relid
INNER JOIN route.relations AS r ON v.base_relid = r.relid
WHERE
    NOT r.live_only
    AND has_schema_privilege(o.nspid, 'USAGE')
    AND has_column_privilege(v.relid, v.attnum, 'SELECT')
    AND has_column_privilege(v.base_relid, v.base_attnum, 'SELECT')
    AND has_schema_privilege(r.nspid, 'USAGE')
    AND EXISTS (
        SELECT FROM route.sampled_values AS s
        WHERE s.relid = v.base_relid AND s.attnum = v.base_attnum
    )
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_class AS g
        WHERE g.oid = ANY(r.relid || r.family) AND g.relrowsecurity
    );
COMMENT ON VIEW route.visible_sources IS
'columns of views that show a column as it is whose sampled values the caller may read';

-- Of a word that is everywhere, the first few: ORDER BY and LIMIT inside again.
CREATE VIEW route.named_columns WITH (security_barrier) AS
SELECT
    w.word,
    c.id
FROM unnest((SELECT route.asked_words())) AS w (word)
CROSS JOIN LATERAL (
    SELECT n.id
    FROM route.columns AS n
    WHERE
        n.normal = w.word
        AND has_column_privilege(n.relid, n.attnum, 'SELECT')
        AND has_schema_privilege(
            (SELECT r.nspid FROM route.relations AS r WHERE r.relid = n.relid), 'USAGE'
        )
    ORDER BY n.normal, n.relid, n.attnum
    LIMIT 51
) AS c;
COMMENT ON VIEW route.named_columns IS
'columns called like one of route.asked_words(), up to 51 a word, that the caller may read';

CREATE VIEW route.visible_domains WITH (security_barrier) AS
SELECT
    c.relid,
    c.attnum,
    c.domain
FROM route.columns AS c
INNER JOIN route.relations AS r ON c.relid = r.relid
WHERE
    c.domain <> '{}'
    AND has_column_privilege(c.relid, c.attnum, 'SELECT')
    AND has_schema_privilege(r.nspid, 'USAGE')
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_class AS g
        WHERE g.oid = ANY(r.relid || r.family) AND g.relrowsecurity
    );
COMMENT ON VIEW route.visible_domains IS 'all values of a column, where they are few, for its readers';

CREATE VIEW route.visible_terms WITH (security_barrier) AS
SELECT
    t.term,
    t.meaning,
    t.relation::oid AS relid,
    t.normal
FROM route.terms AS t
WHERE
    t.relation IS NULL
    OR has_any_column_privilege(t.relation, 'SELECT')
    AND has_schema_privilege((SELECT c.relnamespace FROM pg_catalog.pg_class AS c WHERE c.oid = t.relation), 'USAGE')
OFFSET 0;
COMMENT ON VIEW route.visible_terms IS 'terms that belong to no relation, or to one the caller may read';

CREATE VIEW route.visible_pairs WITH (security_barrier) AS
SELECT
    p.question,
    p.sql,
    u.normal,
    u.relids,
    u.attnums,
    u.embedding
FROM route.pairs AS p
INNER JOIN route.pair_reads AS u ON p.question = u.question
WHERE
    NOT EXISTS (
        SELECT FROM unnest(u.relids, u.attnums) AS c (relid, attnum)
        LEFT JOIN pg_catalog.pg_class AS r ON r.oid = c.relid
        WHERE
            has_schema_privilege(r.relnamespace, 'USAGE') IS NOT true
            OR CASE
                WHEN c.attnum = 0 THEN has_any_column_privilege(c.relid, 'SELECT')
                ELSE has_column_privilege(c.relid, c.attnum, 'SELECT')
            END IS NOT true
    )
    AND NOT EXISTS (
        SELECT FROM route.exclusions AS x
        INNER JOIN unnest(u.relids, u.attnums) AS c (relid, attnum)
            ON c.relid = x.relation::oid AND c.attnum = x.attnum
        WHERE x.what = 'all'
    )
OFFSET 0;
COMMENT ON VIEW route.visible_pairs IS 'verified pairs of which the caller may read every column';
