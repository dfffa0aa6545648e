"""What the collaboration wants to know of a statement before the database sees it."""

from __future__ import annotations

from dataclasses import dataclass

from route_pg.analysis.dialect import TOO_COMPLEX, apply_edits, parse_statement, trim_statement
from route_pg.analysis.references import (
    Catalog,
    column_references,
    named_relations,
    qualify,
    used_columns,
)
from route_pg.analysis.safety import find_unsafe
from route_pg.types import Failure, Schema


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One statement that only reads, as far as its text tells."""

    sql: str  # relations named with their schemas, where the linked schema knows them
    tables: tuple[int, ...]  # indexes into Schema.tables, in the order of their first use
    relations: int  # how many relations it joins, counting one that it reads twice as two
    loose: int  # of these, how many are named without a schema that the linked schema could give


def analyse(sql: str, schema: Schema) -> Statement | Failure:
    """Check and resolve one statement; the Failure says why it is refused.

    >>> analyse("DELETE FROM orders", Schema(tables=(), columns=())).sqlstate
    'RT003'
    """
    text = trim_statement(sql)
    try:
        return _analyse(text, Catalog(schema))
    except RecursionError:
        return Failure(sqlstate=TOO_COMPLEX, message="the statement is nested too deeply")


def columns_used(sql: str, schema: Schema) -> tuple[int, ...]:
    """Indexes into Schema.columns of the columns that a statement names; () if it is none."""
    tree = parse_statement(sql)
    if isinstance(tree, Failure):
        return ()
    catalog = Catalog(schema)
    return used_columns(column_references(tree, catalog), catalog)


def _analyse(sql: str, catalog: Catalog) -> Statement | Failure:
    tree = parse_statement(sql)
    if isinstance(tree, Failure):
        return tree
    nodes = list(tree.walk())
    if unsafe := find_unsafe(tree, nodes):
        return unsafe
    relations = list(named_relations(nodes))
    tables = [catalog.table(node) for node in relations]
    named = zip(relations, tables, strict=True)
    return Statement(
        sql=apply_edits(sql, qualify(relations, catalog)),
        tables=tuple(dict.fromkeys(index for index in tables if index is not None)),
        relations=len(relations),
        loose=sum(index is None and not node.args.get("db") for node, index in named),
    )
