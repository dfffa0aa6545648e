from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from route_pg.evaluation.description import describe
from route_pg.evaluation.sqlite import benchmark_schema
from route_pg.evaluation.sqlite_joins import with_inferred_joins
from route_pg.types import Schema

SCRIPT = """
CREATE TABLE dock (id INTEGER PRIMARY KEY, town TEXT);
CREATE TABLE skipper (badge_no TEXT PRIMARY KEY, name TEXT);
CREATE TABLE voyage (
    id INTEGER PRIMARY KEY, first_dock_id INTEGER, badge_no TEXT, nights INTEGER
);
INSERT INTO dock VALUES (1, 'Hull'), (2, 'Oban'), (3, 'Poole'), (4, 'Wick');
INSERT INTO skipper VALUES ('k1', 'Ann'), ('k2', 'Bo'), ('k3', 'Cy');
INSERT INTO voyage VALUES (1, 2, 'k1', 1), (2, 3, 'k2', 2), (3, 4, 'k3', 3), (4, 2, 'k1', 4);
"""


def joins(schema: Schema) -> set[tuple[str, str]]:
    def name(index: int) -> str:
        column = schema.columns[index]
        return f"{schema.tables[column.table].name}.{column.name}"

    keys = [key for key in schema.foreign_keys if key.inferred]
    return {(name(key.columns[0]), name(key.references[0])) for key in keys}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "port.sqlite"
    with sqlite3.connect(path) as database:
        database.executescript(SCRIPT)
    database.close()
    return path


def schema(path: Path) -> Schema:
    return with_inferred_joins(benchmark_schema(describe(path, "port"), path), path)


def test_a_name_that_ends_in_a_key_is_a_join(path: Path) -> None:
    # and no id is that of another table, however well the numbers fit
    assert joins(schema(path)) == {
        ("voyage.first_dock_id", "dock.id"),
        ("voyage.badge_no", "skipper.badge_no"),
    }


def test_values_may_deny_it(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE voyage SET first_dock_id = 99 WHERE id = 1")
    database.close()
    assert joins(schema(path)) == {("voyage.badge_no", "skipper.badge_no")}
