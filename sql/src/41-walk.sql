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
