"""What the backend's check makes of a text: tokens, names, whom it refuses and whom it must not."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.fixtures.cluster import Connect

TOKENS = [
    ("SELECT a.b FROM c", ["SELECT", "a", ".", "b", "FROM", "c"]),
    ("SELECT 'it''s', E'\\'', \"x\"\"y\"", ["SELECT", "'it''s'", ",", "E'\\''", ",", '"x""y"']),
    ("SELECT 1.5e-3+.5", ["SELECT", "1.5e-3", "+", ".5"]),
    ("SELECT a->>'b'::text[1:2]", ["SELECT", "a", "->>", "'b'", "::", "text"]),
    ("SELECT größe_1$ FROM été", ["SELECT", "größe_1$", "FROM", "été"]),
]


def refusal(connection: psycopg.Connection[Any], sql: str) -> str | None:
    """The DETAIL with which a statement is refused; None where it is not."""
    try:
        connection.execute("SELECT route.check(%s)", (sql,))
    except psycopg.Error as error:
        if error.sqlstate != "RT003":
            raise
        return error.diag.message_detail
    return None


@pytest.fixture
def connection(connect: Connect) -> psycopg.Connection[Any]:
    found = connect()
    found.execute(
        """CREATE TABLE orders (id integer, total numeric, "update" text, "Mixed Case" integer);
        CREATE FUNCTION total(integer) RETURNS integer LANGUAGE sql VOLATILE AS 'SELECT 1';
        CREATE FUNCTION label(o orders) RETURNS text LANGUAGE sql STABLE AS 'SELECT o.id::text';
        CREATE FUNCTION spread(VARIADIC orders[]) RETURNS integer LANGUAGE sql VOLATILE
            AS 'SELECT 1';
        CREATE FUNCTION good_email(text) RETURNS boolean LANGUAGE plpgsql VOLATILE
            AS $$ BEGIN RETURN $1 LIKE '%@%'; END $$;
        CREATE DOMAIN email AS text CHECK (good_email(VALUE));
        CREATE TABLE customers (id integer, address email);
        CREATE SCHEMA elsewhere;
        CREATE FUNCTION elsewhere.lower(text) RETURNS text LANGUAGE sql VOLATILE AS 'SELECT $1';
        CREATE FUNCTION elsewhere.count(integer) RETURNS bigint LANGUAGE sql VOLATILE
            AS 'SELECT 1::bigint';
        CREATE FUNCTION elsewhere.same(integer, integer) RETURNS boolean LANGUAGE sql VOLATILE
            AS 'SELECT true';
        CREATE OPERATOR elsewhere.=
            (LEFTARG = integer, RIGHTARG = integer, FUNCTION = elsewhere.same);
        """
    )
    return found


@pytest.mark.parametrize(("sql", "tokens"), TOKENS)
def test_tokens(connect: Connect, sql: str, tokens: list[str]) -> None:
    row = connect().execute("SELECT route.tokens(%s)", (sql,)).fetchone()
    assert row is not None
    assert "".join(row[0]) == sql
    assert [token for token in row[0] if token != " "][: len(tokens)] == tokens


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT o.total, o.id FROM orders AS o",  # a column called like a volatile function
        'SELECT "update", max(o."update") FROM orders AS o GROUP BY "update"',
        "SELECT o.update FROM orders AS o",
        "SELECT o.label, label(o) FROM orders AS o",
        'SELECT "Mixed Case" FROM public.orders;',
        "SELECT address FROM customers WHERE address = 'a@b'",  # reading runs no check
        "(SELECT 1) UNION (SELECT 2)",
        "VALUES (1), (2)",
        "TABLE orders",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5) TABLE n",
        "SELECT extract(year FROM now()), date_trunc('month', CURRENT_DATE) - interval '1 month'",
        "SELECT sum(total) FILTER (WHERE id > 1) OVER (PARTITION BY id ORDER BY total) FROM orders",
        "SELECT id FROM orders TABLESAMPLE bernoulli (10) WHERE random() < 0.5",
        "SELECT count(*) FROM information_schema.tables",
        "SELECT relname, pg_total_relation_size(oid) FROM pg_class",
        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY total) FROM orders",
        "SELECT string_agg(DISTINCT id::text, ', ') FROM orders GROUP BY GROUPING SETS ((id), ())",
    ],
)
def test_ordinary_statements_pass(connection: psycopg.Connection[Any], sql: str) -> None:
    assert refusal(connection, sql) is None


ORDINARY = """
SELECT id FROM shops WHERE NOT id = 1 AND 2 <> id AND NOT (3 > id OR id IS DISTINCT FROM 4);
SELECT id FROM shops WHERE NOT id &&& 1 AND NOT 2 !&&& id;
SELECT '{1,2}'::integer[], ARRAY['a']::text[], tags || '{x}', states[1]::text FROM shops;
SELECT id FROM shops WHERE states @> '{open}' AND s IN ('open', 'shut') AND s <> 'shut';
SELECT array_agg(s), s::integer, coalesce(s, 'open') FROM shops GROUP BY s;
SELECT (home).city, full_address(home), home::text FROM shops WHERE (home).codes = '{1}';
SELECT id FROM shops WHERE home = ROW('a', 'b', '{1}')::address OR coalesce(home, '(,,)') IS NULL;
SELECT sum(price), avg(price), max(price) - 1 FROM shops WHERE price = 5 AND 7::cents > price;
SELECT m, lower(m), m || '', m = 'a@b' FROM people WHERE m LIKE '%@x' AND NOT m = 'b@x';
SELECT upper(w), w @> date '2024-01-01', range_agg(w) FROM shops GROUP BY w;
SELECT h -> 'a', h ? 'b', hstore(shops) -> 'id' FROM shops WHERE h @> 'a=>1';
SELECT name FROM shops WHERE name = 'ABC' AND name LIKE 'a%' AND name IN ('x', 'y');
SELECT id FROM shops ORDER BY v <-> '[1,2,3]' LIMIT 5;
SELECT 1 - (v <=> '[1,2,3]'::vector), avg(v), v::real[] FROM shops GROUP BY v;
SELECT similarity(name::text, 'abc') FROM shops WHERE name::text % 'abc' ORDER BY name <-> 'abc';
SELECT last_value_of(id), last_value_of(s) FROM shops;
SELECT to_jsonb(shops), row_to_json(s.*), jsonb_agg(s.home) FROM shops, shops AS s GROUP BY 1, s.*;
SELECT s.id, s.home FROM open_shops() AS s WHERE s.price > 3;
SELECT * FROM pairs() AS p(a integer, b integer);
SELECT * FROM jsonb_to_recordset('[]') AS r(a integer, b state);
SELECT id, digest(name::text, 'sha256'), gen_random_uuid() FROM shops;
SELECT U&'d\\0061ta', extract(epoch FROM now())::bigint, '5'::cents, 'open'::state;
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY price), count(DISTINCT s) FROM shops;
SELECT mode() WITHIN GROUP (ORDER BY s), string_agg(name, ',' ORDER BY name) FROM shops;
SELECT lag(s, 1, 'open') OVER (ORDER BY id), first_value(price) OVER w FROM shops WINDOW w AS
    (PARTITION BY s ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW);
