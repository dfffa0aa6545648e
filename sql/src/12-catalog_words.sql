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
--@path vector
COMMENT ON FUNCTION route.cosine(vector, vector) IS 'cosine similarity, -1 to 1';
--@path safe
COMMENT ON FUNCTION route.asked_vector() IS 'the vector that route.near_columns ranks by';

CREATE FUNCTION route.asked_words() RETURNS text []
LANGUAGE sql STABLE PARALLEL SAFE SECURITY INVOKER
RETURN string_to_array(nullif(current_setting('route.asked_words', true), ''), E'\x1f');
COMMENT ON FUNCTION route.asked_words() IS 'the words that route.similar_spellings and route.named_columns look for';
