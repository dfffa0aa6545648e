\echo Use "CREATE EXTENSION route_pg" to load this file. \quit

-- 00-schema.sql -----------------------------------------------------------------------------------

-- Schema `route`, its settings, and how the parts raise errors.

-- Names are looked up in pg_catalog alone while this runs. CREATE EXTENSION would have it look into the
-- schemas of the extension and of those it needs as well, and what somebody left there, fitting a call
-- better than PostgreSQL's own, would run with the rights of whoever installs this.
SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);

CREATE SCHEMA route;
COMMENT ON SCHEMA route IS 'what route_pg knows of this database, and how it runs statements; call the route_* functions instead';

-- pgvector and pg_trgm live in whatever schema they were installed in: their operators and operator classes
-- are named with it, and only where a type of theirs stands in a signature is it looked into.
CREATE FUNCTION route.home_of(extension text) RETURNS text
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT quote_ident(n.nspname) FROM pg_extension AS e INNER JOIN pg_namespace AS n ON n.oid = e.extnamespace
    WHERE e.extname = extension
$$;
COMMENT ON FUNCTION route.home_of(text) IS 'the schema of an extension, quoted where it must be';

-- The worker's address is no GUC: any role may SET one, and could point the server's user anywhere.
-- Everybody may read this table (they ask with their own rights), so no secret is kept in it: the
-- secret of a TCP worker is in a file that only the server's OS user reads, named here.
CREATE TABLE route.setting (
    name text PRIMARY KEY CHECK (name IN (
        'worker', 'worker_user', 'worker_timeout', 'secret_file', 'ca_file', 'max_bytes'
    )),
    value text NOT NULL
);
COMMENT ON TABLE route.setting IS 'settings of this database; only the owner writes, everybody reads';
COMMENT ON COLUMN route.setting.name IS
    'worker: a socket''s path, tcp://host:port or tls://host:port. '
    'worker_user: OS user that the worker behind a Unix socket must run as; unset: the server''s own user or root. '
    'worker_timeout: seconds without a word from the worker before it counts as lost, 120. '
    'secret_file: file with the secret of a TCP worker, read by the server''s OS user. '
    'ca_file: certificates that tls:// trusts; unset: the system''s. '
    'max_bytes: the most that one answer may hold, 16777216.';
COMMENT ON COLUMN route.setting.value IS 'the value, as text';
SELECT pg_catalog.pg_extension_config_dump('route.setting', '');

CREATE FUNCTION route.setting(name text, otherwise text) RETURNS text
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((SELECT s.value FROM route.setting AS s WHERE s.name = $1), $2)
$$;
COMMENT ON FUNCTION route.setting(text, text) IS 'a setting of this database, or what holds where it is not set';

