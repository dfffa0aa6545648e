"""SQLite benchmark databases as PostgreSQL would see them after loading.

Reads a database file and a benchmark's description of it (an entry of Spider's or BIRD's
`tables.json`) into a `Schema`, and its text values. Opens files read-only, runs no question.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from route_pg.evaluation.sqlite_types import (
    Contents,
    column_type,
    kind_of,
    number_type,
    type_of_contents,
)
from route_pg.types import Column, ForeignKey, Schema, Table

__all__ = [
    "benchmark_schema",
    "column_type",
    "holds_tables",
    "open_read_only",
    "postgres_names",
    "quoted",
    "stored_columns",
    "stored_names",
    "stored_tables",
    "text_values",
]

IDENTIFIER_BYTES = 63  # PostgreSQL's NAMEDATALEN - 1
DOMAIN_TEXTS = 6  # a text column with at most so many values is shown with all of them
DOMAIN_TEXT_LENGTH = 24  # characters, of each
DOMAIN_NUMBERS = 3


@contextmanager
def open_read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database file, never to write; bytes that are no UTF-8 are left out of its texts."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    connection.text_factory = lambda raw: raw.decode(errors="ignore")
    # 'mode=ro' is about one file: VACUUM INTO would write another, which it attaches.
    connection.set_authorizer(lambda action, *_: int(action == sqlite3.SQLITE_ATTACH))  # 1: deny
    try:
        yield connection
    finally:
        connection.close()


def holds_tables(path: Path) -> bool:
    """Whether a file is a database with tables: some archives carry empty files for lost ones."""
    if not path.is_file():
        return False
    try:
        with open_read_only(path) as database:
            return bool(stored_tables(database))
    except sqlite3.Error:
        return False


def quoted(name: str) -> str:
    """A name as an SQLite identifier.

    >>> quoted('a "b"')
    '"a ""b\"""'
    """
    return '"' + name.replace('"', '""') + '"'


def postgres_names(names: Sequence[str]) -> list[str]:
    """The names that a PostgreSQL user would give: lower case, unless two of them would collide.

    >>> postgres_names(["Name", "Song_ID"]), postgres_names(["a", "A", "B"])
    (['name', 'song_id'], ['a', 'A', 'b'])
    """
    lower = [_cut(name.lower()) for name in names]
    count = Counter(lower)
    return [small if count[small] == 1 else name for name, small in zip(names, lower, strict=True)]


def _cut(name: str) -> str:
    return name.encode()[:IDENTIFIER_BYTES].decode(errors="ignore")


def stored_names(database: sqlite3.Connection, schema: Schema) -> dict[int, tuple[str, str]]:
    """Where each column of `schema` is stored: its index to (table, column) of the file.

    Columns that the file does not have are left out.
    """
    tables = stored_tables(database)
    stored: dict[tuple[str, str], tuple[str, str]] = {}
    for table, name in zip(tables, postgres_names(tables), strict=True):
        columns = [row[1] for row in stored_columns(database, table)]
        for column, lower in zip(columns, postgres_names(columns), strict=True):
            stored[name, lower] = (table, column)
    keys = [(schema.tables[column.table].name, column.name) for column in schema.columns]
    return {index: stored[key] for index, key in enumerate(keys) if key in stored}


def stored_tables(database: sqlite3.Connection) -> list[str]:
    """The tables of a file, SQLite's own among them."""
    rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
    return [name for (name,) in rows]


def stored_columns(database: sqlite3.Connection, table: str) -> list[Any]:
    """What `PRAGMA table_info` says of a table."""
    return database.execute(f"PRAGMA table_info({quoted(table)})").fetchall()


@dataclass(kw_only=True, slots=True)
class _Stored:
    """What the file says of one column."""

    declared: str = ""
    not_null: bool = False
    primary_key: bool = False
    contents: Contents = field(default_factory=Contents)
    domain: tuple[str, ...] = ()  # all its values, where they are few and short


def benchmark_schema(tables_entry: Mapping[str, Any], path: Path | None) -> Schema:
    """The schema of a benchmark database as linking sees it after loading.

    `tables_entry` is the database's entry of `tables.json`; `path` its SQLite file, or None where
    only the description is known: then types are what the description states. Columns are in the
    description's order without its '*', so that an index into `Schema.columns` is the index there
    minus one. Foreign keys are all that are declared, whether or not the data honours them.
    """
    names = [postgres_names(tables_entry["table_names_original"])]
    entries = tables_entry["column_names_original"][1:]
    columns = _column_names(entries, len(names[0]))
    stored, rows = _read(path, names[0], [table for table, _ in entries], columns)
    tables = tuple(
        Table(schema="public", name=name, comment=comment(natural, name), rows=count)
        for name, natural, count in zip(names[0], tables_entry["table_names"], rows, strict=True)
    )
    keys = _foreign_keys(tables_entry)
    types = _types(tables_entry, stored, keys)
    made = _make_columns(tables_entry, columns, types, stored)
    return Schema(tables=tables, columns=made, foreign_keys=keys)


def _column_names(entries: Sequence[tuple[int, str]], tables: int) -> list[str]:
    columns: list[str] = []
    for index in range(tables):
        columns += postgres_names([name for table, name in entries if table == index])
    return columns


def _foreign_keys(entry: Mapping[str, Any]) -> tuple[ForeignKey, ...]:
    pairs = dict.fromkeys((int(a) - 1, int(b) - 1) for a, b in entry["foreign_keys"])
    return tuple(ForeignKey(columns=(a,), references=(b,)) for a, b in pairs if a != b)


