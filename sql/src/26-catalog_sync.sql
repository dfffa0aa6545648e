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

--@extension
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
--@end

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
