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
--@path vector
CREATE TABLE route.embeddings (
    id bigint PRIMARY KEY REFERENCES route.columns ON DELETE CASCADE,
    relid oid NOT NULL,
    attnum smallint NOT NULL,
    digest uuid NOT NULL,
    embedding vector(384) NOT NULL
);
--@path safe
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

--@extension
SELECT pg_catalog.pg_extension_config_dump('route.exclusions', '');
SELECT pg_catalog.pg_extension_config_dump('route.terms', '');
SELECT pg_catalog.pg_extension_config_dump('route.pairs', '');
--@end

-- What a sync finds out about the pairs of this database: not dumped, so a restored pair is shown
-- to nobody until a sync has seen what it reads.
--@path vector
CREATE TABLE route.pair_reads (
    id bigint PRIMARY KEY DEFAULT pg_catalog.nextval('route.object_ids'),
    question text NOT NULL UNIQUE REFERENCES route.pairs ON UPDATE CASCADE ON DELETE CASCADE,
    normal text NOT NULL,
    relids oid [] NOT NULL,
    attnums smallint [] NOT NULL,
    digest uuid,
    embedding vector(384)
);
--@path safe
COMMENT ON TABLE route.pair_reads IS
'columns that a verified pair reads (attnum 0: any column of the relation), its question in plain words, and its embedding';
