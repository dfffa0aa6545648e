"""Which tables and columns of a schema a text names, in whatever form a model puts them."""

from __future__ import annotations

import re

from route_pg.types import Schema

_NAME = re.compile(r'"((?:[^"]|"")*)"|([^\W\d][\w$]*)')
_NOTHING = (None, None)
_CHAIN = re.compile(
    r"""(?:"(?:[^"]|"")*"|[^\W\d][\w$]*)(?:\.(?:"(?:[^"]|"")*"|[^\W\d][\w$]*))*(?:[ ]*:)?"""
)


def mentions(text: str, schema: Schema) -> tuple[list[int], list[int]]:
    """The columns and tables that a text names, as indexes into the schema, in the text's order.

    A bare column is of the table named last before it.
    """
    columns: dict[int, None] = {}
    tables: dict[int, None] = {}
    current: int | None = None
    for chain in _CHAIN.finditer(text):
        names = [(quoted.replace('""', '"') or plain) for quoted, plain in _NAME.findall(chain[0])]
        head = chain[0].rstrip().endswith(":") or text[: chain.start()].rstrip(" ")[-1:] == "\n"
        table, column = _resolve([name.lower() for name in names], head, current, schema)
        current = current if table is None else table
        if table is not None:
            tables[table] = None
        if column is not None:
            columns[column] = None
    return list(columns), list(tables)


def _resolve(
    names: list[str], head: bool, current: int | None, schema: Schema
) -> tuple[int | None, int | None]:
    """What a dotted name means: its table and its column, None for none; `head` begins a line."""
    match names:
        case [name]:
            as_table = (_table_of(name, None, schema), None)
            as_column = _column_of(name, current, schema)
            table_first = head or current is None
            readings = [as_table, as_column] if table_first else [as_column, as_table]
            if readings == [_NOTHING, _NOTHING] and "." in name:  # quoted whole, as in JSON
                return _resolve(name.split("."), head, current, schema)
            return next((each for each in readings if each != _NOTHING), _NOTHING)
        case [first, second]:
            table = _table_of(second, first, schema)
            if table is not None:
                return table, None
            return _column_of(second, _table_of(first, None, schema), schema)
        case [*_, first, second, third]:
            return _column_of(third, _table_of(second, first, schema), schema)
    return _NOTHING


def _table_of(name: str, namespace: str | None, schema: Schema) -> int | None:
    return next(
        (
            index
            for index, table in enumerate(schema.tables)
            if table.name.lower() == name and namespace in (None, table.schema.lower())
        ),
        None,
    )


def _column_of(name: str, table: int | None, schema: Schema) -> tuple[int | None, int | None]:
    """The column of that name in the table, with it; where no table is known, the only one."""
    found = [index for index, column in enumerate(schema.columns) if column.name.lower() == name]
    if table is not None:
        found = [index for index in found if schema.columns[index].table == table]
    return (schema.columns[found[0]].table, found[0]) if len(found) == 1 else (None, None)
