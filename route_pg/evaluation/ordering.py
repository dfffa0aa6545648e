"""What a gold statement says about the order of its rows.

Only the outermost select's ORDER BY counts. Rows that tie on its keys may come in any order: the
keys are had by running the gold once more with them as further columns.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from route_pg.evaluation.parsing import parse_query


def outermost_orders(sql: str, dialect: str) -> bool:
    """Whether the outermost select (or set operation) orders its rows; False where unparsable.

    >>> outermost_orders("SELECT a FROM t ORDER BY a", "sqlite")
    True
    >>> outermost_orders("SELECT a FROM t WHERE a = (SELECT b FROM u ORDER BY b LIMIT 1)", "sqlite")
    False
    """
    tree = parse_query(sql, dialect)
    while isinstance(tree, exp.Subquery) and tree.args.get("order") is None:
        tree = tree.this  # a statement in parentheses
    return tree is not None and tree.args.get("order") is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranking:
    """A gold that orders its rows, made to show by what."""

    sql: str  # the gold with its sort keys as further columns at the end, without LIMIT
    keys: int  # how many they are


def ranking(sql: str, dialect: str) -> Ranking | None:
    """The statement with its sort keys shown.

    None where that cannot be said by adding columns: no order, DISTINCT, set operations, OFFSET, or
    a key whose value is not visible to the select list.

    >>> ranking("SELECT a FROM t ORDER BY b DESC LIMIT 3", "sqlite")
    Ranking(sql='SELECT a, b FROM t ORDER BY b DESC', keys=1)
    """
    tree = parse_query(sql, dialect)
    if not isinstance(tree, exp.Select) or tree.args.get("distinct") or tree.args.get("offset"):
        return None
    order = tree.args.get("order")
    if order is None:
        return None
    keys = [_key(ordered.this, tree) for ordered in order.expressions]
    if any(key is None for key in keys):
        return None
    shown = tree.select(*keys)
    shown.set("limit", None)
    return Ranking(sql=shown.sql(dialect=dialect), keys=len(keys))


def _key(expression: exp.Expression, select: exp.Select) -> exp.Expression | None:
    """What a sort key stands for: a place in the select list, one of its aliases, or itself."""
    if isinstance(expression, exp.Literal) and expression.is_int:
        place = int(expression.name) - 1
        chosen = select.expressions[place] if place < len(select.expressions) else None
        return None if chosen is None or chosen.is_star else chosen.unalias().copy()
    if isinstance(expression, exp.Column) and not expression.table:
        for item in select.expressions:
            if isinstance(item, exp.Alias) and item.alias.lower() == expression.name.lower():
                found: exp.Expression = item.this.copy()
                return found
    return expression.copy()