-- RAISE prints an empty DETAIL or HINT as an empty line, and takes no NULL: hence the four cases.
CREATE FUNCTION route.fail(sqlstate text, message text, detail text DEFAULT NULL, hint text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    has_detail CONSTANT boolean := coalesce(detail, '') <> '';
    has_hint CONSTANT boolean := coalesce(hint, '') <> '';
BEGIN
    IF has_detail AND has_hint THEN
        RAISE EXCEPTION USING ERRCODE = sqlstate, MESSAGE = message, DETAIL = detail, HINT = hint;
    ELSIF has_detail THEN
        RAISE EXCEPTION USING ERRCODE = sqlstate, MESSAGE = message, DETAIL = detail;
    ELSIF has_hint THEN
        RAISE EXCEPTION USING ERRCODE = sqlstate, MESSAGE = message, HINT = hint;
    ELSE
        RAISE EXCEPTION USING ERRCODE = sqlstate, MESSAGE = message;
    END IF;
END
$$;
COMMENT ON FUNCTION route.fail(text, text, text, text) IS 'raise an error with these parts';

-- Placeholders (`SET route.max_rows = 50`) are never checked when they are set, so here.
CREATE FUNCTION route.limit(name text, otherwise numeric, lowest numeric, highest numeric) RETURNS numeric
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    given text := nullif(btrim(current_setting('route.' || name, true)), '');
    value numeric;
BEGIN
    IF given IS NULL THEN
        RETURN otherwise;
    END IF;
    IF given ~ '^\+?\d{1,30}(\.\d{0,30})?([eE]\+?\d{1,2})?$' THEN
        value := given::numeric;
    END IF;
    IF value IS NULL OR value < lowest OR value > highest THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RT006',
            MESSAGE = format('route.%s is not valid: "%s"', name, left(given, 100)),
            DETAIL = format('It is a number from %s to %s.', lowest, highest),
            HINT = format('RESET route.%s gives back the default, %s.', name, otherwise);
    END IF;
    RETURN value;
END
$$;
COMMENT ON FUNCTION route.limit(text, numeric, numeric, numeric) IS 'a limit that the caller set for themselves (GUC route.<name>); RT006 where it is nonsense';

CREATE FUNCTION route.max_rows() RETURNS integer
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$ SELECT trunc(route.limit('max_rows', 1000, 1, 10000000))::integer $$;
COMMENT ON FUNCTION route.max_rows() IS 'GUC route.max_rows: the most rows that an answer returns';

CREATE FUNCTION route.max_cost() RETURNS double precision
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$ SELECT route.limit('max_cost', 1e7, 0, 1e30)::double precision $$;
COMMENT ON FUNCTION route.max_cost() IS 'GUC route.max_cost: a statement whose plan costs more is not run';

CREATE FUNCTION route.trial_timeout() RETURNS integer
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$ SELECT trunc(route.limit('trial_timeout', 5000, 1, 86400000))::integer $$;
COMMENT ON FUNCTION route.trial_timeout() IS 'GUC route.trial_timeout: milliseconds after which the worker cancels a trial';

CREATE FUNCTION route.max_rounds() RETURNS integer
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$ SELECT trunc(route.limit('max_rounds', 3, 0, 100))::integer $$;
COMMENT ON FUNCTION route.max_rounds() IS 'GUC route.max_rounds: rounds of noise correction';

-- 10-catalog_tables.sql ---------------------------------------------------------------------------

-- The catalog: what linking knows of the database's relations.
--
-- Nobody but the owner reads these tables; callers read the views of 14-catalog_views.sql, which
-- show what has_*_privilege of the caller allows. Relations and columns are named by oid and attnum,
-- so a rename is a change and never a loss.

-- One sequence for columns and verified pairs: an id says by itself what is to be embedded.
CREATE SEQUENCE route.object_ids AS bigint;
COMMENT ON SEQUENCE route.object_ids IS 'ids of whatever is embedded: columns and verified pairs';

CREATE TABLE route.state (
    item text PRIMARY KEY,
    value text NOT NULL
);
COMMENT ON TABLE route.state IS 'the state of the sync: embedder, synced_at; readable by everyone';

CREATE TABLE route.relations (
    relid oid PRIMARY KEY,
    nspid oid NOT NULL,
    schema_name name NOT NULL,
    relation_name name NOT NULL,
    kind text NOT NULL CHECK (
        kind IN ('table', 'partitioned', 'view', 'materialized view', 'foreign table')
    ),
    comment text NOT NULL DEFAULT '',
    normal text NOT NULL,
    n_columns integer NOT NULL DEFAULT 0,
    column_grants boolean NOT NULL DEFAULT false,
    live_only boolean NOT NULL DEFAULT false,
    family oid [] NOT NULL DEFAULT '{}',
    fingerprint bigint NOT NULL,
    changes bigint
);
COMMENT ON TABLE route.relations IS 'relations that can be linked';
COMMENT ON COLUMN route.relations.normal IS 'the words of the name, normalised';
COMMENT ON COLUMN route.relations.n_columns IS 'its columns that are not excluded';
COMMENT ON COLUMN route.relations.column_grants IS 'whether there was a grant on a column at the last sync';
COMMENT ON COLUMN route.relations.live_only IS
'its values are never stored, whatever row security says: a view, a foreign table, or built on one';
COMMENT ON COLUMN route.relations.family IS
'relations whose row security guards its rows too: ancestors, descendants, what its rules read';
COMMENT ON COLUMN route.relations.fingerprint IS 'of its definition, see route.live_relations';
COMMENT ON COLUMN route.relations.changes IS
'counter of changed rows when its values were last sampled; NULL: never sampled';

CREATE TABLE route.columns (
    id bigint PRIMARY KEY DEFAULT pg_catalog.nextval('route.object_ids'),
    relid oid NOT NULL REFERENCES route.relations ON DELETE CASCADE,
    attnum smallint NOT NULL,
    name name NOT NULL,
    type text NOT NULL,
    kind text NOT NULL CHECK (
        kind IN ('number', 'text', 'time', 'boolean', 'json', 'array', 'other')
    ),
    comment text NOT NULL DEFAULT '',
    primary_key boolean NOT NULL,
    not_null boolean NOT NULL,
    labels text [] NOT NULL DEFAULT '{}',
    domain text [] NOT NULL DEFAULT '{}',
    normal text NOT NULL,
    text text NOT NULL,
    digest uuid GENERATED ALWAYS AS (pg_catalog.md5(text)::uuid) STORED,
    UNIQUE (relid, attnum)
);
CREATE INDEX columns_normal ON route.columns (normal, relid, attnum);
COMMENT ON TABLE route.columns IS 'columns that can be linked; an excluded one is not here';
COMMENT ON COLUMN route.columns.labels IS 'enum labels, or the list of a CHECK, in their order';
COMMENT ON COLUMN route.columns.domain IS 'all its values, where they are few and short';
COMMENT ON COLUMN route.columns.text IS 'what the embedder reads';

-- Apart from columns: ranking scans it, and a sync of comments need not rewrite vectors.
SELECT pg_catalog.set_config('search_path', pg_catalog.concat('pg_catalog, ', route.home_of('vector'), ', pg_temp'), true);
CREATE TABLE route.embeddings (
    id bigint PRIMARY KEY REFERENCES route.columns ON DELETE CASCADE,
    relid oid NOT NULL,
    attnum smallint NOT NULL,
    digest uuid NOT NULL,
    embedding vector(384) NOT NULL
);
SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
-- 1.5 kB each: out of line, every distance would cost a detour.
ALTER TABLE route.embeddings ALTER COLUMN embedding SET STORAGE PLAIN;
CREATE INDEX embeddings_relid ON route.embeddings (relid);
COMMENT ON TABLE route.embeddings IS 'embedded columns; digest is that of the text embedded';

CREATE TABLE route.foreign_keys (
    relid oid NOT NULL REFERENCES route.relations ON DELETE CASCADE,
    attnums smallint [] NOT NULL,
    ref_relid oid NOT NULL REFERENCES route.relations ON DELETE CASCADE,
    ref_attnums smallint [] NOT NULL,
    inferred boolean NOT NULL DEFAULT false,
    inherited boolean NOT NULL DEFAULT false,
    PRIMARY KEY (relid, attnums, ref_relid, ref_attnums)
);
CREATE INDEX foreign_keys_ref ON route.foreign_keys (ref_relid);
COMMENT ON TABLE route.foreign_keys IS
'joins: declared in pg_constraint, or inferred and marked so: from names and values, or through a view';
COMMENT ON COLUMN route.foreign_keys.inherited IS 'inferred of a view, from the columns that it shows';

-- origin: what the rule of the view names, perhaps a column of another view; base: the column of a
-- table at the end of that chain, excluded or not; NULL where the chain leaves the catalog.
CREATE TABLE route.view_columns (
    relid oid NOT NULL,
    attnum smallint NOT NULL,
    origin_relid oid NOT NULL,
    origin_attnum smallint NOT NULL,
    base_relid oid,
    base_attnum smallint,
    PRIMARY KEY (relid, attnum),
    FOREIGN KEY (relid, attnum) REFERENCES route.columns (relid, attnum) ON DELETE CASCADE
);
COMMENT ON TABLE route.view_columns IS
'columns of views that show a column of another relation as it is: no value is in them that is not there';

CREATE TABLE route.sampled_values (
    relid oid NOT NULL,
    attnum smallint NOT NULL,
    value text NOT NULL,
    normal text NOT NULL,
    label boolean NOT NULL,
    PRIMARY KEY (relid, attnum, value),
    FOREIGN KEY (relid, attnum) REFERENCES route.columns (relid, attnum) ON DELETE CASCADE
);
CREATE INDEX sampled_values_normal ON route.sampled_values (normal, relid, attnum, value);
COMMENT ON TABLE route.sampled_values IS
'values by which a question may name a column; label: part of its definition, not of its rows';

-- Values repeat from column to column: likeness is looked for once for each spelling.
CREATE TABLE route.spellings (normal text PRIMARY KEY);
DO $do$
BEGIN
    EXECUTE format('CREATE INDEX spellings_similar ON route.spellings USING gin (normal %s.gin_trgm_ops)', route.home_of('pg_trgm'));
END
$do$;
COMMENT ON TABLE route.spellings IS 'normal forms of sampled values, each once';

-- What people told route. These three are kept by pg_dump, the rest is read anew by a sync.
-- A regclass is dumped as a name and so finds its relation again; attnum holds as long as bound_relid
-- is that relation's oid, and follows renames until then.

CREATE TABLE route.exclusions (
    relation regclass NOT NULL,
    column_name name NOT NULL,
    what text NOT NULL CHECK (what IN ('values', 'all')),
    attnum smallint,
    bound_relid oid,
    PRIMARY KEY (relation, column_name)
);
COMMENT ON TABLE route.exclusions IS 'columns kept out of sampling (values) or of linking (all)';

CREATE TABLE route.terms (
    term text PRIMARY KEY,
    meaning text NOT NULL,
    relation regclass,
    normal text NOT NULL
);
COMMENT ON TABLE route.terms IS 'words of the house: what they mean, and where';

CREATE TABLE route.pairs (
    question text PRIMARY KEY,
    sql text NOT NULL,
    path text NOT NULL,
    verified_at timestamptz NOT NULL DEFAULT pg_catalog.now()
);
COMMENT ON TABLE route.pairs IS 'questions with the statement that a curator verified';
COMMENT ON COLUMN route.pairs.path IS 'search_path under which it was verified';

SELECT pg_catalog.pg_extension_config_dump('route.exclusions', '');
SELECT pg_catalog.pg_extension_config_dump('route.terms', '');
SELECT pg_catalog.pg_extension_config_dump('route.pairs', '');

-- What a sync finds out about the pairs of this database: not dumped, so a restored pair is shown
-- to nobody until a sync has seen what it reads.
SELECT pg_catalog.set_config('search_path', pg_catalog.concat('pg_catalog, ', route.home_of('vector'), ', pg_temp'), true);
CREATE TABLE route.pair_reads (
    id bigint PRIMARY KEY DEFAULT pg_catalog.nextval('route.object_ids'),
    question text NOT NULL UNIQUE REFERENCES route.pairs ON UPDATE CASCADE ON DELETE CASCADE,
    normal text NOT NULL,
    relids oid [] NOT NULL,
    attnums smallint [] NOT NULL,
    digest uuid,
    embedding vector(384)
);
SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
COMMENT ON TABLE route.pair_reads IS
'columns that a verified pair reads (attnum 0: any column of the relation), its question in plain words, and its embedding';

-- 12-catalog_words.sql ----------------------------------------------------------------------------

-- Words: the same rule as route_pg/linking/words.py, pinned by a test on both sides.
--
-- Functions with a RETURN body are parsed once, here: their names are bound for good, so they need
-- no search_path of their own, and without one they are inlined.

DO $do$
DECLARE
    unicode CONSTANT boolean := current_setting('server_encoding') = 'UTF8'
        AND EXISTS (SELECT FROM pg_catalog.pg_collation WHERE collname = 'und-x-icu');
    -- Under the C locale lower() and [:alnum:] know ASCII alone; ICU knows letters everywhere. Where
    -- there is neither, at least nothing beyond ASCII counts as a gap between words.
    letters CONSTANT text := CASE WHEN unicode THEN 'COLLATE pg_catalog."und-x-icu"' ELSE '' END;
    gap CONSTANT text := CASE
        WHEN NOT unicode AND EXISTS (
            SELECT FROM pg_catalog.pg_database WHERE datname = current_database() AND datctype IN ('C', 'POSIX')
        ) THEN '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+'
        ELSE '[^[:alnum:]]+' END;
BEGIN
    EXECUTE format($sql$
        CREATE FUNCTION route.plain(value text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE SECURITY INVOKER
        RETURN btrim(regexp_replace(lower(value %1$s), %2$L, ' ', 'g'))$sql$, letters, gap);
    EXECUTE format($sql$
        CREATE FUNCTION route.natural_words(identifier text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE SECURITY INVOKER
        RETURN route.plain(regexp_replace(regexp_replace(identifier %1$s,
            '([[:upper:]]+)([[:upper:]][[:lower:]])', '\1 \2', 'g'),
            '([[:lower:][:digit:]])([[:upper:]])', '\1 \2', 'g'))$sql$, letters);
END
$do$;
COMMENT ON FUNCTION route.plain(text) IS
'lower case, every run of what is no letter or digit one space, trimmed';
COMMENT ON FUNCTION route.natural_words(text) IS
'the words of an identifier: orderHTTPCode and order_http_code are "order http code"';

-- A word that lost its "es" is marked for the while, so that it does not lose an "s" as well.
CREATE FUNCTION route.stem(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SECURITY INVOKER
RETURN replace(regexp_replace(regexp_replace(regexp_replace(words,
    '([^ ]{2})ies(?= |$)', '\1y', 'g'),
    '([^ ]{2}[sxh])es(?= |$)', E'\\1\x01', 'g'),
    E'([^ ]{2}[^ s\x01])s(?= |$)', '\1', 'g'),
    E'\x01', '');
COMMENT ON FUNCTION route.stem(text) IS 'the singular of each of some plain words, roughly';

CREATE FUNCTION route.normalize(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SECURITY INVOKER COST 10
RETURN route.stem(route.plain(value));
COMMENT ON FUNCTION route.normalize(text) IS
'the form in which words of a question and values of the database meet';

-- Trigrams are for slips of the pen. That a value begins with a word of the question makes it no value
-- that the word means ('customer' and 'customer return'), and a long value in common does not make up for
-- a word that is nowhere in it ('5 customer'). Of the matches that this leaves out on Spider's training
-- questions one in five hundred was meant.
DO $do$
BEGIN
    EXECUTE format($sql$
        CREATE FUNCTION route.may_mean(words text, value text) RETURNS boolean
        LANGUAGE sql IMMUTABLE PARALLEL SAFE SECURITY INVOKER
        RETURN %1$s.similarity(replace(value, ' ', ''), replace(words, ' ', '')) >= 0.8
            OR ((strpos(words, ' ') > 0 OR strpos(value, ' ') = 0) AND NOT EXISTS (
                SELECT FROM string_to_table(words, ' ') AS w (word)
                WHERE NOT EXISTS (
                    SELECT FROM string_to_table(value, ' ') AS v (word) WHERE %1$s.similarity(v.word, w.word) >= 0.3
                )
            ))$sql$, route.home_of('pg_trgm'));
END
$do$;
COMMENT ON FUNCTION route.may_mean(text, text) IS
'whether words may be a value misspelled: written as one, or each of them like a word of the value';

-- What the ranking views are asked: settings of the running question, set by route.link and undone
-- at its end. A caller who sets them by hand gets an answer about what they may read, no more.
DO $do$
BEGIN
    EXECUTE format($sql$
        CREATE FUNCTION route.to_vector(value text) RETURNS %1$s.vector
        LANGUAGE sql IMMUTABLE PARALLEL SAFE SECURITY INVOKER
        RETURN value::%1$s.vector(384)$sql$, route.home_of('vector'));
    EXECUTE format($sql$
        CREATE FUNCTION route.cosine(a %1$s.vector, b %1$s.vector) RETURNS double precision
        LANGUAGE sql IMMUTABLE PARALLEL SAFE SECURITY INVOKER
        RETURN 1 - (a OPERATOR(%1$s.<=>) b)$sql$, route.home_of('vector'));
    EXECUTE format($sql$
        CREATE FUNCTION route.asked_vector() RETURNS %1$s.vector
        LANGUAGE sql STABLE PARALLEL SAFE SECURITY INVOKER
        RETURN nullif(current_setting('route.asked_vector', true), '')::%1$s.vector(384)$sql$, route.home_of('vector'));
END
$do$;
COMMENT ON FUNCTION route.to_vector(text) IS 'the text of a vector as a vector of 384 dimensions';
SELECT pg_catalog.set_config('search_path', pg_catalog.concat('pg_catalog, ', route.home_of('vector'), ', pg_temp'), true);
COMMENT ON FUNCTION route.cosine(vector, vector) IS 'cosine similarity, -1 to 1';
SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
COMMENT ON FUNCTION route.asked_vector() IS 'the vector that route.near_columns ranks by';

CREATE FUNCTION route.asked_words() RETURNS text []
LANGUAGE sql STABLE PARALLEL SAFE SECURITY INVOKER
RETURN string_to_array(nullif(current_setting('route.asked_words', true), ''), E'\x1f');
COMMENT ON FUNCTION route.asked_words() IS 'the words that route.similar_spellings and route.named_columns look for';

-- 14-catalog_views.sql ----------------------------------------------------------------------------

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

-- 16-catalog_values.sql ---------------------------------------------------------------------------

-- Sampled values, for whom a SELECT would show them.
--
-- These three functions are the only ones that run as their owner: an index finds a value before it can be
-- told whose it is, and whatever runs as the caller is the caller's to watch (EXPLAIN ANALYZE counts the rows
-- that a view holds back). They take no SQL, and know the caller by a proof that only running as that role gives.

CREATE TABLE route.secret (value text NOT NULL);
COMMENT ON TABLE route.secret IS 'of this installation; nobody but the owner reads it, and no dump has it';
INSERT INTO route.secret (value) VALUES (concat(gen_random_uuid(), gen_random_uuid()));

-- current_user in a view is whoever asks, not its owner; the proof holds for this statement of this session.
CREATE VIEW route.caller WITH (security_barrier) AS
SELECT
    r.oid AS role,
    encode(sha256(concat_ws(
        ' ', s.value, r.oid, pg_backend_pid(), extract(epoch FROM statement_timestamp()), s.value
    )::bytea), 'hex') AS proof
FROM route.secret AS s
INNER JOIN pg_catalog.pg_roles AS r ON r.rolname = current_user;
COMMENT ON VIEW route.caller IS 'who asks, and a proof of it for the functions that look values up';

CREATE FUNCTION route.require_proof(role oid, proof text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF proof IS DISTINCT FROM (
        SELECT encode(sha256(concat_ws(
            ' ', s.value, role, pg_backend_pid(), extract(epoch FROM statement_timestamp()), s.value
        )::bytea), 'hex') FROM route.secret AS s
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
            MESSAGE = 'not a proof of who asks', HINT = 'Call route_link(..).';
    END IF;
END
$$;
COMMENT ON FUNCTION route.require_proof(oid, text) IS '42501 unless the proof is route.caller''s, of this role and statement';

-- Row security may have come since the last sync: asked here, each time. Labels are part of the
-- definition and shown nevertheless.
CREATE FUNCTION route.values_among(role oid, proof text, words text [], focus oid [])
RETURNS TABLE (relid oid, attnum smallint, value text, word text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    PERFORM route.require_proof(role, proof);
    RETURN QUERY
    SELECT v.relid, v.attnum, v.value, v.normal
    FROM route.sampled_values AS v
    INNER JOIN route.relations AS r ON v.relid = r.relid
    WHERE v.normal = ANY(words) AND v.relid = ANY(focus)
        AND has_column_privilege(role, v.relid, v.attnum, 'SELECT')
        AND has_schema_privilege(role, r.nspid, 'USAGE')
        AND (v.label OR NOT EXISTS (
            SELECT FROM pg_class AS g WHERE g.oid = ANY(r.relid || r.family) AND g.relrowsecurity
        ))
    ORDER BY v.relid, v.attnum, v.value
    LIMIT 1000;
END
$$;
COMMENT ON FUNCTION route.values_among(oid, text, text [], oid []) IS
'sampled values of some relations that are one of these words, of columns that the role may read';

-- Of a word that is everywhere, the first few. Rights are asked for a few columns of each.
CREATE FUNCTION route.values_spelled(role oid, word text) RETURNS TABLE (relid oid, attnum smallint, value text)
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT s.relid, s.attnum, s.value
    FROM route.sampled_values AS s
    WHERE s.normal = values_spelled.word
        AND has_column_privilege(role, s.relid, s.attnum, 'SELECT')
        AND (
            SELECT has_schema_privilege(role, r.nspid, 'USAGE') AND (s.label OR NOT EXISTS (
                SELECT FROM pg_class AS g WHERE g.oid = ANY(r.relid || r.family) AND g.relrowsecurity
            ))
            FROM route.relations AS r WHERE r.relid = s.relid
        )
    ORDER BY s.normal, s.relid, s.attnum, s.value
    LIMIT 10;
END
$$;
COMMENT ON FUNCTION route.values_spelled(oid, text) IS 'up to 10 values of this normal form, of columns that a role may read';

CREATE FUNCTION route.values_equal(role oid, proof text, words text [])
RETURNS TABLE (relid oid, attnum smallint, value text, word text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    PERFORM route.require_proof(role, proof);
    RETURN QUERY
    SELECT v.relid, v.attnum, v.value, w.word
    FROM unnest(words) AS w (word) CROSS JOIN LATERAL route.values_spelled(role, w.word) AS v;
END
$$;
COMMENT ON FUNCTION route.values_equal(oid, text, text []) IS
'sampled values that are one of these words, up to 10 a word, of columns that the role may read';

-- What is alike is found among the spellings.
DO $do$
BEGIN
    EXECUTE format($sql$
        CREATE VIEW route.similar_spellings AS
        SELECT w.word, d.normal, %1$s.similarity(d.normal, w.word) AS similarity
        FROM unnest((SELECT route.asked_words())) AS w (word)
        INNER JOIN route.spellings AS d ON d.normal OPERATOR(%1$s.%%) w.word AND route.may_mean(w.word, d.normal)
    $sql$, route.home_of('pg_trgm'));
END
$do$;
COMMENT ON VIEW route.similar_spellings IS 'normal forms of values, anybody''s, that are like one of route.asked_words()';

CREATE FUNCTION route.values_similar(role oid, proof text, words text [])
RETURNS TABLE (relid oid, attnum smallint, value text, word text, similarity real)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
-- a scan of all values is never right here, whatever their statistics make the planner believe
SET pg_trgm.similarity_threshold = 0.5 SET enable_seqscan = off SET route.asked_words = ''
AS $$
#variable_conflict use_column
BEGIN
    PERFORM route.require_proof(role, proof);
    PERFORM set_config('route.asked_words', array_to_string(words, E'\x1f'), true);
    RETURN QUERY
    SELECT v.relid, v.attnum, v.value, s.word, s.similarity
    FROM route.similar_spellings AS s CROSS JOIN LATERAL route.values_spelled(role, s.normal) AS v
    ORDER BY s.similarity DESC, v.relid, v.attnum, v.value
    LIMIT 500;
END
$$;
COMMENT ON FUNCTION route.values_similar(oid, text, text []) IS
'sampled values like one of these words, of columns that the role may read';

-- 20-catalog_introspect.sql -----------------------------------------------------------------------

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

-- 22-catalog_values.sql ---------------------------------------------------------------------------

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

-- 24-catalog_joins.sql ----------------------------------------------------------------------------

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

-- 26-catalog_sync.sql -----------------------------------------------------------------------------

-- Sync: bring the catalog up to date at the cost of what changed. Three parts, so that the worker can
-- do the same over psycopg and embed while no transaction is open:
--   route.sync_catalog()   read pg_catalog, store what changed
--   route.sync_pending()   texts that are not embedded as they are now
--   route.sync_store()     their embeddings
-- route_sync() is the three in one transaction, embedding through the worker.

CREATE FUNCTION route.begin_sync(what text DEFAULT 'sync the catalog') RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    owner oid := (SELECT c.relowner FROM pg_class AS c WHERE c.oid = 'route.columns'::regclass);
BEGIN
    IF pg_is_in_recovery() THEN
        RAISE EXCEPTION USING ERRCODE = 'RT006',
            MESSAGE = format('nobody can %s on a standby', what),
            HINT = 'Do it on the primary; the standby follows by itself.';
    ELSIF current_setting('transaction_read_only')::boolean THEN
        RAISE EXCEPTION USING ERRCODE = 'RT006',
            MESSAGE = format('nobody can %s in a read-only transaction', what),
            HINT = 'Do it in a transaction that may write.';
    ELSIF NOT pg_has_role(owner, 'USAGE') THEN
        RAISE EXCEPTION USING ERRCODE = '42501',
            MESSAGE = format('permission denied: %I may not %s', current_user, what),
            DETAIL = 'It decides what of everybody''s data the catalog holds.',
            HINT = format('Ask the owner of the extension, %I, or a superuser.', pg_get_userbyid(owner));
    ELSIF NOT pg_try_advisory_xact_lock(hashtextextended('route_pg sync', 0)) THEN
        RAISE EXCEPTION USING ERRCODE = 'RT006',
            MESSAGE = 'the catalog is being synced by another session',
            HINT = 'Wait until it is done, then look at route_status().';
    END IF;
END
$$;
COMMENT ON FUNCTION route.begin_sync(text) IS 'raise a clear error unless this session may sync now, and then alone';

-- An exclusion holds for a name and, since a rename must not lift it, for the column that had it.
CREATE FUNCTION route.bind_exclusions() RETURNS void
LANGUAGE sql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    -- dropped relations: their oid may come back as somebody else's
    DELETE FROM route.exclusions AS x
    WHERE NOT EXISTS (SELECT FROM pg_class AS c WHERE c.oid = x.relation::oid);
    UPDATE route.exclusions AS x SET attnum = a.attnum, bound_relid = a.attrelid
    FROM pg_attribute AS a
    WHERE a.attrelid = x.relation::oid AND a.attname = x.column_name
        AND x.bound_relid IS DISTINCT FROM a.attrelid;
    -- the column that had the name was renamed; both stay out
    INSERT INTO route.exclusions (relation, column_name, what, attnum, bound_relid)
    SELECT x.relation, a.attname, x.what, x.attnum, x.bound_relid
    FROM route.exclusions AS x
    INNER JOIN pg_attribute AS a ON a.attrelid = x.bound_relid AND a.attnum = x.attnum
    WHERE x.relation::oid = x.bound_relid AND a.attname <> x.column_name AND NOT a.attisdropped
    ON CONFLICT DO NOTHING;
$$;
COMMENT ON FUNCTION route.bind_exclusions() IS 'let exclusions follow renamed columns and restored dumps';

CREATE FUNCTION route.store_relations(changed oid []) RETURNS void
LANGUAGE sql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO route.relations AS r (
        relid, nspid, schema_name, relation_name, kind, comment, normal, column_grants, fingerprint
    )
    SELECT l.relid, l.nspid, l.schema_name, l.relation_name, l.kind,
        coalesce(obj_description(l.relid, 'pg_class'), ''),
        route.stem(route.natural_words(l.relation_name)),
        EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = l.relid AND a.attacl IS NOT NULL),
        l.fingerprint
    FROM route.live_relations AS l WHERE l.relid = ANY(changed)
    ON CONFLICT (relid) DO UPDATE SET
        nspid = excluded.nspid, schema_name = excluded.schema_name,
        relation_name = excluded.relation_name, kind = excluded.kind, comment = excluded.comment,
        normal = excluded.normal, column_grants = excluded.column_grants, fingerprint = excluded.fingerprint;
    -- Families change without their members' own definition: a partition of a partition, a view in
    -- the middle. Few relations have one, so these are looked at each time.
    UPDATE route.relations AS r SET family = f.family, live_only = f.live_only
    FROM (
        SELECT o.relid, m.family, route.is_live_only(o.relid, m.family) AS live_only
        FROM route.relations AS o
        CROSS JOIN LATERAL (SELECT route.family_of(o.relid) AS family) AS m
        WHERE o.kind IN ('partitioned', 'materialized view')
            OR (o.kind = 'table' AND (o.family <> '{}' OR EXISTS (
                SELECT FROM pg_inherits AS h WHERE o.relid IN (h.inhparent, h.inhrelid)
            )))
        UNION ALL
        SELECT o.relid, '{}', true FROM route.relations AS o
        WHERE o.relid = ANY(changed) AND o.kind IN ('view', 'foreign table')
    ) AS f
    WHERE r.relid = f.relid AND (r.family, r.live_only) IS DISTINCT FROM (f.family, f.live_only);
$$;
COMMENT ON FUNCTION route.store_relations(oid []) IS 'store some relations as they are now';

CREATE FUNCTION route.store_columns(changed oid []) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO route.columns AS c (
        relid, attnum, name, type, kind, comment, primary_key, not_null, labels, normal, text
    )
    SELECT l.relid, l.attnum, l.name, l.type, l.kind, l.comment, l.primary_key, l.not_null, l.labels,
        route.stem(route.natural_words(l.name)), l.text
    FROM route.live_columns(changed) AS l
    ORDER BY l.relid, l.attnum -- so that a relation's embeddings lie together
    ON CONFLICT (relid, attnum) DO UPDATE SET
        name = excluded.name, type = excluded.type, kind = excluded.kind, comment = excluded.comment,
        primary_key = excluded.primary_key, not_null = excluded.not_null, labels = excluded.labels,
        normal = excluded.normal, text = excluded.text;
    WITH gone AS (
        DELETE FROM route.columns AS c
        WHERE c.relid = ANY(changed) AND (
            route.is_excluded(c.relid, c.attnum, c.name, '{all}') OR NOT EXISTS (
                SELECT FROM pg_attribute AS a
                WHERE a.attrelid = c.relid AND a.attnum = c.attnum AND NOT a.attisdropped
            )
        )
        RETURNING 1
    )
    SELECT count(*) FROM gone;
$$;
COMMENT ON FUNCTION route.store_columns(oid []) IS
'store the columns of some relations as they are now; how many are gone';

CREATE FUNCTION route.store_keys(changed oid []) RETURNS void
LANGUAGE sql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE route.relations AS r SET n_columns = n.columns
    FROM (
        SELECT o.relid, count(c.id) AS columns
        FROM route.relations AS o LEFT JOIN route.columns AS c ON c.relid = o.relid
        WHERE o.relid = ANY(changed) GROUP BY o.relid
    ) AS n
    WHERE n.relid = r.relid AND r.n_columns <> n.columns;
    DELETE FROM route.foreign_keys AS k WHERE NOT k.inferred AND k.relid = ANY(changed);
    INSERT INTO route.foreign_keys (relid, attnums, ref_relid, ref_attnums)
    SELECT k.conrelid, k.conkey, k.confrelid, k.confkey
    FROM pg_constraint AS k
    INNER JOIN route.relations AS f ON f.relid = k.confrelid
    WHERE k.contype = 'f' AND k.conparentid = 0 AND k.conrelid = ANY(changed)
        -- not by an excluded column
        AND cardinality(k.conkey) = (
            SELECT count(*) FROM route.columns AS c
            WHERE c.relid = k.conrelid AND c.attnum = ANY(k.conkey)
        )
        AND cardinality(k.confkey) = (
            SELECT count(*) FROM route.columns AS c
            WHERE c.relid = k.confrelid AND c.attnum = ANY(k.confkey)
        )
    ON CONFLICT DO NOTHING;
$$;
COMMENT ON FUNCTION route.store_keys(oid []) IS 'store the foreign keys and column counts of some relations';

CREATE FUNCTION route.sync_catalog(resample boolean DEFAULT false)
RETURNS TABLE (kind text, seen bigint, changed bigint, dropped bigint)
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp SET jit = off
AS $$
DECLARE
    stale oid[];
    gone bigint;
    gone_columns bigint;
    sampled bigint;
BEGIN
    PERFORM route.begin_sync();
    PERFORM route.bind_exclusions();
    SELECT count(c.id) INTO gone_columns FROM route.columns AS c
    WHERE NOT EXISTS (SELECT FROM route.live_relations AS l WHERE l.relid = c.relid);
    DELETE FROM route.relations AS r
    WHERE NOT EXISTS (SELECT FROM route.live_relations AS l WHERE l.relid = r.relid);
    GET DIAGNOSTICS gone = ROW_COUNT;
    stale := ARRAY(
        SELECT l.relid FROM route.live_relations AS l
        LEFT JOIN route.relations AS r ON r.relid = l.relid
        WHERE r.fingerprint IS DISTINCT FROM l.fingerprint
        ORDER BY l.relid
    );
    PERFORM route.store_relations(stale);
    gone_columns := gone_columns + route.store_columns(stale);
    PERFORM route.store_keys(stale);
    sampled := route.sample_values(stale, resample);
    PERFORM route.infer_joins(stale);
    PERFORM route.store_origins(stale);
    PERFORM route.inherit_joins();
    PERFORM route.read_pairs(stale);
    INSERT INTO route.state (item, value) VALUES ('synced_at', now()::text)
    ON CONFLICT (item) DO UPDATE SET value = excluded.value;
    RETURN QUERY VALUES
        ('relation', (SELECT count(*) FROM route.relations), cardinality(stale)::bigint, gone),
        ('column', (SELECT count(*) FROM route.columns),
            (SELECT count(*) FROM route.columns AS c WHERE c.relid = ANY(stale)), gone_columns),
        ('foreign key', (SELECT count(*) FROM route.foreign_keys AS k WHERE NOT k.inferred), 0, 0),
        ('inferred join', (SELECT count(*) FROM route.foreign_keys AS k WHERE k.inferred), 0, 0),
        ('value', (SELECT count(*) FROM route.sampled_values), sampled, 0),
        ('verified pair', (SELECT count(*) FROM route.pairs), 0, 0);
END
$$;
COMMENT ON FUNCTION route.sync_catalog(boolean) IS
'first part of a sync: store what changed of the definitions, and sample values; true samples all anew';

CREATE FUNCTION route.sync_pending(max_texts integer, embedder text DEFAULT NULL)
RETURNS TABLE (id bigint, text text)
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    WITH same AS (
        SELECT embedder IS NULL OR embedder = (
            SELECT s.value FROM route.state AS s WHERE s.item = 'embedder'
        ) AS embedder
    )
    SELECT p.id, p.text
    FROM (
        SELECT c.id, c.text
        FROM route.columns AS c
        LEFT JOIN route.embeddings AS e ON e.id = c.id AND (SELECT s.embedder FROM same AS s)
        WHERE e.digest IS DISTINCT FROM c.digest
        UNION ALL
        SELECT u.id, u.question
        FROM route.pair_reads AS u
        WHERE u.embedding IS NULL OR (SELECT s.embedder FROM same AS s) IS NOT true
    ) AS p
    ORDER BY p.id
    LIMIT max_texts
$$;
COMMENT ON FUNCTION route.sync_pending(integer, text) IS
'second part of a sync: ids and texts to embed; all of them where the catalog has another embedder''s';

CREATE FUNCTION route.sync_store(ids bigint [], vectors text [], embedder text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM route.begin_sync();
    IF cardinality(ids) <> cardinality(vectors) THEN
        RAISE EXCEPTION USING ERRCODE = 'RT006',
            MESSAGE = format('%s vectors for %s texts', cardinality(vectors), cardinality(ids));
    END IF;
    -- Vectors of two embedders do not compare: the first of the new one drives out the old.
    IF embedder IS DISTINCT FROM (SELECT s.value FROM route.state AS s WHERE s.item = 'embedder') THEN
        DELETE FROM route.embeddings; -- TRUNCATE would stop questions until this commits
        UPDATE route.pair_reads SET embedding = NULL;
        INSERT INTO route.state (item, value) VALUES ('embedder', embedder)
        ON CONFLICT (item) DO UPDATE SET value = excluded.value;
    END IF;
    INSERT INTO route.embeddings AS e (id, relid, attnum, digest, embedding)
    SELECT c.id, c.relid, c.attnum, c.digest, route.to_vector(n.vector)
    FROM unnest(ids, vectors) AS n (id, vector) INNER JOIN route.columns AS c ON c.id = n.id
    ON CONFLICT (id) DO UPDATE SET
        digest = excluded.digest, embedding = excluded.embedding;
    UPDATE route.pair_reads AS u SET embedding = route.to_vector(n.vector)
    FROM unnest(ids, vectors) AS n (id, vector) WHERE u.id = n.id;
END
$$;
COMMENT ON FUNCTION route.sync_store(bigint [], text [], text) IS
'third part of a sync: store the vectors (as text) of some ids';

-- Below this the exact scan is as quick and never wrong.
CREATE FUNCTION route.exact_limit() RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE SECURITY INVOKER RETURN 20000;
COMMENT ON FUNCTION route.exact_limit() IS 'columns up to which ranking scans them all; beyond, HNSW';

CREATE FUNCTION route.sync_index() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    embedded bigint := (SELECT count(*) FROM route.embeddings);
    index_name text := to_regclass('route.embeddings_hnsw')::text;
BEGIN
    IF embedded > route.exact_limit() AND index_name IS NULL THEN
        PERFORM route.create_index();
    ELSIF embedded < route.exact_limit() / 2 AND index_name IS NOT NULL THEN
        DROP INDEX route.embeddings_hnsw;
    END IF;
END
$$;
COMMENT ON FUNCTION route.sync_index() IS 'make or drop the HNSW index, as the size of the catalog asks for';

-- The operator class is named with the schema that pgvector is in today.
CREATE FUNCTION route.create_index() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
SET maintenance_work_mem = '1GB'
AS $$
BEGIN
    EXECUTE format(
        'CREATE INDEX embeddings_hnsw ON route.embeddings USING hnsw (embedding %s.vector_cosine_ops) '
        'WITH (m = 16, ef_construction = 64)', route.home_of('vector')
    );
END
$$;
COMMENT ON FUNCTION route.create_index() IS 'make the HNSW index over the embeddings';

-- Plans made for an empty catalog are wrong by orders of magnitude for a full one.
CREATE FUNCTION route.analyze_catalog() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    ANALYZE route.relations, route.columns, route.embeddings, route.foreign_keys, route.sampled_values, route.spellings;
END
$$;
COMMENT ON FUNCTION route.analyze_catalog() IS 'gather statistics of the catalog tables';

CREATE FUNCTION route.sync_finish() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM route.begin_sync();
    PERFORM route.sync_index();
    PERFORM route.analyze_catalog();
END
$$;
COMMENT ON FUNCTION route.sync_finish() IS 'after a sync that embedded much: index and statistics';

-- Asks for many at once, since finding what is pending looks at every column.
CREATE FUNCTION route.sync_embed(embedder text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ids bigint[];
    texts text[];
    batch CONSTANT integer := 256;
    start integer;
    embedded bigint := 0;
BEGIN
    LOOP
        SELECT array_agg(p.id ORDER BY p.id), array_agg(p.text ORDER BY p.id) INTO ids, texts
        FROM route.sync_pending(32 * batch, embedder) AS p;
        EXIT WHEN ids IS NULL;
        FOR start IN 1..cardinality(ids) BY batch LOOP
            PERFORM route.sync_store(
                ids[start:start + batch - 1], route.embed(texts[start:start + batch - 1])::text[], embedder
            );
        END LOOP;
        embedded := embedded + cardinality(ids);
    END LOOP;
    RETURN embedded;
END
$$;
COMMENT ON FUNCTION route.sync_embed(text) IS 'embed all that is pending, through the worker; how many';

CREATE FUNCTION @extschema@.route_sync(resample boolean DEFAULT false)
RETURNS TABLE (kind text, seen bigint, embedded bigint, dropped bigint)
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    embedder text;
    before bigint;
    done bigint;
    pairs bigint;
    report record;
BEGIN
    PERFORM route.begin_sync();
    embedder := route.worker_status() ->> 'embedder';
    FOR report IN SELECT * FROM route.sync_catalog(resample) LOOP
        kind := report.kind; seen := report.seen; dropped := report.dropped; embedded := 0;
        IF kind = 'relation' THEN
            pairs := (SELECT count(*) FROM route.pair_reads AS u WHERE u.embedding IS NULL);
            done := route.sync_embed(embedder);
            IF done > 1000 OR done * 10 > (SELECT count(*) FROM route.columns AS c) THEN
                PERFORM route.sync_finish();
            END IF;
        ELSIF kind = 'column' THEN
            embedded := done - pairs;
        ELSIF kind = 'verified pair' THEN
            embedded := pairs;
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION @extschema@.route_sync(boolean) IS
'read the catalog and embed what changed since the last sync; true samples all values anew. For the owner of the extension.';

CREATE FUNCTION route.sync_status() RETURNS TABLE (item text, value text)
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'catalog synced at', coalesce((SELECT s.value FROM route.state AS s WHERE s.item = 'synced_at'), 'never')
    UNION ALL
    SELECT 'catalog embedder', coalesce((SELECT s.value FROM route.state AS s WHERE s.item = 'embedder'), 'none')
    UNION ALL
    SELECT 'relations you may ask about', count(*)::text FROM route.visible_relations
    UNION ALL
    SELECT 'columns you may ask about', count(*)::text FROM route.visible_columns
    UNION ALL
    SELECT 'columns not embedded yet', count(*)::text FROM route.visible_columns AS c WHERE c.embedding IS NULL
    UNION ALL
    SELECT 'relations changed since', coalesce(string_agg(r.schema_name || '.' || r.relation_name, ', ' ORDER BY 1), 'none')
    FROM route.visible_relations AS r
    LEFT JOIN route.live_relations AS l ON l.relid = r.relid
    WHERE l.fingerprint IS DISTINCT FROM r.fingerprint
$$;
COMMENT ON FUNCTION route.sync_status() IS 'how fresh the catalog is, as far as the caller may see it';

-- 28-catalog_notify.sql ---------------------------------------------------------------------------

-- After DDL the worker is told to look. The event trigger only notifies, and nobody's DDL ever fails or
-- waits for it: errors end here, and it is silent where a NOTIFY would break the transaction (PREPARE
-- TRANSACTION after it is refused) or might (a queue that nearly overflows fails the COMMIT).

CREATE FUNCTION route.notify_sync() RETURNS event_trigger
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relevant boolean;
BEGIN
    IF current_setting('max_prepared_transactions')::integer > 0 OR pg_notification_queue_usage() > 0.5 THEN
        RETURN;
    END IF;
    IF tg_event = 'sql_drop' THEN
        relevant := EXISTS (
            SELECT FROM pg_event_trigger_dropped_objects() AS o
            WHERE NOT o.is_temporary AND coalesce(o.schema_name, '') NOT IN ('route', 'pg_temp', 'pg_toast')
        );
    ELSE
        relevant := EXISTS (
            SELECT FROM pg_event_trigger_ddl_commands() AS o
            WHERE NOT o.in_extension AND coalesce(o.schema_name, '') <> 'route'
                AND coalesce(o.schema_name, '') !~ '^pg_(temp|toast)'
        );
    END IF;
    IF relevant THEN
        PERFORM pg_notify('route_sync', '');
    END IF;
EXCEPTION WHEN OTHERS THEN
    RETURN;
END
$$;
COMMENT ON FUNCTION route.notify_sync() IS 'tell who listens on route_sync that something was defined or dropped';

-- Event triggers are for superusers alone; on a managed service the worker looks by the clock.
DO $do$
BEGIN
    CREATE EVENT TRIGGER route_ddl ON ddl_command_end EXECUTE FUNCTION route.notify_sync();
    CREATE EVENT TRIGGER route_drop ON sql_drop EXECUTE FUNCTION route.notify_sync();
    COMMENT ON EVENT TRIGGER route_ddl IS 'route_pg: NOTIFY route_sync after DDL';
    COMMENT ON EVENT TRIGGER route_drop IS 'route_pg: NOTIFY route_sync after DROP';
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'no event trigger: the worker syncs by the clock alone';
END
$do$;

-- 30-link_rank.sql --------------------------------------------------------------------------------

-- Ranking: which columns is the question near to, in meaning, by name, by value.
SELECT pg_catalog.set_config('search_path', pg_catalog.concat('pg_catalog, ', route.home_of('vector'), ', pg_temp'), true);

CREATE TYPE route.ranked AS (
    id bigint,
    relid oid,
    attnum smallint,
    score double precision,
    evidence text []
);
COMMENT ON TYPE route.ranked IS 'a column that the question is near to, and why';

CREATE TYPE route.match AS (
    relid oid,
    attnum smallint,
    value text,
    word text,
    score double precision
);
COMMENT ON TYPE route.match IS 'a value of a column that a word of the question seems to name';

-- By vector: exact over what the caller sees, up to route.exact_limit() columns.
CREATE FUNCTION route.rank_exact(vectors vector [], relids oid [], most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT v.id FROM route.visible_vectors AS v
    WHERE v.relid = ANY(relids)
    ORDER BY (
        SELECT max(route.cosine(v.embedding, q.vector)) FROM unnest(vectors) AS q (vector)
    ) DESC, v.relid, v.attnum
    LIMIT most;
END
$$;
COMMENT ON FUNCTION route.rank_exact(vector [], oid [], integer) IS
'ids of the nearest columns of some relations, nearest first';

-- By HNSW. What the caller may not read is filtered out on the way, so the scan goes on (iterative,
-- from pgvector 0.8 on) until enough is found; a role that sees little never comes here.
CREATE FUNCTION route.rank_indexed(vectors vector []) RETURNS SETOF bigint
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_sort = off SET jit = off
SET hnsw.ef_search = '200' SET hnsw.iterative_scan = 'relaxed_order' SET route.asked_vector = ''
AS $$
DECLARE
    item record;
BEGIN
    FOR item IN SELECT q.vector::text AS vector FROM unnest(vectors) AS q (vector) LOOP
        PERFORM set_config('route.asked_vector', item.vector, true);
        RETURN QUERY SELECT n.id FROM route.near_columns AS n;
    END LOOP;
END
$$;
COMMENT ON FUNCTION route.rank_indexed(vector []) IS 'ids of the nearest columns by index, for each vector';

-- By name: a column called as the question's words are, in relations that are near already; and
-- anywhere, unless so many are called so that it says nothing.
CREATE FUNCTION route.rank_named(words text [], focus oid [], anywhere boolean) RETURNS SETOF bigint
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp SET route.asked_words = ''
AS $$
BEGIN
    RETURN QUERY
    SELECT c.id FROM route.visible_columns AS c
    WHERE c.normal = ANY(words) AND c.relid = ANY(focus);
    IF anywhere THEN
        PERFORM set_config('route.asked_words', array_to_string(words, E'\x1f'), true);
        RETURN QUERY
        SELECT unnest(h.ids)
        FROM (SELECT array_agg(n.id) AS ids FROM route.named_columns AS n GROUP BY n.word) AS h
        WHERE cardinality(h.ids) <= 50;
    END IF;
END
$$;
COMMENT ON FUNCTION route.rank_named(text [], oid [], boolean) IS 'ids of columns that the question names';

-- By value, spelled as the question has it: 1, or 0.95 where only the singulars are equal.
CREATE FUNCTION route.match_equal(words text [], focus oid [], anywhere boolean) RETURNS SETOF route.match
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off
AS $$
BEGIN
    RETURN QUERY
    SELECT v.relid, v.attnum, v.value, v.word, CASE WHEN route.plain(v.value) = v.word THEN 1 ELSE 0.95 END::double precision
    FROM route.caller AS c CROSS JOIN LATERAL route.values_among(c.role, c.proof, words, focus) AS v;
    IF anywhere THEN
        RETURN QUERY
        SELECT v.relid, v.attnum, v.value, v.word,
            CASE WHEN route.plain(v.value) = v.word THEN 1 ELSE 0.95 END::double precision
        FROM route.caller AS c CROSS JOIN LATERAL route.values_equal(c.role, c.proof, words) AS v;
    END IF;
END
$$;
COMMENT ON FUNCTION route.match_equal(text [], oid [], boolean) IS 'values that are a word of the question';

-- Spelled otherwise: trigrams, for words that are nobody's value as they stand.
CREATE FUNCTION route.match_similar(words text []) RETURNS SETOF route.match
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT v.relid, v.attnum, v.value, v.word, 0.8 * v.similarity::double precision
    FROM route.caller AS c CROSS JOIN LATERAL route.values_similar(c.role, c.proof, words) AS v;
END
$$;
COMMENT ON FUNCTION route.match_similar(text []) IS 'values that are spelled like a word of the question';

CREATE FUNCTION route.match_values(words text [], focus oid [], anywhere boolean) RETURNS route.match []
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found route.match[] := ARRAY(SELECT m FROM route.match_equal(words, focus, anywhere) AS m);
    unknown text[];
BEGIN
    unknown := ARRAY(
        SELECT w.word FROM unnest(words) AS w (word)
        WHERE length(w.word) >= 4 AND w.word !~ '( .*){4}'
            AND w.word ~ '[^0-9 ]' -- a number is not another number misspelled
            AND w.word NOT IN (SELECT m.word FROM unnest(found) AS m)
        ORDER BY length(w.word) - length(replace(w.word, ' ', '')), w.word
        LIMIT 24
    );
    IF cardinality(unknown) > 0 THEN
        found := found || ARRAY(SELECT m FROM route.match_similar(unknown) AS m);
    END IF;
    RETURN ARRAY(
        SELECT (m.relid, m.attnum, m.value, m.word, m.score)::route.match
        FROM (
            SELECT f.*, row_number() OVER (
                PARTITION BY f.relid, f.attnum, f.word ORDER BY f.score DESC, f.value COLLATE "C"
            ) AS place
            FROM (
                -- each value by the word that names it best: 'new york', not 'trip to new york'
                SELECT DISTINCT ON (f.relid, f.attnum, f.value) f.* FROM unnest(found) AS f
                ORDER BY f.relid, f.attnum, f.value, f.score DESC, f.word COLLATE "C"
            ) AS f
        ) AS m
        WHERE m.place <= 3
        -- near relations first: a word like 'active' is a value of thousands of columns
        ORDER BY m.relid = ANY(focus) DESC, length(m.word) * m.score DESC, m.relid, m.attnum, m.value
        LIMIT 120
    );
END
$$;
COMMENT ON FUNCTION route.match_values(text [], oid [], boolean) IS
'values that words of the question seem to name: at most 3 a column and word, 120 in all';

-- All three together. Weights: a name or a value outweighs some nearness, never all of it.
CREATE FUNCTION route.score_columns(
    ids bigint [], paired bigint [],
    vectors vector [], words text [], named oid [], matches route.match []
) RETURNS SETOF route.ranked
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH valued AS (
        SELECT m.relid, m.attnum, max(m.score) AS score FROM unnest(matches) AS m GROUP BY 1, 2
    ),
    parts AS (
        SELECT c.id, c.relid, c.attnum,
            coalesce((
                SELECT max(route.cosine(c.embedding, q.vector)) FROM unnest(vectors) AS q (vector)
            ), 0) AS nearness,
            CASE WHEN c.normal = ANY(words) THEN 1 ELSE 0.6 * (
                SELECT avg((p.part = ANY(words))::int) FROM string_to_table(c.normal, ' ') AS p (part)
            ) END AS name,
            c.relid = ANY(named) AS in_named,
            coalesce(v.score, 0) AS value
        FROM route.visible_columns AS c
        LEFT JOIN valued AS v ON v.relid = c.relid AND v.attnum = c.attnum
        WHERE c.id = ANY(ids)
    )
    SELECT p.id, p.relid, p.attnum,
        p.nearness + 0.3 * coalesce(p.name, 0) + 0.15 * p.in_named::int + 0.3 * p.value
        + 0.2 * (p.id = ANY(paired))::int,
        array_remove(ARRAY[
            CASE WHEN p.nearness > 0 AND row_number() OVER (ORDER BY p.nearness DESC, p.relid, p.attnum) <= 20
                THEN 'vector' END,
            CASE WHEN p.name = 1 OR p.in_named THEN 'name' END,
            CASE WHEN p.value > 0 THEN 'value' END,
            CASE WHEN p.id = ANY(paired) THEN 'pair' END
        ], NULL)
    FROM parts AS p;
END
$$;
COMMENT ON FUNCTION
route.score_columns(bigint [], bigint [], vector [], text [], oid [], route.match []) IS
'score some columns by vector, name, value and verified pairs that use them';
SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);

-- 32-link_keys.sql --------------------------------------------------------------------------------

-- Foreign-key paths: tables that the question needs together, and those that lie between them.

-- Joins around some relations: those that touch one, and those between two neighbours. That is all
-- there is to paths over two bridges, and hubs with a thousand joins are read once. A view is whole by
-- itself: what it shows of keys joins it to relations that are there, and brings in none.
CREATE FUNCTION route.key_edges(relids oid []) RETURNS TABLE (relid oid, ref_relid oid)
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    around oid[];
BEGIN
    RETURN QUERY
    SELECT k.relid, k.ref_relid FROM route.visible_keys AS k WHERE k.relid = ANY(relids) AND NOT k.inherited;
    RETURN QUERY
    SELECT k.relid, k.ref_relid FROM route.visible_keys AS k WHERE k.ref_relid = ANY(relids) AND NOT k.inherited;
    around := ARRAY(
        SELECT k.ref_relid FROM route.visible_keys AS k WHERE k.relid = ANY(relids) AND NOT k.inherited
        UNION
        SELECT k.relid FROM route.visible_keys AS k WHERE k.ref_relid = ANY(relids) AND NOT k.inherited
    );
    IF cardinality(around) <= 300 THEN
        RETURN QUERY
        SELECT k.relid, k.ref_relid FROM route.visible_keys AS k
        WHERE k.relid = ANY(around) AND k.ref_relid = ANY(around) AND NOT k.inherited;
    END IF;
END
$$;
COMMENT ON FUNCTION route.key_edges(oid []) IS 'joins among some relations and their neighbours';

-- Breadth first from a group; stops at the nearest of the wanted ones, three joins away at most.
CREATE FUNCTION route.key_path(start oid [], wanted oid [], froms oid [], tos oid []) RETURNS oid []
LANGUAGE plpgsql IMMUTABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    seen oid[] := start;
    frontier oid[] := start;
    parents jsonb := '{}';
    step record;
    path oid[];
    reached oid;
BEGIN
    FOR depth IN 1..3 LOOP
        SELECT array_agg(n.relid ORDER BY n.relid) AS relids, jsonb_object_agg(n.relid, n.via) AS parents INTO step
        FROM (
            SELECT e.relid, min(e.via) AS via
            FROM (
                SELECT u.b AS relid, u.a AS via FROM unnest(froms, tos) AS u (a, b) WHERE u.a = ANY(frontier)
                UNION ALL
                SELECT u.a, u.b FROM unnest(froms, tos) AS u (a, b) WHERE u.b = ANY(frontier)
            ) AS e
            WHERE e.relid <> ALL(seen) GROUP BY e.relid
        ) AS n;
        EXIT WHEN step.relids IS NULL;
        parents := parents || step.parents;
        SELECT w.relid INTO reached
        FROM unnest(wanted) WITH ORDINALITY AS w (relid, place)
        WHERE w.relid = ANY(step.relids) ORDER BY w.place LIMIT 1;
        IF FOUND THEN
            WHILE reached <> ALL(start) LOOP
                path := reached || path;
                reached := (parents ->> reached::text)::oid;
            END LOOP;
            RETURN path;
        END IF;
        seen := seen || step.relids;
        frontier := step.relids;
    END LOOP;
    RETURN '{}';
END
$$;
COMMENT ON FUNCTION route.key_path(oid [], oid [], oid [], oid []) IS
'relations on the shortest chain of given joins from a group to the first of those wanted, its end included';

-- The relations given, best first, and bridges between them: a growing group that is joined to the
-- next relation outside it as long as there is room.
CREATE FUNCTION route.close_keys(relids oid [], most integer) RETURNS oid []
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    joined oid[] := relids[1:1];
    apart oid[] := relids[2:least(most, 8)];
    path oid[];
    froms oid[];
    tos oid[];
BEGIN
    SELECT array_agg(e.relid), array_agg(e.ref_relid) INTO froms, tos FROM route.key_edges(joined || apart) AS e;
    WHILE cardinality(apart) > 0 LOOP
        path := route.key_path(joined, apart, froms, tos);
        IF path = '{}' THEN
            -- an island: it begins a group of its own, which the next may join as well
            path := apart[1:1];
        END IF;
        joined := joined || path;
        apart := ARRAY(
            SELECT a.relid FROM unnest(apart) WITH ORDINALITY AS a (relid, place)
            WHERE a.relid <> ALL(joined) ORDER BY a.place
        );
    END LOOP;
    RETURN (joined || ARRAY(
        SELECT r.relid FROM unnest(relids) WITH ORDINALITY AS r (relid, place)
        WHERE r.relid <> ALL(joined) ORDER BY r.place
    ))[1:most];
END
$$;
COMMENT ON FUNCTION route.close_keys(oid [], integer) IS
'relations with the bridges between the first eight of them, at most so many';

-- 34-link_live.sql --------------------------------------------------------------------------------

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

-- 36-link.sql -------------------------------------------------------------------------------------

-- route.link: the slice of the catalog that a question sees (docs/protocol.md). Reads only, so it
-- works in READ ONLY transactions and on standbys; and only through the views, as the caller.
SELECT pg_catalog.set_config('search_path', pg_catalog.concat('pg_catalog, ', route.home_of('vector'), ', pg_temp'), true);

CREATE TYPE route.scope AS (
    relids oid [],
    named oid [],
    readable bigint,
    columns integer,
    tables integer,
    values integer,
    exact boolean
);
COMMENT ON TYPE route.scope IS
'what a question is asked of: relations that the caller may read, those it names, how many columns; and its limits';

CREATE FUNCTION route.link_scope(words text [], limits jsonb) RETURNS route.scope
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT (
            coalesce(array_agg(r.relid ORDER BY r.relid), '{}'),
            coalesce(array_agg(r.relid ORDER BY r.relid) FILTER (WHERE r.normal = ANY(words)), '{}'),
            coalesce(sum(CASE WHEN r.whole THEN r.n_columns ELSE (
                SELECT count(*) FROM route.visible_columns AS c WHERE c.relid = r.relid
            ) END), 0),
            least(greatest(coalesce((limits ->> 'columns')::integer, 80), 1), 2000),
            least(greatest(coalesce((limits ->> 'tables')::integer, 16), 1), 200),
            least(greatest(coalesce((limits ->> 'values')::integer, 24), 0), 500),
            coalesce((limits ->> 'exact')::boolean, false)
        )::route.scope
        FROM route.visible_relations AS r
    );
END
$$;
COMMENT ON FUNCTION route.link_scope(text [], jsonb) IS 'what the caller may ask about, and within which limits';

-- Nearest by vector: by index where the caller sees very many columns, and exactly where that finds
-- fewer than it should.
CREATE FUNCTION route.near(vectors vector [], scope route.scope) RETURNS bigint []
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found bigint[] := '{}';
BEGIN
    IF scope.readable > route.exact_limit() AND NOT scope.exact THEN
        found := ARRAY(
            SELECT n.id FROM route.rank_indexed(vectors) WITH ORDINALITY AS n (id, place)
            GROUP BY n.id ORDER BY min(n.place)
        );
    END IF;
    IF cardinality(found) < least(scope.columns, scope.readable) THEN
        -- as many as route.near_columns gives, so that both ways answer alike
        found := ARRAY(SELECT route.rank_exact(vectors, scope.relids, greatest(200, 2 * scope.columns)));
    END IF;
    RETURN found;
END
$$;
COMMENT ON FUNCTION route.near(vector [], route.scope) IS 'ids of columns near to the question';

-- Relations to look into closely: all, where they are few, else those of the nearest columns.
CREATE FUNCTION route.link_focus(near bigint [], scope route.scope) RETURNS oid []
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF cardinality(scope.relids) <= 100 THEN
        RETURN scope.relids;
    END IF;
    RETURN scope.named[1:5] || ARRAY(
        SELECT c.relid
        FROM route.visible_columns AS c
        INNER JOIN unnest(near) WITH ORDINALITY AS n (id, place) ON n.id = c.id
        WHERE c.id = ANY(near) AND c.relid <> ALL(scope.named[1:5])
        GROUP BY c.relid
        ORDER BY min(n.place)
        LIMIT 100
    );
END
$$;
COMMENT ON FUNCTION route.link_focus(bigint [], route.scope) IS 'relations whose names and values are looked at closely';

CREATE FUNCTION route.link_candidates(
    near bigint [], paired bigint [], words text [], focus oid [], scope route.scope, matches route.match []
) RETURNS bigint []
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    valued oid[] := ARRAY(SELECT DISTINCT m.relid FROM unnest(matches) AS m);
    places smallint[] := ARRAY(SELECT DISTINCT m.attnum FROM unnest(matches) AS m);
BEGIN
    RETURN ARRAY(
        SELECT unnest(near || paired)
        UNION
        SELECT n.id FROM route.rank_named(words, focus, cardinality(scope.relids) > 100) AS n (id)
        UNION
        SELECT c.id FROM route.visible_columns AS c WHERE c.relid = ANY(scope.named[1:5])
        UNION
        SELECT c.id FROM route.visible_columns AS c
        -- the first two get through the barrier to the index
        WHERE c.relid = ANY(valued) AND c.attnum = ANY(places)
            AND (c.relid, c.attnum) IN (SELECT m.relid, m.attnum FROM unnest(matches) AS m)
    );
END
$$;
COMMENT ON FUNCTION
route.link_candidates(bigint [], bigint [], text [], oid [], route.scope, route.match []) IS
'ids of columns that a question may mean';

-- One with the very words of the question comes first, also before it is embedded; whether it is the
-- same question is for the worker to say, which looks at more than letters and digits.
CREATE FUNCTION route.near_pairs(vectors vector [], asked text) RETURNS TABLE (
    question text, sql text, score double precision, relids oid [], attnums smallint []
)
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    words text := nullif(route.plain(asked), '');
BEGIN
    RETURN QUERY
    SELECT p.question, p.sql, coalesce(max(route.cosine(p.embedding, q.vector)), 1), p.relids, p.attnums
    FROM route.visible_pairs AS p
    LEFT JOIN unnest(vectors) AS q (vector) ON p.embedding IS NOT NULL
    WHERE q.vector IS NOT NULL OR p.normal = words
    GROUP BY p.question, p.sql, p.normal, p.relids, p.attnums
    ORDER BY coalesce(p.normal = words, false) DESC, 3 DESC, 1
    LIMIT 4;
END
$$;
COMMENT ON FUNCTION route.near_pairs(vector [], text) IS 'the four verified pairs nearest to the question';

CREATE FUNCTION route.near_terms(words text []) RETURNS TABLE (term text, meaning text, relid oid)
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT t.term, t.meaning, t.relid
    FROM route.visible_terms AS t
    WHERE EXISTS (
        SELECT FROM unnest(words) AS w (word)
        WHERE strpos(' ' || w.word || ' ', ' ' || t.normal || ' ') > 0
    )
    ORDER BY t.term
    LIMIT 16;
END
$$;
COMMENT ON FUNCTION route.near_terms(text []) IS 'terms of the house that the question uses';

-- Half of the room goes to the best columns, then come the keys that the tables are joined by, then
-- the rest by score.
CREATE FUNCTION route.choose_columns(relids oid [], ranked route.ranked [], most integer)
RETURNS SETOF route.ranked
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH joins AS (
        SELECT k.relid, k.attnums, k.ref_relid, k.ref_attnums FROM route.visible_keys AS k
        WHERE k.relid = ANY(relids) AND k.ref_relid = ANY(relids)
    ),
    keys AS (
        SELECT j.relid, unnest(j.attnums) AS attnum FROM joins AS j
        UNION
        SELECT j.ref_relid, unnest(j.ref_attnums) FROM joins AS j
    ),
    scored AS (
        SELECT r.*, row_number() OVER (ORDER BY r.score DESC, r.relid, r.attnum) AS place
        FROM unnest(ranked) AS r WHERE r.relid = ANY(relids)
    ),
    pool AS (
        SELECT c.id, c.relid, c.attnum, coalesce(s.score, 0) AS score, coalesce(s.evidence, '{}') AS evidence,
            s.place, (k.relid IS NOT NULL OR c.primary_key) AS key
        FROM route.visible_columns AS c
        LEFT JOIN scored AS s ON s.id = c.id
        LEFT JOIN keys AS k ON k.relid = c.relid AND k.attnum = c.attnum
        WHERE c.relid = ANY(relids) AND (s.id IS NOT NULL OR k.relid IS NOT NULL OR c.primary_key)
    )
    SELECT p.id, p.relid, p.attnum, p.score, p.evidence || CASE WHEN p.key THEN '{key}' ELSE '{}' END::text[]
    FROM pool AS p
    ORDER BY p.place <= most / 2 DESC NULLS LAST, p.key DESC, p.score DESC, p.relid, p.attnum
    LIMIT most;
END
$$;
COMMENT ON FUNCTION route.choose_columns(oid [], route.ranked [], integer) IS
'the columns to keep of some relations, with the keys that join them';

CREATE FUNCTION route.slice_tables(relids oid []) RETURNS TABLE (
    place integer, relid oid, label text, stale boolean, item jsonb
)
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT (row_number() OVER (ORDER BY t.place))::integer - 1, c.oid,
        quote_ident(n.nspname) || '.' || quote_ident(c.relname),
        r.fingerprint IS DISTINCT FROM (
            SELECT l.fingerprint FROM route.live_relations AS l WHERE l.relid = c.oid
        ),
        jsonb_build_object(
            'schema', n.nspname, 'name', c.relname, 'kind', r.kind, 'comment', r.comment,
            'rows', CASE WHEN c.relkind IN ('v', 'f') THEN -1 ELSE c.reltuples END
        )
    FROM unnest(relids) WITH ORDINALITY AS t (relid, place)
    INNER JOIN route.visible_relations AS r ON r.relid = t.relid
    INNER JOIN pg_class AS c ON c.oid = t.relid
    INNER JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE r.relid = ANY(relids);
END
$$;
COMMENT ON FUNCTION route.slice_tables(oid []) IS 'relations of a slice: as they are called now, each with its index';

CREATE FUNCTION route.slice_columns(chosen route.ranked [], relids oid []) RETURNS TABLE (
    place integer, relid oid, attnum smallint, score double precision, item jsonb
)
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH domains AS MATERIALIZED (SELECT * FROM route.visible_domains AS v WHERE v.relid = ANY(relids))
    SELECT (row_number() OVER (ORDER BY t.place, c.attnum))::integer - 1, c.relid, c.attnum, k.score,
        jsonb_build_object(
            'table', t.place - 1, 'name', a.attname, 'type', n.type,
            'kind', CASE WHEN n.type = c.type THEN c.kind ELSE route.kind_of(route.base_type(a.atttypid)) END,
            'comment', c.comment, 'primary_key', c.primary_key, 'not_null', a.attnotnull,
            'labels', to_jsonb(c.labels), 'values', coalesce(to_jsonb(d.domain), '[]'),
            'score', round(k.score::numeric, 4), 'evidence', to_jsonb(k.evidence)
        )
    FROM unnest(chosen) AS k
    INNER JOIN unnest(relids) WITH ORDINALITY AS t (relid, place) ON t.relid = k.relid
    INNER JOIN route.visible_columns AS c ON c.id = k.id
    LEFT JOIN domains AS d ON d.relid = c.relid AND d.attnum = c.attnum
    -- dropped since the sync: not here; renamed: by its name of today
    INNER JOIN pg_attribute AS a ON a.attrelid = c.relid AND a.attnum = c.attnum AND NOT a.attisdropped
    CROSS JOIN LATERAL (SELECT format_type(a.atttypid, a.atttypmod) AS type) AS n
    -- said twice: a join condition does not get through the view's barrier, this does
    WHERE c.relid = ANY(relids);
END
$$;
COMMENT ON FUNCTION route.slice_columns(route.ranked [], oid []) IS
'columns of a slice, grouped by table in the order of its definition, each with its index';

CREATE FUNCTION route.slice_keys(relids oid []) RETURNS TABLE (
    relid oid, attnums smallint [], ref_relid oid, ref_attnums smallint [], inferred boolean
)
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT k.relid, k.attnums, k.ref_relid, k.ref_attnums, k.inferred FROM route.visible_keys AS k
    WHERE k.relid = ANY(relids) AND k.ref_relid = ANY(relids);
END
$$;
COMMENT ON FUNCTION route.slice_keys(oid []) IS 'joins among some relations';

CREATE FUNCTION route.slice(
    scope route.scope, relids oid [], chosen route.ranked [], matches route.match [],
    pairs jsonb, words text []
) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        WITH tables AS MATERIALIZED (SELECT * FROM route.slice_tables(relids)),
        columns AS MATERIALIZED (
            SELECT * FROM route.slice_columns(chosen, ARRAY(SELECT t.relid FROM tables AS t ORDER BY t.place))
        ),
        keys AS (
            SELECT p.columns, p.refs, k.inferred
            FROM route.slice_keys(ARRAY(SELECT t.relid FROM tables AS t)) AS k
            CROSS JOIN LATERAL (
                SELECT array_agg(c.place ORDER BY a.place) AS columns, array_agg(r.place ORDER BY a.place) AS refs
                FROM unnest(k.attnums, k.ref_attnums) WITH ORDINALITY AS a (attnum, ref_attnum, place)
                INNER JOIN columns AS c ON c.relid = k.relid AND c.attnum = a.attnum
                INNER JOIN columns AS r ON r.relid = k.ref_relid AND r.attnum = a.ref_attnum
            ) AS p
            WHERE cardinality(p.columns) = cardinality(k.attnums)
        ),
        best AS (
            SELECT c.place, m.value, m.word, m.score, c.score AS near
            FROM unnest(matches) AS m
            INNER JOIN columns AS c ON c.relid = m.relid AND c.attnum = m.attnum
            ORDER BY length(m.word) * m.score DESC, c.score DESC, c.place, m.value
            LIMIT scope.values
        )
        SELECT jsonb_build_object(
            'tables', coalesce((SELECT jsonb_agg(t.item ORDER BY t.place) FROM tables AS t), '[]'),
            'columns', coalesce((SELECT jsonb_agg(c.item ORDER BY c.place) FROM columns AS c), '[]'),
            'foreign_keys', coalesce((
                SELECT jsonb_agg(jsonb_build_object(
                    'columns', k.columns, 'references', k.refs, 'inferred', k.inferred
                ) ORDER BY k.columns, k.refs) FROM keys AS k
            ), '[]'),
            'matches', coalesce((
                SELECT jsonb_agg(jsonb_build_object(
                    'column', b.place, 'value', b.value, 'word', b.word, 'score', round(b.score::numeric, 4)
                ) ORDER BY length(b.word) * b.score DESC, b.near DESC, b.place, b.value) FROM best AS b
            ), '[]'),
            'pairs', pairs,
            'terms', coalesce((
                SELECT jsonb_agg(jsonb_build_object(
                    'term', n.term, 'meaning', n.meaning,
                    'table', (SELECT t.place FROM tables AS t WHERE t.relid = n.relid)
                ) ORDER BY n.term) FROM route.near_terms(words) AS n
            ), '[]'),
            'readable', scope.readable,
            'embedder', (SELECT s.value FROM route.state AS s WHERE s.item = 'embedder'),
            'stale', coalesce((SELECT jsonb_agg(t.label ORDER BY t.place) FROM tables AS t WHERE t.stale), '[]')
        )
    );
END
$$;
COMMENT ON FUNCTION route.slice(route.scope, oid [], route.ranked [], route.match [], jsonb, text []) IS
'what was kept, as the SLICE of the protocol';

-- A pair this near is about the same thing: what it reads is likely needed.
CREATE FUNCTION route.paired_columns(vectors vector [], asked text) RETURNS bigint []
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relids oid[];
    attnums smallint[];
BEGIN
    SELECT array_agg(u.relid), array_agg(u.attnum) INTO relids, attnums
    FROM route.near_pairs(vectors, asked) AS p, unnest(p.relids, p.attnums) AS u (relid, attnum)
    WHERE p.score >= 0.6;
    RETURN ARRAY(
        SELECT c.id FROM route.visible_columns AS c
        WHERE c.relid = ANY(relids) AND (c.relid, c.attnum) IN (
            SELECT u.relid, u.attnum FROM unnest(relids, attnums) AS u (relid, attnum)
        )
    );
END
$$;
COMMENT ON FUNCTION route.paired_columns(vector [], text) IS 'ids of columns that very near verified pairs read';

CREATE FUNCTION route.pairs_json(vectors vector [], asked text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'question', p.question, 'sql', p.sql, 'score', round(p.score::numeric, 4),
            'relations', (
                SELECT coalesce(jsonb_agg(jsonb_build_object('schema', n.nspname, 'name', c.relname)), '[]')
                FROM pg_class AS c
                INNER JOIN pg_namespace AS n ON n.oid = c.relnamespace
                WHERE c.oid = ANY(p.relids)
            )
        ) ORDER BY p.place), '[]')
        FROM route.near_pairs(vectors, asked) WITH ORDINALITY AS p (question, sql, score, relids, attnums, place)
    );
END
$$;
COMMENT ON FUNCTION route.pairs_json(vector [], text) IS 'verified pairs near to the question, as the protocol has them';

-- Relations by their best column; those that the question names and that no column brought come last.
CREATE FUNCTION route.rank_relations(ranked route.ranked [], most integer) RETURNS oid []
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT coalesce(array_agg(b.relid ORDER BY b.score DESC, b.relid), '{}')
        FROM (
            SELECT r.relid, max(r.score) AS score FROM unnest(ranked) AS r
            GROUP BY r.relid ORDER BY 2 DESC, 1 LIMIT most
        ) AS b
    );
END
$$;
COMMENT ON FUNCTION route.rank_relations(route.ranked [], integer) IS 'relations of some columns, best first';

CREATE FUNCTION route.link(vectors vector [], words text [], limits jsonb, question text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp SET jit = off
-- planned once a session: planning all this anew costs more than running it
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    scope route.scope := route.link_scope(words, limits);
    near bigint[];
    paired bigint[];
    ids bigint[];
    matches route.match[];
    live route.match[];
    ranked route.ranked[];
    chosen route.ranked[];
    relids oid[];
    focus oid[];
BEGIN
    scope.named := scope.named || ARRAY(SELECT t.relid FROM route.near_terms(words) AS t WHERE t.relid IS NOT NULL);
    near := route.near(vectors, scope);
    focus := route.link_focus(near, scope);
    matches := route.match_values(words, focus, cardinality(scope.relids) > 100);
    paired := route.paired_columns(vectors, question);
    IF scope.readable <= 2 * scope.columns AND cardinality(scope.relids) <= scope.tables THEN
        ids := ARRAY(SELECT c.id FROM route.visible_columns AS c);
        ranked := ARRAY(SELECT r FROM route.score_columns(ids, paired, vectors, words, scope.named, matches) AS r);
        live := ARRAY(SELECT m FROM route.match_live(ranked, words) AS m);
        chosen := ranked;
        relids := route.rank_relations(ranked, scope.tables);
    ELSE
        ids := route.link_candidates(near, paired, words, focus, scope, matches);
        ranked := ARRAY(SELECT r FROM route.score_columns(ids, paired, vectors, words, scope.named, matches) AS r);
        live := ARRAY(SELECT m FROM route.match_live(ranked, words) AS m);
        IF cardinality(live) > 0 THEN
            ranked := ARRAY(SELECT r FROM route.score_columns(
                ids, paired, vectors, words, scope.named, matches || live) AS r);
        END IF;
        relids := route.close_keys(route.rank_relations(ranked, scope.tables), scope.tables);
        chosen := ARRAY(SELECT c FROM route.choose_columns(relids, ranked, scope.columns) AS c);
    END IF;
    RETURN route.slice(scope, relids, chosen, matches || live, route.pairs_json(vectors, question), words);
END
$$;
COMMENT ON FUNCTION route.link(vector [], text [], jsonb, text) IS
'the slice of the catalog that a question sees, of what the caller may read; see docs/protocol.md';
SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);

-- 40-check.sql ------------------------------------------------------------------------------------

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

-- 41-reach.sql ------------------------------------------------------------------------------------

-- What names, functions, relations and types reach directly; 41-walk.sql goes from level to level.

-- Objects made by anybody but initdb: PostgreSQL's own are known to be harmless, volatile ones apart.
CREATE FUNCTION route.is_users(object oid) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT SECURITY INVOKER PARALLEL SAFE
RETURN object >= 16384;
COMMENT ON FUNCTION route.is_users(oid) IS 'whether an object is not PostgreSQL''s own (FirstNormalObjectId)';

-- A set of catalog objects; as a type, so that one walk can carry it from level to level.
CREATE TYPE route.reach AS (
    procs oid[], -- may be called
    operators oid[], -- may be applied
    relations oid[], -- may be read
    types oid[], -- values of them may be made: input functions, checks of domains, casts to them run
    seen_types oid[], -- values of them occur: output functions, implicit casts, comparisons run
    schemas oid[] -- names in bodies may be looked up there, before pg_catalog
);
COMMENT ON TYPE route.reach IS 'catalog objects that a statement can reach';

-- `front`: those of the schemas in which a name may be found before pg_catalog's.
CREATE FUNCTION route.reached_by_names(
    words text[], called text[], attributes text[], made text[], schemas oid[], front oid[]
) RETURNS route.reach
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT (
            ARRAY(
                SELECT p.oid FROM pg_proc AS p
                WHERE p.proname = ANY (called::name[]) AND p.pronamespace = ANY (schemas)
                    -- Out of reach behind one of pg_catalog's with the same arguments, unless it can be
                    -- called in a way in which that one cannot: f(x => 1), with fewer arguments or more.
                    AND NOT (route.is_users(p.oid) AND p.pronamespace <> ALL (front)
                        AND p.proargnames IS NULL AND p.pronargdefaults = 0 AND p.provariadic = 0
                        AND EXISTS (SELECT FROM pg_proc AS own WHERE own.proname = p.proname
                            AND own.pronamespace = 'pg_catalog'::regnamespace AND own.proargtypes = p.proargtypes))
                UNION ALL
                SELECT p.oid FROM pg_proc AS p
                WHERE p.proname = ANY (attributes::name[]) AND p.pronamespace = ANY (schemas)
                    -- t.f calls f(t): any function of one row will do, and one of something else
                    -- over a cast that somebody made for a row type.
                    AND p.pronargs >= 1 AND p.pronargs - p.pronargdefaults <= 1 AND (
                        NOT route.is_users(p.oid) OR p.provariadic <> 0
                        OR EXISTS (SELECT FROM pg_type AS t WHERE t.oid = p.proargtypes[0] AND t.typtype IN ('c', 'd', 'p'))
                        OR EXISTS (
                            SELECT FROM pg_cast AS c JOIN pg_type AS t ON t.oid = c.castsource
                            WHERE route.is_users(c.oid) AND t.typtype IN ('c', 'd')
                        )
                    )
            ),
            '{}'::oid[],
            ARRAY(
                SELECT c.oid FROM pg_class AS c
                WHERE c.relname = ANY (words::name[]) AND c.relnamespace = ANY (schemas)
                    AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            ),
            ARRAY(
                SELECT t.oid FROM pg_type AS t LEFT JOIN pg_class AS c ON c.oid = t.typrelid
                WHERE t.typname = ANY (words::name[]) AND t.typnamespace = ANY (schemas) AND route.is_users(t.oid)
                    AND (c.relkind IS NULL OR c.relkind = 'c' OR t.typname = ANY (made::name[]))
            ),
            '{}'::oid[], '{}'::oid[]
        )::route.reach
    );
END
$$;
COMMENT ON FUNCTION route.reached_by_names(text[], text[], text[], text[], oid[], oid[]) IS
    'everything of these names in these schemas';

-- anyelement, anyarray and their like; not "any", which takes a constant as it is.
CREATE FUNCTION route.is_polymorphic(type oid) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT SECURITY INVOKER PARALLEL SAFE
RETURN type IN (2277, 2283, 2776, 3500, 3831, 4537, 4538, 5077, 5078, 5079, 5080);
COMMENT ON FUNCTION route.is_polymorphic(oid) IS 'whether a type of an argument stands for that of what is given';

-- Operators that syntax implies: LIKE, ILIKE, IN, BETWEEN, SIMILAR TO, DISTINCT, CASE, USING (..)
CREATE FUNCTION route.implied_operators() RETURNS text[]
LANGUAGE sql IMMUTABLE SECURITY INVOKER PARALLEL SAFE
RETURN '{=,<>,<,>,<=,>=,~~,!~~,~~*,!~~*,~,!~,~*,!~*}'::text[];
COMMENT ON FUNCTION route.implied_operators() IS 'operators that a statement may use without writing them';

-- Planning may put an operator's commutator in its place, and its negator where it is negated or estimated.
CREATE FUNCTION route.procs_of_operators(objects oid[]) RETURNS oid[]
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN ARRAY(
        WITH RECURSIVE applied (oid) AS (
            SELECT unnest(objects)
            UNION
            SELECT twin FROM applied AS a JOIN pg_operator AS o ON o.oid = a.oid, unnest(ARRAY[o.oprnegate, o.oprcom]) AS twin
            WHERE route.is_users(o.oid) AND twin <> 0
        )
        SELECT DISTINCT o.oprcode::oid FROM applied AS a JOIN pg_operator AS o ON o.oid = a.oid WHERE o.oprcode <> 0
    );
END
$$;
COMMENT ON FUNCTION route.procs_of_operators(oid[]) IS 'functions of operators, of their negators and of their commutators';

-- Names in texts of functions. What is a comment, a string or a name there is not known, since each
-- language has its own quotes: a name counts as called where a parenthesis or a comment follows, and what
-- stands between any two double quotes counts as a name, and as called.
CREATE FUNCTION route.names_in(texts text[], OUT words text[], OUT called text[])
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    WITH found AS (
        SELECT f[1] AS spelling, f[2] IS NOT NULL AS is_called
        FROM unnest(texts) AS t (body), regexp_matches(
            body, '([^\x01-\x23\x25-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]+)"?\s*(\(|/\*|--)?', 'g') AS f
        UNION ALL
        -- A name has 63 bytes at most, which may all be doubled quotes.
        SELECT replace(substring('"' || array_to_string(parts[place:place + 130], '"') FROM '^"((?:[^"]|"")+)'), '""', '"'), true
        FROM unnest(texts) AS t (body), string_to_array(body, '"') AS parts, generate_series(2, cardinality(parts)) AS place
    ), word AS (
        SELECT DISTINCT as_name::name::text AS name, is_called
        FROM found, unnest(ARRAY[spelling, lower(spelling),
            translate(spelling, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')]) AS as_name
        WHERE spelling IS NOT NULL
    )
    SELECT coalesce(array_agg(DISTINCT name), '{}'), coalesce(array_agg(DISTINCT name) FILTER (WHERE is_called), '{}')
    INTO words, called FROM word;
END
$$;
COMMENT ON FUNCTION route.names_in(text[]) IS 'what may be a name in texts of functions, and what may be a call';

CREATE FUNCTION route.schemas_named(words text[]) RETURNS oid[]
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN ARRAY(
        SELECT n.oid FROM pg_namespace AS n
        WHERE n.nspname::text = ANY (words)
            -- Whose it will be depends on who calls, and on whose rights that one runs with.
            OR '$user' = ANY (words) AND n.nspname IN (SELECT rolname FROM pg_roles)
    );
END
$$;
COMMENT ON FUNCTION route.schemas_named(text[]) IS 'schemas of these names; for "$user" those that are called like a role';

-- A body in a language is opaque, but not silent: a name in it that could be a call counts as one, an
-- operator in it as applied, a type in it as made, and any name as an attribute.
-- Its SET clause holds for what it calls, too: schemas in there are handed on.
CREATE FUNCTION route.reached_by_bodies(objects oid[], schemas oid[], front oid[]) RETURNS route.reach
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    bodies text[];
    settings text[];
    homes oid[];
    names record;
    set_schemas oid[];
    reached route.reach;
BEGIN
    SELECT array_agg(p.prosrc) FILTER (WHERE p.prosqlbody IS NULL), array_agg(array_to_string(p.proconfig, ' ')), array_agg(p.pronamespace)
    INTO bodies, settings, homes
    FROM pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang
    WHERE p.oid = ANY (objects) AND l.lanname NOT IN ('internal', 'c');
    names := route.names_in(settings);
    set_schemas := route.schemas_named(names.words);
    names := route.names_in(bodies);
    front := front || set_schemas || route.schemas_named(names.words);
    schemas := schemas || homes || front;
    reached := route.reached_by_names(names.words, names.called, names.words, names.words, schemas, front);
    reached.operators := ARRAY(
        SELECT o.oid FROM pg_operator AS o
        WHERE route.is_users(o.oid) AND o.oprnamespace = ANY (schemas) AND bodies IS NOT NULL AND (
            o.oprname = ANY (route.implied_operators()::name[])
            OR EXISTS (SELECT FROM unnest(bodies) AS body WHERE strpos(body, o.oprname::text) > 0)
        )
    );
    reached.schemas := set_schemas;
    RETURN reached;
END
$$;
COMMENT ON FUNCTION route.reached_by_bodies(oid[], oid[], oid[]) IS 'what the text of functions names';

CREATE FUNCTION route.reached_by_procs(objects oid[], schemas oid[], front oid[]) RETURNS route.reach
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT (
            ARRAY(
                SELECT unnest(tree.procs) UNION SELECT unnest(body.procs)
                UNION
                SELECT support::oid FROM pg_aggregate AS a, unnest(ARRAY[
                    a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn,
                    a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn]) AS support
                WHERE a.aggfnoid = ANY (objects) AND support <> 0
            ),
            tree.operators || body.operators || ARRAY(SELECT a.aggsortop FROM pg_aggregate AS a WHERE a.aggfnoid = ANY (objects) AND a.aggsortop <> 0),
            tree.relations || body.relations,
            tree.types || body.types || ARRAY(
                -- Base types are a superuser's, and what others cast to them is found by the others.
                SELECT t.oid FROM pg_proc AS p LEFT JOIN pg_aggregate AS a ON a.aggfnoid = p.oid,
                    unnest(p.proargtypes::oid[] || p.prorettype || p.proallargtypes || a.aggtranstype || a.aggmtranstype) AS used
                    JOIN pg_type AS t ON t.oid = used
                WHERE p.oid = ANY (objects) AND route.is_users(t.oid) AND (t.typtype <> 'b' OR t.typcategory = 'A')
            ),
            tree.seen_types, body.schemas
        )::route.reach
        FROM route.reached_by_tree(ARRAY(
                SELECT tree::text FROM pg_proc AS p, unnest(ARRAY[p.proargdefaults::text, p.prosqlbody::text]) AS tree
                WHERE p.oid = ANY (objects) AND tree IS NOT NULL
            )) AS tree
            CROSS JOIN route.reached_by_bodies(objects, schemas, front) AS body
    );
END
$$;
COMMENT ON FUNCTION route.reached_by_procs(oid[], oid[], oid[]) IS 'what functions reach: defaults, bodies, parts of aggregates, types';

-- Planning computes what is constant in expressions of indexes, statistics and partition keys, and in
-- checks: calls of immutable functions alone. Of users' functions, which these are, pg_depend tells all.
CREATE FUNCTION route.planned_procs(objects oid[]) RETURNS oid[]
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN ARRAY(
        WITH holders AS (
            SELECT 'pg_class'::regclass::oid AS class, i.indexrelid AS id FROM pg_index AS i
            WHERE i.indrelid = ANY (objects) AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)
            UNION ALL
            SELECT 'pg_constraint'::regclass, c.oid FROM pg_constraint AS c
            WHERE c.conrelid = ANY (objects) AND c.contype = 'c'
            UNION ALL
            SELECT 'pg_statistic_ext'::regclass, s.oid FROM pg_statistic_ext AS s
            WHERE s.stxrelid = ANY (objects) AND s.stxexprs IS NOT NULL
            UNION ALL
            SELECT 'pg_class'::regclass, k.partrelid FROM pg_partitioned_table AS k
            WHERE k.partexprs IS NOT NULL AND (k.partrelid = ANY (objects)
                OR k.partrelid IN (SELECT a.relid FROM unnest(objects) AS o, pg_partition_ancestors(o) AS a (relid)))
        )
        SELECT p.oid
        FROM holders AS h
        JOIN pg_depend AS d ON d.classid = h.class AND d.objid = h.id
            AND d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass)
        LEFT JOIN pg_operator AS o ON d.refclassid = 'pg_operator'::regclass AND o.oid = d.refobjid
        JOIN pg_proc AS p ON p.oid = CASE d.refclassid WHEN 'pg_proc'::regclass THEN d.refobjid ELSE o.oprcode END
        WHERE p.provolatile = 'i'
    );
END
$$;
COMMENT ON FUNCTION route.planned_procs(oid[]) IS 'functions that planning a scan of relations may call';

-- Views through their rules, tables through policies and generated columns; types of their columns; and
-- the partitions and children that are read with them.
CREATE FUNCTION route.reached_by_relations(objects oid[]) RETURNS route.reach
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    scanned oid[] := objects;
BEGIN
    IF EXISTS (SELECT FROM pg_class AS c WHERE c.oid = ANY (objects) AND c.relhassubclass) THEN
        scanned := ARRAY(
            WITH RECURSIVE scan (oid) AS (
                SELECT unnest(objects) UNION SELECT h.inhrelid FROM scan AS s JOIN pg_inherits AS h ON h.inhparent = s.oid
            )
            SELECT s.oid FROM scan AS s
        );
    END IF;
    RETURN (
        SELECT (
            tree.procs || route.planned_procs(scanned), tree.operators, tree.relations, tree.types,
            tree.seen_types || ARRAY(
                SELECT DISTINCT a.atttypid FROM pg_attribute AS a
                WHERE a.attrelid = ANY (objects) AND a.attnum > 0 AND NOT a.attisdropped AND route.is_users(a.atttypid)
                UNION ALL
                -- A row as a value: of interest only where somebody made a cast or an operator for it,
                -- or for many of them.
                SELECT c.reltype FROM pg_class AS c WHERE c.oid = ANY (objects) AND c.reltype IN (
                    SELECT unnest(ARRAY[t.oid, t.typelem]) FROM pg_type AS t
                    WHERE route.is_users(t.oid) AND t.typtype <> 'e' AND t.oid IN (
                        SELECT unnest(ARRAY[k.castsource, k.casttarget]) FROM pg_cast AS k WHERE route.is_users(k.oid)
                        UNION ALL
                        SELECT unnest(ARRAY[o.oprleft, o.oprright]) FROM pg_operator AS o WHERE route.is_users(o.oid)))
            ),
            '{}'::oid[]
        )::route.reach
        FROM route.reached_by_tree(ARRAY(
            SELECT r.ev_action::text FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = r.ev_class
            WHERE r.ev_class = ANY (objects) AND r.ev_type = '1' AND c.relkind = 'v'
            UNION
            SELECT p.polqual::text FROM pg_policy AS p WHERE p.polrelid = ANY (objects) AND p.polqual IS NOT NULL
            UNION -- partitions repeat them
            SELECT d.adbin::text FROM pg_attrdef AS d
                JOIN pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
            WHERE d.adrelid = ANY (scanned) AND a.attgenerated <> ''
        )) AS tree
    );
END
$$;
COMMENT ON FUNCTION route.reached_by_relations(oid[]) IS 'what reading relations reaches';

-- `made`: values of the type may come into being; else they only occur.
CREATE FUNCTION route.reached_by_types(objects oid[], made boolean, operators text[]) RETURNS route.reach
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- What a function makes of several values of a type has casts and operators of its own.
    spans oid[] := objects || ARRAY(SELECT r.rngmultitypid FROM pg_range AS r WHERE r.rngtypid = ANY (objects));
    family oid[] := spans || ARRAY(SELECT t.typarray FROM pg_type AS t WHERE t.oid = ANY (spans) AND t.typarray <> 0);
BEGIN
    RETURN (
        WITH parts AS (
            SELECT DISTINCT part
            FROM pg_type AS t LEFT JOIN pg_range AS r ON r.rngtypid = t.oid OR r.rngmultitypid = t.oid,
                LATERAL (
                    SELECT unnest(ARRAY[t.typelem, t.typbasetype, r.rngsubtype, r.rngtypid])
                    UNION ALL
                    SELECT a.atttypid FROM pg_attribute AS a
                    WHERE t.typrelid <> 0 AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
                ) AS p (part)
            WHERE t.oid = ANY (objects) AND part IS NOT NULL AND route.is_users(part)
        ), casts AS (
            SELECT c.castfunc, c.castmethod, c.castsource, c.casttarget FROM pg_cast AS c
            WHERE c.castsource = ANY (family) OR c.casttarget = ANY (family) AND (made OR c.castcontext <> 'e')
        ), applied AS (
            SELECT o.oid FROM pg_operator AS o
            WHERE route.is_users(o.oid) AND (o.oprleft = ANY (family) OR o.oprright = ANY (family))
                AND o.oprname = ANY (operators::name[])
        ), procs AS (
            -- PostgreSQL's own read and write a type by its parts, which are looked into as such.
            SELECT io::oid AS proc
            FROM pg_type AS t, unnest(CASE WHEN made THEN ARRAY[t.typinput, t.typmodin, t.typoutput] ELSE ARRAY[t.typoutput] END) AS io
            WHERE t.oid = ANY (objects) AND route.is_users(io::oid)
            UNION ALL
            SELECT unnest(ARRAY[r.rngcanonical, r.rngsubdiff])::oid FROM pg_range AS r
            WHERE r.rngtypid = ANY (objects) OR r.rngmultitypid = ANY (objects)
            UNION ALL
            SELECT c.castfunc FROM casts AS c
            UNION ALL
            -- Sorting and hashing; only a superuser makes such, and those of indexes are not called here.
            SELECT p.amproc FROM pg_opclass AS c JOIN pg_amproc AS p ON p.amprocfamily = c.opcfamily
                JOIN pg_am AS m ON m.oid = c.opcmethod
            WHERE c.opcintype = ANY (objects) AND m.amname IN ('btree', 'hash')
        )
        SELECT (
            ARRAY(SELECT DISTINCT proc FROM procs WHERE proc <> 0) || tree.procs,
            tree.operators || ARRAY(SELECT oid FROM applied),
            tree.relations,
            CASE WHEN made THEN ARRAY(SELECT part FROM parts) ELSE '{}' END || tree.types
                -- WITH INOUT: the target is made of what the source looks like, where there is a source.
                || ARRAY(SELECT c.casttarget FROM casts AS c
                    WHERE c.castmethod = 'i' AND (c.castsource = ANY (family) OR NOT route.is_users(c.castsource))),
            tree.seen_types || CASE WHEN made THEN '{}' ELSE ARRAY(SELECT part FROM parts) END,
            '{}'::oid[]
        )::route.reach
        FROM route.reached_by_tree(ARRAY(
            SELECT c.conbin::text FROM pg_constraint AS c
            WHERE made AND c.contypid = ANY (objects) AND c.conbin IS NOT NULL
        )) AS tree
    );
END
$$;
COMMENT ON FUNCTION route.reached_by_types(oid[], boolean, text[]) IS 'what values of types reach';

-- A constant takes the type of what it is put beside: coalesce(row, '(x)') makes a row, and its domains'
-- checks run while the statement is parsed. It does so where values are brought to one type, and where a
-- function takes several of any one type, or makes arrays or ranges of any. Then rows of what is read count as made.
CREATE FUNCTION route.made_by_constants(tokens text[], words text[], procs oid[], relations oid[]) RETURNS oid[]
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    meeting CONSTANT text[] := '{array,case,coalesce,except,greatest,in,intersect,least,nullif,union,values}';
BEGIN
    IF NOT EXISTS (SELECT FROM unnest(tokens) AS t WHERE t ~ '''$' OR lower(t) = 'null') THEN
        RETURN '{}';
    END IF;
    RETURN ARRAY(
        WITH RECURSIVE held (oid) AS (
            SELECT a.atttypid FROM pg_attribute AS a
            WHERE a.attrelid = ANY (relations) AND a.attnum > 0 AND route.is_users(a.atttypid)
            UNION
            SELECT part FROM held AS h JOIN pg_type AS t ON t.oid = h.oid, LATERAL (
                SELECT unnest(ARRAY[t.typelem, t.typbasetype])
                UNION ALL
                SELECT a.atttypid FROM pg_attribute AS a WHERE t.typrelid <> 0 AND a.attrelid = t.typrelid AND a.attnum > 0
            ) AS p (part)
            WHERE route.is_users(part)
        )
        SELECT t.oid FROM held AS h JOIN pg_type AS t ON t.oid = h.oid WHERE t.typcategory IN ('A', 'R')
        UNION ALL
        SELECT c.reltype FROM pg_class AS c
        WHERE c.oid = ANY (relations) AND (words && meeting OR EXISTS (
            SELECT FROM pg_proc AS p
            WHERE p.oid = ANY (procs) AND (p.pronargs > 1 OR p.prorettype IN (2277, 3831, 4537, 4538, 5078, 5080))
                AND EXISTS (SELECT FROM unnest(p.proargtypes) AS taken WHERE route.is_polymorphic(taken))
        )) AND EXISTS (
            SELECT FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND route.is_users(t.oid)
                AND (t.typtype NOT IN ('b', 'e') OR t.typcategory = 'A')
        )
    );
END
$$;
COMMENT ON FUNCTION route.made_by_constants(text[], text[], oid[], oid[]) IS
    'types of which a statement may make values out of its constants, without naming them';

-- 41-walk.sql -------------------------------------------------------------------------------------

-- What a statement can reach, level by level, and the first thing in it that is refused.

-- Functions that make values of types which nobody names: of what they are given (any type, any row), or
-- of what a column definition list says.
CREATE FUNCTION route.makes_any_type(procs oid[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN procs <> '{}' AND EXISTS (
        SELECT FROM pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang
        WHERE p.oid = ANY (procs) AND (
            route.is_polymorphic(p.prorettype)
            OR p.prorettype = 'record'::regtype AND p.proallargtypes IS NULL
            -- Those in C only look at what they do not return: to be trusted like a superuser, who made them.
            OR l.lanname <> 'c' AND EXISTS (
                SELECT FROM unnest(p.proargtypes) AS taken WHERE route.is_polymorphic(taken) OR taken = 'record'::regtype)
        )
    );
END
$$;
COMMENT ON FUNCTION route.makes_any_type(oid[]) IS 'whether one of these functions, users'' all, may make values of any type that occurs';

CREATE FUNCTION route.row_types(relations oid[]) RETURNS oid[]
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN ARRAY(SELECT c.reltype FROM pg_class AS c WHERE c.oid = ANY (relations) AND route.is_users(c.reltype));
END
$$;
COMMENT ON FUNCTION route.row_types(oid[]) IS 'the types of the rows of relations';

-- One level further; what was seen before is left out by the caller. `schemas` is where names in bodies
-- are looked up; those of level.schemas may come before pg_catalog.
CREATE FUNCTION route.next_reach(level route.reach, schemas oid[], operators text[]) RETURNS route.reach
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- A function in C has no body to look into, and its types are its author's, a superuser's.
    users oid[] := ARRAY(
        SELECT p.oid FROM pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang
        WHERE p.oid = ANY (level.procs) AND route.is_users(p.oid)
            AND (l.lanname <> 'c' OR p.prokind = 'a' OR p.pronargdefaults > 0)
    );
    found route.reach;
    reached route.reach := ('{}', '{}', '{}', '{}', '{}', '{}');
BEGIN
    FOR step IN 1..4 LOOP
        CASE step
            WHEN 1 THEN CONTINUE WHEN users = '{}'; found := route.reached_by_procs(users, schemas, level.schemas);
            WHEN 2 THEN CONTINUE WHEN level.relations = '{}'; found := route.reached_by_relations(level.relations);
            WHEN 3 THEN CONTINUE WHEN level.types = '{}'; found := route.reached_by_types(level.types, true, operators);
            WHEN 4 THEN CONTINUE WHEN level.seen_types = '{}'; found := route.reached_by_types(level.seen_types, false, operators);
        END CASE;
        reached.procs := reached.procs || found.procs;
        reached.operators := reached.operators || found.operators;
        reached.relations := reached.relations || found.relations;
        reached.types := reached.types || found.types;
        reached.seen_types := reached.seen_types || found.seen_types;
        reached.schemas := reached.schemas || found.schemas;
    END LOOP;
    IF reached.operators <> '{}' THEN
        reached.procs := reached.procs || route.procs_of_operators(reached.operators);
    END IF;
    RETURN reached;
END
$$;
COMMENT ON FUNCTION route.next_reach(route.reach, oid[], text[]) IS 'what these objects reach directly';

CREATE FUNCTION route.first_unsafe(procs oid[]) RETURNS text
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT format('%I.%I', n.nspname, p.proname)
        FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
        WHERE p.oid = ANY (procs) AND (
            route.is_unsafe(p.proname, p.pronamespace, p.provolatile, p.prokind)
            -- A name spelled in Unicode escapes would not be found in its body.
            OR route.is_users(p.oid) AND p.prosqlbody IS NULL AND p.prosrc ~ '[uU]&"'
        )
        ORDER BY p.oid LIMIT 1
    );
END
$$;
COMMENT ON FUNCTION route.first_unsafe(oid[]) IS 'the first of these functions that is refused, NULL for none';

-- Walks until nothing new is found. What is beyond counts as refused: nobody nests views that deep.
-- start.schemas is where names in bodies are looked up, to begin with, after pg_catalog.
CREATE FUNCTION route.find_unsafe(start route.reach, operators text[]) RETURNS text
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    level route.reach := start;
    seen route.reach := ('{}', '{}', '{}', '{}', '{}', '{}');
    any_type boolean := false;
    culprit text;
BEGIN
    level.schemas := '{}';
    FOR depth IN 1..100 LOOP
        IF NOT level.schemas <@ seen.schemas THEN
            -- What was seen of bodies counts no more: they may be called under this path, too.
            seen.schemas := seen.schemas || level.schemas;
            level.procs := level.procs || seen.procs;
            seen.procs := '{}';
        END IF;
        any_type := any_type OR route.makes_any_type(ARRAY(SELECT p FROM unnest(level.procs) AS p WHERE route.is_users(p)));
        IF any_type THEN
            level.types := level.types || level.seen_types || seen.seen_types || route.row_types(level.relations || seen.relations);
        END IF;
        level.procs := ARRAY(SELECT unnest(level.procs) EXCEPT SELECT unnest(seen.procs));
        level.relations := ARRAY(SELECT unnest(level.relations) EXCEPT SELECT unnest(seen.relations));
        level.types := ARRAY(SELECT t FROM unnest(level.types) AS t WHERE route.is_users(t) EXCEPT SELECT unnest(seen.types));
        level.seen_types := ARRAY(SELECT unnest(level.seen_types) EXCEPT SELECT unnest(seen.seen_types));
        culprit := route.first_unsafe(level.procs);
        IF culprit IS NOT NULL THEN
            RETURN culprit;
        END IF;
        IF cardinality(level.procs) + cardinality(level.relations) + cardinality(level.types)
            + cardinality(level.seen_types) = 0 THEN
            RETURN NULL;
        END IF;
        seen.procs := seen.procs || level.procs;
        seen.relations := seen.relations || level.relations;
        seen.types := seen.types || level.types;
        seen.seen_types := seen.seen_types || level.seen_types;
        level.schemas := seen.schemas;
        level := route.next_reach(level, start.schemas || seen.schemas, operators);
    END LOOP;
    RETURN 'more than 100 levels of views and functions';
END
$$;
COMMENT ON FUNCTION route.find_unsafe(route.reach, text[]) IS 'the first function within reach that is refused, NULL for none';

-- 42-check.sql ------------------------------------------------------------------------------------

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

-- 50-trial.sql ------------------------------------------------------------------------------------

-- Running a statement that nobody has vetted, inside the caller's transaction, so that nothing stays.

-- The one place where such a statement meets the executor. The block with EXCEPTION is a
-- subtransaction, always rolled back; that it went well is a local variable and never the SQLSTATE of
-- the exception that ends it, which a function of somebody's could raise as well. The text goes to
-- OPEN .. FOR EXECUTE alone, because that takes one statement that returns rows, and EXECUTE takes many.
-- A cancel is not caught: WHEN OTHERS leaves 57014 out.
CREATE FUNCTION route.guarded(
    sql text, path text, max_rows integer, max_bytes integer, -- max_rows NULL: explain only
    OUT plan json, OUT lines json[], OUT names text[], OUT types text[],
    OUT full_at text, -- 'rows' or 'bytes': there was more; NULL: that was all
    OUT failure jsonb
)
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    lock_wait CONSTANT integer := 1000; -- milliseconds; a caller's shorter lock_timeout stands
    its_path text := route.trial_path(path);
    max_cost double precision := route.max_cost();
    -- A query in parentheses, to ask for its columns without running it; the check saw to the quotes.
    body text := '(' || rtrim(sql, E'; \t\n\r\f\x0b') || E'\n)';
    explained refcursor;
    described refcursor;
    tried refcursor;
    line record;
    bytes bigint := 0;
    went_well boolean := false;
    state text;
    message text;
    detail text;
    hint text;
BEGIN
    BEGIN
        PERFORM route.check(sql, path);
        PERFORM set_config('transaction_read_only', 'on', true);
        -- Compiling a plan cannot be cancelled, and costs more than a trial's first rows gain by it.
        PERFORM set_config('jit', 'off', true);
        IF (SELECT setting::integer NOT BETWEEN 1 AND lock_wait FROM pg_settings WHERE name = 'lock_timeout') THEN
            PERFORM set_config('lock_timeout', lock_wait::text, true);
        END IF;
        PERFORM set_config('search_path', its_path, true);
        OPEN explained NO SCROLL FOR EXECUTE 'EXPLAIN (FORMAT JSON) ' || sql;
        FETCH explained INTO plan;
        CLOSE explained;
        IF max_rows IS NOT NULL THEN
            IF (plan -> 0 -> 'Plan' ->> 'Total Cost')::double precision > max_cost THEN
                RAISE EXCEPTION USING
                    ERRCODE = 'program_limit_exceeded',
                    MESSAGE = format('the plan''s cost, %s, is above route.max_cost, %s',
                        plan -> 0 -> 'Plan' ->> 'Total Cost', max_cost),
                    HINT = 'Ask for less, or SET route.max_cost higher.';
            END IF;
            OPEN tried NO SCROLL FOR EXECUTE sql;
            lines := '{}';
            LOOP
                FETCH tried INTO line;
                EXIT WHEN NOT FOUND;
                IF cardinality(lines) >= max_rows THEN
                    full_at := 'rows';
                    EXIT;
                END IF;
                lines := lines || row_to_json(line);
                bytes := bytes + octet_length(lines[cardinality(lines)]::text);
                IF bytes > max_bytes THEN
                    full_at := 'bytes';
                    lines := trim_array(lines, 1);
                    EXIT;
                END IF;
            END LOOP;
            CLOSE tried;
            OPEN described NO SCROLL FOR EXECUTE
                'SELECT q.* FROM (VALUES (1)) AS one LEFT JOIN ' || body || ' AS q ON false';
            FETCH described INTO line;
            CLOSE described;
            names := ARRAY(SELECT key FROM json_each(row_to_json(line)));
            -- A query in parentheses takes no empty list of names.
            IF names = '{}' THEN
                types := '{}';
            ELSE
                OPEN described NO SCROLL FOR EXECUTE format(
                    'SELECT ARRAY[%s]::text[] FROM (VALUES (1)) AS one LEFT JOIN %s AS q (%s) ON false',
                    (SELECT string_agg(format('pg_typeof(q.c%s)::text', n), ', ') FROM generate_series(1, cardinality(names)) AS n),
                    body,
                    (SELECT string_agg('c' || n, ', ') FROM generate_series(1, cardinality(names)) AS n));
                FETCH described INTO types;
                CLOSE described;
            END IF;
        END IF;
        went_well := true;
        RAISE EXCEPTION 'rolled back on purpose';
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
            detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    END;
    IF went_well THEN
        RETURN;
    END IF;
    IF state = '25006' THEN -- it would write
        state := 'RT003';
        detail := message;
        message := 'refused: only reading is allowed here';
    END IF;
    IF state LIKE '40%' THEN -- the caller's transaction is lost, not only this statement
        PERFORM route.fail(state, message, detail, hint);
    END IF;
    failure := jsonb_build_object('sqlstate', state, 'message', message, 'detail', detail, 'hint', hint);
END
$$;
COMMENT ON FUNCTION route.guarded(text, text, integer, integer) IS
    'check, explain and run one statement read-only, roll back, and say what it gave or why it failed';

CREATE FUNCTION route.elapsed(since timestamptz) RETURNS numeric
LANGUAGE sql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$ SELECT round(1000 * extract(epoch FROM clock_timestamp() - since)::numeric, 3) $$;
COMMENT ON FUNCTION route.elapsed(timestamptz) IS 'milliseconds since then';

CREATE FUNCTION route.explain(sql text, path text DEFAULT current_setting('search_path')) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    outcome record;
BEGIN
    SELECT * INTO outcome FROM route.guarded(sql, path, NULL, NULL);
    IF outcome.failure IS NOT NULL THEN
        RETURN jsonb_build_object('failure', outcome.failure);
    END IF;
    RETURN jsonb_build_object(
        'cost', outcome.plan -> 0 -> 'Plan' -> 'Total Cost', 'rows', outcome.plan -> 0 -> 'Plan' -> 'Plan Rows');
END
$$;
COMMENT ON FUNCTION route.explain(text, text) IS 'cost and rows of one statement''s plan, or its failure; runs nothing';

CREATE FUNCTION route.trial(
    sql text, max_rows integer, max_bytes integer, path text DEFAULT current_setting('search_path')
) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    began timestamptz := clock_timestamp();
    outcome record;
BEGIN
    IF max_rows IS NULL OR max_rows < 0 OR max_bytes IS NULL OR max_bytes < 0 THEN
        PERFORM route.fail('RT006', 'a trial needs a number of rows and of bytes');
    END IF;
    SELECT * INTO outcome FROM route.guarded(sql, path, max_rows, max_bytes);
    IF outcome.failure IS NOT NULL THEN
        RETURN jsonb_build_object('failure', outcome.failure, 'milliseconds', route.elapsed(began));
    END IF;
    RETURN jsonb_build_object(
        'columns', to_jsonb(outcome.names),
        'types', to_jsonb(outcome.types),
        'rows', coalesce((
            SELECT jsonb_agg(coalesce((
                SELECT jsonb_agg(e.value::jsonb ORDER BY e.place)
                FROM json_each(l.line) WITH ORDINALITY AS e (key, value, place)), '[]') ORDER BY l.place)
            FROM unnest(outcome.lines) WITH ORDINALITY AS l (line, place)), '[]'),
        'complete', outcome.full_at IS NULL,
        'milliseconds', route.elapsed(began));
END
$$;
COMMENT ON FUNCTION route.trial(text, integer, integer, text) IS
    'columns, types and first rows of one statement, run read-only and rolled back, or its failure';

CREATE FUNCTION route.raise_outcome(sql text, failure jsonb, full_at text, max_bytes integer) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF failure IS NOT NULL THEN
        PERFORM route.fail(failure ->> 'sqlstate', failure ->> 'message',
            concat_ws(E'\n', nullif(failure ->> 'detail', ''), 'The statement was: ' || sql), failure ->> 'hint');
    ELSIF full_at = 'bytes' THEN
        PERFORM route.fail('54000', format('the answer is larger than %s bytes', max_bytes),
            'The statement was: ' || sql, 'Ask for fewer rows or columns, or have max_bytes raised in route.setting.');
    END IF;
END
$$;
COMMENT ON FUNCTION route.raise_outcome(text, jsonb, text, integer) IS 'raise what became of a statement, unless it went well';

CREATE FUNCTION route.run(sql text, path text, max_rows integer) RETURNS SETOF json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    max_bytes CONSTANT integer := route.setting('max_bytes', '16777216');
    outcome record;
BEGIN
    SELECT * INTO outcome FROM route.guarded(sql, path, max_rows, max_bytes);
    PERFORM route.raise_outcome(sql, outcome.failure, outcome.full_at, max_bytes);
    RETURN QUERY SELECT l.line FROM unnest(outcome.lines) WITH ORDINALITY AS l (line, place) ORDER BY l.place;
END
$$;
COMMENT ON FUNCTION route.run(text, text, integer) IS
    'the rows of one statement as json, run read-only and rolled back; raises its failure';

-- 55-handle.sql -----------------------------------------------------------------------------------

-- One request of the worker to its reply: what both drivers, socket and psycopg, call.

-- Bound when it is created, so that pgvector may be in any schema.
CREATE FUNCTION route.link_request(request jsonb) RETURNS jsonb
LANGUAGE sql VOLATILE SECURITY INVOKER
RETURN route.link(
    ARRAY(SELECT route.to_vector(v.value::text) FROM jsonb_array_elements(request -> 'vectors') AS v),
    ARRAY(SELECT w.value FROM jsonb_array_elements_text(request -> 'words') AS w),
    request -> 'limits',
    request ->> 'question'
);
COMMENT ON FUNCTION route.link_request(jsonb) IS 'route.link of a request';

CREATE FUNCTION route.handle(request jsonb, path text DEFAULT current_setting('search_path')) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    max_statements CONSTANT integer := 200;
    max_rows CONSTANT integer := 1000;
    max_bytes CONSTANT integer := 1048576;
    began timestamptz := clock_timestamp();
    id jsonb := request -> 'id';
BEGIN
    CASE request ->> 'type'
        WHEN 'link' THEN
            RETURN jsonb_build_object('type', 'linked', 'id', id, 'schema', route.link_request(request),
                'milliseconds', route.elapsed(began));
        WHEN 'explain' THEN
            RETURN jsonb_build_object('type', 'explained', 'id', id,
                'plans', (SELECT coalesce(jsonb_agg(route.explain(sql, path) ORDER BY place), '[]')
                    FROM jsonb_array_elements_text(request -> 'sql') WITH ORDINALITY AS s (sql, place)
                    WHERE place <= max_statements),
                'milliseconds', route.elapsed(began));
        WHEN 'trial' THEN
            RETURN jsonb_build_object('type', 'tried', 'id', id)
                || route.trial(request ->> 'sql', least((request ->> 'rows')::integer, max_rows), max_bytes, path);
        ELSE
            RAISE EXCEPTION USING
                ERRCODE = 'protocol_violation',
                MESSAGE = format('not a request of the worker: %s', left(coalesce(request ->> 'type', 'no type'), 100));
    END CASE;
END
$$;
COMMENT ON FUNCTION route.handle(jsonb, text) IS 'a request of the worker (link, explain, trial) to its reply';

-- 60-conversation.sql -----------------------------------------------------------------------------

-- The conversation with the worker (docs/protocol.md). The one function that is not SQL or PL/pgSQL.
--
-- Python's standard library only. The socket is kept for the session in GD, because SD is lost when
-- somebody GRANTs on the function. Errors are returned, not raised: PL/Python would put the name of an
-- exception before the message and a traceback below it.

CREATE FUNCTION route.call(message jsonb, path text) RETURNS jsonb
LANGUAGE plpython3u VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $python$
import codecs
import json
import os
import pwd
import select
import socket
import stat
import struct
import time

PROTOCOL = 1
MAX_LINE_BYTES = 8 * 1024 * 1024
MAX_MESSAGES = 2000  # of one question, many times what a worker needs
STEP_MS = 50  # between looks at a pending cancel
CONNECT_SECONDS = 0.15
GREETING_SECONDS = 5.0
NEWS_SECONDS = 0.02  # after a cancel, for what the worker said before it to arrive
CLAIM_SECONDS = 10.0  # for the claim of a cancel that was announced: the worker may be kept waiting
CLOCK_SECONDS = 0.005  # by which two readings of one clock may differ
LATE_SECONDS = 0.1  # for a cancel that the worker reports to arrive
CANCELLED = "57014"
DEFAULT_SOCKET = "/run/route_pg/worker.sock"
REPLIES = {"link": "linked", "explain": "explained", "trial": "tried"}


class Failure(Exception):
    """An error in PostgreSQL's parts, to be raised by the caller in SQL."""

    def __init__(self, sqlstate, message, detail="", hint=""):
        super().__init__(message)
        self.parts = {"type": "error", "sqlstate": sqlstate, "message": message,
                      "detail": detail or "", "hint": hint or ""}


class Lost(Exception):
    """The other end is gone."""


# The body runs anew at each call, and a connection kept from an earlier one raises that call's classes.
Failure = GD.setdefault("route_pg.Failure", Failure)
Lost = GD.setdefault("route_pg.Lost", Lost)


def setting(name, otherwise=None):
    plan = plpy.prepare("SELECT route.setting($1, $2) AS value", ["text", "text"])
    return plpy.execute(plan, [name, otherwise])[0]["value"]


def unreachable(reason):
    hint = f"Start it with `route-pg worker`; it was looked for at {address}. See also `route-pg doctor`."
    return Failure("RT001", "the route_pg worker cannot be reached", reason, hint)


def garbled(reason):
    return Failure("08P01", "the route_pg worker does not keep to the protocol", reason,
                   "Is it another program that listens there?")


def pause():
    """Let a cancel or an expired statement_timeout act: a bare wait would ignore both."""
    plpy.execute(GD["route_pg.pause"])


def wait(channel, event, deadline, step_ms=STEP_MS):
    """Wait until the socket is ready, a step has passed, or the deadline is over."""
    left_ms = max(0, int((deadline - time.monotonic()) * 1000))
    poll = select.poll()
    poll.register(channel, event)
    ready = poll.poll(min(step_ms, left_ms))
    pause()
    if not ready and time.monotonic() >= deadline:
        raise Lost("it does not answer")


def connected(family, target, seconds):
    channel = socket.socket(family, socket.SOCK_STREAM)
    channel.setblocking(False)
    deadline = time.monotonic() + seconds
    try:
        code = channel.connect_ex(target)
        if code not in (0, 115):  # EINPROGRESS
            raise Lost(os.strerror(code))
        while code:
            wait(channel, select.POLLOUT, deadline)
            code = channel.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if code:
                raise Lost(os.strerror(code))
            if select.select([], [channel], [], 0)[1]:
                break
            code = 115
    except BaseException:
        channel.close()
        raise
    return channel


def check_peer(channel):
    """The worker must run as the user that the owner of the extension named."""
    _, user, _ = struct.unpack("3i", channel.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    expected = setting("worker_user")
    try:
        allowed = {pwd.getpwnam(expected).pw_uid} if expected else {0, os.geteuid()}
    except KeyError:
        raise unreachable(f"There is no OS user {expected!r}, which worker_user names.") from None
    if user not in allowed:
        raise Failure("RT001", "the worker's socket belongs to another OS user",
                      f"{address} is served by user {user}; allowed: {sorted(allowed)}.",
                      "INSERT INTO route.setting VALUES ('worker_user', the worker's OS user), as the owner.")


def over_tls(channel, host):
    import ssl

    context = ssl.create_default_context(cafile=setting("ca_file"))
    secured = context.wrap_socket(channel, server_hostname=host, do_handshake_on_connect=False)
    deadline = time.monotonic() + GREETING_SECONDS
    while True:
        try:
            secured.do_handshake()
            return secured
        except ssl.SSLWantReadError:
            wait(secured, select.POLLIN, deadline)
        except ssl.SSLWantWriteError:
            wait(secured, select.POLLOUT, deadline)


def over_tcp(scheme, place):
    host, _, port = place.rpartition(":")
    host = host.strip("[]")
    if not host or not port.isdigit():
        raise unreachable("The address is not tcp://host:port or tls://host:port.")
    family, _, _, _, target = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
    if scheme == "tcp" and not (target[0].startswith("127.") or target[0] == "::1"):
        raise unreachable("Beyond this machine it must be tls://, so that nobody reads along.")
    channel = connected(family, target, CONNECT_SECONDS if scheme == "tcp" else GREETING_SECONDS)
    channel.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return over_tls(channel, host) if scheme == "tls" else channel


def read_secret():
    name = setting("secret_file")
    if not name:
        raise unreachable("A worker on TCP needs a secret: route.setting has no secret_file.")
    with open(name, encoding="utf-8") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
            raise unreachable("The file that secret_file names can be read by other OS users: chmod 600 it.")
        return file.read().strip()


def not_yet(error):
    """Whether a socket only has to be waited for; a TLS one says so in words of its own."""
    return isinstance(error, BlockingIOError) or type(error).__name__ in ("SSLWantReadError", "SSLWantWriteError")


class Connection:
    """A socket to the worker, line by line."""

    def __init__(self):
        self.address, self.buffer, self.fresh = address, b"", True
        self.pid = os.getpid()
        scheme, _, place = address.partition("://")
        on_tcp = scheme in ("tcp", "tls") and bool(place)
        if on_tcp:
            self.channel = over_tcp(scheme, place)
        else:
            self.channel = connected(socket.AF_UNIX, address, CONNECT_SECONDS)
        try:
            if not on_tcp:
                check_peer(self.channel)
            self.greet(read_secret() if on_tcp else None)
        except BaseException:
            self.close()
            raise

    def greet(self, secret):
        version = plpy.execute("SELECT extversion FROM pg_extension WHERE extname = 'route_pg'")
        self.send({"type": "hello", "protocol": PROTOCOL, "version": version[0]["extversion"], "secret": secret})
        reply = self.receive(GREETING_SECONDS)
        if reply["type"] == "error":
            raise failure_of(reply)
        if reply["type"] != "welcome":
            raise garbled("It did not greet.")
        if reply.get("protocol") != PROTOCOL:
            raise Failure("RT004", "the extension and the worker speak different versions of the protocol",
                          f"The extension speaks {PROTOCOL} (version {version[0]['extversion']}), the worker "
                          f"{reply.get('protocol')} (version {reply.get('version')}).",
                          "Install the same version of route_pg on both sides, then restart the worker.")

    def usable(self):
        """Whether it still is the same worker, with nothing unread: an idle worker says nothing."""
        return (self.address == address and self.pid == os.getpid() and not self.buffer
                and not select.select([self.channel], [], [], 0)[0])

    def send(self, message):
        data = json.dumps(message, ensure_ascii=False).encode() + b"\n"
        if len(data) > MAX_LINE_BYTES:
            raise garbled("A message of ours is longer than 8 MiB.")
        deadline = time.monotonic() + patience
        while data:
            try:
                data = data[self.channel.send(data):]
            except OSError as error:
                if not not_yet(error):
                    raise Lost(error.strerror or str(error)) from error
                wait(self.channel, select.POLLOUT, deadline)

    def line(self):
        line, found, rest = self.buffer.partition(b"\n")
        if found:
            self.buffer = rest
        return line if found else None

    def fill(self, deadline, step_ms=STEP_MS):
        """Read once; True when something came."""
        try:
            data = self.channel.recv(1 << 16)
        except OSError as error:
            if not not_yet(error):
                raise Lost(error.strerror or str(error)) from error
            wait(self.channel, select.POLLIN, deadline, step_ms)
            return False
        if not data:
            raise Lost("it closed the connection")
        self.buffer += data
        if len(self.buffer) > 2 * MAX_LINE_BYTES:
            raise garbled("A line is longer than 8 MiB.")
        return True

    def receive(self, seconds, step_ms=STEP_MS):
        """The next message; Lost after so many seconds of silence, or where it comes drop by drop."""
        deadline = time.monotonic() + seconds
        latest = time.monotonic() + max(seconds, patience)
        while (line := self.line()) is None:
            self.fill(deadline, step_ms)
            if time.monotonic() > latest:
                raise Lost("its message has no end")
        try:
            message = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise garbled(f"A line is not JSON: {error}.") from None
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            raise garbled("A line is no message.")
        return message

    def close(self):
        self.channel.close()


def failure_of(message):
    parts = {name: message.get(name) for name in ("sqlstate", "message", "detail", "hint")}
    sqlstate = parts["sqlstate"]
    if not (isinstance(sqlstate, str) and len(sqlstate) == 5 and sqlstate.isalnum() and sqlstate.isascii()
            and sqlstate[:2] not in ("00", "01", "02")):  # those are no errors
        raise garbled("An error has no SQLSTATE.")
    return Failure(sqlstate.upper(), *(str(parts[name] or "") for name in ("message", "detail", "hint")))


def timed_out():
    """Whether the caller's own statement_timeout is over."""
    row = plpy.execute(
        "SELECT (SELECT setting::float FROM pg_settings WHERE name = 'statement_timeout') AS allowed,"
        " extract(epoch FROM clock_timestamp() - statement_timestamp()) * 1000 AS taken")[0]
    return row["allowed"] > 0 and float(row["taken"]) >= row["allowed"] - 1


class Conversation:
    """One message of ours to its ending, answering what the worker asks in between."""

    def __init__(self, connection):
        self.connection = connection
        self.id = os.urandom(8).hex()
        self.answered = False  # anything came back
        self.announced = False  # the worker is about to cancel, and has not yet said that it did
        self.queue = []
        self.messages = 0
        self.passed = set()  # statements that the database itself has checked and not refused

    def run(self):
        self.connection.send({**ask, "id": self.id})
        while True:
            message = self.next()
            if message["type"] in ENDINGS:
                # Said by us, whatever the worker says.
                return {**message, "checked": isinstance(message.get("sql"), str) and message["sql"] in self.passed}
            if message["type"] not in REPLIES or ask["type"] != "ask":
                raise garbled(f"It sent {message['type'][:40]!r} out of turn.")
            self.connection.send(self.reply(message))

    def read(self, seconds, step_ms=STEP_MS):
        message = self.connection.receive(seconds, step_ms)
        self.answered = True
        self.messages += 1
        if self.messages > MAX_MESSAGES:
            raise garbled(f"It sent more than {MAX_MESSAGES} messages for one question.")
        if message.get("id") != self.id:
            raise garbled("A message belongs to another question.")
        return message

    def next(self):
        """The next message that is no report of a cancel."""
        while True:
            if self.queue:
                return self.queue.pop(0)
            try:
                message = self.read(patience)
            except plpy.SPIError as error:
                self.claim(error)
                continue
            if message["type"] == "cancelling":
                self.announced = True
            elif message["type"] != "cancelled":
                return message
            else:
                self.announced = False
                if moment(message):
                    self.let_out()

    def claim(self, error):
        """Return if the worker says that the cancel was its own; else raise it.

        The worker announces a cancel before it sends it, so where there is no announcement there is
        nothing to wait for. While the claim is awaited another cancel of the user's raises at once.
        """
        arrived = time.time()
        if error.sqlstate != CANCELLED or timed_out():
            raise error
        while len(self.queue) < 2:  # it says nothing else while it waits for a reply
            try:
                # Silence of so long, not so long in all: what it said before may be much, and we be slow.
                message = self.read(CLAIM_SECONDS if self.announced else NEWS_SECONDS, 5)
            except Lost:
                break
            if message["type"] == "cancelling":
                self.announced = True
            elif message["type"] != "cancelled":
                self.queue.append(message)
            else:
                self.announced = False
                if moment(message) > arrived + CLOCK_SECONDS:
                    break  # it sent its own later than this one came: somebody else's was first
                if moment(message):
                    return self.settle()
        raise error

    def settle(self):
        """A second cancel next to the worker's is the user's; pause() raises it."""
        end = time.monotonic() + 0.02
        while time.monotonic() < end:
            pause()
            time.sleep(0.002)

    def let_out(self):
        """A cancel that the worker sent came after its trial: take it now, before anything else runs."""
        end = time.monotonic() + LATE_SECONDS
        while time.monotonic() < end:
            try:
                pause()
            except plpy.SPIError as error:
                if error.sqlstate != CANCELLED or timed_out():
                    raise
                return self.settle()
            time.sleep(0.001)

    def reply(self, request):
        """Have the database answer; a statement that its encoding cannot hold fails like any other."""
        kind = request["type"]
        texts = [request.get("sql")] if kind == "trial" else listed(request, "sql") if kind == "explain" else []
        if not all(isinstance(text, str) for text in texts):
            raise garbled("A statement is no text.")
        if kind == "link":
            request = {**request, "words": [word for word in listed(request, "words") if fits(word)]}
        elif not all(map(fits, texts)):
            return self.without(request, texts)
        began = time.monotonic()
        try:
            row = plpy.execute(GD["route_pg.handle"], [json.dumps(request), path])[0]
        except plpy.SPIError as error:
            if error.sqlstate != CANCELLED:
                raise
            self.claim(error)
            if kind != "trial":
                return self.reply(request)
            return {"type": "tried", "id": self.id, "milliseconds": (time.monotonic() - began) * 1000,
                    "failure": failed(CANCELLED, "the trial was cancelled: it outstayed route.trial_timeout")}
        reply = json.loads(row["reply"])
        outcomes = reply["plans"] if kind == "explain" else [reply]
        self.passed.update(text for text, outcome in zip(texts, outcomes) if "failure" not in outcome)
        return reply

    def without(self, request, texts):
        unfit = failed("22P05", f"the statement has a character that {encoding} does not have")
        if request["type"] == "trial":
            return {"type": "tried", "id": self.id, "failure": unfit, "milliseconds": 0}
        plans = iter(self.reply({**request, "sql": [text for text in texts if fits(text)]})["plans"])
        return {"type": "explained", "id": self.id, "milliseconds": 0,
                "plans": [next(plans) if fits(text) else {"failure": unfit} for text in texts]}


def listed(request, name):
    found = request.get(name, [])
    if not isinstance(found, list):
        raise garbled(f"Its {name} are no list.")
    return found


def moment(message):
    """When the worker sent a cancel, by the server's clock."""
    at = message.get("at")
    if isinstance(at, bool) or not isinstance(at, (int, float)) or not 0 <= at < 1e11:
        raise garbled("A cancel was sent at no time.")
    return at


def failed(sqlstate, message):
    return {"sqlstate": sqlstate, "message": message, "detail": "", "hint": ""}


def python_codec(name):
    """Python's name for an encoding of the server."""
    if name in ("UTF8", "SQL_ASCII"):
        return "utf-8"
    try:
        return codecs.lookup(name.replace("WIN", "cp").replace("KOI8", "koi8_").lower()).name
    except LookupError:
        return "ascii"


def fits(text):
    try:
        text.encode(codec)
    except (UnicodeEncodeError, AttributeError):
        return False
    return "\0" not in text


def fitted(value):
    """JSON in which no text has a character that the database's encoding cannot hold."""
    if isinstance(value, str):
        return value.replace("\0", "?").encode(codec, "replace").decode(codec)
    if isinstance(value, list):
        return [fitted(item) for item in value]
    if isinstance(value, dict):
        return {fitted(key): fitted(item) for key, item in value.items()}
    return value


def connection_for():
    """The session's connection; a new one where there is none, or it has been of no use since."""
    kept = GD.get("route_pg.connection")
    if kept is not None:
        if kept.usable():
            kept.fresh = False
            return kept
        drop()
    GD["route_pg.connection"] = Connection()
    return GD["route_pg.connection"]


def drop():
    kept = GD.pop("route_pg.connection", None)
    if kept is not None:
        kept.close()


def converse():
    """Once more on a new connection where a kept one turned out to be dead before it said anything."""
    connection = connection_for()
    conversation = Conversation(connection)
    try:
        return conversation.run()
    except Lost:
        if connection.fresh or conversation.answered:
            raise
    drop()
    return Conversation(connection_for()).run()


if "route_pg.session" not in GD:
    GD["route_pg.pause"] = plpy.prepare("SELECT 1")
    GD["route_pg.session"] = plpy.prepare(
        "SELECT jsonb_build_object('database', current_database(), 'role', current_user,"
        " 'server_version', current_setting('server_version_num')::integer,"
        " 'backend_pid', pg_backend_pid(), 'backend_start', route.backend_start(),"
        " 'statement_start', (extract(epoch FROM statement_timestamp()) * 1000000)::bigint)::text AS session")
    GD["route_pg.handle"] = plpy.prepare("SELECT route.handle($1::jsonb, $2)::text AS reply", ["text", "text"])

ask = json.loads(message)
if ask["type"] == "ask":
    # Said here and by nobody else: whoever may call this function could name another's process, and
    # have the worker cancel what runs there.
    ask["session"] = json.loads(plpy.execute(GD["route_pg.session"])[0]["session"])
ENDINGS = {"ask": ("answer", "refusal", "error"), "embed": ("embedded", "error"), "status": ("status", "error")}[ask["type"]]
address = setting("worker", DEFAULT_SOCKET)
patience = float(setting("worker_timeout", "120"))
encoding = plpy.execute("SELECT getdatabaseencoding() AS name")[0]["name"]
codec = python_codec(encoding)
try:
    ending = converse()
    if ending["type"] == "error":
        raise failure_of(ending)
    if ending["type"] == "refusal":
        failure_of(ending)
    return json.dumps(fitted(ending))
except Failure as failure:
    drop()
    return json.dumps(fitted(failure.parts))
except plpy.SPIError as error:
    # A cancel included. Whatever the worker is about to say must never reach the next question.
    drop()
    _, detail, hint, *_ = getattr(error, "spidata", None) or (None, None, None)
    return json.dumps(fitted(Failure(error.sqlstate, str(error), detail, hint).parts))
except RecursionError:
    drop()
    return json.dumps(garbled("A message is nested too deep.").parts)
except (Lost, OSError) as error:
    drop()
    return json.dumps(fitted(unreachable(f"{address}: {error}.").parts))
except BaseException:
    drop()
    raise
$python$;
COMMENT ON FUNCTION route.call(jsonb, text) IS
    'PL/Python: one message to the worker and its ending; keeps the connection for the session';

-- 62-asking.sql -----------------------------------------------------------------------------------

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
SELECT pg_catalog.set_config('search_path', pg_catalog.concat('pg_catalog, ', route.home_of('vector'), ', pg_temp'), true);
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
SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
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

-- 64-answers.sql ----------------------------------------------------------------------------------

-- Answers in the forms that the public functions give them. All take the caller's search_path.

-- A role without USAGE on schema route could not even call the functions that would tell it so.
CREATE FUNCTION route.require_usage() RETURNS void
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT has_schema_privilege('route', 'USAGE') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = format('role %I may not use schema route', current_user),
            HINT = format('GRANT USAGE ON SCHEMA route TO %I;', current_user);
    END IF;
END
$$;
COMMENT ON FUNCTION route.require_usage() IS '42501 with what to grant, for a role that may not use schema route';

CREATE FUNCTION route.ask(question text, max_rows integer, path text) RETURNS SETOF json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF max_rows <= 0 THEN
        PERFORM route.fail('RT006', 'max_rows is not positive', format('It is %s.', max_rows),
            'Leave it out to get as many as route.max_rows allows.');
    END IF;
    RETURN QUERY SELECT r FROM route.run(
        route.converse('answer', question, path) ->> 'sql', path, least(max_rows, route.max_rows())) AS r;
END
$$;
COMMENT ON FUNCTION route.ask(text, integer, text) IS 'route_ask, given the search_path';

-- A trial of the answer that keeps its rows apart from their columns' names and types.
CREATE FUNCTION route.answered(
    question text, path text, max_rows integer,
    OUT sql text, OUT lines json[], OUT names text[], OUT types text[]
)
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    max_bytes CONSTANT integer := route.setting('max_bytes', '16777216');
    outcome record;
BEGIN
    sql := route.converse('answer', question, path) ->> 'sql';
    SELECT * INTO outcome FROM route.guarded(sql, path, max_rows, max_bytes);
    PERFORM route.raise_outcome(sql, outcome.failure, outcome.full_at, max_bytes);
    lines := outcome.lines;
    names := outcome.names;
    types := outcome.types;
END
$$;
COMMENT ON FUNCTION route.answered(text, text, integer) IS 'the answer to a question: statement, rows, names and types of its columns';

-- A name twice cannot stand in a column definition list: the second gets a number.
CREATE FUNCTION route.column_list(names text[], types text[]) RETURNS text
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(string_agg(format('%I %s', CASE WHEN nth = 1 THEN name ELSE name || '_' || nth END, type), ', ' ORDER BY place), '')
    FROM (
        SELECT name, type, place, row_number() OVER (PARTITION BY name ORDER BY place) AS nth
        FROM unnest(names, types) WITH ORDINALITY AS c (name, type, place)
    ) AS c
$$;
COMMENT ON FUNCTION route.column_list(text[], text[]) IS 'a column definition list';

CREATE FUNCTION route.columns_of(question text, path text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    answer record;
BEGIN
    SELECT * INTO answer FROM route.answered(question, path, 1);
    RETURN route.column_list(answer.names, answer.types);
END
$$;
COMMENT ON FUNCTION route.columns_of(text, text) IS 'route_columns, given the search_path';

-- The lines as a query of typed columns: each is read as its own type, then cast to the target.
CREATE FUNCTION route.typed_query(types text[], targets text[]) RETURNS text
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT format('SELECT %s FROM unnest($1) AS l (line), LATERAL json_to_record(l.line) AS q (%s)',
        string_agg(format('q.c%s::%s', place, target), ', ' ORDER BY place),
        string_agg(format('c%s %s', place, CASE WHEN type IN ('record', 'unknown') THEN 'json' ELSE type END), ', ' ORDER BY place))
    FROM unnest(types, targets) WITH ORDINALITY AS t (type, target, place)
$$;
COMMENT ON FUNCTION route.typed_query(text[], text[]) IS 'a query over an array of json objects with keys c1, c2, ..';

CREATE FUNCTION route.numbered(lines json[]) RETURNS json[]
LANGUAGE sql IMMUTABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(array_agg((
        SELECT json_object_agg('c' || e.n, e.value ORDER BY e.n)
        FROM json_each(l.line) WITH ORDINALITY AS e (key, value, n)) ORDER BY l.place), '{}')
    FROM unnest(lines) WITH ORDINALITY AS l (line, place)
$$;
COMMENT ON FUNCTION route.numbered(json[]) IS 'the same rows with keys c1, c2, .., because names may occur twice';

-- PostgreSQL tells a function nothing of the column definition list that it was called with, except
-- by an error: 'Returned type route.marker does not match expected type integer in column 1.'
-- The wording is in the server's language, the names of the types are not.
CREATE TYPE route.marker AS ();
COMMENT ON TYPE route.marker IS 'a type that no caller''s column definition list names';

CREATE FUNCTION route.expected_type(detail text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words text[];
    found text;
BEGIN
    IF strpos(detail, 'route.marker') = 0 THEN
        RETURN NULL; -- not of types: of the number of columns
    END IF;
    found := substring(detail FROM 'expected type (.+) in column');
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    -- whatever quotes the language has, they are none of these; the text must fit any encoding
    words := regexp_split_to_array(replace(detail, 'route.marker', ' '), '([^[:alnum:]_.,()\[\]]|[.,;:](?=\s|$))+');
    FOR length IN REVERSE 6..1 LOOP
        FOR start IN 1..cardinality(words) - length + 1 LOOP
            found := array_to_string(words[start:start + length - 1], ' ');
            BEGIN
                IF found ~ '^[^0-9]' AND to_regtype(found) IS NOT NULL THEN
                    RETURN found;
                END IF;
            EXCEPTION WHEN syntax_error OR invalid_name OR undefined_object OR invalid_parameter_value THEN
                NULL; -- these words are no type
            END;
        END LOOP;
    END LOOP;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION route.expected_type(text) IS 'the type that a column definition list has, from the error that its mismatch gives';

CREATE FUNCTION route.probe_query(known text[], columns integer) RETURNS text
LANGUAGE sql IMMUTABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'SELECT ' || string_agg(format('NULL::%s', coalesce(known[n], 'route.marker')), ', ' ORDER BY n)
    FROM generate_series(1, columns) AS n
$$;
COMMENT ON FUNCTION route.probe_query(text[], integer) IS 'a query whose first column that is not known yet is of type route.marker';

-- As route_ask, but the cursor outlives the call: so it is run to its end here, read-only, and wound
-- back; what a later FETCH gives is stored, it runs nothing. The block is a subtransaction that is kept,
-- since one that is rolled back would take the cursor with it; its end makes the transaction what it was
-- before, read-write. (From version 16 on no function may have SET transaction_read_only as an attribute.)
CREATE FUNCTION route.open_cursor(sql text, cursor refcursor, max_rows integer, path text) RETURNS refcursor
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    its_path text := route.trial_path(path);
    plan jsonb;
    opened refcursor := cursor;
BEGIN
    PERFORM route.check(sql, path);
    plan := route.explain(sql, path);
    IF plan ? 'failure' THEN
        PERFORM route.raise_ending(plan -> 'failure');
    ELSIF (plan ->> 'cost')::double precision > route.max_cost() THEN
        PERFORM route.fail('54000', format('the plan''s cost, %s, is above route.max_cost, %s', plan ->> 'cost', route.max_cost()),
            '', 'Ask for less, or SET route.max_cost higher.');
    END IF;
    PERFORM set_config('search_path', its_path, true);
    BEGIN
        PERFORM pg_catalog.set_config('transaction_read_only', 'on', true);
        OPEN opened SCROLL FOR EXECUTE 'WITH answer AS MATERIALIZED (' || pg_catalog.rtrim(sql, E'; \t\n\r\f\x0b')
            || E'\n) SELECT * FROM answer LIMIT ' || max_rows;
        MOVE FORWARD ALL FROM opened;
        MOVE ABSOLUTE 0 FROM opened;
    EXCEPTION WHEN assert_failure THEN
        RAISE; -- what makes the block a subtransaction; every other error passes as well
    END;
    RETURN opened;
END
$$;
COMMENT ON FUNCTION route.open_cursor(text, refcursor, integer, text) IS 'a cursor over a statement that has been run already';

-- The view's own name is of the caller's path, what is in it of the trial's.
CREATE FUNCTION route.create_view(name text, question text, path text) RETURNS regclass
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    its_path text := route.trial_path(path);
    parts text[];
    identifier text;
    sql text;
BEGIN
    PERFORM route.check_question(question);
    IF current_setting('transaction_read_only')::boolean THEN
        PERFORM route.fail('25006', 'cannot create a view in a read-only transaction', NULL, 'route_sql(..) gives its statement.');
    END IF;
    parts := parse_ident(name);
    IF name IS NULL OR cardinality(parts) NOT IN (1, 2) THEN
        PERFORM route.fail('RT006', 'not a name for a view', quote_nullable(name), 'Give a name or schema.name.');
    END IF;
    PERFORM set_config('search_path', path, true);
    identifier := format('%I.%I', CASE cardinality(parts) WHEN 2 THEN parts[1] ELSE current_schema()::text END, parts[cardinality(parts)]);
    PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
    IF identifier IS NULL THEN
        PERFORM route.fail('3F000', 'no schema has been selected to create in', NULL, 'Give the view''s name as schema.name.');
    ELSIF to_regclass(identifier) IS NOT NULL THEN
        PERFORM route.fail('42P07', format('relation %s already exists', identifier), NULL, 'Give another name, or drop it first.');
    END IF;
    sql := rtrim((SELECT a.sql FROM route.answered(question, path, 1) AS a), E'; \t\n\r\f\x0b');
    PERFORM route.check(sql, path); -- one statement, which EXECUTE by itself would not hold it to
    PERFORM set_config('search_path', its_path, true);
    EXECUTE format('CREATE VIEW %s AS %s', identifier, sql);
    RETURN identifier::regclass;
END
$$;
COMMENT ON FUNCTION route.create_view(text, text, text) IS 'route_view, given the search_path';

CREATE FUNCTION route.story(question text, path text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ending jsonb := route.consult('answer', question, path);
    refusal jsonb;
BEGIN
    IF ending ->> 'type' = 'refusal' THEN
        refusal := jsonb_build_object('refusal', ending - 'trace' - 'type' - 'id');
    ELSIF (ending ->> 'checked')::boolean IS NOT true THEN
        BEGIN
            PERFORM route.check(ending ->> 'sql', path);
        EXCEPTION WHEN SQLSTATE 'RT003' THEN -- what nobody gets, nobody is shown as the answer
            refusal := jsonb_build_object('refusal', jsonb_build_object('sqlstate', SQLSTATE, 'message', SQLERRM));
            ending := ending - 'sql' - 'confidence';
        END;
    END IF;
    RETURN coalesce(ending -> 'trace', '{}')
        || jsonb_strip_nulls(jsonb_build_object('sql', ending -> 'sql', 'confidence', ending -> 'confidence'))
        || coalesce(refusal, '{}');
END
$$;
COMMENT ON FUNCTION route.story(text, text) IS 'route_explain, given the search_path: the trace of an answer, or of a refusal';

CREATE FUNCTION route.linked_columns(question text, path text)
RETURNS TABLE (schema_name text, table_name text, column_name text, score double precision, evidence text[])
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT l.value ->> 'schema', l.value ->> 'table', l.value ->> 'column', (l.value ->> 'score')::double precision,
        ARRAY(SELECT e.value FROM jsonb_array_elements_text(l.value -> 'evidence') AS e)
    FROM jsonb_array_elements(route.converse('link', question, path) #> '{trace,linking}') WITH ORDINALITY AS l (value, place)
    ORDER BY l.place;
END
$$;
COMMENT ON FUNCTION route.linked_columns(text, text) IS 'route_link, given the search_path';

CREATE FUNCTION route.status_items() RETURNS TABLE (item text, value text)
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    address text := route.setting('worker', '/run/route_pg/worker.sock');
    ending jsonb := route.call('{"type": "status"}', '');
BEGIN
    RETURN QUERY VALUES
        ('extension', (SELECT e.extversion FROM pg_extension AS e WHERE e.extname = 'route_pg')),
        ('worker', CASE WHEN ending ->> 'type' = 'error'
            THEN concat_ws(' ', 'unreachable:', coalesce(nullif(ending ->> 'detail', ''), ending ->> 'message'))
            ELSE 'reachable at ' || address END);
    RETURN QUERY SELECT e.key, e.value FROM jsonb_each_text(coalesce(ending -> 'items', '{}')) AS e ORDER BY e.key;
    RETURN QUERY SELECT s.item, s.value FROM route.sync_status() AS s;
    RETURN QUERY SELECT 'route.' || l.name, l.value FROM (VALUES
        ('max_rows', route.max_rows()::text), ('max_cost', route.max_cost()::text),
        ('trial_timeout', route.trial_timeout() || ' ms'), ('max_rounds', route.max_rounds()::text)) AS l (name, value);
END
$$;
COMMENT ON FUNCTION route.status_items() IS 'route_status';

CREATE FUNCTION route.column_names(type regtype) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relation oid := (SELECT t.typrelid FROM pg_type AS t WHERE t.oid = type);
BEGIN
    IF relation = 0 THEN
        PERFORM route.fail('RT006', format('%s is not a row type', type), NULL, 'Give NULL::schema.table, or a type made with CREATE TYPE .. AS (..).');
    END IF;
    RETURN ARRAY(
        SELECT a.attname::text FROM pg_attribute AS a
        WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum);
END
$$;
COMMENT ON FUNCTION route.column_names(regtype) IS 'the columns of a row type; RT006 for another type';

-- 70-public.sql -----------------------------------------------------------------------------------

-- The functions that users call.
--
-- Their bodies are parsed once, here, so that no search_path of a caller changes what they mean, and
-- they need none of their own: with one, the caller's would be lost before it could be passed on.
-- None is STRICT: a NULL question is an error and not a NULL answer.

CREATE FUNCTION @extschema@.route_ask(question text, max_rows integer DEFAULT NULL) RETURNS SETOF json
LANGUAGE sql VOLATILE SECURITY INVOKER
BEGIN ATOMIC
    SELECT route.require_usage();
    SELECT * FROM route.ask(question, max_rows, current_setting('search_path'));
END;
COMMENT ON FUNCTION @extschema@.route_ask(text, integer) IS
    'answer a question in English: one json object a row, keys in select order, at most max_rows and never more than route.max_rows. '
    'The statement was checked, explained and tried in your own transaction, with your own rights; nothing is ever written';

CREATE FUNCTION @extschema@.route_sql(question text) RETURNS text
LANGUAGE sql VOLATILE SECURITY INVOKER
BEGIN ATOMIC
    SELECT route.require_usage();
    SELECT route.statement(question, current_setting('search_path'));
END;
COMMENT ON FUNCTION @extschema@.route_sql(text) IS
    'the statement that answers a question, to be read before it is run, or run at once with \gexec';

CREATE FUNCTION @extschema@.route_columns(question text) RETURNS text
LANGUAGE sql VOLATILE SECURITY INVOKER
BEGIN ATOMIC
    SELECT route.require_usage();
    SELECT route.columns_of(question, current_setting('search_path'));
END;
COMMENT ON FUNCTION @extschema@.route_columns(text) IS
    'the column definition list of an answer, for route_rows: SELECT * FROM route_rows(..) AS t(<this>)';

CREATE FUNCTION @extschema@.route_cursor(question text, cursor refcursor DEFAULT NULL) RETURNS refcursor
LANGUAGE sql VOLATILE SECURITY INVOKER
BEGIN ATOMIC
    SELECT route.require_usage();
    SELECT route.open_cursor(route.converse('answer', question, current_setting('search_path')) ->> 'sql',
        cursor, route.max_rows(), current_setting('search_path'));
END;
COMMENT ON FUNCTION @extschema@.route_cursor(text, refcursor) IS
    'open a scrollable cursor over an answer of at most route.max_rows rows; it has been run already, so FETCH runs nothing';

CREATE FUNCTION @extschema@.route_view(name text, question text) RETURNS regclass
LANGUAGE sql VOLATILE SECURITY INVOKER
BEGIN ATOMIC
    SELECT route.require_usage();
    SELECT route.create_view(name, question, current_setting('search_path'));
END;
COMMENT ON FUNCTION @extschema@.route_view(text, text) IS
    'create a view of the statement that answers a question: yours, ordinary, and typed';

CREATE FUNCTION @extschema@.route_explain(question text) RETURNS jsonb
LANGUAGE sql VOLATILE SECURITY INVOKER
BEGIN ATOMIC
    SELECT route.require_usage();
    SELECT route.story(question, current_setting('search_path'));
END;
COMMENT ON FUNCTION @extschema@.route_explain(text) IS
    'the whole story of an answer or a refusal: what was linked, tried, refused and corrected, why, and how long it took';

CREATE FUNCTION @extschema@.route_link(question text)
RETURNS TABLE (schema_name text, table_name text, column_name text, score double precision, evidence text[])
LANGUAGE sql VOLATILE SECURITY INVOKER
BEGIN ATOMIC
    SELECT route.require_usage();
    SELECT * FROM route.linked_columns(question, current_setting('search_path'));
END;
COMMENT ON FUNCTION @extschema@.route_link(text) IS
    'schema linking alone: the columns that you may read and a question seems to need, best first, with the reasons';

CREATE FUNCTION @extschema@.route_status() RETURNS TABLE (item text, value text)
LANGUAGE sql VOLATILE SECURITY INVOKER
BEGIN ATOMIC
    SELECT route.require_usage();
    SELECT * FROM route.status_items();
END;
COMMENT ON FUNCTION @extschema@.route_status() IS
    'whether the worker is there, which model it runs, how fresh the catalog is, and your limits';

-- The next two cannot have such a body: one is polymorphic, the other's columns are the caller's to
-- say. They set the search_path aside themselves, before they use any operator, and put it back; an
-- error puts it back as well, with everything else that was done since.
CREATE FUNCTION @extschema@.route_rows(question text) RETURNS SETOF record
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
AS $$
DECLARE
    path text := pg_catalog.current_setting('search_path');
    answer pg_catalog.record;
    targets pg_catalog.text[];
    detail pg_catalog.text;
BEGIN
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    IF NOT has_schema_privilege('route', 'USAGE') THEN
        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
            MESSAGE = format('role %I may not use schema route', current_user),
            HINT = format('GRANT USAGE ON SCHEMA route TO %I;', current_user);
    END IF;
    SELECT * INTO answer FROM route.answered(question, path, route.max_rows());
    FOR i IN 0..cardinality(answer.names) LOOP
        BEGIN
            RETURN QUERY EXECUTE route.probe_query(targets, cardinality(answer.names)) || ' WHERE false';
            EXIT;
        EXCEPTION WHEN datatype_mismatch THEN
            GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
            targets := targets || route.expected_type(detail);
        END;
        IF targets[cardinality(targets)] IS NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'RT006',
                MESSAGE = 'the answer has other columns than the column definition list',
                DETAIL = concat_ws(' ', detail, 'The statement was: ' || answer.sql),
                HINT = format('SELECT * FROM route_rows(..) AS t(%s)', route.column_list(answer.names, answer.types));
        END IF;
    END LOOP;
    RETURN QUERY EXECUTE route.typed_query(answer.types, targets) USING route.numbered(answer.lines);
    PERFORM set_config('search_path', path, true);
END
$$;
COMMENT ON FUNCTION @extschema@.route_rows(text) IS
    'the rows of an answer as a typed table: SELECT * FROM route_rows(..) AS t(region text, revenue numeric). '
    'Columns go by position and are cast to the list; route_columns(..) prints the list to paste';

CREATE FUNCTION @extschema@.route_as(example anyelement, question text) RETURNS SETOF anyelement
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
AS $$
DECLARE
    path text := pg_catalog.current_setting('search_path');
    answer pg_catalog.record;
    wanted pg_catalog.text[];
BEGIN
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    IF NOT has_schema_privilege('route', 'USAGE') THEN
        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
            MESSAGE = format('role %I may not use schema route', current_user),
            HINT = format('GRANT USAGE ON SCHEMA route TO %I;', current_user);
    END IF;
    wanted := route.column_names(pg_typeof(example));
    SELECT * INTO answer FROM route.answered(question, path, route.max_rows());
    IF (SELECT array_agg(w ORDER BY w) FROM unnest(wanted) AS w) IS DISTINCT FROM
        (SELECT array_agg(n ORDER BY n) FROM unnest(answer.names) AS n) THEN
        RAISE EXCEPTION USING ERRCODE = 'RT006',
            MESSAGE = format('the answer''s columns are not those of %s', pg_typeof(example)),
            DETAIL = concat_ws(' ', format('Columns of the answer: %s. Columns of the type: %s.',
                array_to_string(answer.names, ', '), array_to_string(wanted, ', ')), 'The statement was: ' || answer.sql),
            HINT = format('Name the columns in the question, or use route_rows(..) AS t(%s).',
                route.column_list(answer.names, answer.types));
    END IF;
    RETURN QUERY SELECT p.* FROM unnest(answer.lines) AS l (line), LATERAL json_populate_record(example, l.line) AS p;
    PERFORM set_config('search_path', path, true);
END
$$;
COMMENT ON FUNCTION @extschema@.route_as(anyelement, text) IS
    'the rows of an answer as a row type that exists: SELECT * FROM route_as(NULL::sales.order, ..). '
    'Columns go by name; a missing or extra one is an error';

-- 80-curation.sql ---------------------------------------------------------------------------------

-- What people tell route: verified pairs, terms, exclusions. These functions have no rights of their
-- own: a curator holds the grants on the tables of pairs and terms, the owner alone may exclude.

-- What a statement reads, by PostgreSQL's own analysis down to columns: that of a temporary view which
-- is rolled back at once. The statement stands inside a subquery, where two columns may share a name;
-- route.check has seen to it that it is one statement and stays inside its parentheses.
CREATE FUNCTION route.columns_read(sql text, path text, OUT relids oid [], OUT attnums smallint [])
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    done boolean := false;
    message text;
BEGIN
    PERFORM route.check(sql, path);
    BEGIN
        PERFORM set_config('search_path', route.trial_path(path), true);
        EXECUTE pg_catalog.format(
            E'CREATE TEMPORARY VIEW route_columns_read AS SELECT 1 AS one FROM (%s\n) AS q',
            rtrim(sql, E'; \t\n\r')
        );
        PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
        SELECT array_agg(d.refobjid), array_agg(d.refobjsubid::smallint) INTO relids, attnums
        FROM (
            SELECT DISTINCT d.refobjid, d.refobjsubid
            FROM pg_rewrite AS w
            INNER JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
            WHERE w.ev_class = 'pg_temp.route_columns_read'::regclass
                AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> w.ev_class
            ORDER BY 1, 2
        ) AS d;
        done := true;
        RAISE EXCEPTION 'rolled back on purpose';
    EXCEPTION WHEN OTHERS THEN
        message := SQLERRM;
    END;
    IF NOT done THEN
        RAISE EXCEPTION USING ERRCODE = 'RT006',
            MESSAGE = 'it cannot be told what the statement reads', DETAIL = message;
    END IF;
    relids := coalesce(relids, '{}');
    attnums := coalesce(attnums, '{}');
END
$$;
COMMENT ON FUNCTION route.columns_read(text, text) IS
'columns that a statement reads (attnum 0: no one of the relation''s in particular)';

CREATE FUNCTION route.read_pair(question text, sql text, path text) RETURNS void
LANGUAGE sql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO route.pair_reads AS u (question, normal, relids, attnums)
    SELECT question, route.plain(question), r.relids, r.attnums FROM route.columns_read(sql, path) AS r
    ON CONFLICT (question) DO UPDATE SET
        normal = excluded.normal, relids = excluded.relids, attnums = excluded.attnums
$$;
COMMENT ON FUNCTION route.read_pair(text, text, text) IS 'find out and store what a verified pair reads';

-- At a sync: pairs from a dump, and pairs over relations that changed. One that no longer stands is
-- kept, and shown to nobody.
CREATE FUNCTION route.read_pairs(changed oid []) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
BEGIN
    FOR item IN
        SELECT p.question, p.sql, p.path FROM route.pairs AS p
        LEFT JOIN route.pair_reads AS u ON u.question = p.question
        WHERE u.question IS NULL OR u.relids && changed
            -- what it read was dropped
            OR EXISTS (
                SELECT FROM unnest(u.relids) AS r (relid)
                WHERE NOT EXISTS (SELECT FROM pg_class AS c WHERE c.oid = r.relid)
            )
        ORDER BY p.question
    LOOP
        BEGIN
            PERFORM route.read_pair(item.question, item.sql, item.path);
        EXCEPTION WHEN OTHERS THEN
            DELETE FROM route.pair_reads AS u WHERE u.question = item.question;
            RAISE WARNING 'the verified pair "%" does not stand any more: %', item.question, SQLERRM;
        END;
    END LOOP;
END
$$;
COMMENT ON FUNCTION route.read_pairs(oid []) IS 'find out what pairs read where that is not known any more';

CREATE FUNCTION route.may_write(relation regclass, what text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT has_table_privilege(relation, 'INSERT') THEN
        RAISE EXCEPTION USING ERRCODE = '42501',
            MESSAGE = format('permission denied: %I may not %s', current_user, what),
            DETAIL = 'It steers the questions of others, so that it is for members of route_curator.',
            HINT = format('Ask an administrator to: GRANT route_curator TO %I;', current_user);
    ELSIF pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean THEN
        RAISE EXCEPTION USING ERRCODE = 'RT006',
            MESSAGE = format('nobody can %s in a read-only transaction', what),
            HINT = 'Do it on the primary, in a transaction that may write.';
    END IF;
END
$$;
COMMENT ON FUNCTION route.may_write(regclass, text) IS 'raise a clear error unless the caller may write there now';

CREATE FUNCTION @extschema@.route_verify(question text, sql text, path text DEFAULT current_setting('search_path')) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    plan jsonb;
BEGIN
    PERFORM route.may_write('route.pairs', 'verify pairs');
    IF coalesce(btrim(question), '') = '' OR length(question) > 4000 THEN
        RAISE EXCEPTION USING ERRCODE = 'RT006', MESSAGE = 'the question is empty or longer than 4,000 characters';
    ELSIF sql IS NULL THEN
        DELETE FROM route.pairs AS p WHERE p.question = btrim(route_verify.question);
        RETURN;
    END IF;
    plan := route.explain(sql, path);
    IF plan ? 'failure' THEN
        RAISE EXCEPTION USING ERRCODE = 'RT006',
            MESSAGE = 'the statement does not stand: ' || (plan -> 'failure' ->> 'message'),
            DETAIL = plan -> 'failure' ->> 'detail', HINT = plan -> 'failure' ->> 'hint';
    END IF;
    INSERT INTO route.pairs AS p (question, sql, path) VALUES (btrim(question), sql, path)
    ON CONFLICT ON CONSTRAINT pairs_pkey DO UPDATE SET
        sql = excluded.sql, path = excluded.path, verified_at = now();
    PERFORM route.read_pair(btrim(question), sql, path);
    PERFORM route.embed_pair(btrim(question));
END
$$;
COMMENT ON FUNCTION @extschema@.route_verify(text, text, text) IS
'keep a question with the statement that answers it, for later questions of whoever may read all that it reads; NULL forgets it';

-- Later questions look for the pair from the next sync on, where the worker is not there now.
CREATE FUNCTION route.embed_pair(question text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF (route.worker_status() ->> 'embedder') = (SELECT s.value FROM route.state AS s WHERE s.item = 'embedder') THEN
        UPDATE route.pair_reads AS u SET embedding = (route.embed(ARRAY[embed_pair.question]))[1]
        WHERE u.question = embed_pair.question;
    END IF;
EXCEPTION
    WHEN undefined_function THEN -- installed without PL/Python: there is no worker to ask
        RAISE NOTICE 'kept, and to be embedded by the next route-pg sync';
    WHEN OTHERS THEN
        RAISE NOTICE 'kept, and to be embedded by the next sync: %', SQLERRM;
END
$$;
COMMENT ON FUNCTION route.embed_pair(text) IS 'embed a verified pair, if the worker is there';

CREATE FUNCTION @extschema@.route_term(term text, meaning text, relation regclass DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM route.may_write('route.terms', 'define terms');
    IF coalesce(route.normalize(term), '') = '' OR length(term) > 200 OR length(meaning) > 4000 THEN
        RAISE EXCEPTION USING ERRCODE = 'RT006',
            MESSAGE = 'a term has 1 to 200 characters, its meaning 4,000 at most';
    ELSIF meaning IS NULL THEN
        DELETE FROM route.terms AS t WHERE t.term = btrim(route_term.term);
        RETURN;
    END IF;
    INSERT INTO route.terms AS t (term, meaning, relation, normal)
    VALUES (btrim(term), meaning, relation, route.normalize(term))
    ON CONFLICT ON CONSTRAINT terms_pkey DO UPDATE SET
        meaning = excluded.meaning, relation = excluded.relation, normal = excluded.normal;
END
$$;
COMMENT ON FUNCTION @extschema@.route_term(text, text, regclass) IS
'say what a word of the house means, for later questions of whoever may read the relation; NULL forgets it';

CREATE FUNCTION route.forget_columns(relation oid, attributes smallint [], what text) RETURNS void
LANGUAGE sql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    DELETE FROM route.sampled_values AS v
    WHERE v.relid = relation AND v.attnum = ANY(attributes) AND NOT v.label;
    UPDATE route.columns AS c SET domain = '{}' WHERE c.relid = relation AND c.attnum = ANY(attributes);
    DELETE FROM route.foreign_keys AS k
    WHERE (k.inferred OR what = 'all') AND (
        (k.relid = relation AND k.attnums && attributes) OR (k.ref_relid = relation AND k.ref_attnums && attributes)
    );
    DELETE FROM route.columns AS c
    WHERE what = 'all' AND c.relid = relation AND c.attnum = ANY(attributes);
    SELECT route.sync_spellings();
    UPDATE route.relations AS r SET n_columns = (
        SELECT count(*) FROM route.columns AS c WHERE c.relid = relation
    ) WHERE r.relid = relation;
$$;
COMMENT ON FUNCTION route.forget_columns(oid, smallint [], text) IS 'delete what the catalog must not hold any more';

-- What was out and is not any more comes back with the next sync, keys of other relations included.
CREATE FUNCTION route.miss_columns(relation oid) RETURNS void
LANGUAGE sql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE route.relations AS r SET fingerprint = 0
    WHERE r.relid = relation OR r.relid IN (
        SELECT k.conrelid FROM pg_constraint AS k WHERE k.confrelid = relation
    );
    -- as after DDL, and silent for the same reason (route.notify_sync)
    SELECT pg_notify('route_sync', '') WHERE current_setting('max_prepared_transactions')::integer = 0;
$$;
COMMENT ON FUNCTION route.miss_columns(oid) IS 'have a relation read anew, of which more may be held than before';

CREATE FUNCTION @extschema@.route_exclude(relation regclass, column_name name, what text DEFAULT 'values') RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    attributes smallint[];
    lifted boolean;
BEGIN
    PERFORM route.begin_sync('exclude columns'); -- an exclusion that a running sync does not see would be undone by it
    IF what IS NULL OR what NOT IN ('values', 'all', 'nothing') THEN
        RAISE EXCEPTION USING ERRCODE = 'RT006', MESSAGE = format('not a way to exclude: %L', what),
            HINT = 'values: never sampled. all: never linked. nothing: no longer excluded.';
    END IF;
    attributes := ARRAY(
        SELECT a.attnum FROM pg_attribute AS a
        WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped
            AND (route_exclude.column_name IS NULL OR a.attname = route_exclude.column_name)
    );
    IF attributes = '{}' THEN
        RAISE EXCEPTION USING ERRCODE = 'RT006',
            MESSAGE = format('%s has no column %I', relation, route_exclude.column_name);
    END IF;
    WITH undone AS (
        DELETE FROM route.exclusions AS x
        WHERE x.relation = route_exclude.relation
            AND (x.attnum = ANY(attributes) OR x.column_name = route_exclude.column_name)
        RETURNING x.what
    )
    SELECT coalesce(bool_or(u.what = 'all' AND route_exclude.what <> 'all' OR route_exclude.what = 'nothing'), false)
    INTO lifted FROM undone AS u;
    INSERT INTO route.exclusions (relation, column_name, what, attnum, bound_relid)
    SELECT a.attrelid, a.attname, route_exclude.what, a.attnum, a.attrelid
    FROM pg_attribute AS a
    WHERE a.attrelid = route_exclude.relation AND a.attnum = ANY(attributes) AND route_exclude.what <> 'nothing';
    PERFORM route.forget_columns(relation, attributes, what);
    IF lifted THEN
        PERFORM route.miss_columns(relation);
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.route_exclude(regclass, name, text) IS
'keep a column (NULL: all of the relation) out: its values, or all of it, or nothing any more. What it forbids is deleted at once; '
'what it allows again comes back with the next sync. For the owner of the extension.';

-- 89-catalog_grants.sql ---------------------------------------------------------------------------

-- Callers read the views, and call what reads them; the tables are the owner's. (Grants on functions
-- and on the schema stand in the last part.)

REVOKE ALL ON
route.state, route.relations, route.columns, route.embeddings, route.foreign_keys, route.view_columns, route.sampled_values,
route.spellings, route.secret, route.similar_spellings, route.exclusions, route.terms, route.pairs, route.pair_reads, route.live_relations,
route.caller, route.visible_relations, route.visible_columns, route.visible_vectors, route.near_columns,
route.visible_keys, route.named_columns,
route.visible_domains, route.visible_sources,
route.visible_terms, route.visible_pairs
FROM public;

GRANT SELECT ON
route.state, route.live_relations,
route.caller, route.visible_relations, route.visible_columns, route.visible_vectors, route.near_columns,
route.visible_keys, route.named_columns,
route.visible_domains, route.visible_sources,
route.visible_terms, route.visible_pairs
TO public;

-- 99-privileges.sql -------------------------------------------------------------------------------

-- Who may do what. Everything is taken away first; a test pins what is then granted.
--
-- Asking runs with the caller's own rights, so everybody may; a DBA who wants it otherwise revokes
-- EXECUTE on the route_* functions or USAGE on schema route from PUBLIC. What steers other people's
-- questions (verified pairs, terms) is route_curator's. Syncing and excluding are the owner's alone:
-- they decide what of everybody's data the catalog holds. Everybody may call these, too, since they have no
-- rights of their own: their first step says who may, and whom to ask. What holds them is that nobody else may
-- write the tables.

DO $do$
BEGIN
    CREATE ROLE route_curator NOLOGIN;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN
        NULL; -- another database of this cluster has made it, perhaps at this moment
    WHEN insufficient_privilege THEN
        RAISE NOTICE 'role route_curator is missing: have it made, and grant as sql/src/99-privileges.sql does';
END
$do$;

REVOKE ALL ON SCHEMA route FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA route FROM PUBLIC;
REVOKE ALL ON route.setting FROM PUBLIC;

GRANT USAGE ON SCHEMA route TO PUBLIC;
GRANT SELECT ON route.setting TO PUBLIC;

DO $do$
DECLARE
    -- What answering a question calls, all of it with the caller's rights.
    asking CONSTANT text[] := ARRAY[
        -- settings and errors
        'fail', 'limit', 'max_cost', 'max_rounds', 'max_rows', 'setting', 'trial_timeout',
        -- the check
        'check', 'check_text', 'check_words', 'find_unsafe', 'first_unsafe', 'fold', 'folded', 'implied_operators',
        'is_polymorphic', 'is_unsafe', 'is_users', 'made_by_constants', 'makes_any_type', 'names_in', 'next_reach',
        'planned_procs', 'procs_of_operators', 'reachable_schemas', 'reached_by_bodies', 'reached_by_names',
        'reached_by_procs', 'reached_by_relations', 'reached_by_tree', 'reached_by_types', 'refuse', 'row_types',
        'schemas_named', 'tokens', 'trial_path',
        -- explain and trial
        'elapsed', 'explain', 'guarded', 'handle', 'link_request', 'raise_outcome', 'run', 'trial',
        -- the conversation
        'backend_start', 'call', 'check_question', 'consult', 'converse', 'embed', 'raise_ending', 'statement',
        'worker_status',
        -- answers
        'answered', 'ask', 'column_list', 'column_names', 'columns_of', 'create_view', 'expected_type', 'linked_columns',
        'numbered', 'open_cursor', 'probe_query', 'require_usage', 'status_items', 'story', 'typed_query',
        -- linking
        'asked_vector', 'asked_words', 'base_type', 'begins_alike', 'choose_columns', 'close_keys', 'cosine', 'exact_limit', 'key_edges',
        'key_path', 'kind_of', 'link', 'link_candidates', 'link_focus', 'link_scope', 'live_attributes', 'lookup_sql', 'lookup_values', 'match_equal', 'match_live',
        'match_similar', 'match_values', 'may_mean', 'natural_words', 'near', 'near_pairs', 'near_terms', 'normalize', 'paired_columns',
        'pairs_json', 'plain', 'rank_exact', 'rank_indexed', 'rank_named', 'rank_relations', 'score_columns', 'slice',
        'slice_columns', 'slice_keys', 'slice_tables', 'stem', 'sync_status', 'to_vector', 'values_among', 'values_equal',
        'values_similar',
        -- first steps of what is a curator's or the owner's: they say no
        'begin_sync', 'may_write'
    ];
    curating CONSTANT text[] := ARRAY[
        'columns_read', 'embed_pair', 'read_pair'
    ];
    its_role CONSTANT boolean := EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'route_curator');
    callee record;
BEGIN
    FOR callee IN
        SELECT p.oid::pg_catalog.regprocedure AS name, p.proname::text = ANY (asking) AS is_asked
        FROM pg_catalog.pg_proc AS p
        WHERE p.pronamespace = 'route'::pg_catalog.regnamespace AND p.proname::text = ANY (asking || curating)
    LOOP
        IF callee.is_asked THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO PUBLIC', callee.name);
        ELSIF its_role THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO route_curator', callee.name);
        END IF;
    END LOOP;
    IF its_role THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON route.pairs, route.pair_reads, route.terms TO route_curator;
        GRANT USAGE ON SEQUENCE route.object_ids TO route_curator;
    END IF;
END
$do$;

GRANT EXECUTE ON FUNCTION @extschema@.route_verify(text, text, text), @extschema@.route_term(text, text, regclass),
@extschema@.route_exclude(regclass, name, text) TO PUBLIC;
GRANT EXECUTE ON FUNCTION @extschema@.route_ask(text, integer), @extschema@.route_sql(text), @extschema@.route_rows(text),
@extschema@.route_columns(text), @extschema@.route_as(anyelement, text), @extschema@.route_cursor(text, refcursor),
@extschema@.route_view(text, text), @extschema@.route_explain(text), @extschema@.route_link(text),
@extschema@.route_status(), @extschema@.route_sync(boolean) TO PUBLIC;
