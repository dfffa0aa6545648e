"""Benchmark databases into PostgreSQL: types, keys, comments, resuming, dumps."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from route_pg.errors import BadArgument
from route_pg.evaluation import server
from route_pg.evaluation.cli import main
from route_pg.evaluation.dumps import load_dump
from route_pg.evaluation.loading import Loaded, Source, load_all, sources_of
from tests.fixtures.benchmarks import HERE, LENDING, make_database, make_spider
from tests.fixtures.cluster import Cluster


@pytest.fixture
def dsn(cluster: Cluster, template: str) -> str:
    return cluster.dsn()


@pytest.fixture
def source(tmp_path: Path) -> Source:
    path = make_database(tmp_path / "lending.sqlite")
    return Source(benchmark="spider", db_id="lending", path=path, entry=LENDING)


def load(dsn: str, source: Source) -> Loaded:
    (loaded,) = load_all(dsn, [source], fresh=True)
    assert loaded.failure == ""
    return loaded


def rows(dsn: str, database: str, query: str) -> list[Any]:
    with server.connect(dsn, database) as connection:
        return connection.execute(query.encode()).fetchall()


def test_rows_arrive_with_their_types(dsn: str, source: Source) -> None:
    loaded = load(dsn, source)
    assert (loaded.database, loaded.tables, loaded.rows) == ("spider_lending", 3, 11)
    assert rows(
        dsn, "spider_lending", "SELECT town, opened::text, area FROM branch ORDER BY 1"
    ) == [
        ("Alder", "1991-04-30", 410.5),
        ("Birch", "2003-09-01", 120.0),
        ("Cedar", None, 88.25),
    ]
    active = rows(dsn, "spider_lending", "SELECT active FROM reader ORDER BY rdrno")
    assert active == [(True,), (False,), (True,), (True,)]


def test_what_was_lost_is_told(dsn: str, source: Source) -> None:
    loaded = load(dsn, source)
    assert loaded.lost == ("loan.days: blank text in a column of numbers is NULL: 1 values",)
    assert rows(dsn, "spider_lending", "SELECT count(*) FROM loan WHERE days IS NULL") == [(1,)]


def test_keys_as_far_as_the_data_honours_them(dsn: str, source: Source) -> None:
    loaded = load(dsn, source)
    assert (loaded.primary_keys, loaded.foreign_keys) == (3, 1)
    (broken,) = loaded.unenforced
    assert broken.startswith("loan(rdrno) -> reader(rdrno):")
    found = rows(
        dsn,
        "spider_lending",
        "SELECT conrelid::regclass::text, convalidated FROM pg_constraint"
        " WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY 1",
    )
    assert found == [("loan", False), ("reader", True)]


def test_not_null_as_declared(dsn: str, source: Source) -> None:
    load(dsn, source)
    query = "SELECT attname FROM pg_attribute WHERE attrelid = 'branch'::regclass AND attnotnull"
    found = {name for (name,) in rows(dsn, "spider_lending", f"{query} AND attnum > 0")}
    assert found == {"branch_id", "town"}


def test_natural_names_become_comments(dsn: str, source: Source) -> None:
    load(dsn, source)
    found = rows(dsn, "spider_lending", "SELECT col_description('reader'::regclass, 1), NULL")
    assert found == [("reader number", None)]


def test_text_is_ordered_by_its_bytes(dsn: str, source: Source) -> None:
    load(dsn, source)
    query = "SELECT t FROM (VALUES ('b'), ('B'), ('a'), ('é')) AS v (t) ORDER BY t"
    assert rows(dsn, "spider_lending", query) == [("B",), ("a",), ("b",), ("é",)]


def test_the_extension_is_there_and_foreign_to_no_one(dsn: str, source: Source) -> None:
    assert load(dsn, source).extension != ""
    assert rows(dsn, "spider_lending", "SELECT 1 FROM pg_extension WHERE extname = 'route_pg'")


def test_a_second_load_keeps_what_is_there(dsn: str, source: Source) -> None:
    first = load(dsn, source)
    (second,) = load_all(dsn, [source])
    assert second.resumed
    assert (second.rows, second.lost, second.unenforced) == (
        first.rows,
        first.lost,
        first.unenforced,
    )


def test_an_interrupted_load_is_done_again(dsn: str, source: Source) -> None:
    load(dsn, source)
    with server.connect(dsn, "postgres") as connection:
        connection.execute("COMMENT ON DATABASE spider_lending IS NULL")
    with server.connect(dsn, "spider_lending") as connection:
        connection.execute("TRUNCATE loan")
    (again,) = load_all(dsn, [source])
    assert not again.resumed
    assert rows(dsn, "spider_lending", "SELECT count(*) FROM loan") == [(4,)]


def test_several_at_once(dsn: str, tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        make_database(tmp_path / name / f"{name}.sqlite")
    sources = sources_of("spider", tmp_path, {}, ["one", "two", "three", "absent"])
    told: list[str] = []
    loaded = load_all(dsn, sources, jobs=2, fresh=True, done=lambda of: told.append(of.database))
    assert [of.database for of in loaded] == ["spider_one", "spider_two", "spider_three"] == told
    assert {of.foreign_keys for of in loaded} == {1}


def test_a_file_that_cannot_be_loaded_does_not_stop_the_others(dsn: str, tmp_path: Path) -> None:
    broken = make_database(tmp_path / "broken" / "broken.sqlite")
    good = make_database(tmp_path / "good" / "good.sqlite")
    broken.write_bytes(broken.read_bytes()[:5000])
    sources = [
        Source(benchmark="spider", db_id=path.stem, path=path, entry=LENDING)
        for path in (broken, good)
    ]
    first, second = load_all(dsn, sources, fresh=True)
    assert "DatabaseError" in first.failure
    assert (second.failure, second.rows) == ("", 11)


def test_odd_names_and_contents(dsn: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(
        """CREATE TABLE "Order; Items" ("Percent (%)" REAL, "select" TEXT, "Größe" INTEGER,
                                        "A" TEXT, "a b" BLOB);
           INSERT INTO "Order; Items" VALUES (0.5, 'tab' || char(9) || 'line' || char(10), 1,
                                              '\\N', x'00ff');
           INSERT INTO "Order; Items" VALUES (NULL, 'nul' || char(0) || 'l', NULL, '', NULL);"""
    )
    connection.commit()
    connection.close()
    loaded = load(dsn, Source(benchmark="spider", db_id="odd", path=path, entry=None))
    found = rows(
        dsn,
        "spider_odd",
        'SELECT "percent (%)", "select", größe, a, "a b" FROM "order; items" ORDER BY 1',
    )
    assert found == [
        (0.5, "tab\tline\n", 1, "\\N", b"\x00\xff"),
        (None, "null", None, "", None),
    ]
    assert loaded.lost == ("order; items.select: NUL characters dropped: 1 values",)


def test_a_dump_is_loaded_as_it_is(dsn: str) -> None:
    extension = server.prepare_template(dsn)
    arguments = (dsn, "sql_eval_towns", "towns", (HERE / "towns.sql",))
    loaded = load_dump(*arguments, extension=extension, fresh=True)
    assert (loaded.tables, loaded.rows) == (1, 2)
    (told,) = loaded.lost
    assert 'relation "nothing" does not exist' in told
    assert load_dump(*arguments, extension=extension).resumed


def test_the_command(dsn: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [
        "load",
        "spider",
        "--data",
        str(make_spider(tmp_path)),
        "--dsn",
        dsn,
        "--jobs",
        "1",
    ]
    assert main([*arguments, "--fresh"]) == 0
    printed = capsys.readouterr().out
    assert "spider_lending" in printed
    assert "no database lost_1" in printed
    assert main(arguments) == 0
    assert "kept" in capsys.readouterr().out


def test_an_unreachable_server_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match="cannot connect"), server.connect(f"host={tmp_path}"):
        pass


def test_driver_errors_of_the_template_are_clear(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "EXTENSION", "plpgsql")  # is there already: CREATE fails
    with server.connect(dsn, "postgres") as connection, pytest.raises(BadArgument) as raised:
        server._create_extension(connection)
    assert isinstance(raised.value.__cause__, psycopg.Error)


def test_two_runs_load_a_database_once(dsn: str, source: Source) -> None:
    with ThreadPoolExecutor(2) as threads:
        results = list(threads.map(lambda _: load_all(dsn, [source])[0], range(2)))
    assert [loaded.failure for loaded in results] == ["", ""]
    assert sum(not loaded.resumed for loaded in results) <= 1
