"""Some rows of each table of a database, as values are drawn from them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from psycopg import sql

from route_pg.evaluation import server
from route_pg.evaluation.sqlite import open_read_only, quoted, stored_names, stored_tables
from route_pg.types import Schema

ROWS = 400
"""Rows of a table that are kept."""
READ = 8000
"""Rows of a table that these are drawn from."""

Row = Mapping[int, Any]
"""The values of a row by column: indexes into Schema.columns."""


def stored_rows(path: Path, schema: Schema) -> dict[int, list[Row]]:
    """Rows of an SQLite file by table; tables that it does not have are left out."""
    found: dict[int, list[Row]] = {}
    with open_read_only(path) as database:
        stored = stored_names(database, schema)
        for table in stored_tables(database):
            columns = [index for index, (owner, _) in stored.items() if owner == table]
            if columns:
                names = ", ".join(quoted(stored[index][1]) for index in columns)
                rows = database.execute(f"SELECT {names} FROM {quoted(table)} LIMIT {READ}")
                read: list[Row] = [dict(zip(columns, row, strict=True)) for row in rows]
                found[schema.columns[columns[0]].table] = _some(table, read)
    return found


def live_rows(dsn: str, schema: Schema) -> dict[int, list[Row]]:
    """Rows of a PostgreSQL database by table."""
    found: dict[int, list[Row]] = {}
    with server.connect(dsn) as connection:
        for number, table in enumerate(schema.tables):
            columns = [i for i, column in enumerate(schema.columns) if column.table == number]
            statement = sql.SQL("SELECT {} FROM {} LIMIT {}").format(
                sql.SQL(", ").join(sql.Identifier(schema.columns[i].name) for i in columns),
                sql.Identifier(table.schema, table.name),
                sql.Literal(READ),
            )
            rows = connection.execute(statement).fetchall()
            read: list[Row] = [dict(zip(columns, map(_plain, row), strict=True)) for row in rows]
            found[number] = _some(table.name, read)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int | float | str) or value is None else str(value)


def _some(table: str, rows: list[Row]) -> list[Row]:
    random.Random(table).shuffle(rows)
    return rows[:ROWS]
