-- What a caller sees without a worker, and of arguments that are none.
\set VERBOSITY terse
INSERT INTO route.setting VALUES ('worker', '/nowhere/worker.sock');
SELECT route_sql(NULL);
SELECT route_sql('');
SELECT route_sql(repeat('x', 4001));
SELECT * FROM route_ask('how many', 0);
SELECT * FROM route_as(5, 'how many');
SET route.max_rows = 'all';
SELECT route_sql('how many');
RESET route.max_rows;
\set VERBOSITY default
\set SHOW_CONTEXT never
SELECT route_sql('how many');
SELECT item, value FROM route_status() WHERE item IN ('extension', 'worker');
INSERT INTO route.setting VALUES ('wroker', 'x');
SELECT route.explain('DROP TABLE x');
SELECT route.explain('SELECT pg_sleep(1)');
SELECT route.trial('SELECT 1 AS one, ''a'' AS "Two"', 10, 1000) - 'milliseconds';
SELECT route.check('SELECT 1; SELECT 2');
