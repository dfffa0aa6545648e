"""Sync: what is read, what it costs the second time, and what is never stored."""

from __future__ import annotations

from typing import Any

import pytest

from route_pg.errors import BadArgument, RouteError
from tests.fixtures.cluster import Connect, MakeRole
from tests.integration.catalog import Connection, columns, link, matches, synced

SHOP = """
CREATE SCHEMA sales;
CREATE TYPE sales.status AS ENUM ('new', 'paid', 'shipped');
CREATE DOMAIN sales.grade AS text CHECK (VALUE IN ('A', 'B'));
CREATE TABLE sales.customers (
    id int PRIMARY KEY, name text NOT NULL, city varchar(40), grade sales.grade,
    kind text CHECK (kind IN ('business', 'it''s private'))
);
COMMENT ON TABLE sales.customers IS 'who buys';
COMMENT ON COLUMN sales.customers.city IS 'where they live';
CREATE TABLE sales.orders (
    id int PRIMARY KEY, customer_id int REFERENCES sales.customers, status sales.status,
    total numeric(10, 2), placed timestamptz, details jsonb, tags text[], paid boolean,
    doubled numeric GENERATED ALWAYS AS (total * 2) STORED
);
CREATE TABLE sales.visits (id int PRIMARY KEY, customer_id int, day date);
INSERT INTO sales.customers
SELECT i, 'Customer ' || i, (ARRAY['Paris', 'New York', 'São Paulo'])[1 + i % 3], 'A', 'business'
FROM generate_series(1, 60) AS i;
INSERT INTO sales.orders (id, customer_id, status, total)
SELECT i, 1 + i % 60, 'paid', i FROM generate_series(1, 90) AS i;
INSERT INTO sales.visits SELECT i, 1 + i % 60, '2025-01-01' FROM generate_series(1, 40) AS i;
"""


@pytest.fixture
def shop(connect: Connect) -> Connection:
    """The owner's connection to a small shop, not synced yet."""
    connection = connect()
    connection.execute(SHOP)
    return connection


def _stored(connection: Connection) -> set[tuple[str, str]]:
    return set(
        connection.execute(
            "SELECT relid::regclass::text, value FROM route.sampled_values WHERE NOT label"
        ).fetchall()
    )


def _column(connection: Connection, table: str, name: str) -> dict[str, Any]:
    linked = link(connection, "everything")
    for column in linked["columns"]:
        if column["name"] == name and linked["tables"][column["table"]]["name"] == table:
            return dict(column)
    raise AssertionError(f"{table}.{name} is not linked")


def test_first_sync_embeds_every_column(shop: Connection) -> None:
    report, texts = synced(shop)
    seen = {kind.kind: kind.seen for kind in report.kinds}
    assert (seen["relation"], seen["column"], report.embedded) == (3, 17, 17)
    assert (seen["foreign key"], seen["inferred join"]) == (1, 1)
    assert "customers city. where they live" in texts


def test_second_sync_embeds_nothing(shop: Connection) -> None:
    synced(shop)
    report, texts = synced(shop)
    assert (report.embedded, texts) == (0, [])
    changed = {kind.kind: kind.changed for kind in report.kinds}
    assert (changed["relation"], changed["column"]) == (0, 0)


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ("ALTER TABLE sales.orders ADD note text", "orders note"),
        ("ALTER TABLE sales.orders RENAME total TO grandTotal", "orders grandtotal"),
        ('ALTER TABLE sales.orders RENAME total TO "grandTotal"', "orders grand total"),
        ("COMMENT ON COLUMN sales.orders.total IS 'in euro'", "orders total. in euro"),
    ],
)
def test_a_changed_column_embeds_one(shop: Connection, statement: str, text: str) -> None:
    synced(shop)
    shop.execute(statement.encode())
    assert synced(shop)[1] == [text]


