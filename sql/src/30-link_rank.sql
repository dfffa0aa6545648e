-- Ranking: which columns is the question near to, in meaning, by name, by value.
--@path vector

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
--@path safe
