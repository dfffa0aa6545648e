"""Verified pairs, terms and exclusions: who may write them, whom they steer, how they last."""

from __future__ import annotations

import subprocess
from pathlib import Path

import psycopg
import pytest

from tests.fixtures.cluster import Cluster, Connect, MakeRole
from tests.integration.catalog import Connection, columns, link, matches, synced

SHOP = """
CREATE SCHEMA sales;
CREATE TABLE sales.customers (id int PRIMARY KEY, name text, city text, income int);
CREATE TABLE sales.orders (id int PRIMARY KEY, customer_id int REFERENCES sales.customers);
INSERT INTO sales.customers SELECT i, 'Customer ' || i, 'Paris', i FROM generate_series(1, 20) AS i;
GRANT USAGE ON SCHEMA sales TO public;
GRANT SELECT (id, name, city) ON sales.customers TO public;
"""
PAIR = ("how rich are customers", "SELECT sum(income) FROM sales.customers")


@pytest.fixture
def shop(connect: Connect) -> Connection:
    """The owner's connection to a small shop that is synced."""
    connection = connect()
    connection.execute(SHOP)
    synced(connection)
    return connection


@pytest.fixture
def reader(shop: Connection, make_role: MakeRole, connect: Connect) -> Connection:
    """May read customers but for their income."""
    return connect(make_role())


def _embed_pairs(connection: Connection) -> None:
    assert synced(connection)[0].embedded > 0


def test_a_pair_is_shown_to_who_may_read_its_columns(shop: Connection, reader: Connection) -> None:
    shop.execute("SELECT route_verify(%s, %s)", PAIR)
    shop.execute("SELECT route_verify('names', 'SELECT c.name, c.city FROM sales.customers c')")
    _embed_pairs(shop)
    pairs = {pair["question"]: pair["score"] for pair in link(shop, PAIR[0])["pairs"]}
    assert pairs[PAIR[0]] == 1.0
    assert [pair["question"] for pair in link(reader, PAIR[0])["pairs"]] == ["names"]
    shop.execute("GRANT SELECT ON sales.customers TO reader")
    assert len(link(reader, PAIR[0])["pairs"]) == 2


def test_what_a_near_pair_reads_has_its_evidence(shop: Connection) -> None:
    shop.execute("SELECT route_verify(%s, %s)", PAIR)
    _embed_pairs(shop)
    linked = link(shop, PAIR[0])
    paired = [column["name"] for column in linked["columns"] if "pair" in column["evidence"]]
    assert paired == ["income"]


def test_a_pair_of_the_very_words_comes_first(shop: Connection) -> None:
    """Before others that are as near, and before it was embedded."""
    for number in range(6):
        shop.execute("SELECT route_verify(%s, %s)", [f"customers {number}", "SELECT 1"])
    _embed_pairs(shop)
    sql = "SELECT count(*) FROM sales.customers c JOIN sales.orders o ON o.customer_id = c.id"
    shop.execute("SELECT route_verify('How rich, Customers?', %s)", [sql])
    first, *others = link(shop, "customers", asked="how  rich customers")["pairs"]
    assert first["question"] == "How rich, Customers?"
    assert sorted(each["name"] for each in first["relations"]) == ["customers", "orders"]
    assert len(others) == 3
    assert "How rich, Customers?" not in str(link(shop, "customers")["pairs"])


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT nothing FROM sales.customers",
        "DELETE FROM sales.customers",
        "SELECT 1) AS q; DROP TABLE sales.orders; --",
        "SELECT pg_sleep(1)",
        "",
    ],
)
def test_a_pair_must_stand(shop: Connection, statement: str) -> None:
    with pytest.raises(psycopg.Error) as caught:
        shop.execute("SELECT route_verify('question', %s)", [statement])
    assert (caught.value.sqlstate or "").startswith("RT")
    assert shop.execute("SELECT count(*) FROM route.pairs").fetchone() == (0,)
    assert shop.execute("SELECT to_regclass('sales.orders') IS NULL").fetchone() == (False,)


def test_a_pair_is_read_under_its_writers_path(shop: Connection) -> None:
    shop.execute("SET search_path = sales, public")
    shop.execute("SELECT route_verify('names', 'SELECT name FROM customers')")
    shop.execute("RESET search_path")
    assert shop.execute("SELECT relids::regclass[]::text FROM route.pair_reads").fetchone() == (
        "{sales.customers}",
    )


