"""The demo database: it loads, holds what it says, answers its questions, guards its rows."""

from __future__ import annotations

import re
import subprocess
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests.fixtures.cluster import Cluster
from tests.fixtures.psql import psql_command, psql_environment

DEMO = Path(__file__).resolve().parents[2] / "docker" / "demo"
QUESTIONS: list[dict[str, Any]] = tomllib.loads((DEMO / "questions.toml").read_text())["questions"]
ANSWERABLE = [question for question in QUESTIONS if question["class"] != "refuse"]
KEYS = {"id", "question", "sql", "class", "ordered", "accepted", "refusal", "why"}
SCHEMAS = ("sales", "inventory", "hr")
OWNER = "demo_owner"
LOAD_SECONDS = 300
# The day with the least data: two years and some hours; what is asked must have answers then too.
NEW_YEAR = "2027-01-01"

# Fewest rows of some tables, whichever day it is.
AT_LEAST = {
    "sales.customers": 9000,
    "sales.orders": 35_000,
    "sales.order_lines": 75_000,
    "sales.payments": 35_000,
    "sales.shipments": 20_000,
    "sales.returns": 2_000,
    "sales.reviews": 3_000,
    "inventory.products": 450,
    "inventory.stock_movements": 10_000,
    "hr.employees": 200,
}


def _load(dsn: str, day: str | None = None) -> float:
    """Run the demo's files through psql, as of `day`; the seconds that it took."""
    started = time.monotonic()
    for file in sorted(DEMO.glob("*.sql")):
        script = file.read_text()
        if day:
            script = script.replace("current_date", f"date '{day}'")
        done = subprocess.run(
            [*psql_command(dsn), "-v", "ON_ERROR_STOP=1"],
            input=script,
            capture_output=True,
            text=True,
            timeout=LOAD_SECONDS,
            env=psql_environment(),
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), f"{file.name}: {done.stderr}"
    return time.monotonic() - started


def _create(cluster: Cluster) -> str:
    name = cluster.create_database("template0")
    cluster.execute(
        sql.SQL("ALTER DATABASE {} OWNER TO {}").format(sql.Identifier(name), sql.Identifier(OWNER))
    )
    return name


@pytest.fixture(scope="module")
def owner(cluster: Cluster) -> Iterator[str]:
    """A role that owns databases and may make roles, and no more; the demo's roles go with it."""
    cluster.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEROLE").format(sql.Identifier(OWNER)))
    yield OWNER
    for role in ("analyst", "hr_manager", OWNER):
        cluster.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))


@pytest.fixture(scope="module")
def demo(cluster: Cluster, owner: str) -> Iterator[str]:
    """The dsn of the demo database, loaded today by its owner."""
    name = _create(cluster)
    seconds = _load(cluster.dsn(name, owner))
    print(f"\ndemo database loaded in {seconds:.1f} s")
    yield cluster.dsn(name, owner)
    cluster.drop_database(name)


@pytest.fixture(scope="module")
def connection(demo: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(demo, autocommit=True) as opened:
        yield opened


def _value(dsn: str, role: str, query: str) -> Any:
    with psycopg.connect(make_conninfo(dsn, user=role), autocommit=True) as opened:
        row = opened.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def _rows_by_table(connection: psycopg.Connection[Any]) -> dict[str, int]:
    tables = connection.execute(
        """
        SELECT n.nspname, c.relname
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = ANY (%s) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        """,
        (list(SCHEMAS),),
    ).fetchall()
    counts = {}
    for table in tables:
        row = connection.execute(
            sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(*table))
        ).fetchone()
        counts[".".join(table)] = row[0] if row else 0
    return counts


def test_questions_are_well_formed() -> None:
    assert len(QUESTIONS) == 80
    assert not Counter(q["id"] for q in QUESTIONS) - Counter({q["id"] for q in QUESTIONS})
    for question in QUESTIONS:
        assert set(question) <= KEYS, question["id"]
        assert isinstance(question["ordered"], bool), question["id"]


def test_refusals_have_no_sql_and_a_reason() -> None:
    refusals = [question for question in QUESTIONS if question["class"] == "refuse"]
    assert len(refusals) == 8
    for question in refusals:
        assert question["sql"] == ""
        assert question["refusal"] in {"RT002", "RT003"}
        assert question["why"]


def test_every_class_is_named_in_the_header() -> None:
    text = (DEMO / "questions.toml").read_text()
    header = re.search(r"# Classes: (.*?)\.\n", text, re.DOTALL)
    assert header is not None
    named = {name.strip(" #\n") for name in header.group(1).split(",")}
    assert named == {question["class"] for question in QUESTIONS}


def test_tables_are_filled(connection: psycopg.Connection[Any]) -> None:
    counts = _rows_by_table(connection)
    assert len(counts) == 27
    assert sum(counts.values()) >= 200_000
    assert [table for table, rows in counts.items() if not rows] == []
    assert {t: counts[t] for t, least in AT_LEAST.items() if counts[t] < least} == {}


def test_amounts_add_up(connection: psycopg.Connection[Any]) -> None:
    """An order's total is the sum of its lines and its shipping; what is paid covers it."""
    wrong = connection.execute(
        """
        SELECT count(*)
        FROM sales.orders o
        JOIN (SELECT order_id, sum(line_total) AS goods FROM sales.order_lines GROUP BY 1) AS l
          ON l.order_id = o.id
        LEFT JOIN (SELECT order_id, sum(amount) AS paid FROM sales.payments
                   WHERE status IN ('captured', 'open') GROUP BY 1) AS p ON p.order_id = o.id
        WHERE o.total_amount <> l.goods + o.shipping_fee
           OR o.status <> 'cancelled' AND p.paid IS DISTINCT FROM o.total_amount
        """
    ).fetchone()
    assert wrong == (0,)