def test_kinds_labels_and_domains(shop: Connection) -> None:
    synced(shop)
    kinds = {
        "id": "number", "total": "number", "doubled": "number", "placed": "time", "details": "json",
        "tags": "array", "paid": "boolean", "status": "text",
    }  # fmt: skip
    for name, kind in kinds.items():
        assert _column(shop, "orders", name)["kind"] == kind, name
    assert _column(shop, "orders", "status")["labels"] == ["new", "paid", "shipped"]
    assert _column(shop, "customers", "grade")["labels"] == ["A", "B"]
    assert _column(shop, "customers", "kind")["labels"] == ["business", "it's private"]
    assert _column(shop, "customers", "city")["values"] == ["New York", "Paris", "São Paulo"]
    assert _column(shop, "orders", "total")["type"] == "numeric(10,2)"
    assert _column(shop, "customers", "id")["primary_key"]
    assert _column(shop, "customers", "name")["not_null"]


@pytest.mark.parametrize(
    ("definition", "labels"),
    [
        ("CHECK ((a = ANY (ARRAY['x'::text, 'y''z'::text])))", ["x", "y'z"]),
        (
            "CHECK (((a)::text = ANY ("
            "(ARRAY['x'::character varying, 'y'::character varying])::text[])))",
            ["x", "y"],
        ),
        ("CHECK ((\"A b\" = ANY (ARRAY['x, y'::text])))", ["x, y"]),
        ("CHECK ((VALUE = ANY (ARRAY[1, 2, '-3'::integer])))", ["1", "2", "-3"]),
        ("CHECK (((a = ANY (ARRAY['x'::text])) OR b))", None),
        ("CHECK ((a <> ALL (ARRAY['x'::text, 'y'::text])))", None),
        ("CHECK ((a > 0))", None),
    ],
)
def test_check_lists(connect: Connect, definition: str, labels: list[str] | None) -> None:
    row = connect().execute("SELECT route.check_labels(%s)", [definition]).fetchone()
    assert row == (labels,)


def test_new_enum_label_is_seen(shop: Connection) -> None:
    synced(shop)
    shop.execute("ALTER TYPE sales.status ADD VALUE 'returned'")
    assert "sales.orders" in link(shop, "orders")["stale"]
    synced(shop)
    assert _column(shop, "orders", "status")["labels"][-1] == "returned"


def test_dropped_and_renamed_columns(shop: Connection) -> None:
    synced(shop)
    shop.execute("ALTER TABLE sales.orders DROP total CASCADE")
    shop.execute("ALTER TABLE sales.orders RENAME placed TO ordered_at")
    shop.execute("DROP TABLE sales.visits")
    linked = link(shop, "orders")
    assert "orders.total" not in columns(linked)
    assert "orders.placed" not in columns(linked)
    assert "orders.ordered_at" in columns(linked)
    assert linked["stale"] == ["sales.orders"]
    assert {table["name"] for table in linked["tables"]} == {"orders", "customers"}
    report, _ = synced(shop)
    assert {kind.kind: kind.dropped for kind in report.kinds}["relation"] == 1
    assert link(shop, "orders")["stale"] == []


def test_joins(shop: Connection) -> None:
    synced(shop)
    linked = link(shop, "orders")
    found = {
        (linked["tables"][linked["columns"][key["columns"][0]]["table"]]["name"], key["inferred"])
        for key in linked["foreign_keys"]
    }
    assert found == {("orders", False), ("visits", True)}


def test_a_name_that_ends_in_a_key_is_a_join(shop: Connection) -> None:
    shop.execute("ALTER TABLE sales.visits RENAME customer_id TO second_customer_id")
    synced(shop)
    keys = link(shop, "orders")["foreign_keys"]
    assert sorted(key["inferred"] for key in keys) == [False, True]


def test_a_join_that_the_values_deny_is_not_inferred(shop: Connection) -> None:
    shop.execute("UPDATE sales.visits SET customer_id = customer_id + 1000")
    synced(shop)
    assert [key["inferred"] for key in link(shop, "orders")["foreign_keys"]] == [False]


def _inferred(connection: Connection) -> set[tuple[str, str]]:
    query = """
        SELECT c.name, k.ref_relid::regclass::text FROM route.foreign_keys AS k
        JOIN route.columns AS c ON c.relid = k.relid AND ARRAY[c.attnum] = k.attnums
        WHERE k.inferred"""
    return set(connection.execute(query).fetchall())


