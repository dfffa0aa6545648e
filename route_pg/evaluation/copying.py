"""Rows of an SQLite database into the tables of a PostgreSQL one, by COPY."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from psycopg import sql

from route_pg.evaluation.definitions import names_of, of_table, relation
from route_pg.evaluation.server import Connection
from route_pg.evaluation.sqlite import open_read_only, quoted, stored_names
from route_pg.evaluation.sqlite_types import is_blank
from route_pg.types import Column, Schema


def copy_all(
    connection: Connection, path: Path, schema: Schema, tables: Sequence[int]
) -> tuple[int, list[str]]:
    """Copy the rows of these tables: how many there were, and what of their values changed."""
    rows = 0
    changed: Counter[str] = Counter()
    with open_read_only(path) as database:
        stored = stored_names(database, schema)
        for table in tables:
            columns = [i for i in of_table(schema, table) if i in stored]
            if columns:
                rows += _copy_table(connection, database, schema, columns, stored, changed)
    return rows, [f"{what}: {count} values" for what, count in changed.items()]


def _copy_table(
    connection: Connection,
    database: sqlite3.Connection,
    schema: Schema,
    columns: Sequence[int],
    stored: Mapping[int, tuple[str, str]],
    changed: Counter[str],
) -> int:
    chosen = [schema.columns[i] for i in columns]
    converters = [_converter(schema, column, changed) for column in chosen]
    rows = database.execute(_select(chosen, [stored[i] for i in columns]))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        relation(schema, chosen[0].table), names_of(chosen)
    )
    count = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([convert(v) for convert, v in zip(converters, row, strict=True)])
            count += 1
    return count


def _select(columns: Sequence[Column], stored: Sequence[tuple[str, str]]) -> str:
    """Texts as SQLite itself prints them, everything else as it is stored."""
    items = [
        f"CAST({quoted(name)} AS TEXT)" if column.type == "text" else quoted(name)
        for column, (_, name) in zip(columns, stored, strict=True)
    ]
    return f"SELECT {', '.join(items)} FROM {quoted(stored[0][0])}"


def _converter(schema: Schema, column: Column, changed: Counter[str]) -> Callable[[Any], Any]:
    where = f"{schema.tables[column.table].name}.{column.name}"
    whole = column.type in {"integer", "bigint"}

    def number(value: Any) -> Any:
        if isinstance(value, str) and is_blank(value):
            changed[f"{where}: blank text in a column of numbers is NULL"] += 1
            return None
        return int(float(value)) if whole and not isinstance(value, int | None) else value

    def text(value: Any) -> Any:
        if value is not None and "\0" in value:
            changed[f"{where}: NUL characters dropped"] += 1
            return value.replace("\0", "")
        return value

    def truth(value: Any) -> Any:
        return None if value is None else bool(value)

    convert = {"number": number, "text": text, "boolean": truth}
    return convert.get(column.kind, lambda value: value)
