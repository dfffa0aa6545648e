"""The elements of a SELECT's clauses: items, keys of groups and orders, counts of rows."""

from __future__ import annotations

from sqlglot import exp

from route_pg.generation.parse_expressions import expression
from route_pg.generation.parse_joins import source
from route_pg.generation.parse_scope import (
    Scope,
    Unrepresentable,
)
from route_pg.generation.parse_values import number_text
from route_pg.generation.tree import Call, Part
from route_pg.generation.vocabulary import Literal


def row_count(node: exp.Expr | None) -> Part | None:
    """A LIMIT or OFFSET."""
    if node is None:
        return None
    counted_rows = node.args.get("count") if isinstance(node, exp.Fetch) else node.expression
    text = "1" if counted_rows is None else number_text(counted_rows)
    if text is None:
        raise Unrepresentable("limit-expression")
    return Call("one") if text == "1" else Literal(text)


def with_ties(node: exp.Expr | None) -> bool:
    """Whether a FETCH takes the rows that tie with its last."""
    options = node.args.get("limit_options") if isinstance(node, exp.Fetch) else None
    return bool(options and options.args.get("with_ties"))


def item_part(scope: Scope, item: exp.Expr) -> Part:
    """An element of the select list."""
    if isinstance(item, exp.Alias):
        item = item.this
    if isinstance(item, exp.Star):
        if item.args.get("except_"):
            raise Unrepresentable("star-except")
        return Call("star")
    if isinstance(item, exp.Column) and isinstance(item.this, exp.Star):
        for relation in scope.relations:
            if relation.alias == item.table.lower():
                return Call("table_star", (source(relation.node),))
        raise Unrepresentable("unknown-table")
    return expression(scope, item)


def key_part(scope: Scope, node: exp.Select, key: exp.Expr) -> Part:
    """A key of GROUP BY or ORDER BY, an output's number resolved."""
    number = number_text(key)
    if number is None:
        return expression(scope, key)
    if not number.isdigit() or not 1 <= int(number) <= len(node.expressions):
        raise Unrepresentable("key-number")
    item = node.expressions[int(number) - 1]
    return expression(scope, item.this if isinstance(item, exp.Alias) else item)


def _is_bare(node: exp.Expr) -> bool:
    """A name without a table: ORDER BY looks for it among the outputs first."""
    return isinstance(node, exp.Column) and not node.table


def order_keys(scope: Scope, node: exp.Select) -> tuple[tuple[Part, str], ...]:
    """The keys of ORDER BY with their directions."""
    order = node.args.get("order")
    keys = []
    for key in order.expressions if order else ():
        direction = "desc" if key.args.get("desc") else "asc"
        if direction == "asc" and scope.dialect == "postgres" and key.args.get("nulls_first"):
            direction = "asc_nulls_first"
        named = scope.aliases.get(key.this.name.lower()) if _is_bare(key.this) else None
        part = key_part(scope, node, key.this) if named is None else expression(scope, named)
        keys.append((part, direction))
    return tuple(keys)
