"""What README.md and SECURITY.md tell people to run, run as it is written."""

from __future__ import annotations

import re

import psycopg
import pytest

from tests.fixtures.cluster import ROOT, Connect, MakeRole

TABLES = """
CREATE SCHEMA sales;
CREATE TABLE sales.customers (id int PRIMARY KEY, email text, phone text);
CREATE TABLE sales.orders (id int PRIMARY KEY, customer_id int REFERENCES sales.customers);
"""
ASKING = "SELECT proname FROM pg_proc WHERE proname LIKE 'route\\_%' ORDER BY 1"
OTHERS = {"route_sync", "route_exclude", "route_verify", "route_term"}


def blocks(document: str) -> list[str]:
    """The SQL of a document, a text a block."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return re.findall(r"^ *```sql\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)


def block_with(document: str, words: str) -> bytes:
    """The one block that has these words."""
    (found,) = [block for block in blocks(document) if words in block]
    return found.encode()


def test_the_administrators_revoke_leaves_asking_to_one_role(
    connect: Connect, make_role: MakeRole
) -> None:
    owner = connect()
    make_role("analyst")
    try:
        owner.execute(block_with("SECURITY.md", "REVOKE EXECUTE"))
        asking = {name for (name,) in owner.execute(ASKING)} - OTHERS
        allowed = (
            "SELECT has_function_privilege(%s, oid, 'EXECUTE') FROM pg_proc WHERE proname = %s"
        )
        for name in asking:
            assert owner.execute(allowed, ["public", name]).fetchone() == (False,), name
            assert owner.execute(allowed, ["analyst", name]).fetchone() == (True,), name
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connect(make_role("other")).execute("SELECT route_sql('how many')")
    finally:
        owner.execute("DROP OWNED BY analyst")


def test_what_readme_tells_the_catalog_is_taken(connect: Connect) -> None:
    owner = connect()
    owner.execute(TABLES)
    owner.execute("SELECT * FROM route.sync_catalog()")
    owner.execute(block_with("README.md", "route_verify"))
    assert owner.execute("SELECT count(*) FROM route.pairs").fetchone() == (1,)
    assert owner.execute("SELECT column_name, what FROM route.exclusions").fetchall() == [
        ("email", "values")
    ]
