-- route.link: the slice of the catalog that a question sees (docs/protocol.md). Reads only, so it
-- works in READ ONLY transactions and on standbys; and only through the views, as the caller.
--@path vector

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
--@path safe
