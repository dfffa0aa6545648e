"""Linking: what a question sees of the catalog, by whom, and that it writes nothing."""

from __future__ import annotations

import json
from typing import LiteralString

import psycopg
import pytest

from tests.fixtures.cluster import Connect, MakeRole
from tests.fixtures.normal_forms import NORMAL_FORMS
from tests.integration.catalog import Connection, columns, link, matches, synced

SHOP = """
CREATE SCHEMA sales;
CREATE SCHEMA hr;
CREATE TABLE sales.customers (id int PRIMARY KEY, name text, city text, secret text);
CREATE TABLE sales.products (id int PRIMARY KEY, title text, price numeric);
CREATE TABLE sales.orders (id int PRIMARY KEY, customer_id int REFERENCES sales.customers);
CREATE TABLE sales.order_lines (
    order_id int REFERENCES sales.orders, product_id int REFERENCES sales.products, quantity int,
    PRIMARY KEY (order_id, product_id)
);
CREATE TABLE hr.staff (id int PRIMARY KEY, name text, team text);
INSERT INTO sales.customers
SELECT i, 'Customer ' || i, (ARRAY['Paris', 'New York', 'Berlin'])[1 + i % 3], 'pin-' || i
FROM generate_series(1, 30) AS i;
INSERT INTO sales.products SELECT i, 'Gadgets No ' || i, i FROM generate_series(1, 9) AS i;
INSERT INTO hr.staff VALUES (1, 'ann', 'Rocketry'), (2, 'bob', 'Bakery');
ALTER TABLE hr.staff ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON hr.staff USING (name = current_user);
CREATE VIEW hr.people AS SELECT name, team FROM hr.staff;
CREATE VIEW hr.invokers WITH (security_barrier) AS SELECT city FROM sales.customers WHERE id = 3;
GRANT USAGE ON SCHEMA sales, hr TO public;
"""


@pytest.fixture
def shop(connect: Connect) -> Connection:
    """The owner's connection to a small shop that is synced."""
    connection = connect()
    connection.execute(SHOP)
    synced(connection)
    return connection


@pytest.fixture
def ann(shop: Connection, make_role: MakeRole, connect: Connect) -> Connection:
    """Ann may read everything, of staff her own row."""
    role = make_role("ann")
    shop.execute("GRANT SELECT ON ALL TABLES IN SCHEMA sales, hr TO ann")
    return connect(role)


@pytest.fixture
def bob(shop: Connection, make_role: MakeRole, connect: Connect) -> Connection:
    """Bob may read two columns of customers."""
    role = make_role("bob")
    shop.execute("GRANT SELECT (id, city) ON sales.customers TO bob")
    return connect(role)


def test_a_small_catalog_comes_whole(ann: Connection) -> None:
    linked = link(ann, "customers in Paris")
    assert linked["readable"] == 18
    assert len(linked["columns"]) == 18
    tables = [column["table"] for column in linked["columns"]]
    assert tables == sorted(tables)
    staff = [
        c["name"] for c in linked["columns"] if linked["tables"][c["table"]]["name"] == "customers"
    ]
    assert staff == ["id", "name", "city", "secret"]
    assert linked["embedder"] == "test-words"


def test_ranking_keeps_what_is_near_and_its_keys(ann: Connection) -> None:
    linked = link(ann, "titles of products for each customer name", columns=10, tables=4)
    names = {table["name"] for table in linked["tables"]}
    assert names == {"customers", "orders", "order_lines", "products"}  # bridges included
    assert len(linked["columns"]) <= 10
    assert {"order_lines.order_id", "order_lines.product_id", "orders.customer_id"} <= columns(
        linked
    )
    assert len(linked["foreign_keys"]) == 3


def test_limits_hold(ann: Connection) -> None:
    linked = link(ann, "customers in Paris, New York, Berlin", columns=3, tables=1, values=2)
    assert len(linked["tables"]) == 1
    assert len(linked["columns"]) == 3
    assert len(linked["matches"]) == 2


