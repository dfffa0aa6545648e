-- Every grant that the extension makes; what is not here is its owner's alone.
\pset format unaligned
\pset tuples_only on
SELECT concat_ws(' ', 'schema', n.nspname, CASE a.grantee WHEN 0 THEN 'public' ELSE 'route_curator' END,
    string_agg(lower(a.privilege_type), ',' ORDER BY a.privilege_type))
FROM pg_namespace AS n, aclexplode(n.nspacl) AS a
WHERE n.nspname = 'route' AND a.grantee <> n.nspowner
GROUP BY n.nspname, a.grantee ORDER BY 1;

SELECT concat_ws(' ', c.relname, CASE a.grantee WHEN 0 THEN 'public' ELSE a.grantee::regrole::text END,
    string_agg(lower(a.privilege_type), ',' ORDER BY a.privilege_type))
FROM pg_class AS c, aclexplode(c.relacl) AS a
WHERE c.relnamespace = 'route'::regnamespace AND a.grantee <> c.relowner
GROUP BY c.relname, a.grantee ORDER BY 1;

-- Functions of each kind of caller. A new one that nobody may call shows up as the owner's.
SELECT concat_ws(' ',
    CASE
        WHEN p.proacl IS NULL OR has_function_privilege('public', p.oid, 'EXECUTE') THEN 'public'
        WHEN has_function_privilege('route_curator', p.oid, 'EXECUTE') THEN 'route_curator'
        ELSE 'owner'
    END, p.oid::regprocedure)
FROM pg_proc AS p
JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
JOIN pg_extension AS e ON e.oid = d.refobjid AND e.extname = 'route_pg'
ORDER BY 1;

-- Nothing runs with more rights than its caller's, but for three functions that look values up, by a
-- proof of who asks; nothing trusts the caller's search_path, unless
-- its body was bound when it was created, or it sets the path aside itself.
SELECT p.oid::regprocedure FROM pg_proc AS p
JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
JOIN pg_extension AS e ON e.oid = d.refobjid AND e.extname = 'route_pg'
WHERE p.prosecdef
    OR (p.proconfig IS NULL OR NOT 'search_path=pg_catalog, pg_temp' = ANY (p.proconfig)) AND p.prosqlbody IS NULL
ORDER BY 1;
