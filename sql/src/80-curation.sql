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