def test_evidence(ann: Connection) -> None:
    linked = link(ann, "city of customers in Paris")
    city = next(column for column in linked["columns"] if column["name"] == "city")
    assert set(city["evidence"]) == {"vector", "name", "value"}


@pytest.mark.parametrize(
    ("question", "value", "score"),
    [
        ("who lives in new york?", "New York", 1.0),
        ("how many gadget no 3", "Gadgets No 3", 0.95),
        ("sold to Custommer 17", "Customer 17", None),
    ],
)
def test_values(ann: Connection, question: str, value: str, score: float | None) -> None:
    found = {match["value"]: match["score"] for match in link(ann, question)["matches"]}
    assert value in found, found
    assert found[value] == score or (score is None and 0.4 < found[value] < 0.9)


def test_column_grants(bob: Connection) -> None:
    linked = link(bob, "customers with pin-7 in Paris")
    assert columns(linked) == {"customers.id", "customers.city"}
    assert matches(linked) == {("customers.city", "Paris")}
    assert linked["readable"] == 2
    assert "secret" not in json.dumps(linked)


def test_nothing_readable(shop: Connection, make_role: MakeRole, connect: Connect) -> None:
    linked = link(connect(make_role("nobody_here")), "customers in Paris")
    assert linked["readable"] == 0
    assert all(
        linked[key] == [] for key in ("tables", "columns", "matches", "pairs", "foreign_keys")
    )


def test_no_usage_of_a_schema(shop: Connection, ann: Connection) -> None:
    shop.execute("REVOKE USAGE ON SCHEMA hr FROM public")
    assert {table["schema"] for table in link(ann, "staff")["tables"]} == {"sales"}


def test_rights_change_at_once(shop: Connection, ann: Connection, bob: Connection) -> None:
    shop.execute("REVOKE SELECT ON sales.customers FROM ann")
    assert "customers" not in {table["name"] for table in link(ann, "Paris")["tables"]}
    shop.execute("GRANT SELECT ON sales.products TO bob")
    assert "products.title" in columns(link(bob, "Paris"))


def test_set_role(shop: Connection, bob: Connection, ann: Connection) -> None:
    shop.execute("SET ROLE bob")
    assert columns(link(shop, "Paris")) == {"customers.id", "customers.city"}
    shop.execute("RESET ROLE")


def test_inside_a_definers_function_the_definer_asks(shop: Connection, bob: Connection) -> None:
    shop.execute(
        "CREATE FUNCTION public.counted() RETURNS bigint SECURITY DEFINER LANGUAGE sql"
        " AS 'SELECT (route.link(''{}'', ''{}'', ''{}'') ->> ''readable'')::bigint'"
    )
    assert bob.execute("SELECT public.counted()").fetchone() == (18,)


def test_row_security_is_the_callers(ann: Connection, bob: Connection, shop: Connection) -> None:
    shop.execute("GRANT SELECT ON hr.staff TO bob")
    assert ("staff.team", "Rocketry") in matches(link(ann, "who is in rocketry or the bakery"))
    assert ("staff.team", "Bakery") not in matches(link(ann, "who is in rocketry or the bakery"))
    assert matches(link(bob, "who is in rocketry or the bakery")) == {("staff.team", "Bakery")}


def test_values_of_views_are_looked_up(bob: Connection, shop: Connection) -> None:
    shop.execute("GRANT SELECT ON hr.invokers TO bob")
    assert ("invokers.city", "Paris") in matches(link(bob, "invokers in paris"))


def test_what_a_view_shows_of_a_readable_table_is_known_there(
    ann: Connection, bob: Connection, shop: Connection
) -> None:
    """No look into the view: its rows are gone, and the value is still that of the table."""
    shop.execute(
        "CREATE VIEW hr.towns AS SELECT city AS town, upper(city) AS loud FROM sales.customers;"
        "CREATE VIEW hr.nobodys AS SELECT town FROM hr.towns WHERE false;"
        "GRANT SELECT ON hr.towns, hr.nobodys TO ann, bob;"
        "REVOKE SELECT (id, city) ON sales.customers FROM bob"
    )
    synced(shop)
    known = {("customers.city", "Paris"), ("towns.town", "Paris"), ("nobodys.town", "Paris")}
    found = matches(link(ann, "towns in paris"))
    assert known | {("towns.loud", "PARIS"), ("invokers.city", "Paris")} == found
    # bob may not read the table: what the view shows him is looked up in it
    assert matches(link(bob, "towns in paris")) == {
        ("towns.town", "Paris"),
        ("towns.loud", "PARIS"),
    }


