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
