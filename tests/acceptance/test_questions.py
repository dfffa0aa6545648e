"""Questions that get no answer, and what each gets instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures.psql import Psql
from tests.fixtures.worker import StartWorker, point_to

ONE = "sql: SELECT 1 AS one"


@pytest.mark.parametrize("question", ["NULL", "''", "E' \\t\\n'", "repeat('x', 4001)"])
@pytest.mark.parametrize("call", ["route_sql({})", "route_explain({})", "route_ask({})"])
def test_no_question_is_refused_at_once(psql: Psql, question: str, call: str) -> None:
    # No worker runs here: it is refused before anybody is asked.
    psql(f"SELECT {call.format(question)};").error("RT006")


@pytest.mark.parametrize("max_rows", [0, -1])
def test_max_rows_must_be_positive(psql: Psql, max_rows: int) -> None:
    psql(f"SELECT * FROM route_ask('{ONE}', {max_rows});").error("RT006")


@pytest.mark.usefixtures("worker")
def test_never_synced(psql: Psql) -> None:
    psql("CREATE TABLE t (a int);")
    assert "route_sync()" in psql(f"SELECT route_sql('{ONE}');").error("RT005")


@pytest.mark.usefixtures("bookshop")
def test_stale_is_named_and_what_was_dropped_is_gone(psql: Psql) -> None:
    psql("ALTER TABLE shop.book DROP COLUMN price;")
    story = psql("SELECT route_explain('sql: SELECT title FROM shop.book');", "bookshop_clerk").out
    assert "shop.book" in story[story.index('"stale"') :]
    linked = psql("SELECT column_name FROM route_link('price of a book');", "bookshop_clerk").lines
    assert "price" not in linked


@pytest.mark.usefixtures("bookshop")
def test_nothing_readable(psql: Psql) -> None:
    said = psql("SELECT * FROM route_ask('how many book');", "bookshop_guest").error("RT002")
    assert "DETAIL" in said
    assert "read" in said[said.index("DETAIL") :]


@pytest.mark.usefixtures("bookshop")
def test_catalog_embedded_by_another_model(psql: Psql) -> None:
    psql("UPDATE route.state SET value = 'another' WHERE item = 'embedder';")
    said = psql(f"SELECT route_sql('{ONE}');").error("RT005")
    assert "another" in said


@pytest.mark.usefixtures("bookshop")
@pytest.mark.parametrize(
    "question",
    [
        "delete all book",
        "drop table book",
        "update prices of each book",
        "sql: DELETE FROM shop.book",
        "sql: DROP TABLE shop.book",
        "sql: WITH gone AS (DELETE FROM shop.book RETURNING *) SELECT * FROM gone",
        "sql: SELECT 1; DELETE FROM shop.book",
    ],
)
def test_asking_to_write_is_refused(psql: Psql, question: str) -> None:
    psql(f"SELECT * FROM route_ask('{question}');").error("RT003")
    assert psql("SELECT count(*) FROM shop.book;").lines == ["4"]


@pytest.mark.usefixtures("bookshop")
def test_what_cannot_be_answered_is_no_invented_answer(
    psql: Psql, database: str, start_worker: StartWorker, tmp_path: Path
) -> None:
    script = tmp_path / "fake.json"
    script.write_text('{"weather in ghent": {"sql": ["SELECT 1 AS one"], "here": 0.02}}')
    point_to(database, start_worker("--model", f"fake:{script}").socket)
    said = psql("SELECT * FROM route_ask('weather in Ghent');").error("RT002")
    assert "HINT" in said


@pytest.mark.usefixtures("bookshop")
def test_no_candidate_stands(psql: Psql) -> None:
    said = psql("SELECT * FROM route_ask('sql: SELECT shoe_size FROM shop.author');").error("RT002")
    assert "shoe_size" in said
