"""Statements that define a table of a `Schema` in PostgreSQL: its columns and its comments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from psycopg import sql

from route_pg.evaluation.server import Connection
from route_pg.types import Column, Schema

# All types that sqlite_types gives.
_TYPES = {
    "integer": sql.SQL("integer"),
    "bigint": sql.SQL("bigint"),
    "numeric": sql.SQL("numeric"),
    "double precision": sql.SQL("double precision"),
    "text": sql.SQL("text"),
    "date": sql.SQL("date"),
    "timestamp without time zone": sql.SQL("timestamp without time zone"),
    "time without time zone": sql.SQL("time without time zone"),
    "boolean": sql.SQL("boolean"),
    "bytea": sql.SQL("bytea"),
}


def of_table(schema: Schema, table: int) -> list[int]:
    """The indexes of a table's columns."""
    return [i for i, column in enumerate(schema.columns) if column.table == table]


def relation(schema: Schema, table: int) -> sql.Identifier:
    """A table's qualified name."""
    return sql.Identifier(schema.tables[table].schema, schema.tables[table].name)


def names_of(columns: Iterable[Column]) -> sql.Composed:
    """The columns' names as a list."""
    return sql.SQL(", ").join(sql.Identifier(column.name) for column in columns)


def create_table(schema: Schema, table: int) -> sql.Composed:
    """What creates a table, without keys."""
    columns = [schema.columns[i] for i in of_table(schema, table)]
    defined = [
        sql.SQL("{} {}").format(sql.Identifier(column.name), _TYPES[column.type])
        for column in columns
    ]
    listed = sql.SQL(", ").join(defined)
    return sql.SQL("CREATE TABLE {} ({})").format(relation(schema, table), listed)


def add_comments(connection: Connection, schema: Schema, tables: Sequence[int]) -> None:
    """Write the benchmark's natural names as comments."""
    for table in tables:
        target = relation(schema, table)
        _comment(connection, sql.SQL("TABLE {}").format(target), schema.tables[table].comment)
        for column in (schema.columns[i] for i in of_table(schema, table)):
            what = sql.SQL("COLUMN {}.{}").format(target, sql.Identifier(column.name))
            _comment(connection, what, column.comment)


def _comment(connection: Connection, what: sql.Composed, text: str) -> None:
    if text:
        connection.execute(sql.SQL("COMMENT ON {} IS {}").format(what, sql.Literal(text)))