def test_endings_of_names_join_whichever_table_comes_first(shop: Connection) -> None:
    shop.execute(
        "CREATE TABLE sales.trips (id int PRIMARY KEY, first_station_id int, station_id int,"
        " nostation_id int, end_station_id text);"
        "INSERT INTO sales.trips SELECT n, n % 9, n % 8, n % 7, n % 9 FROM generate_series(1, 40) n"
    )
    synced(shop)
    visits = {("customer_id", "sales.customers")}
    assert _inferred(shop) == visits
    shop.execute(
        "CREATE TABLE sales.stations (id int PRIMARY KEY, name text);"
        "INSERT INTO sales.stations SELECT n, 'Station ' || n FROM generate_series(0, 20) AS n"
    )
    synced(shop)
    found = visits | {("first_station_id", "sales.stations"), ("station_id", "sales.stations")}
    assert _inferred(shop) == found
    shop.execute("COMMENT ON TABLE sales.trips IS 'read anew'")
    synced(shop)
    assert _inferred(shop) == found


VIEWS = """
CREATE VIEW sales.big AS SELECT o.id AS number, o.customer_id AS buyer, c.name, o.total * 2 AS id,
    '{ :resno 9 :resname x :ressortgroupref 0 :resorigtbl 1 :resorigcol 1' AS "}odd{ name"
FROM sales.orders AS o JOIN (SELECT id, name FROM sales.customers) AS c ON c.id = o.customer_id;
CREATE VIEW sales.bigger AS WITH b AS (SELECT * FROM sales.big)
    SELECT buyer, max(number) AS top FROM b GROUP BY 1;
CREATE MATERIALIZED VIEW sales.kept AS SELECT buyer AS customer FROM sales.bigger;
CREATE VIEW sales.both AS SELECT id FROM sales.orders UNION SELECT id FROM sales.customers;
CREATE VIEW sales.listed AS SELECT city, id AS who FROM sales.customers;
"""


def _inherited(connection: Connection) -> set[tuple[str, str]]:
    query = """
        SELECT k.relid::regclass || '.' || c.name, k.ref_relid::regclass || '.' || r.name
        FROM route.foreign_keys AS k
        JOIN route.columns AS c ON c.relid = k.relid AND ARRAY[c.attnum] = k.attnums
        JOIN route.columns AS r ON r.relid = k.ref_relid AND ARRAY[r.attnum] = k.ref_attnums
        WHERE k.inherited AND k.inferred"""
    return set(connection.execute(query).fetchall())


def test_views_inherit_the_joins_of_what_they_show(shop: Connection) -> None:
    shop.execute(VIEWS)
    synced(shop)
    inherited = {
        ("sales.big.number", "sales.orders.id"),
        ("sales.big.buyer", "sales.customers.id"),
        ("sales.bigger.buyer", "sales.customers.id"),
        ("sales.kept.customer", "sales.customers.id"),
        ("sales.listed.who", "sales.customers.id"),
    }
    assert _inherited(shop) == inherited
    before = shop.execute("SELECT k.ctid, k.* FROM route.foreign_keys AS k ORDER BY 1").fetchall()
    synced(shop)
    assert (
        before
        == shop.execute("SELECT k.ctid, k.* FROM route.foreign_keys AS k ORDER BY 1").fetchall()
    )
    shop.execute(
        "ALTER TABLE sales.visits ADD FOREIGN KEY (customer_id) REFERENCES sales.customers;"
        "CREATE VIEW sales.seen AS SELECT customer_id FROM sales.visits;"
        "ALTER TABLE sales.orders DROP CONSTRAINT orders_customer_id_fkey;"
        "DROP VIEW sales.listed; UPDATE sales.orders SET customer_id = customer_id + 1000"
    )
    synced(shop)
    assert _inherited(shop) == {
        ("sales.big.number", "sales.orders.id"),
        ("sales.seen.customer_id", "sales.customers.id"),
    }


def test_views_that_go_in_circles_end_nowhere(shop: Connection) -> None:
    shop.execute(
        "CREATE VIEW sales.a AS SELECT id FROM sales.orders;"
        "CREATE VIEW sales.b AS SELECT id FROM sales.a;"
        "CREATE OR REPLACE VIEW sales.a AS SELECT id FROM sales.b"
    )
    synced(shop)
    assert _inherited(shop) == set()


