"""Analysis of statements: what is refused, what is named, what is mended."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from route_pg.analysis.dialect import Edit, apply_edits
from route_pg.analysis.repair import repair
from route_pg.analysis.statement import Statement, analyse, columns_used
from route_pg.types import Column, Failure, Schema, Table
from tests.fixtures.attacks import read_corpus


def column(table: int, name: str) -> Column:
    return Column(table=table, name=name, type="text", kind="text")


SHOP = Schema(
    tables=(
        Table(schema="sales", name="customers"),
        Table(schema="sales", name="orders"),
        Table(schema="Odd", name="Order"),
        Table(schema="hr", name="people"),
        Table(schema="old", name="people"),
    ),
    columns=(
        column(0, "id"),
        column(0, "name"),
        column(1, "id"),
        column(1, "customer_id"),
        column(1, "total"),
        column(2, "Größe"),
        column(3, "name"),
    ),
)


def analysed(sql: str) -> Statement:
    found = analyse(sql, SHOP)
    assert isinstance(found, Statement), found
    return found


def refused(sql: str) -> Failure:
    found = analyse(sql, SHOP)
    assert isinstance(found, Failure), found
    return found


SAFE = """
SELECT 1
VALUES (1), (2)
TABLE orders
(SELECT 1) UNION ALL (SELECT 2) ORDER BY 1
WITH a AS (SELECT 1 AS x), b AS (SELECT x FROM a) SELECT * FROM b
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT * FROM r
SELECT * FROM a NATURAL JOIN b LEFT JOIN c USING (x) CROSS JOIN d FULL JOIN e ON true
SELECT * FROM t LEFT JOIN LATERAL (SELECT * FROM u WHERE u.a = t.a ORDER BY b LIMIT 1) q ON true
SELECT rank() OVER w FROM t WINDOW w AS (PARTITION BY a ORDER BY b)
SELECT sum(a) OVER (ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t
SELECT count(*) FILTER (WHERE x > 1), percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FROM t
SELECT DISTINCT ON (a) a, b FROM t ORDER BY a, b DESC NULLS LAST LIMIT 3 OFFSET 1
SELECT a FROM t GROUP BY ROLLUP (a), CUBE (b), GROUPING SETS ((a), ())
SELECT date_trunc('month', x), extract(year FROM x), now() - interval '3 months' FROM t
SELECT current_date
SELECT x::numeric(10, 2), CAST(a AS text), a IS DISTINCT FROM b, a BETWEEN 1 AND 2 FROM t
SELECT ROW(1, 2), (1, 2) = (3, 4), ARRAY[1, 2], ARRAY(SELECT 1), x = ANY (ARRAY[1]) FROM t
SELECT j ->> 'a', j #> '{a,b}', j ? 'x', j @> '{}', a[1] FROM t
SELECT array_agg(x ORDER BY y), string_agg(DISTINCT a, ', ') FROM t
SELECT * FROM json_to_recordset('[]') AS x(a int, b text)
SELECT * FROM unnest(ARRAY[1, 2]) WITH ORDINALITY AS u(a, n)
SELECT * FROM generate_series(1, 3) AS g(i)
SELECT a COLLATE "C", a AT TIME ZONE 'utc', a || b, -a, a ILIKE '%x%' FROM t
SELECT a ~* 'x', a SIMILAR TO 'y' FROM t
SELECT CASE WHEN a THEN 1 ELSE 2 END, COALESCE(a, b), NULLIF(a, b), EXISTS (SELECT 1), NOT a FROM t
SELECT overlay('abc' placing 'x' from 2 for 1), substring(a from 1 for 2), trim(both from x) FROM t
SELECT * FROM t TABLESAMPLE SYSTEM (1)
SELECT a FROM t WHERE (a, b) IN (SELECT 1, 2) FETCH FIRST 3 ROWS ONLY
SELECT to_char(x, 'YYYY'), age(a, b), make_date(1, 2, 3), pg_catalog.lower(x) FROM t
SELECT similarity(a, b)
SELECT $$quoted; text$$, E'it\\'s', U&'d\\0061t'
SELECT 1 -- ; DROP TABLE orders
""".strip().splitlines()

UNSAFE = """
DELETE FROM orders
UPDATE orders SET id = 1
INSERT INTO orders VALUES (1)
INSERT INTO orders VALUES (1) RETURNING id
MERGE INTO x USING y ON true WHEN MATCHED THEN DELETE
DROP TABLE orders
CREATE TABLE x AS SELECT 1
ALTER TABLE x ADD y int
TRUNCATE orders
SELECT 1 INTO x
SELECT * FROM orders FOR UPDATE
SELECT * FROM orders FOR KEY SHARE SKIP LOCKED
WITH x AS (DELETE FROM orders RETURNING *) SELECT * FROM x
WITH x AS (INSERT INTO orders VALUES (1) RETURNING *) TABLE x
SELECT * FROM (SELECT 1; DROP TABLE orders) x
SELECT 1; SELECT 2
SELECT 1; DROP TABLE orders
COPY orders TO '/tmp/x'
DO $$ BEGIN END $$
CALL f()
EXECUTE f
PREPARE f AS SELECT 1
EXPLAIN SELECT 1
EXPLAIN ANALYZE DELETE FROM orders
SHOW search_path
SET x = 1
BEGIN
COMMIT
ROLLBACK
LISTEN x
NOTIFY x
VACUUM
LOCK TABLE orders
GRANT SELECT ON orders TO bob
DECLARE c CURSOR FOR SELECT 1
FETCH c
SELECT $1
SELECT pg_sleep(1)
SELECT PG_SLEEP(1)
SELECT pg_catalog.pg_sleep_for('1 day')
SELECT "pg_sleep"(1)
SELECT set_config('a.b', 'c', false)
SELECT nextval('s')
SELECT pg_advisory_lock(1)
SELECT pg_try_advisory_xact_lock(1)
SELECT pg_terminate_backend(1)
SELECT pg_read_file('/etc/passwd')
SELECT pg_ls_dir('/')
SELECT lo_import('/etc/passwd')
SELECT lo_unlink(1)
SELECT dblink('x', 'DROP TABLE y')
SELECT * FROM dblink_exec('x', 'y') AS t(a text)
SELECT query_to_xml('DELETE FROM orders', true, true, '')
SELECT * FROM crosstab('SELECT 1') AS c(a int)
SELECT ts_stat('SELECT 1')
SELECT pg_notify('a', 'b')
SELECT pg_logical_emit_message(true, 'a', 'b')
SELECT route_sync()
""".strip().splitlines()


@pytest.mark.parametrize("sql", SAFE)
def test_what_only_reads_is_let_through(sql: str) -> None:
    analysed(sql)


@pytest.mark.parametrize("sql", UNSAFE)
def test_what_may_do_more_is_refused(sql: str) -> None:
    assert refused(sql).sqlstate in ("RT003", "42601")


@pytest.mark.parametrize("sql", ["", " ; ", "-- nothing", "SELECT FROM WHERE", "hello there"])
def test_what_is_no_statement_is_refused(sql: str) -> None:
    assert refused(sql).message


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT " + "(" * 5000 + "1" + ")" * 5000,
        "SELECT '" + "x" * 1_000_000 + "'",
        "SELECT " + "NOT " * 10_000 + "true",
        "SELECT 1" + " UNION SELECT 1" * 5_000,
    ],
)
def test_what_is_too_large_is_refused(sql: str) -> None:
    assert refused(sql).sqlstate == "54001"


@pytest.mark.parametrize(
    ("sql", "qualified"),
    [
        ("SELECT name FROM customers;", "SELECT name FROM sales.customers"),
        ("TABLE orders", "TABLE sales.orders"),
        ('SELECT 1 FROM "Order" o', 'SELECT 1 FROM "Odd"."Order" o'),
        ("SELECT 1 FROM Customers AS c", "SELECT 1 FROM sales.Customers AS c"),
        ("SELECT 1 FROM people", "SELECT 1 FROM people"),
        ("SELECT 1 FROM unknown", "SELECT 1 FROM unknown"),
        ("SELECT 1 FROM sales.orders", "SELECT 1 FROM sales.orders"),
        (
            "WITH orders AS (SELECT 1) SELECT * FROM orders",
            "WITH orders AS (SELECT 1) SELECT * FROM orders",
        ),
        (
            "WITH x AS (SELECT * FROM orders) SELECT * FROM x, customers",
            "WITH x AS (SELECT * FROM sales.orders) SELECT * FROM x, sales.customers",
        ),
        (
            "SELECT (SELECT max(id) FROM orders o WHERE o.id = c.id) FROM customers c",
            "SELECT (SELECT max(id) FROM sales.orders o WHERE o.id = c.id) FROM sales.customers c",
        ),
    ],
)
def test_relations_are_named_with_their_schemas(sql: str, qualified: str) -> None:
    assert analysed(sql).sql == qualified


def test_what_a_statement_uses() -> None:
    sql = (
        "SELECT c.name, sum(total) FROM customers c JOIN orders o ON o.customer_id = c.id"
        " WHERE EXISTS (SELECT 1 FROM orders x WHERE x.id = c.id) GROUP BY 1"
    )
    assert analysed(sql).tables == (0, 1)
    assert analysed(sql).relations == 3
    assert set(columns_used(sql, SHOP)) == {0, 1, 2, 3, 4}
    assert columns_used('SELECT "Größe" FROM "Order"', SHOP) == (5,)
    assert columns_used("no statement", SHOP) == ()
    assert analysed("SELECT 1").relations == 0


# What a text alone gives away. What a name stands for (functions, views, operators) only the
# backend can know, and it refuses that (tests/integration/test_trial_attacks.py).
BY_TEXT = (
    *("not a query", "several statements", "writing in a common table expression"),
    *("advisory locks", "large objects", "functions that execute text"),
)


@pytest.mark.parametrize("group", BY_TEXT)
def test_attacks_that_the_text_gives_away_end_in_the_worker(group: str) -> None:
    attacks = [each for each in read_corpus() if each.group == group and each.expected == "refused"]
    assert len(attacks) >= 10
    assert [each for each in attacks if isinstance(analyse(each.sql, SHOP), Statement)] == []


def test_no_attack_breaks_the_analysis() -> None:
    for attack in read_corpus():
        assert isinstance(analyse(attack.sql, SHOP), Statement | Failure)


NO_COLUMN = Failure(sqlstate="42703", message="column does not exist")
NO_TABLE = Failure(sqlstate="42P01", message="relation does not exist")


@pytest.mark.parametrize(
    ("sql", "failure", "mended"),
    [
        ("SELECT nam FROM customers", NO_COLUMN, "SELECT name FROM customers"),
        ("SELECT c.Nmae FROM customers c", NO_COLUMN, "SELECT c.name FROM customers c"),
        ("SELECT customerid FROM orders", NO_COLUMN, "SELECT customer_id FROM orders"),
        ('SELECT "Grösse" FROM "Order"', NO_COLUMN, 'SELECT "Größe" FROM "Order"'),
        ("SELECT zzz FROM customers", NO_COLUMN, None),
        ("SELECT name FROM customers", NO_COLUMN, None),
        ("SELECT 1 FROM customer", NO_TABLE, "SELECT 1 FROM sales.customers"),
        ("SELECT 1 FROM public.ordrs o", NO_TABLE, "SELECT 1 FROM sales.orders o"),
        ("SELECT 1 FROM zzz", NO_TABLE, None),
        ("SELECT name FROM", NO_COLUMN, None),
        ("SELECT nam FROM customers", Failure(sqlstate="22012", message="x"), None),
    ],
)
def test_repair_by_the_nearest_name(sql: str, failure: Failure, mended: str | None) -> None:
    found = repair(sql, failure, SHOP)
    assert (found.sql if found else None) == mended


def test_a_hint_goes_before_the_nearest_name_in_any_language() -> None:
    hint = "Vielleicht wurde beabsichtigt, auf die Spalte »o.total« zu verweisen."
    failure = Failure(sqlstate="42703", message="Spalte »nam« existiert nicht", hint=hint)
    found = repair("SELECT nam FROM customers, orders o", failure, SHOP)
    assert found is not None
    assert found.sql == "SELECT o.total FROM customers, orders o"
    assert found.note == "nam -> o.total"


def test_the_column_that_the_message_names_is_the_one_mended() -> None:
    failure = Failure(sqlstate="42703", message='column "totl" does not exist')
    found = repair("SELECT zzz, totl FROM orders", failure, SHOP)
    assert found is not None
    assert found.sql == "SELECT zzz, total FROM orders"


def test_edits_do_not_disturb_each_other() -> None:
    edits = [Edit(0, 1, "xyz"), Edit(2, 3, ""), Edit(3, 3, "!")]
    assert apply_edits("abcd", edits) == "xyzb!d"


PIECES = st.sampled_from(
    [
        *"SELECT FROM WHERE ( ) , ; ' \" $$ -- /* */ * . :: [ ] { } = < orders c.name".split(),
        *"AS WITH UNION ORDER BY GROUP LIMIT JOIN ON NOT NULL CASE WHEN THEN END OVER".split(),
        *("e'\\", "\x00", "é", "FILTER", "IN"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=24).map(" ".join) | st.text(max_size=60))
def test_no_text_breaks_the_analysis(sql: str) -> None:
    found = analyse("SELECT " + sql, SHOP)
    assert isinstance(found, Statement | Failure)
    repair("SELECT " + sql, NO_COLUMN, SHOP)
    repair("SELECT " + sql, NO_TABLE, SHOP)
