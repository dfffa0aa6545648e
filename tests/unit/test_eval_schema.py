from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from route_pg.evaluation.description import describe
from route_pg.evaluation.sqlite import (
    benchmark_schema,
    holds_tables,
    open_read_only,
    postgres_names,
    text_values,
)
from route_pg.types import Column, Schema
from tests.fixtures.benchmarks import LENDING, make_database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_database(tmp_path / "lending.sqlite")


@pytest.fixture
def schema(path: Path) -> Schema:
    return benchmark_schema(LENDING, path)


def column(schema: Schema, name: str) -> Column:
    table, _, wanted = name.partition(".")
    index = [t.name for t in schema.tables].index(table)
    return next(c for c in schema.columns if c.table == index and c.name == wanted)


def test_columns_keep_the_order_of_the_description(schema: Schema) -> None:
    described = [(table, name.lower()) for table, name in LENDING["column_names_original"][1:]]
    assert [(c.table, c.name) for c in schema.columns] == described
    assert [(t.schema, t.name, t.rows) for t in schema.tables] == [
        ("public", "branch", 3.0),
        ("public", "reader", 4.0),
        ("public", "loan", 4.0),
    ]


def test_types_follow_contents(schema: Schema) -> None:
    assert column(schema, "branch.opened").type == "date"
    assert column(schema, "reader.since").type == "text"
    assert column(schema, "reader.active").kind == "boolean"
    assert column(schema, "loan.days").type == "integer"


def test_a_text_key_takes_the_type_of_the_number_it_refers_to(schema: Schema) -> None:
    assert column(schema, "reader.home_branch").type == "integer"


def test_a_text_key_that_holds_words_stays_text(tmp_path: Path) -> None:
    path = make_database(tmp_path / "lending.sqlite")
    connection = sqlite3.connect(path)
    connection.execute("""UPDATE "Reader" SET "Home_Branch" = 'moved away' WHERE "RdrNo" = 13""")
    connection.commit()
    connection.close()
    assert column(benchmark_schema(LENDING, path), "reader.home_branch").type == "text"


def test_keys(schema: Schema) -> None:
    keys = [
        (schema.columns[k.columns[0]].name, schema.columns[k.references[0]].name)
        for k in schema.foreign_keys
    ]
    assert keys == [("home_branch", "branch_id"), ("rdrno", "rdrno")]
    assert [c.name for c in schema.columns if c.primary_key] == ["branch_id", "rdrno", "loan_id"]
    assert column(schema, "branch.town").not_null


def test_comments_say_only_what_the_name_does_not(schema: Schema) -> None:
    assert column(schema, "reader.rdrno").comment == "reader number"
    assert column(schema, "branch.area").comment == "floor area"
    assert column(schema, "branch.branch_id").comment == ""


def test_small_domains_are_shown_whole(schema: Schema) -> None:
    assert column(schema, "branch.town").values == ("Alder", "Birch", "Cedar")
    assert column(schema, "branch.area").values == ("88.25", "120", "410.5")
    assert column(schema, "reader.rdrno").values == ()  # four numbers are too many
    assert column(schema, "loan.taken").values == ()


def test_without_a_file_types_are_what_is_stated() -> None:
    schema = benchmark_schema(LENDING, None)
    assert column(schema, "branch.area").type == "numeric"
    assert column(schema, "branch.opened").type == "timestamp without time zone"
    assert column(schema, "reader.active").type == "boolean"
    assert {t.rows for t in schema.tables} == {-1.0}


def test_a_file_without_tables_counts_as_none(tmp_path: Path) -> None:
    empty = tmp_path / "empty.sqlite"
    empty.touch()
    assert not holds_tables(empty)
    assert not holds_tables(tmp_path / "absent.sqlite")
    assert not holds_tables(Path(__file__))
    assert benchmark_schema(LENDING, empty).columns[0].type == "numeric"


def test_composite_keys_of_a_description_without_a_file() -> None:
    entry = {**LENDING, "primary_keys": [[1, 2], 5]}
    columns = benchmark_schema(entry, None).columns
    assert [c.name for c in columns if c.primary_key] == ["branch_id", "town", "rdrno"]


def test_names_stay_where_lower_case_would_collide() -> None:
    assert postgres_names(["Id", "ID", "Name"]) == ["Id", "ID", "name"]
    assert postgres_names(["é" * 40]) == ["é" * 31]  # 63 bytes, never half a character


def test_text_values_are_as_stored(path: Path, schema: Schema) -> None:
    connection = sqlite3.connect(path)
    connection.execute("""INSERT INTO "Branch" VALUES (4, ' Dorn ', NULL, 1)""")
    connection.execute("""INSERT INTO "Branch" VALUES (5, CAST(x'45ff6c6d' AS TEXT), NULL, 1)""")
    connection.commit()
    connection.close()
    values = text_values(path, schema)
    town = schema.columns.index(column(schema, "branch.town"))
    assert values[town] == ["Alder", "Birch", "Cedar", " Dorn ", "Elm"]
    numbers = [i for i, c in enumerate(schema.columns) if c.kind == "number"]
    assert not set(values) & set(numbers)
    assert all(len(found) <= 2 for found in text_values(path, schema, limit=2).values())


def test_a_file_is_never_written(path: Path) -> None:
    with open_read_only(path) as database, pytest.raises(sqlite3.OperationalError):
        database.execute('DELETE FROM "Loan"')


def test_a_file_describes_itself(path: Path) -> None:
    described = benchmark_schema(describe(path, "lending"), path)
    told = benchmark_schema(LENDING, path)
    assert [c.name for c in described.columns] == [c.name for c in told.columns]
    assert described.foreign_keys == told.foreign_keys
    assert {c.type for c in described.columns} == {c.type for c in told.columns}
