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
