"""Which relations and columns of the linked schema a statement names.

Names that resolve to nothing are left alone: the slice shows a part of the catalog, and the
database is the judge of what exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.scope import Scope, traverse_scope

from route_pg.analysis.dialect import Edit, fold, span
from route_pg.identifiers import quote_identifier
from route_pg.types import Schema


@dataclass(frozen=True, slots=True)
class Reference:
    """A column reference, and the relations that it may mean."""

    node: exp.Column
    qualifier: str  # '' for none
    name: str
    tables: tuple[int, ...]  # indexes into Schema.tables, of this query and those around it


class Catalog:
    """Finds the tables and columns of one schema by name."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._by_name: dict[str, list[int]] = {}
        self._columns: dict[int, dict[str, int]] = {
            index: {} for index in range(len(schema.tables))
        }
        for index, table in enumerate(schema.tables):
            self._by_name.setdefault(table.name, []).append(index)
        for index, column in enumerate(schema.columns):
            self._columns[column.table][column.name] = index

    def table(self, node: exp.Table) -> int | None:
        """The table that a node names; None if it names none, or one of several."""
        name, schema = fold(node.this), fold(node.args.get("db"))
        found = [
            index
            for index in self._by_name.get(name, ())
            if not schema or self.schema.tables[index].schema == schema
        ]
        return found[0] if len(found) == 1 else None

    def column(self, table: int, name: str) -> int | None:
        """The column of a table by name."""
        return self._columns[table].get(name)

    def columns(self, table: int) -> dict[str, int]:
        """All columns of a table by name."""
        return self._columns[table]


def named_relations(nodes: Iterable[exp.Expr]) -> Iterator[exp.Table]:
    """The relations among a statement's nodes: not its functions, not its own WITH queries."""
    for node in nodes:
        if not isinstance(node, exp.Table) or not isinstance(node.this, exp.Identifier):
            continue  # a function in FROM is a Table too
        if not _is_common(node):
            yield node


def qualify(relations: Iterable[exp.Table], catalog: Catalog) -> Iterator[Edit]:
    """Give each relation that is named without a schema the schema it has in the catalog."""
    for node in relations:
        index, place = catalog.table(node), span(node.this)
        if index is not None and place is not None and not node.args.get("db"):
            schema = quote_identifier(catalog.schema.tables[index].schema)
            yield Edit(place[0], place[0], f"{schema}.")


def column_references(tree: exp.Expression, catalog: Catalog) -> list[Reference]:
    """Every column reference of a statement with the tables it may mean, the innermost first."""
    try:
        scopes = traverse_scope(tree)
    except SqlglotError:  # a construct that it has no scopes for: the database will say
        return []
    found: dict[int, Reference] = {}
    for scope in scopes:
        for node in scope.columns:
            if isinstance(node.this, exp.Identifier):
                found.setdefault(id(node), _reference(node, scope, catalog))
    return list(found.values())


def used_columns(references: list[Reference], catalog: Catalog) -> tuple[int, ...]:
    """Indexes of the columns that resolve, in the order of their first use."""
    resolved = (resolve(reference, catalog) for reference in references)
    return tuple(dict.fromkeys(index for index in resolved if index is not None))


def resolve(reference: Reference, catalog: Catalog) -> int | None:
    """The column that a reference means, the innermost of several."""
    columns = (catalog.column(table, reference.name) for table in reference.tables)
    return next((index for index in columns if index is not None), None)


def _reference(node: exp.Column, scope: Scope, catalog: Catalog) -> Reference:
    qualifier = fold(node.args.get("table"))
    return Reference(
        node=node,
        qualifier=qualifier,
        name=fold(node.this),
        tables=tuple(_tables_in_reach(scope, qualifier, catalog)),
    )


def _tables_in_reach(scope: Scope, qualifier: str, catalog: Catalog) -> Iterator[int]:
    current: Scope | None = scope
    while current is not None:
        for alias, source in current.sources.items():
            if qualifier and alias != qualifier and alias.lower() != qualifier:
                continue
            if isinstance(source, exp.Table) and (table := catalog.table(source)) is not None:
                yield table
        current = current.parent


def _is_common(node: exp.Table) -> bool:
    """Whether a relation is a WITH query of one of the queries around it."""
    if node.args.get("db"):
        return False
    name = fold(node.this)
    around = node.find_ancestor(exp.Query)
    while around is not None:
        with_ = around.args.get("with_")
        if with_ is not None and any(fold(_alias(common)) == name for common in with_.expressions):
            return True
        around = around.find_ancestor(exp.Query)
    return False


def _alias(common: exp.Expression) -> exp.Expression | None:
    alias = common.args.get("alias")
    return alias.this if isinstance(alias, exp.TableAlias) else None