def test_what_is_excluded_of_a_table_is_looked_up_in_no_view(
    bob: Connection, shop: Connection
) -> None:
    shop.execute(
        "CREATE VIEW hr.towns AS SELECT city AS town FROM sales.customers;"
        "CREATE VIEW hr.all_towns AS SELECT town FROM hr.towns; GRANT SELECT ON hr.all_towns TO bob"
    )
    synced(shop)
    shop.execute("REVOKE SELECT (city) ON sales.customers FROM bob")
    assert matches(link(bob, "towns in paris")) == {("all_towns.town", "Paris")}
    for what in ("values", "all"):
        shop.execute("SELECT route_exclude('sales.customers', 'city', %s)", [what])
        synced(shop)
        assert matches(link(bob, "towns in paris")) == set()


def test_a_value_of_many_rows_is_found_however_it_begins(ann: Connection, shop: Connection) -> None:
    shop.execute(
        "INSERT INTO hr.staff SELECT n, 'ann', 'Team ' || n FROM generate_series(10, 3000) AS n;"
        "INSERT INTO hr.staff VALUES (4, 'ann', '«Élan» vital'), (5, 'ann', 'e-Commerce'),"
        " (6, 'ann', 'X'), (7, 'ann', 'OPERATIONS ')"
    )
    question = "staff of Élan vital, e-commerce, X, operations or team 2999"
    teams = {value for column, value in matches(link(ann, question)) if column == "staff.team"}
    assert teams == {"«Élan» vital", "e-Commerce", "X", "OPERATIONS ", "Team 2999"}


@pytest.mark.parametrize(
    ("words", "value", "may"),
    [
        ("custommer 17", "customer 17", True),
        ("hongkong", "hong kong", True),
        ("air port", "airport", True),
        ("peter", "petr", True),
        ("computer info system", "computer information system", True),
        ("customer", "customer return", False),
        ("5 customer", "customer return", False),
        ("station in oslo", "oslo station hall", False),
    ],
)
def test_what_may_be_a_slip_of_the_pen(connect: Connect, words: str, value: str, may: bool) -> None:
    assert connect().execute("SELECT route.may_mean(%s, %s)", [words, value]).fetchone() == (may,)


def test_a_number_is_no_other_number_misspelled(ann: Connection, shop: Connection) -> None:
    shop.execute("UPDATE sales.customers SET secret = '20099'")
    synced(shop, resample=True)
    assert matches(link(ann, "customers of 2009")) == set()
    assert ("customers.secret", "20099") in matches(link(ann, "customers of 20099"))


def test_a_view_that_writes_is_not_looked_into(bob: Connection, shop: Connection) -> None:
    shop.execute(
        "CREATE TABLE hr.touched (at timestamptz);"
        "CREATE FUNCTION hr.touch() RETURNS text LANGUAGE sql AS"
        " $$INSERT INTO hr.touched VALUES (now()); SELECT 'paris'$$;"
        "CREATE VIEW hr.trap AS SELECT hr.touch() AS city;"
        "GRANT SELECT ON hr.trap TO bob; GRANT INSERT ON hr.touched TO bob"
    )
    synced(shop)
    assert "trap.city" in columns(link(bob, "trap in paris"))
    assert shop.execute("SELECT count(*) FROM hr.touched").fetchone() == (0,)


