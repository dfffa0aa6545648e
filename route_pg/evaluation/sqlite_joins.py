"""Joins that a benchmark's database does not declare, found as the catalog's sync finds them.

The rules are those of `sql/src/24-catalog_joins.sql`: a column whose name ends in that of another
table's key, and whose values are found there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from route_pg.evaluation.sqlite import open_read_only, quoted, stored_names
from route_pg.linking.names import identifier_words
from route_pg.linking.words import normalize
from route_pg.types import Column, ForeignKey, Schema

SAMPLE = 300  # distinct values of a column that are looked for
ENOUGH = 3  # fewer values say nothing
STRAYS = 0.02  # share of values that may be missing: a few strays are data

Pair = tuple[int, int]
"""A column and the key that it refers to, as indexes into Schema.columns."""


def with_inferred_joins(schema: Schema, path: Path) -> Schema:
    """The schema with the joins that its SQLite file bears out, marked as inferred."""
    with open_read_only(path) as database:
        contents = _Contents(database, schema)
        found = [
            ForeignKey(columns=(column,), references=(key,), inferred=True)
            for column, key in _joins(schema, contents)
        ]
    return replace(schema, foreign_keys=(*schema.foreign_keys, *found))


class _Contents:
    """Values of columns, read when they are asked for."""

    def __init__(self, database: sqlite3.Connection, schema: Schema) -> None:
        self._database, self._names = database, stored_names(database, schema)
        self._values: dict[int, frozenset[object]] = {}

    def values(self, column: int) -> frozenset[object]:
        """The distinct values of a column; none where the file does not have it."""
        if column not in self._values:
            self._values[column] = frozenset(self._read(column))
        return self._values[column]

    def _read(self, column: int) -> Iterator[object]:
        if column in self._names:
            table, name = map(quoted, self._names[column])
            query = f"SELECT DISTINCT {name} FROM {table} WHERE {name} IS NOT NULL LIMIT 20000"
            for (value,) in self._database.execute(query):
                yield value.strip() if isinstance(value, str) else value


def _joins(schema: Schema, contents: _Contents) -> Iterator[Pair]:
    keys = _single_keys(schema)
    declared = {key.columns[0] for key in schema.foreign_keys}
    for index, column in enumerate(schema.columns):
        if index in declared or column.kind not in ("number", "text"):
            continue
        for key in keys:
            named = _is_candidate(schema, index, key) and _is_called(schema, column, key)
            if named and _are_included(contents, index, key):
                yield index, key


def _single_keys(schema: Schema) -> list[int]:
    """Columns that are the whole primary key of their table."""
    keys = [index for index, column in enumerate(schema.columns) if column.primary_key]
    tables = [schema.columns[index].table for index in keys]
    return [index for index, table in zip(keys, tables, strict=True) if tables.count(table) == 1]


def _is_candidate(schema: Schema, index: int, key: int) -> bool:
    column, target = schema.columns[index], schema.columns[key]
    back = any(
        declared.columns[0] == key and schema.columns[declared.references[0]].table == column.table
        for declared in schema.foreign_keys
    )
    return column.table != target.table and column.kind == target.kind and not back


def _is_called(schema: Schema, column: Column, key: int) -> bool:
    target = schema.columns[key]
    called, name = f" {_words(column.name)}", f" {_words(target.name)}"
    full = f" {_words(schema.tables[target.table].name)}{name}"
    return called.endswith(full) or (" " in name[1:] and called.endswith(name))


def _words(name: str) -> str:
    return normalize(" ".join(identifier_words(name)))


def _are_included(contents: _Contents, index: int, key: int) -> bool:
    values = sorted(contents.values(index), key=str)[:SAMPLE]
    missing = sum(value not in contents.values(key) for value in values)
    return len(values) >= ENOUGH and missing <= STRAYS * len(values)
