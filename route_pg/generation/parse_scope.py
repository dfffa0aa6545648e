"""Names of a statement: its tables, aliases and derived queries, and the columns they offer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal as OneOf

from sqlglot import exp

from route_pg.generation.joins import Node
from route_pg.generation.kinds import kind_of
from route_pg.generation.tree import Conditions, Part, Query, Use
from route_pg.generation.vocabulary import REFERENCES, ColumnRef
from route_pg.types import Schema

Dialect = OneOf["postgres", "sqlite"]


class Unrepresentable(ValueError):
    """The statement cannot be said in a derivation; the reason is a short slug."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Derived:
    """A query in FROM or a CTE."""

    name: str  # lower case
    outputs: tuple[str, ...]  # lower case, '' where it has no name
    query: Query


@dataclass(slots=True)
class Names:
    """The schema by lower-case names."""

    schema: Schema
    ranges: bool = False  # whether the days from one to another are one literal
    tables: dict[str, int] = field(default_factory=dict)
    columns: list[dict[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for index, table in enumerate(self.schema.tables):
            self.tables.setdefault(table.name.lower(), index)
            self.tables.setdefault(f"{table.schema}.{table.name}".lower(), index)
            self.columns.append({})
        for index, column in enumerate(self.schema.columns):
            self.columns[column.table].setdefault(column.name.lower(), index)


@dataclass(frozen=True, slots=True)
class Relation:
    """One element of FROM."""

    alias: str
    node: Node
    columns: dict[str, int]  # lower-case name to its index, or to the number of a derived output


@dataclass(frozen=True, slots=True)
class Readers:
    """What reads the parts of a statement.

    Each holds the others: a scope carries them all, so that their modules need not know each other.
    """

    statement: Callable[[Scope, exp.Expr], Query]
    expression: Callable[[Scope, exp.Expr], Part]
    conditions: Callable[[Scope, exp.Expr], Conditions]


@dataclass(slots=True)
class Scope:
    """What names mean inside one SELECT."""

    names: Names
    dialect: Dialect
    derived: tuple[Derived, ...]  # in sight, the latest last
    readers: Readers
    parent: Scope | None = None
    relations: list[Relation] = field(default_factory=list)
    aliases: dict[str, exp.Expr] = field(default_factory=dict)
    functions: dict[str, exp.Expr] = field(default_factory=dict)  # rows of arrays, by their names
    grouped: bool = False  # past GROUP BY: in HAVING or ORDER BY

    @property
    def schema(self) -> Schema:
        """The schema that pointers index."""
        return self.names.schema

    def statement(self, node: exp.Expr) -> Query:
        """A subquery of this scope."""
        return self.readers.statement(self, node)

    def expression(self, node: exp.Expr) -> Part:
        """Any expression; Unrepresentable where there are no words for it."""
        return self.readers.expression(self, node)

    def conditions(self, node: exp.Expr) -> Conditions:
        """A condition as a flat list."""
        return self.readers.conditions(self, node)

    def find(self, column: exp.Column) -> tuple[int, Relation, int] | None:
        """How far out a column is, its relation, and its index there; None if it is unknown."""
        scope: Scope | None = self
        depth = 0
        while scope is not None:
            found = scope._find_here(column)
            if found is not None:
                return depth, *found
            scope, depth = scope.parent, depth + 1
        return None

    def _find_here(self, column: exp.Column) -> tuple[Relation, int] | None:
        name, table = column.name.lower(), column.table.lower()
        for relation in self.relations:
            if (not table or table == relation.alias) and name in relation.columns:
                return relation, relation.columns[name]
        return None

    def use(self, column: exp.Column) -> Use:
        """The use of a column."""
        found = self.find(column)
        if found is None:
            raise Unrepresentable("unknown-column")
        depth, relation, index = found
        table, instance = relation.node
        if instance > 3 or table < -3:
            raise Unrepresentable("too-many-uses")
        if table >= 0:
            return Use(ColumnRef(index), instance, depth)
        if index > len(REFERENCES):
            raise Unrepresentable("too-many-outputs")
        return Use(REFERENCES[index - 1], -table, depth)

    def is_text(self, node: exp.Expr) -> bool:
        """Whether a double-quoted name is SQLite's string."""
        return (
            self.dialect == "sqlite"
            and isinstance(node, exp.Column)
            and not node.table
            and isinstance(node.this, exp.Identifier)
            and bool(node.this.args.get("quoted"))
            and self.find(node) is None
            and node.name.lower() not in self.aliases
        )

    def kind(self, part: Part) -> str:
        """The kind of an expression, 'any' where it is not known."""
        return kind_of(self.schema, part)