def test_views_bring_no_relation_into_the_slice(shop: Connection) -> None:
    shop.execute(VIEWS)
    synced(shop)
    names = [table["name"] for table in link(shop, "bigger buyer top", tables=1)["tables"]]
    assert names == ["bigger"]
    linked = link(shop, "bigger top for customers city grade", tables=2, columns=8)
    assert {table["name"] for table in linked["tables"]} == {"bigger", "customers"}
    assert [key["inferred"] for key in linked["foreign_keys"]] == [True]


def test_partitions_are_their_parents(shop: Connection) -> None:
    shop.execute(
        "CREATE TABLE sales.parcels (region text) PARTITION BY LIST (region);"
        "CREATE TABLE sales.parcels_n PARTITION OF sales.parcels FOR VALUES IN ('North');"
        "INSERT INTO sales.parcels VALUES ('North')"
    )
    synced(shop)
    linked = link(shop, "parcels in North")
    kinds = {table["name"]: table["kind"] for table in linked["tables"]}
    assert kinds["parcels"] == "partitioned"
    assert "parcels_n" not in kinds
    assert matches(linked) == {("parcels.region", "North")}


def test_awkward_names(shop: Connection) -> None:
    shop.execute(
        'CREATE SCHEMA "Wer ""ß"""; CREATE TABLE "Wer ""ß"""."Große Kunden"'
        '("select" text, "Straße" text, "a""b" text);'
        'INSERT INTO "Wer ""ß"""."Große Kunden" VALUES (\'Ärger\', \'Alte Gasse\', \'x\')'
    )
    _, texts = synced(shop)
    assert "große kunden straße" in texts
    linked = link(shop, "alte gasse ärger")
    assert {"Große Kunden.select", "Große Kunden.Straße", 'Große Kunden.a"b'} <= columns(linked)
    assert {("Große Kunden.select", "Ärger"), ("Große Kunden.Straße", "Alte Gasse")} <= matches(
        linked
    )


def test_nothing_of_temporary_tables_or_ours(shop: Connection) -> None:
    shop.execute("CREATE TEMPORARY TABLE mine (a int)")
    synced(shop)
    names = shop.execute("SELECT DISTINCT schema_name FROM route.relations").fetchall()
    assert names == [("sales",)]


SECRET = """
CREATE SCHEMA hr;
CREATE TABLE hr.staff (id int PRIMARY KEY, name text, team text);
INSERT INTO hr.staff VALUES (1, 'ann', 'Rocketry'), (2, 'bob', 'Bakery');
ALTER TABLE hr.staff ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON hr.staff USING (name = current_user);
CREATE VIEW hr.people AS SELECT name, team FROM hr.staff;
CREATE MATERIALIZED VIEW hr.teams AS SELECT team FROM hr.people;
CREATE VIEW hr.barrier WITH (security_barrier) AS SELECT city FROM sales.customers WHERE id < 10;
CREATE MATERIALIZED VIEW hr.cities AS SELECT city FROM hr.barrier;
CREATE TABLE hr.log (who text, at date) PARTITION BY RANGE (at);
CREATE TABLE hr.log_1 PARTITION OF hr.log FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO hr.log VALUES ('Mole', '2025-05-05');
ALTER TABLE hr.log_1 ENABLE ROW LEVEL SECURITY;
CREATE TABLE hr.parent (word text);
CREATE TABLE hr.child () INHERITS (hr.parent);
INSERT INTO hr.child VALUES ('Heirloom');
ALTER TABLE hr.parent ENABLE ROW LEVEL SECURITY;
CREATE MATERIALIZED VIEW hr.plain AS SELECT name FROM sales.customers WHERE id = 7;
"""


def test_values_behind_row_security_are_never_stored(shop: Connection) -> None:
    shop.execute(SECRET)
    synced(shop)
    assert {name for name, _ in _stored(shop) if name.startswith("hr.")} == {"hr.plain"}
    assert ("hr.plain", "Customer 7") in _stored(shop)