@pytest.mark.parametrize("view", ["visible_columns", "visible_domains", "visible_relations"])
def test_barriers_hold_against_a_leaky_function(
    bob: Connection, shop: Connection, view: str
) -> None:
    shop.execute("GRANT CREATE ON SCHEMA public TO bob")
    bob.execute(
        "CREATE FUNCTION public.leak(text) RETURNS boolean COST 0.0001 LANGUAGE plpgsql"
        " AS $$BEGIN RAISE NOTICE '%', $1; RETURN true; END$$"
    )
    leaked: list[str] = []
    bob.add_notice_handler(lambda notice: leaked.append(str(notice.message_primary)))
    bob.execute(f"SELECT * FROM route.{view} AS v WHERE public.leak(v::text)".encode())
    assert leaked
    assert not [text for text in leaked if "pin-" in text or "secret" in text or "staff" in text]


def test_tables_are_nobodys(bob: Connection, shop: Connection) -> None:
    tables = shop.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'route'::regnamespace"
        " AND relkind = 'r' AND relname NOT IN ('state', 'setting')"
    ).fetchall()
    assert len(tables) == 12
    for (table,) in tables:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            bob.execute(f"SELECT * FROM route.{table}".encode())


def values_of(caller: Connection, function: LiteralString, *words: str) -> list[str]:
    """What a function that looks values up gives to who asks."""
    rows = caller.execute(
        f"SELECT v.value FROM route.caller AS c, route.{function}(c.role, c.proof, %s) AS v",
        (list(words),),
    )
    return [value for (value,) in rows.fetchall()]


def test_values_are_looked_up_as_who_asks(
    ann: Connection, bob: Connection, shop: Connection
) -> None:
    (secret,) = values_of(shop, "values_equal", "pin 7")
    assert values_of(bob, "values_equal", "pin 7", "berlin") == ["Berlin"]
    shop.execute("GRANT SELECT ON sales.customers TO bob")
    assert secret in values_of(bob, "values_equal", "pin 7")
    shop.execute("SET ROLE ann")
    assert values_of(shop, "values_equal", "pin 7") == values_of(ann, "values_equal", "pin 7")


@pytest.mark.parametrize(
    "claim",
    [
        "(SELECT oid FROM pg_roles WHERE rolname = 'postgres'), c.proof",
        "c.role, NULL",
        "c.role, ''",
        "c.role, encode(sha256(convert_to(c.role::text, 'UTF8')), 'hex')",
        "NULL, c.proof",
        "0, c.proof",
    ],
)
def test_nobody_can_say_that_they_are_another(bob: Connection, claim: LiteralString) -> None:
    for call in (
        f"values_equal({claim}, '{{pin 7}}')",
        f"values_similar({claim}, '{{pin 7}}')",
        f"values_among({claim}, '{{pin 7}}', ARRAY['sales.customers'::regclass::oid])",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="proof"):
            bob.execute(f"SELECT v.* FROM route.caller AS c, route.{call} AS v")


def test_a_proof_holds_for_one_statement(bob: Connection) -> None:
    row = bob.execute("SELECT role, proof FROM route.caller").fetchone()
    assert row is not None
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="proof"):
        bob.execute("SELECT * FROM route.values_equal(%s, %s, '{paris}')", row)


def test_a_function_of_another_s_proves_that_other(bob: Connection, shop: Connection) -> None:
    shop.execute(
        "CREATE FUNCTION public.of_owner() RETURNS SETOF text SECURITY DEFINER LANGUAGE sql AS"
        " $$SELECT v.value FROM route.caller AS c,"
        " route.values_equal(c.role, c.proof, '{pin 7}') AS v$$"
    )
    assert bob.execute("SELECT * FROM public.of_owner()").fetchall() != []
    assert values_of(bob, "values_equal", "pin 7") == []