SELECT round(avg(price), 2), lpad(id::text, 5, '0'), j ->> 'a', j #>> '{a,b}' FROM shops GROUP
    BY id, j
"""


@pytest.fixture
def richer(connect: Connect) -> psycopg.Connection[Any]:
    """A database such as people have: extensions, types, domains and functions of their own."""
    found = connect()
    found.execute(
        """CREATE EXTENSION IF NOT EXISTS vector;
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE EXTENSION hstore;
        CREATE EXTENSION citext;
        CREATE EXTENSION pgcrypto;
        CREATE TYPE state AS ENUM ('open', 'shut');
        CREATE TYPE address AS (street text, city text, codes integer[]);
        CREATE DOMAIN cents AS integer CHECK (VALUE >= 0);
        CREATE FUNCTION good_mail(text) RETURNS boolean LANGUAGE plpgsql
            AS $$ BEGIN RETURN $1 LIKE '%@%'; END $$;
        CREATE DOMAIN mail AS text CHECK (good_mail(VALUE));
        CREATE TYPE days AS RANGE (SUBTYPE = date);
        CREATE TABLE shops (
            id integer, s state, states state[], home address, price cents, w days,
            h hstore, name citext, v vector(3), tags text[], j jsonb);
        CREATE TABLE people (id integer, m mail);
        CREATE FUNCTION both_of(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE
            AS 'SELECT $1 > 0 AND $2 > 0';
        CREATE OPERATOR &&& (LEFTARG = integer, RIGHTARG = integer, FUNCTION = both_of,
            COMMUTATOR = &&&, NEGATOR = !&&&);
        CREATE FUNCTION not_both(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE
            AS 'SELECT NOT ($1 > 0 AND $2 > 0)';
        CREATE OPERATOR !&&& (LEFTARG = integer, RIGHTARG = integer, FUNCTION = not_both,
            COMMUTATOR = !&&&, NEGATOR = &&&);
        CREATE FUNCTION last_of(anyelement, anyelement) RETURNS anyelement
            LANGUAGE sql IMMUTABLE AS 'SELECT $2';
        CREATE AGGREGATE last_value_of(anyelement) (SFUNC = last_of, STYPE = anyelement);
        CREATE FUNCTION state_code(state) RETURNS integer LANGUAGE sql IMMUTABLE
            AS $$ SELECT CASE $1 WHEN 'open' THEN 1 ELSE 0 END $$;
        CREATE CAST (state AS integer) WITH FUNCTION state_code(state);
        CREATE FUNCTION full_address(address) RETURNS text LANGUAGE sql STABLE
            AS $$ SELECT $1.street || ', ' || /* the */ $1.city -- and no country
            $$;
        CREATE FUNCTION open_shops() RETURNS SETOF shops LANGUAGE plpgsql STABLE AS $$
            DECLARE found shops%ROWTYPE; -- "one" at a time, isn't it
            BEGIN
                FOR found IN SELECT * FROM shops WHERE s = 'open' LOOP RETURN NEXT found; END LOOP;
            END $$;
        CREATE FUNCTION pairs() RETURNS SETOF record LANGUAGE sql STABLE AS 'SELECT 1, 2';
        """
    )
    return found


def test_ordinary_statements_over_own_types_pass(richer: psycopg.Connection[Any]) -> None:
    statements = ORDINARY.strip().split(";\n")
    assert len(statements) > 20
    for statement in statements:
        richer.execute(statement.encode())  # it runs
    assert {s: refusal(richer, s) for s in statements if refusal(richer, s)} == {}


def test_the_refused_function_is_named(connection: psycopg.Connection[Any]) -> None:
    assert "public.total" in (refusal(connection, "SELECT total(1)") or "")
    assert "public.spread" in (refusal(connection, "SELECT o.spread FROM orders AS o") or "")
    assert "pg_catalog.pg_sleep" in (refusal(connection, "SELECT 1, Pg_Sleep ( 5 )") or "")
    assert "public.good_email" in (refusal(connection, "SELECT 'x'::email") or "")


def test_a_schema_that_is_neither_in_the_path_nor_named_is_out_of_reach(
    connection: psycopg.Connection[Any],
) -> None:
    assert refusal(connection, "SELECT count(id) FROM orders") is None
    assert refusal(connection, "SELECT elsewhere.count(id) FROM orders") is not None
    connection.execute("SET search_path = elsewhere, public")
    assert refusal(connection, "SELECT count(id) FROM orders") is not None


def test_what_pg_catalog_has_itself_cannot_be_shadowed(connection: psycopg.Connection[Any]) -> None:
    connection.execute("SET search_path = elsewhere, public, pg_catalog")
    assert refusal(connection, "SELECT lower('A') FROM orders WHERE id = 1") is None
    assert refusal(connection, "SELECT elsewhere.lower('A')") is not None
    assert refusal(connection, "SELECT 1 OPERATOR(elsewhere.=) 1") is not None


def test_temporary_objects_are_looked_into(connection: psycopg.Connection[Any]) -> None:
    connection.execute("CREATE TEMPORARY VIEW slow AS SELECT pg_sleep(0)::text AS s")
    assert "pg_sleep" in (refusal(connection, "SELECT * FROM slow") or "")
    assert "pg_sleep" in (refusal(connection, "SELECT * FROM pg_temp.slow") or "")


def test_backslashes_without_standard_strings_are_refused(
    connection: psycopg.Connection[Any],
) -> None:
    connection.execute("SET standard_conforming_strings = off")
    assert "standard_conforming_strings" in (refusal(connection, "SELECT 1") or "")


def test_null_is_refused(connection: psycopg.Connection[Any]) -> None:
    with pytest.raises(psycopg.Error) as raised:
        connection.execute("SELECT route.check(NULL)")
    assert raised.value.sqlstate == "RT003"


def test_views_over_each_other_without_end_are_refused(
    connection: psycopg.Connection[Any],
) -> None:
    connection.execute("CREATE VIEW v0 AS SELECT 1 AS a")
    for depth in range(1, 110):
        connection.execute(f"CREATE VIEW v{depth} AS SELECT a FROM v{depth - 1}")
    assert refusal(connection, "SELECT a FROM v50") is None
    assert "100 levels" in (refusal(connection, "SELECT a FROM v109") or "")