def test_prices_and_lives_of_products_hold(connection: psycopg.Connection[Any]) -> None:
    """Sold only while on sale, at the list price of the day; the newest price is the price now."""
    wrong = connection.execute(
        """
        SELECT count(*) FROM sales.order_lines l JOIN inventory.products p ON p.id = l.product_id
        LEFT JOIN inventory.price_history h ON h.product_id = p.id AND l.ordered_on >= h.valid_from
              AND (h.valid_to IS NULL OR l.ordered_on < h.valid_to)
        WHERE l.unit_price IS DISTINCT FROM h.price OR l.ordered_on < p.launched_on
           OR l.ordered_on > p.discontinued_on
        """
    ).fetchone()
    stale = connection.execute(
        """
        SELECT count(*) FROM inventory.products p
        LEFT JOIN inventory.price_history h ON h.product_id = p.id AND h.valid_to IS NULL
        WHERE h.price IS DISTINCT FROM p.list_price
        """
    ).fetchone()
    assert (wrong, stale) == ((0,), (0,))


def test_nothing_happens_before_its_time(connection: psycopg.Connection[Any]) -> None:
    row = connection.execute(
        """
        SELECT (SELECT count(*) FROM sales.orders WHERE ordered_on > current_date),
               (SELECT count(*) FROM sales.returns WHERE returned_on > current_date),
               (SELECT count(*) FROM sales.reviews WHERE written_on > current_date),
               (SELECT count(*) FROM hr.employees e JOIN hr.employees m ON m.id = e.manager_id
                WHERE e.left_on IS NULL AND m.left_on IS NOT NULL),
               (SELECT count(*) FROM sales.orders o JOIN hr.employees e ON e.id = o.served_by
                WHERE o.ordered_on NOT BETWEEN e.hired_on AND coalesce(e.left_on, 'infinity')),
               (SELECT count(*) FROM sales.orders o JOIN sales.stores s ON s.id = o.store_id
                WHERE o.ordered_on NOT BETWEEN s.opened_on AND coalesce(s.closed_on, 'infinity'))
        """
    ).fetchone()
    assert row == (0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question["id"])
def test_gold_runs_and_has_rows(
    connection: psycopg.Connection[Any], question: dict[str, Any]
) -> None:
    cursor = connection.execute(question["sql"])
    rows = cursor.fetchall()
    assert rows
    assert any(value is not None for row in rows for value in row)
    for statement in question.get("accepted", []):
        assert connection.execute(statement).fetchall(), statement


def test_analyst_sees_herself_and_her_people(demo: str) -> None:
    titles = "SELECT array_agg(DISTINCT job_title ORDER BY job_title) FROM hr.employees"
    assert _value(demo, "analyst", titles) == ["Data analyst", "Lead data analyst"]
    others = """SELECT count(*) FROM hr.absences a
        WHERE NOT EXISTS (SELECT FROM hr.employees e WHERE e.id = a.employee_id)"""
    assert _value(demo, "analyst", "SELECT count(*) FROM hr.absences") > 0
    assert _value(demo, "analyst", others) == 0
    assert _value(demo, "analyst", "SELECT count(*) FROM hr.logins") == 1


@pytest.mark.parametrize("relation", ["hr.salary_history", "hr.headcount"])
def test_analyst_may_not_read_pay_or_headcount(demo: str, relation: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        _value(demo, "analyst", f"SELECT count(*) FROM {relation}")


def test_hr_manager_sees_everybody(demo: str) -> None:
    for relation in ("hr.employees", "hr.absences", "hr.salary_history", "hr.logins"):
        count = f"SELECT count(*) FROM {relation}"
        assert _value(demo, "hr_manager", count) == _value(demo, OWNER, count) > 0


@pytest.mark.parametrize("role", ["analyst", "hr_manager"])
def test_roles_read_sales_and_write_nothing(demo: str, role: str) -> None:
    assert _value(demo, role, "SELECT count(*) FROM sales.monthly_sales") > 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        _value(demo, role, "UPDATE inventory.products SET list_price = 1 RETURNING id")


def test_a_role_without_rights_sees_nothing(cluster: Cluster, demo: str, owner: str) -> None:
    cluster.execute(sql.SQL("CREATE ROLE demo_guest LOGIN"))
    try:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            _value(demo, "demo_guest", "SELECT count(*) FROM sales.orders")
    finally:
        cluster.execute(sql.SQL("DROP ROLE demo_guest"))


def test_new_years_day_has_answers_too(cluster: Cluster, owner: str) -> None:
    """The least data there can be: only what is asked of this year may have no answer."""
    name = _create(cluster)
    dsn = cluster.dsn(name, owner)
    _load(dsn, NEW_YEAR)
    empty = []
    with psycopg.connect(dsn, autocommit=True) as opened:
        assert sum(_rows_by_table(opened).values()) >= 200_000
        for question in ANSWERABLE:
            statement = question["sql"].replace("current_date", f"date '{NEW_YEAR}'")
            if not opened.execute(statement).fetchall():
                empty.append(question["question"])
    cluster.drop_database(name)
    assert [question for question in empty if "this year" not in question] == []