def test_a_pair_over_a_dropped_column_is_hidden(shop: Connection) -> None:
    shop.execute("SELECT route_verify(%s, %s)", PAIR)
    _embed_pairs(shop)
    shop.execute("ALTER TABLE sales.customers DROP income")
    assert link(shop, PAIR[0])["pairs"] == []
    synced(shop)
    assert link(shop, PAIR[0])["pairs"] == []
    assert shop.execute("SELECT count(*) FROM route.pairs").fetchone() == (1,)


def test_pairs_are_forgotten(shop: Connection) -> None:
    shop.execute("SELECT route_verify(%s, %s)", PAIR)
    shop.execute("SELECT route_verify(%s, NULL)", PAIR[:1])
    assert shop.execute("SELECT count(*) FROM route.pair_reads").fetchone() == (0,)


def test_curators_verify_and_others_do_not(
    shop: Connection, reader: Connection, make_role: MakeRole, connect: Connect
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="reader may not verify pairs"):
        reader.execute("SELECT route_verify('names', 'SELECT name FROM sales.customers')")
    with pytest.raises(psycopg.errors.InsufficientPrivilege) as caught:
        reader.execute("SELECT route_term('rich', 'income over 10')")
    assert caught.value.diag.message_hint == (
        "Ask an administrator to: GRANT route_curator TO reader;"
    )
    curator = connect(make_role("curator", "IN ROLE route_curator"))
    curator.execute("SELECT route_verify('names', 'SELECT name FROM sales.customers')")
    curator.execute("SELECT route_term('rich', 'income over 10')")
    with pytest.raises(psycopg.Error):  # not by this curator, who may not read it
        curator.execute("SELECT route_verify(%s, %s)", PAIR)
    with pytest.raises(psycopg.errors.InsufficientPrivilege) as caught:
        curator.execute("SELECT route_exclude('sales.customers', 'city')")
    assert "may not exclude columns" in str(caught.value)
    assert "Ask the owner of the extension, postgres" in (caught.value.diag.message_hint or "")


def test_terms(shop: Connection, reader: Connection) -> None:
    shop.execute("SELECT route_term('Big Spenders', 'income over 10', 'sales.orders')")
    shop.execute("SELECT route_term('the city', 'Paris')")
    linked = link(shop, "which big spender lives in the city")
    orders = [table["name"] for table in linked["tables"]].index("orders")
    assert linked["terms"] == [
        {"term": "Big Spenders", "meaning": "income over 10", "table": orders},
        {"term": "the city", "meaning": "Paris", "table": None},
    ]
    assert [term["term"] for term in link(reader, "big spenders of the city")["terms"]] == [
        "the city"
    ]
    shop.execute("SELECT route_term('the city', NULL)")
    assert link(reader, "the city")["terms"] == []


def _changed(connection: Connection) -> str:
    query = "SELECT value FROM route.sync_status() WHERE item = 'relations changed since'"
    (value,) = connection.execute(query).fetchone() or ("",)
    return str(value)


def test_an_exclusion_leaves_nothing_to_be_synced_and_lifting_it_does(shop: Connection) -> None:
    for what in ("values", "values", "all"):
        shop.execute("SELECT route_exclude('sales.customers', 'city', %s)", [what])
        assert _changed(shop) == "none"
    shop.execute("LISTEN route_sync")
    shop.execute("SELECT route_exclude('sales.customers', 'city', 'nothing')")
    assert len(list(shop.notifies(timeout=5, stop_after=1))) == 1
    # orders refers to customers, and may do so by the column that is back
    assert sorted(_changed(shop).split(", ")) == ["sales.customers", "sales.orders"]
    synced(shop)
    assert _changed(shop) == "none"
    assert ("customers.city", "Paris") in matches(link(shop, "customers in Paris"))


def test_excluded_values_are_deleted_at_once(shop: Connection) -> None:
    assert ("customers.city", "Paris") in matches(link(shop, "customers in Paris"))
    shop.execute("SELECT route_exclude('sales.customers', 'city', 'values')")
    linked = link(shop, "customers in Paris")
    assert "customers.city" in columns(linked)
    assert "Paris" not in str(linked)
    assert shop.execute(
        "SELECT count(*) FROM route.spellings WHERE normal = 'pari'"
    ).fetchone() == (0,)
    synced(shop, resample=True)
    assert "Paris" not in str(link(shop, "customers in Paris"))


