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
