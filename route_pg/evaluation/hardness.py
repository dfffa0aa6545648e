"""How hard a question is, as Spider defines it: easy, medium, hard or extra, from the gold SQL.

Spider counts three kinds of components in its own parse of the gold (the field `sql` of its files):
clauses and connectives (component 1), nested queries and set operations (component 2), and repeated
aggregates, select items, conditions and group keys (others). Where a benchmark carries no such
parse, `parsed_hardness` counts the same things in sqlglot's tree: an approximation, to be named so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sqlglot import exp

from route_pg.evaluation.parsing import parse_query

Hardness = Literal["easy", "medium", "hard", "extra"]
HARDNESS: tuple[Hardness, ...] = ("easy", "medium", "hard", "extra")

LIKE = 9  # the place of 'like' among Spider's operators of a condition


def of_counts(clauses: int, nested: int, others: int) -> Hardness:
    """The level of a query with these counts of the three kinds of components.

    >>> of_counts(1, 0, 0), of_counts(2, 0, 1), of_counts(1, 1, 0), of_counts(4, 0, 0)
    ('easy', 'medium', 'hard', 'extra')
    """
    if clauses <= 1 and others == 0 and nested == 0:
        return "easy"
    if nested == 0 and ((others <= 2 and clauses <= 1) or (clauses <= 2 and others < 2)):
        return "medium"
    if nested == 0 and ((others > 2 and clauses <= 2) or (2 < clauses <= 3 and others <= 2)):
        return "hard"
    return "hard" if clauses <= 1 and others == 0 and nested <= 1 else "extra"


def spider_hardness(parsed: Mapping[str, Any]) -> Hardness:
    """The level of a query, from the `sql` field of Spider's files."""
    return of_counts(_clauses(parsed), _nested(parsed), _others(parsed))


def _conditions(parsed: Mapping[str, Any]) -> list[Any]:
    lists = (parsed["from"]["conds"], parsed["where"], parsed["having"])
    return [item for conditions in lists for item in conditions[::2]]


def _clauses(parsed: Mapping[str, Any]) -> int:
    present = (parsed["where"], parsed["groupBy"], parsed["orderBy"])
    lists = (parsed["from"]["conds"], parsed["where"], parsed["having"])
    limited: bool = parsed["limit"] is not None
    tables: int = len(parsed["from"]["table_units"])
    words = [word for conditions in lists for word in conditions[1::2]]
    likes = sum(1 for condition in _conditions(parsed) if condition[1] == LIKE)
    clauses = sum(1 for clause in present if len(clause) > 0)
    return clauses + limited + max(tables - 1, 0) + words.count("or") + likes


def _nested(parsed: Mapping[str, Any]) -> int:
    values = [value for condition in _conditions(parsed) for value in condition[3:5]]
    inner = sum(isinstance(value, dict) for value in values)
    return inner + sum(bool(parsed[name]) for name in ("intersect", "union", "except"))


def _others(parsed: Mapping[str, Any]) -> int:
    items = parsed["select"][1]
    return (
        (_aggregates(parsed) > 1)
        + (len(items) > 1)
        + (len(parsed["where"]) > 1)
        + (len(parsed["groupBy"]) > 1)
    )


def _aggregates(parsed: Mapping[str, Any]) -> int:
    # Spider's script takes the first element of whatever it is handed: of a condition that is its
    # negation, of an order's pair of columns the aggregate of each. Kept as it is.
    units: list[Sequence[Any]] = [*parsed["select"][1], *parsed["groupBy"]]
    units += [*parsed["where"][::2], *parsed["having"][::2]]
    if parsed["orderBy"]:
        for value in parsed["orderBy"][1]:
            units += [unit for unit in (value[1], value[2]) if unit]
    return sum(bool(unit[0]) for unit in units)


def parsed_hardness(sql: str, dialect: str = "sqlite") -> Hardness | None:
    """The approximate level of any query, from sqlglot's tree; None where it cannot be parsed.

    >>> parsed_hardness("SELECT a FROM t"), parsed_hardness("SELEC")
    ('easy', None)
    """
    tree = parse_query(sql, dialect)
    first = None if tree is None else next(iter(tree.find_all(exp.Select)), None)
    if tree is None or first is None:
        return None
    return of_counts(_tree_clauses(first), _tree_nested(tree), _tree_others(first))


def _own(select: exp.Select, kinds: tuple[type[Any], ...]) -> list[Any]:
    """What belongs to this select itself, not to a query inside it."""
    found = select.find_all(*kinds)
    return [node for node in found if node.find_ancestor(exp.Select) is select]


def _tree_clauses(select: exp.Select) -> int:
    present = sum(bool(select.args.get(name)) for name in ("where", "group", "order", "limit"))
    joins = len(select.args.get("joins") or [])
    return present + joins + len(_own(select, (exp.Or,))) + len(_own(select, (exp.Like,)))


def _tree_nested(tree: exp.Query) -> int:
    return sum(1 for _ in tree.find_all(exp.Select)) - 1


def _tree_others(select: exp.Select) -> int:
    group = select.args.get("group")
    where = select.args.get("where")
    connected = where is not None and bool(list(where.find_all(exp.And, exp.Or)))
    return (
        (len(_own(select, (exp.AggFunc,))) > 1)
        + (len(select.expressions) > 1)
        + connected
        + (group is not None and len(group.expressions) > 1)
    )