def _primary_keys(entry: Mapping[str, Any], stored: Sequence[_Stored]) -> set[int]:
    """Those of the file; for tables where it declares none, those of the description."""
    tables = [table for table, _ in entry["column_names_original"][1:]]
    keys = {index for index, column in enumerate(stored) if column.primary_key}
    declared = {tables[index] for index in keys}
    for key in entry["primary_keys"]:  # BIRD's composite keys are lists
        members = [index - 1 for index in (key if isinstance(key, list) else [key])]
        keys.update(index for index in members if tables[index] not in declared)
    return keys


def _make_columns(
    entry: Mapping[str, Any], names: Sequence[str], types: Sequence[str], stored: Sequence[_Stored]
) -> tuple[Column, ...]:
    keys = _primary_keys(entry, stored)
    made = []
    for index, (table, _) in enumerate(entry["column_names_original"][1:]):
        column = Column(
            table=table,
            name=names[index],
            type=types[index],
            kind=kind_of(types[index]),
            comment=comment(entry["column_names"][index + 1][1], names[index]),
            primary_key=index in keys,
            not_null=stored[index].not_null or index in keys,
        )
        made.append(replace(column, values=_domain(column, stored[index])))
    return tuple(made)


def _domain(column: Column, stored: _Stored) -> tuple[str, ...]:
    most = {"text": DOMAIN_TEXTS, "number": DOMAIN_NUMBERS}.get(column.kind, 0)
    short = all(len(value) <= DOMAIN_TEXT_LENGTH for value in stored.domain)
    return stored.domain if short and len(stored.domain) <= most else ()


def _types(
    entry: Mapping[str, Any], stored: Sequence[_Stored], keys: Sequence[ForeignKey]
) -> list[str]:
    stated = entry["column_types"][1:]
    types = [
        type_of_contents(column.declared, column.contents, said)
        for column, said in zip(stored, stated, strict=True)
    ]
    for key in keys:
        for one, other in (
            (key.columns[0], key.references[0]),
            (key.references[0], key.columns[0]),
        ):
            # SQLite joins '7' with 7; PostgreSQL has no such operator, nor such a foreign key.
            joins = kind_of(types[other]) == "number" and kind_of(types[one]) == "text"
            if joins and stored[one].contents.only_numbers:
                types[one] = number_type(stored[one].declared, stored[one].contents)
    return types


def comment(natural: str, name: str) -> str:
    """The benchmark's natural name, where it says more than the words of the identifier.

    >>> comment("student id", "stuid"), comment("name", "song_name")
    ('student id', '')
    """
    known = set(re.findall(r"[^\W_]+", name.lower()))
    return "" if set(re.findall(r"[^\W_]+", natural.lower())) <= known else natural


def _read(
    path: Path | None, tables: Sequence[str], owners: Sequence[int], columns: Sequence[str]
) -> tuple[list[_Stored], list[float]]:
    """What the file holds of the columns, and the rows of the tables (-1: unknown)."""
    stored = [_Stored() for _ in columns]
    rows = [-1.0] * len(tables)
    if path is None:
        return stored, rows
    with open_read_only(path) as database:
        originals = stored_tables(database)
        for original, name in zip(originals, postgres_names(originals), strict=True):
            if name not in tables:
                continue
            table = tables.index(name)
            rows[table] = _count(database, original)
            wanted = {columns[i]: stored[i] for i, owner in enumerate(owners) if owner == table}
            _read_table(database, original, wanted)
    return stored, rows


def _count(database: sqlite3.Connection, table: str) -> float:
    return float(database.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()[0])


def _read_table(database: sqlite3.Connection, table: str, wanted: Mapping[str, _Stored]) -> None:
    described = stored_columns(database, table)
    names = postgres_names([row[1] for row in described])
    for name, row in zip(names, described, strict=True):
        if name in wanted:
            column = wanted[name]
            column.declared, column.not_null = row[2], bool(row[3])
            column.primary_key = bool(row[5])
            values = _distinct(database, table, row[1])
            column.contents = Contents.of(values)
            column.domain = _shown(values)


def _distinct(database: sqlite3.Connection, table: str, column: str) -> list[Any]:
    name = quoted(column)
    found = database.execute(
        f"SELECT DISTINCT {name} FROM {quoted(table)} WHERE {name} IS NOT NULL"
    )
    return [value for (value,) in found]


def _shown(values: Sequence[Any]) -> tuple[str, ...]:
    """All the values as text in their order, where they are few; blanks are nothing to ask for."""
    if len(values) > DOMAIN_TEXTS + 1:
        return ()
    numbers = sorted(value for value in values if isinstance(value, int | float))
    texts = sorted(value for value in values if isinstance(value, str) and value.strip())
    return (*(f"{number:.15g}" for number in numbers), *texts)


def text_values(path: Path, schema: Schema, limit: int = 5000) -> dict[int, list[str]]:
    """The distinct texts of each text column: its index to at most `limit` values.

    Values are as stored, stray spaces included, in the order in which the file gives them first.
    """
    found: dict[int, list[str]] = {}
    with open_read_only(path) as database:
        for index, (table, column) in stored_names(database, schema).items():
            if schema.columns[index].kind == "text":
                values = database.execute(
                    f"SELECT DISTINCT CAST({quoted(column)} AS TEXT) FROM {quoted(table)}"
                    f" WHERE {quoted(column)} IS NOT NULL LIMIT {int(limit)}"
                )
                found[index] = [value for (value,) in values if value.strip()]
    return found
