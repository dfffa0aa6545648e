"""Statements that are hostile, broken or odd: what running and reading them may not do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from route_pg.errors import BadArgument
from route_pg.evaluation.answers import run_sqlite
from route_pg.evaluation.classes import failure_classes
from route_pg.evaluation.hardness import parsed_hardness
from route_pg.evaluation.judging import without_distinct
from route_pg.evaluation.ordering import outermost_orders
from route_pg.evaluation.published import read_predictions

HEAD = "NLQ,Predict,GOLD,database\n"
DEEP = "SELECT " + "(" * 2000 + "1" + ")" * 2000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    return path


@pytest.mark.parametrize(
    "statement", ["DROP TABLE t", "VACUUM INTO '{other}'", "ATTACH '{other}' AS other"]
)
def test_nothing_is_written(file: Path, statement: str) -> None:
    before = file.read_bytes()
    other = file.with_name("other.sqlite")
    answer = run_sqlite(file, statement.format(other=other), 1.0)
    assert answer.failure
    assert not answer.timed_out
    assert file.read_bytes() == before
    assert not other.exists()


def test_only_a_timeout_is_one(file: Path) -> None:
    assert not run_sqlite(file, "SELECT interrupted FROM t", 1.0).timed_out
    endless = (
        "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT count(*) FROM r"
    )
    assert run_sqlite(file, endless, 0.05).timed_out


def test_a_statement_too_deep_to_parse_ends_no_run() -> None:
    assert parsed_hardness(DEEP) is None
    assert not outermost_orders(DEEP, "sqlite")
    assert failure_classes("wrong", "SELECT 1", DEEP, ("sqlite", "sqlite"), {}) == ("not-parsed",)


def test_a_statement_in_parentheses_orders() -> None:
    assert outermost_orders("((SELECT a FROM t ORDER BY a))", "postgres")
    assert not outermost_orders("(SELECT a FROM (SELECT a FROM t ORDER BY a) AS x)", "postgres")
    assert not outermost_orders("SELECT 'order by a' FROM t", "postgres")


def test_text_that_reads_like_distinct_keeps_its_letters() -> None:
    text = "SELECT a FROM t WHERE b = 'distinct from x'"
    assert without_distinct(text) == text


def test_a_byte_order_mark_is_no_part_of_a_name(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(HEAD + "q,SELECT 1,SELECT 2,d\n", encoding="utf-8-sig")
    assert [row["NLQ"] for row in read_predictions(path)] == ["q"]


@pytest.mark.parametrize("row", ['"q,SELECT 1,SELECT 2,d\n', f"q,{'x' * 200_000},SELECT 2,d\n"])
def test_a_malformed_file_is_refused(tmp_path: Path, row: str) -> None:
    path = tmp_path / "p.csv"
    path.write_text(HEAD + row)
    with pytest.raises(BadArgument):
        read_predictions(path)