def test_excluded_values_are_not_looked_up_either(shop: Connection) -> None:
    shop.execute("CREATE VIEW sales.towns AS SELECT city FROM sales.customers")
    synced(shop)
    assert ("towns.city", "Paris") in matches(link(shop, "towns: Paris"))
    shop.execute("SELECT route_exclude('sales.towns', 'city', 'values')")
    assert ("towns.city", "Paris") not in matches(link(shop, "towns: Paris"))


def test_an_excluded_column_is_not_linked(shop: Connection) -> None:
    shop.execute("SELECT route_verify(%s, %s)", PAIR)
    _embed_pairs(shop)
    shop.execute("SELECT route_exclude('sales.customers', 'income', 'all')")
    linked = link(shop, "income of customers")
    assert "customers.income" not in columns(linked)
    assert linked["pairs"] == []
    assert linked["readable"] == 5
    synced(shop)
    assert "customers.income" not in columns(link(shop, "income of customers"))


def test_excluded_columns_stay_out_when_renamed(shop: Connection) -> None:
    shop.execute("SELECT route_exclude('sales.customers', 'income', 'all')")
    shop.execute("ALTER TABLE sales.customers RENAME income TO wages")
    shop.execute("ALTER TABLE sales.customers ADD income int")
    synced(shop)
    assert not {"customers.wages", "customers.income"} & columns(link(shop, "wages income"))


def test_an_exclusion_is_lifted(shop: Connection) -> None:
    shop.execute("SELECT route_exclude('sales.customers', NULL, 'all')")
    shop.execute("SELECT route_exclude('sales.orders', 'customer_id', 'values')")
    assert {table["name"] for table in link(shop, "customers")["tables"]} == {"orders"}
    synced(shop)
    shop.execute("SELECT route_exclude('sales.customers', NULL, 'nothing')")
    synced(shop)
    linked = link(shop, "customers in Paris")
    assert len(linked["foreign_keys"]) == 1
    assert ("customers.city", "Paris") in matches(linked)


@pytest.mark.parametrize(
    ("column", "what"), [("nothing_like_it", "values"), ("city", "some"), ("city", None)]
)
def test_bad_exclusions(shop: Connection, column: str, what: str | None) -> None:
    with pytest.raises(psycopg.Error) as caught:
        shop.execute("SELECT route_exclude('sales.customers', %s, %s)", [column, what])
    assert caught.value.sqlstate == "RT006"


def test_dump_and_restore(shop: Connection, cluster: Cluster, tmp_path: Path) -> None:
    shop.execute(
        'ALTER TABLE sales.customers DROP name; ALTER TABLE sales.customers ADD "Näme" text'
    )
    shop.execute("SELECT route_verify(%s, %s)", PAIR)
    shop.execute("SELECT route_term('town', 'its city', 'sales.customers')")
    shop.execute("SELECT route_exclude('sales.customers', 'Näme', 'all')")
    shop.execute("SELECT route.create_index()")
    synced(shop)
    dump = tmp_path / "dump.sql"
    binaries = shop.execute("SELECT setting FROM pg_config WHERE name = 'BINDIR'").fetchone()
    assert binaries is not None
    tool = Path(str(binaries[0]))
    source = cluster.dsn(shop.info.dbname)
    subprocess.run([tool / "pg_dump", "-d", source, "-f", dump], check=True)
    assert "embeddings" not in dump.read_text()
    name = cluster.create_database("template1")
    target = cluster.dsn(name)
    done = subprocess.run(
        [tool / "psql", "-d", target, "-q", "-v", "ON_ERROR_STOP=1", "-f", dump],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    with psycopg.connect(target, autocommit=True) as restored:
        assert PAIR[0] in synced(restored)[1]
        linked = link(restored, f"{PAIR[0]} in town")
        assert [pair["question"] for pair in linked["pairs"]] == [PAIR[0]]
        assert [term["term"] for term in linked["terms"]] == ["town"]
        assert "customers.Näme" not in columns(linked)
    cluster.drop_database(name)
