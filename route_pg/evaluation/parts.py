"""What a statement is made of, by clause, so that gold and prediction can be held side by side.

Aliases are resolved to tables with the database's own columns; what cannot be resolved keeps the
name as written. Names are lower case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlglot import exp

from route_pg.evaluation.parsing import parse_query
from route_pg.types import Schema

Tables = Mapping[str, frozenset[str]]
"""Table name to the names of its columns."""

_SET_OPERATIONS: tuple[type[exp.Query], ...] = (exp.Union, exp.Intersect, exp.Except)


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """A statement by what it says."""

    tables: Counter[str] = field(default_factory=Counter)
    joins: frozenset[str] = frozenset()  # conditions between columns
    select: Counter[str] = field(default_factory=Counter)  # columns of the outermost select list
    aggregates: Counter[str] = field(default_factory=Counter)
    conditions: Counter[str] = field(default_factory=Counter)  # columns compared in WHERE
    operators: Counter[str] = field(default_factory=Counter)  # of WHERE
    values: Counter[str] = field(default_factory=Counter)
    group: Counter[str] = field(default_factory=Counter)
    having: Counter[str] = field(default_factory=Counter)
    order: tuple[str, ...] = ()
    limit: str = ""
    distinct: int = 0
    set_operations: Counter[str] = field(default_factory=Counter)
    queries: int = 1  # selects in all
    columns: frozenset[tuple[str, str]] = frozenset()  # (table, column), all resolved ones


def tables_of(schema: Schema) -> dict[str, frozenset[str]]:
    """The tables of a schema with their columns, lower case."""
    names: dict[int, set[str]] = {}
    for column in schema.columns:
        names.setdefault(column.table, set()).add(column.name.lower())
    return {t.name.lower(): frozenset(names.get(i, ())) for i, t in enumerate(schema.tables)}


def parts_of(sql: str, dialect: str, tables: Tables) -> Parts | None:
    """The parts of a statement; None where it cannot be parsed."""
    tree = parse_query(sql, dialect)
    if tree is None:
        return None
    selects = list(tree.find_all(exp.Select))
    names = _Names(tables)
    outer = next(iter(selects), None)
    if outer is None:
        return None
    return Parts(
        tables=Counter(table.name.lower() for table in tree.find_all(exp.Table)),
        joins=frozenset(_joins(tree, names)),
        select=Counter(names.all_in(outer.expressions)),
        aggregates=Counter(_function(node) for node in tree.find_all(exp.AggFunc)),
        conditions=Counter(names.all_in(_clauses(selects, "where"))),
        operators=Counter(_operators(_clauses(selects, "where"))),
        values=Counter(_values(tree, names)),
        group=Counter(names.all_in(_clauses(selects, "group"))),
        having=Counter(_operators(_clauses(selects, "having"))),
        order=tuple(_order(tree, names)),
        limit=_limit(tree),
        distinct=sum(1 for _ in tree.find_all(exp.Distinct)),
        set_operations=Counter(type(n).__name__ for n in tree.find_all(*_SET_OPERATIONS)),
        queries=len(selects),
        columns=frozenset(names.pairs(tree)),
    )


class _Names:
    """Which column of which table a name means."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def table(self, column: exp.Column) -> str:
        """The table of a column; '' where none of those in sight has it."""
        name, wanted = column.name.lower(), column.table.lower()
        select = column.find_ancestor(exp.Select)
        while select is not None:
            in_sight = _sources(select)
            found = [in_sight[wanted]] if wanted in in_sight else list(in_sight.values())
            if not wanted or wanted in in_sight:
                holding = [table for table in found if name in self._tables.get(table, ())]
                if holding:
                    return holding[0]
            select = select.find_ancestor(exp.Select)
        return ""

    def pairs(self, tree: exp.Expr) -> Iterable[tuple[str, str]]:
        """(table, column) of every column that can be resolved."""
        for column in tree.find_all(exp.Column):
            table = self.table(column)
            if table:
                yield table, column.name.lower()

    def of(self, column: exp.Column) -> str:
        """table.column, or the name alone."""
        table = self.table(column)
        return f"{table}.{column.name.lower()}" if table else column.name.lower()

    def all_in(self, nodes: Iterable[exp.Expr]) -> list[str]:
        """Every column under these nodes, '*' too."""
        nodes = list(nodes)
        columns = [column for node in nodes for column in node.find_all(exp.Column)]
        found = [self.of(column) for column in columns if not self.is_text(column)]
        return found + ["*" for node in nodes for _ in node.find_all(exp.Star)]

    def is_text(self, column: exp.Column) -> bool:
        """A quoted name that no table in sight has: SQLite takes it for a text."""
        quoted: bool = column.this.args.get("quoted", False)
        return quoted and not column.table and not self.table(column)


def _sources(select: exp.Select) -> dict[str, str]:
    """What the select reads: alias (or name) to table."""
    clauses = [select.args.get("from_"), *(select.args.get("joins") or [])]
    tables = [clause.this for clause in clauses if clause is not None]
    return {t.alias_or_name.lower(): t.name.lower() for t in tables if isinstance(t, exp.Table)}


def _clauses(selects: Sequence[exp.Select], name: str) -> list[exp.Expr]:
    return [clause for select in selects if (clause := select.args.get(name)) is not None]


def _joins(tree: exp.Query, names: _Names) -> Iterable[str]:
    for equal in tree.find_all(exp.EQ):
        one, other = equal.this, equal.expression
        columns = isinstance(one, exp.Column) and isinstance(other, exp.Column)
        if columns and not names.is_text(one) and not names.is_text(other):
            yield " = ".join(sorted((names.of(one), names.of(other))))


def _function(node: exp.Expr) -> str:
    distinct = " distinct" if isinstance(node.this, exp.Distinct) else ""
    return type(node).__name__.lower() + distinct


def _operators(nodes: Iterable[exp.Expr]) -> list[str]:
    kinds = (exp.Predicate, exp.Connector, exp.Not)
    named = {"ILike": "Like"}
    found = [type(inner).__name__ for node in nodes for inner in node.find_all(*kinds)]
    return [named.get(name, name) for name in found]


def _values(tree: exp.Query, names: _Names) -> list[str]:
    """Literals, case aside."""
    texts = [column for column in tree.find_all(exp.Column) if names.is_text(column)]
    return [node.name.strip("%").lower() for node in [*tree.find_all(exp.Literal), *texts]]


def _order(tree: exp.Query, names: _Names) -> list[str]:
    order = tree.args.get("order")
    return [
        ("desc " if item.args.get("desc") else "asc ")
        + ",".join([*names.all_in([item]), *map(_function, item.find_all(exp.AggFunc))])
        for item in (order.expressions if order else [])
    ]


def _limit(tree: exp.Query) -> str:
    limit = tree.args.get("limit")
    return limit.expression.sql() if limit is not None and limit.expression is not None else ""