def test_plans_tell_nothing_of_hidden_texts(bob: Connection, shop: Connection) -> None:
    shop.execute(
        "SELECT route.sync_finish();"
        "INSERT INTO route.pairs (question, sql, path)"
        " VALUES ('what is hidden', 'SELECT secret FROM sales.customers', '');"
        "SELECT route.read_pair(question, sql, path) FROM route.pairs;"
        "SELECT public.route_term('hidden', 'the hidden meaning', 'hr.staff')"
    )
    shown = shop.execute(
        "SELECT a.attrelid::regclass::text, a.attname FROM pg_attribute AS a"
        " JOIN pg_class AS c ON c.oid = a.attrelid WHERE c.relnamespace = 'route'::regnamespace"
        " AND a.atttypid = 'text'::regtype AND has_table_privilege('bob', c.oid, 'SELECT')"
        # what PostgreSQL's own catalogs show to everybody
        " AND c.relname NOT IN ('visible_columns', 'visible_relations', 'live_relations')"
        " AND c.relname NOT IN ('caller', 'named_columns', 'setting', 'state')"
    ).fetchall()
    assert ("route.visible_pairs", "question") in shown
    texts = (
        "what is hidden",
        "SELECT secret FROM sales.customers",
        "the hidden meaning",
        "unheard",
    )
    for relation, column in shown:
        for operator in ("=", ">="):
            plans = set()
            for text in texts:
                rows = bob.execute(
                    "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF)"
                    f" SELECT * FROM {relation} WHERE {column} {operator} '{text}'".encode()
                ).fetchall()
                plans.add("\n".join(line for (line,) in rows).replace(text, "?"))
            assert len(plans) == 1, (relation, column, plans)


def test_settings_by_hand_show_no_more(bob: Connection) -> None:
    bob.execute("SELECT set_config('route.asked_words', 'pin 7' || chr(31) || 'paris', false)")
    assert values_of(bob, "values_similar", "pin 7", "paris") == ["Paris"]
    bob.execute("SELECT set_config('route.asked_vector', %s, false)", [str([1.0] * 384)])
    assert bob.execute("SELECT count(*) FROM route.near_columns").fetchone() == (2,)


def test_read_only_transactions(ann: Connection) -> None:
    ann.execute("SET default_transaction_read_only = on")
    assert ("customers.city", "Paris") in matches(link(ann, "customers in Paris"))


def test_settings_are_given_back(ann: Connection) -> None:
    ann.execute("SET pg_trgm.similarity_threshold = 0.7; SET search_path = sales")
    link(ann, "customers in Parris")
    assert ann.execute("SHOW pg_trgm.similarity_threshold").fetchone() == ("0.7",)
    assert ann.execute("SHOW search_path").fetchone() == ("sales",)


def test_the_same_question_the_same_slice(ann: Connection) -> None:
    assert link(ann, "products in Paris", columns=6) == link(ann, "products in Paris", columns=6)


def test_index_and_exact_agree(ann: Connection, shop: Connection) -> None:
    shop.execute("SELECT route.create_index()")
    query = "SELECT array_agg(n.id ORDER BY n.id) FROM {} AS n (id)"
    vector = "{" + f'"{[1.0] * 384}"' + "}"
    indexed = ann.execute(query.format("route.rank_indexed(%s)").encode(), [vector]).fetchone()
    exact = ann.execute(
        query.format("route.rank_exact(%s, (route.link_scope('{}', '{}')).relids, 200)").encode(),
        [vector],
    ).fetchone()
    assert indexed == exact
    assert indexed is not None
    assert len(indexed[0]) == 18


def test_words_are_normalised_alike_on_both_sides(connect: Connect) -> None:
    """tests/unit/test_linking.py holds linking.words.normalize to the same table."""
    texts = [text for text, _ in NORMAL_FORMS]
    query = "SELECT t, route.normalize(t) FROM unnest(%s::text[]) WITH ORDINALITY AS u(t, n)"
    assert connect().execute(f"{query} ORDER BY n", [texts]).fetchall() == list(NORMAL_FORMS)


@pytest.mark.parametrize(
    ("identifier", "words"),
    [
        ("customer_id", "customer id"),
        ("orderHTTPCode", "order http code"),
        ("CustomerID2", "customer id2"),
        ("Große Kunden", "große kunden"),
        ("__x__", "x"),
    ],
)
def test_natural_words(connect: Connect, identifier: str, words: str) -> None:
    row = connect().execute("SELECT route.natural_words(%s)", [identifier]).fetchone()
    assert row == (words,)
