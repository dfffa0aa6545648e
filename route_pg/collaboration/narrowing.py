"""The part of a linked schema that a statement is written over.

As in the paper (ROUTE, section 3.4): what schema linking names and what a first draft uses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from route_pg.types import ForeignKey, Schema


def narrow(schema: Schema, columns: Iterable[int], tables: Iterable[int]) -> Schema:
    """Keep the tables named and those of the columns named, with their keys; drop other columns.

    `columns` and `tables` are indexes into `schema`. A table that is named without a column of its
    own keeps all of them. Verified pairs are kept as they are.
    """
    wanted = set(columns)
    kept_tables = sorted({*tables, *(schema.columns[index].table for index in wanted)})
    with_columns = {schema.columns[index].table for index in wanted}
    keys = _keys_between(schema, set(kept_tables))
    joining = {index for key in keys for index in (*key.columns, *key.references)}
    kept = [
        index
        for index, column in enumerate(schema.columns)
        if column.table in kept_tables
        and (
            index in wanted
            or index in joining
            or column.primary_key
            or column.table not in with_columns
        )
    ]
    return _take(schema, kept_tables, kept, keys)


def _keys_between(schema: Schema, tables: set[int]) -> list[ForeignKey]:
    return [
        key
        for key in schema.foreign_keys
        if all(schema.columns[index].table in tables for index in (*key.columns, *key.references))
    ]


def _take(schema: Schema, tables: list[int], columns: list[int], keys: list[ForeignKey]) -> Schema:
    table_at = {old: new for new, old in enumerate(tables)}
    column_at = {old: new for new, old in enumerate(columns)}
    return Schema(
        tables=tuple(schema.tables[index] for index in tables),
        columns=tuple(
            replace(schema.columns[index], table=table_at[schema.columns[index].table])
            for index in columns
        ),
        foreign_keys=tuple(
            replace(
                key,
                columns=tuple(column_at[index] for index in key.columns),
                references=tuple(column_at[index] for index in key.references),
            )
            for key in keys
        ),
        matches=tuple(
            replace(match, column=column_at[match.column])
            for match in schema.matches
            if match.column in column_at
        ),
        pairs=schema.pairs,
        terms=tuple(
            replace(term, table=None if term.table is None else table_at[term.table])
            for term in schema.terms
            if term.table is None or term.table in table_at
        ),
    )