def test_row_security_that_comes_later(
    shop: Connection, make_role: MakeRole, connect: Connect
) -> None:
    shop.execute(
        "GRANT USAGE ON SCHEMA sales TO public;GRANT SELECT ON ALL TABLES IN SCHEMA sales TO public"
    )
    reader = connect(make_role())
    synced(shop)
    assert ("customers.city", "Paris") in matches(link(reader, "paris"))
    shop.execute("ALTER TABLE sales.customers ENABLE ROW LEVEL SECURITY")
    hidden = link(reader, "paris")
    assert matches(hidden) == set()
    assert "Paris" not in str(hidden)
    synced(shop)
    assert not {value for name, value in _stored(shop) if name == "sales.customers"}


def test_sampling_runs_no_code_of_users(
    shop: Connection, make_role: MakeRole, connect: Connect
) -> None:
    """An index expression is folded when a scan is planned, and a sync is a superuser's."""
    role = make_role("mallory")
    shop.execute("CREATE SCHEMA trap AUTHORIZATION mallory")
    mallory = connect(role)
    mallory.execute(
        "CREATE FUNCTION trap.spring(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$BEGIN"
        " IF current_user <> 'mallory' THEN RAISE EXCEPTION 'sprung by %', current_user; END IF;"
        " RETURN $1; END$$;"
        "CREATE TABLE trap.bait (word text);"
        "INSERT INTO trap.bait VALUES ('cheese');"
        "CREATE INDEX ON trap.bait ((length(word) + trap.spring(1)));"
        "CREATE VIEW trap.look AS SELECT word || trap.spring(2) AS word FROM trap.bait"
    )
    synced(shop)
    row = shop.execute("SELECT route.scan_is_safe('trap.bait'::regclass)").fetchone()
    assert row == (False,)
    assert not {name for name, _ in _stored(shop) if name.startswith("trap.")}


def test_two_syncs_at_once(shop: Connection, connect: Connect) -> None:
    other = connect(autocommit=False)
    other.execute("SELECT route.begin_sync()")
    with pytest.raises(BadArgument, match="another session"):
        synced(shop)
    other.rollback()
    synced(shop)


def test_sync_without_rights(shop: Connection, make_role: MakeRole, connect: Connect) -> None:
    with pytest.raises(RouteError, match="permission denied"):
        synced(connect(make_role()))


def test_sync_in_a_read_only_session(shop: Connection) -> None:
    shop.execute("SET default_transaction_read_only = on")
    with pytest.raises(BadArgument, match="read-only"):
        synced(shop)


def test_another_embedder_embeds_all_anew(shop: Connection) -> None:
    from route_pg.catalog.sync import sync

    synced(shop)
    report = sync(shop, lambda texts: [[1.0] * 384 for _ in texts], "another")
    assert report.embedded == 17
    assert link(shop, "orders")["embedder"] == "another"


def test_a_failing_embedder_keeps_the_catalog(shop: Connection) -> None:
    from route_pg.catalog.sync import sync

    def fail(_: object) -> list[list[float]]:
        raise RouteError("out of order")

    with pytest.raises(RouteError, match="out of order"):
        sync(shop, fail, "test-words")
    linked = link(shop, "customers in Paris")
    assert linked["readable"] == 17
    assert ("customers.city", "Paris") in matches(linked)
    assert synced(shop)[0].embedded == 17


def test_ddl_notifies_and_temporary_tables_do_not(shop: Connection, connect: Connect) -> None:
    listener = connect()
    listener.execute("LISTEN route_sync")
    shop.execute("CREATE TEMPORARY TABLE mine (a int); DROP TABLE mine")
    assert not list(listener.notifies(timeout=0.2))
    shop.execute("CREATE TABLE sales.yours (a int)")
    assert len(list(listener.notifies(timeout=5, stop_after=1))) == 1
    shop.execute("DROP TABLE sales.yours")
    assert len(list(listener.notifies(timeout=5, stop_after=1))) == 1


def test_ddl_of_roles_without_any_rights(
    connect: Connect, make_role: MakeRole, shop: Connection
) -> None:
    shop.execute("REVOKE USAGE ON SCHEMA route FROM public")
    role = make_role()
    shop.execute("CREATE SCHEMA AUTHORIZATION reader")
    connect(role).execute("CREATE TABLE reader.own (a int); DROP TABLE reader.own")


def test_not_installed(shop: Connection) -> None:
    shop.execute("DROP EXTENSION route_pg CASCADE")
    with pytest.raises(BadArgument, match="not installed"):
        synced(shop)
