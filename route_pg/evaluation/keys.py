"""The keys of a benchmark database, as far as its data honours them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

from route_pg.evaluation.definitions import names_of, of_table, relation
from route_pg.evaluation.server import Connection
from route_pg.types import Schema


def _attempt(connection: Connection, statement: sql.Composed) -> str:
    """Run one statement; why the database would not have it, '' where it would."""
    try:
        connection.execute(statement)
    except psycopg.Error as error:
        return (error.diag.message_primary or str(error)).strip()
    return ""


def add_not_nulls(connection: Connection, schema: Schema, table: int, lost: list[str]) -> None:
    """Declare what the file declares NOT NULL, where the data honours it."""
    statement = sql.SQL("ALTER TABLE {} ALTER COLUMN {} SET NOT NULL")
    target = relation(schema, table)
    for column in (schema.columns[i] for i in of_table(schema, table)):
        if not column.not_null or column.primary_key:
            continue
        failure = _attempt(connection, statement.format(target, sql.Identifier(column.name)))
        if failure:
            lost.append(f"{schema.tables[table].name}.{column.name} NOT NULL: {failure}")


def add_primary_key(connection: Connection, schema: Schema, table: int, lost: list[str]) -> bool:
    """Add the primary key of a table where the data has one; whether it was added."""
    columns = [schema.columns[i] for i in of_table(schema, table)]
    key = [column for column in columns if column.primary_key]
    if not key:
        return False
    statement = sql.SQL("ALTER TABLE {} ADD PRIMARY KEY ({})")
    failure = _attempt(connection, statement.format(relation(schema, table), names_of(key)))
    if failure:
        name = schema.tables[table].name
        lost.append(f"primary key {name}({', '.join(c.name for c in key)}): {failure}")
    return not failure


@dataclass(frozen=True, slots=True)
class _Key:
    """A foreign key of one or more pairs of columns."""

    columns: tuple[int, ...]
    references: tuple[int, ...]

    def told(self, schema: Schema) -> str:
        """Itself in words."""
        sides = []
        for side in (self.columns, self.references):
            names = ", ".join(schema.columns[i].name for i in side)
            sides.append(f"{schema.tables[schema.columns[side[0]].table].name}({names})")
        return " -> ".join(sides)

    def statement(self, schema: Schema, *, valid: bool = True) -> sql.Composed:
        """What adds it."""
        one, other = ([schema.columns[i] for i in side] for side in (self.columns, self.references))
        return sql.SQL("ALTER TABLE {} ADD FOREIGN KEY ({}) REFERENCES {} ({}){}").format(
            relation(schema, one[0].table),
            names_of(one),
            relation(schema, other[0].table),
            names_of(other),
            sql.SQL("" if valid else " NOT VALID"),
        )


def add_foreign_keys(
    connection: Connection, schema: Schema, lost: list[str]
) -> tuple[int, list[str]]:
    """Add what can be added: how many are enforced, and those that are NOT VALID."""
    enforced = 0
    unenforced: list[str] = []
    for key in _composed(connection, schema):
        failure = _attempt(connection, key.statement(schema))
        if not failure:
            enforced += 1
        elif not _attempt(connection, key.statement(schema, valid=False)):
            unenforced.append(f"{key.told(schema)}: {failure}")
        else:
            lost.append(f"foreign key {key.told(schema)}: {failure}")
    return enforced, unenforced


def _composed(connection: Connection, schema: Schema) -> list[_Key]:
    """The keys, those pairs put together that only together refer to something unique."""
    keys: list[_Key] = []
    parts: dict[tuple[int, int], list[_Key]] = defaultdict(list)
    for declared in schema.foreign_keys:
        key = _Key(declared.columns, declared.references)
        if _unique(connection, schema, key.references):
            keys.append(key)
        else:
            sides = (key.columns[0], key.references[0])
            one, other = (schema.columns[side].table for side in sides)
            parts[one, other].append(key)
    for group in parts.values():
        whole = _Key(
            tuple(i for key in group for i in key.columns),
            tuple(i for key in group for i in key.references),
        )
        together = len(group) > 1 and len(set(whole.references)) == len(whole.references)
        if together and _unique(connection, schema, whole.references):
            keys.append(whole)
        else:
            keys.extend(group)
    return keys


def _unique(connection: Connection, schema: Schema, columns: Sequence[int]) -> bool:
    """Whether these columns are unique, an index for it made where there was none."""
    chosen = [schema.columns[i] for i in columns]
    table = relation(schema, chosen[0].table)
    key = [c for c in schema.columns if c.table == chosen[0].table and c.primary_key]
    name = sql.Identifier("_".join(["unique", str(chosen[0].table), *map(str, columns)]))
    if {c.name for c in key} == {c.name for c in chosen} and _has_primary_key(connection, table):
        return True
    statement = sql.SQL("CREATE UNIQUE INDEX IF NOT EXISTS {} ON {} ({})")
    return not _attempt(connection, statement.format(name, table, names_of(chosen)))


def _has_primary_key(connection: Connection, table: sql.Identifier) -> bool:
    found = connection.execute(
        "SELECT 1 FROM pg_index WHERE indisprimary AND indrelid = %s::regclass",
        [table.as_string(connection)],
    )
    return found.fetchone() is not None
