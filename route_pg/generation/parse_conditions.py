"""Conditions of SQL to flat lists of predicates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TypeAlias

from sqlglot import exp

from route_pg.generation.joins import correlation
from route_pg.generation.parse_expressions import bare, coerce, expression, value
from route_pg.generation.parse_scope import Scope, Unrepresentable
from route_pg.generation.tree import Call, Conditions, Part, Predicate, Query, Source, Use
from route_pg.generation.vocabulary import ColumnRef, Literal
from route_pg.types import Schema

MAX_PRODUCT = 6
"""Conjunctions that a condition may become when it has to be multiplied out."""

COMPARISONS: dict[type[exp.Expression], str] = {
    exp.EQ: "=",
    exp.NEQ: "!=",
    exp.GT: ">",
    exp.LT: "<",
    exp.GTE: ">=",
    exp.LTE: "<=",
    exp.NullSafeEQ: "not_distinct_from",
    exp.NullSafeNEQ: "distinct_from",
}
_NEGATED = {
    "=": "!=",
    ">": "<=",
    "<": ">=",
    "between": "not_between",
    "one_of": "none_of",
    "in": "not_in",
    "is_null": "not_null",
    "contains": "not_contains",
    "starts": "not_starts",
    "ends": "not_ends",
    "like": "not_like",
    "like_exact": "not_like_exact",
    "matches": "not_matches",
    "during": "not_during",
    "exists": "not_exists",
    "ever": "never",
    "is_true": "is_false",
    "has": "lacks",
    "distinct_from": "not_distinct_from",
}
NEGATED = {**_NEGATED, **{after: before for before, after in _NEGATED.items()}}
_MIRRORED = {">": "<", "<": ">", ">=": "<=", "<=": ">="}


@dataclass(frozen=True, slots=True)
class _Formula:
    """A conjunction or disjunction."""

    name: str  # 'and', 'or'
    parts: tuple[Formula, ...]


Formula: TypeAlias = _Formula | Predicate


def conditions(scope: Scope, node: exp.Expression) -> Conditions:
    """A condition as a flat list."""
    return flat(formula(scope, node))


def all_of(formulas: Iterable[Formula]) -> Formula:
    """Their conjunction."""
    return _combined("and", tuple(formulas))


def flat(whole: Formula) -> Conditions:
    """The flat form: `alt` inside `and` if that suffices, else `and` inside `or`."""
    match whole:
        case Predicate():
            return Conditions(whole)
        case _Formula("and", parts) if all(_is_flat(part, "or") for part in parts):
            return _listed("and", "alt", parts)
        case _Formula("or", parts) if all(_is_flat(part, "and") for part in parts):
            return _listed("or", "and", parts)
    products = _products(whole)
    if len(products) > MAX_PRODUCT:
        raise Unrepresentable("condition-too-deep")
    return _listed("or", "and", tuple(_combined("and", tuple(part)) for part in products))


def _is_flat(part: Formula, name: str) -> bool:
    if isinstance(part, Predicate):
        return True
    return part.name == name and all(isinstance(inner, Predicate) for inner in part.parts)


def _listed(outer: str, inner: str, parts: Sequence[Formula]) -> Conditions:
    found: list[tuple[str, Predicate]] = []
    for part in parts:
        if isinstance(part, Predicate):
            found.append((outer, part))
            continue
        for number, predicate in enumerate(part.parts):
            assert isinstance(predicate, Predicate)
            found.append((inner if number else outer, predicate))
    return Conditions(found[0][1], tuple(found[1:]))


def _products(whole: Formula) -> list[list[Formula]]:
    """The disjunctive normal form."""
    if isinstance(whole, Predicate):
        return [[whole]]
    inner = [_products(part) for part in whole.parts]
    if whole.name == "or":
        return [conjunction for part in inner for conjunction in part]
    size = 1
    for part in inner:
        size *= len(part)
    if size > MAX_PRODUCT:
        raise Unrepresentable("condition-too-deep")
    return [[p for part in choice for p in part] for choice in product(*inner)]


def _combined(name: str, parts: Sequence[Formula]) -> Formula:
    """Parts under one connective, nested ones of the same name dissolved, values gathered."""
    found: list[Formula] = []
    for part in parts:
        if isinstance(part, _Formula) and part.name == name:
            found.extend(part.parts)
        else:
            found.append(part)
    found = _gathered(found, *(("=", "one_of") if name == "or" else ("!=", "none_of")))
    return found[0] if len(found) == 1 else _Formula(name, tuple(found))


def _gathered(parts: list[Formula], single: str, several: str) -> list[Formula]:
    """`x = a or x = b` as `x one_of a b`."""
    found: list[Formula] = []
    for part in parts:
        values = _listed_values(part, single, several)
        last = _listed_values(found[-1], single, several) if found else None
        before = found[-1] if found else None
        if (
            values
            and last
            and isinstance(part, Predicate)
            and isinstance(before, Predicate)
            and before.left == part.left
        ):
            found[-1] = Predicate(part.left, several, last + values)
        else:
            found.append(part)
    return found


def _listed_values(part: Formula, single: str, several: str) -> tuple[Part, ...] | None:
    if not isinstance(part, Predicate) or part.within:
        return None
    if part.operator == several:
        return part.right
    if part.operator == single and isinstance(part.right[0], Literal):
        return part.right
    return None


def negated(part: Formula) -> Formula:
    """The opposite."""
    if isinstance(part, _Formula):
        other = "or" if part.name == "and" else "and"
        return _combined(other, [negated(inner) for inner in part.parts])
    if part.operator not in NEGATED:
        raise Unrepresentable(f"not-{part.operator}")
    return Predicate(part.left, NEGATED[part.operator], part.right, part.within)


def formula(scope: Scope, node: exp.Expression) -> Formula:
    """A condition as predicates under `and` and `or`."""
    node = bare(node)
    if isinstance(node, exp.And | exp.Or):
        name = "and" if isinstance(node, exp.And) else "or"
        return _combined(name, [formula(scope, part) for part in node.flatten()])
    if isinstance(node, exp.Not):
        return negated(formula(scope, node.this))
    return _predicate(scope, node)


def _predicate(scope: Scope, node: exp.Expression) -> Formula:
    if type(node) in COMPARISONS:
        return _comparison(scope, node)
    match node:
        case exp.Between():
            left = expression(scope, node.this)
            bounds = (_side(scope, left, node.args["low"]), _side(scope, left, node.args["high"]))
            return Predicate(left, "between", bounds)
        case exp.Like() | exp.ILike():
            return _like(scope, node)
        case exp.In():
            return _in(scope, node)
        case exp.Is():
            return _is(scope, node)
        case exp.Exists():
            return Predicate(None, "exists", (scope.statement(node.this, scope),))
        case exp.Column():
            left = expression(scope, node)
            if scope.kind(left) in ("boolean", "any"):
                return Predicate(left, "is_true")
    raise Unrepresentable(f"condition-{type(node).__name__}")


def _comparison(scope: Scope, node: exp.Expression) -> Formula:
    operator = COMPARISONS[type(node)]
    left, right = bare(node.this), bare(node.expression)
    if _is_value(scope, left) and not _is_value(scope, right):
        left, right = right, left
        operator = _MIRRORED.get(operator, operator)
    if isinstance(right, exp.Null):
        raise Unrepresentable("compared-with-null")
    subject = expression(scope, left)
    if isinstance(subject, Literal) or (isinstance(subject, Call) and not _has_subject(subject)):
        raise Unrepresentable("constant-condition")
    other = _side(scope, subject, right)
    if isinstance(other, Call) and other.name in ("true", "false") and operator in ("=", "!="):
        if scope.kind(subject) != "boolean":
            return Predicate(subject, operator, (Literal("1" if other.name == "true" else "0"),))
        truth = (other.name == "true") == (operator == "=")
        return Predicate(subject, "is_true" if truth else "is_false")
    return Predicate(subject, operator, (other,))


def _has_subject(part: Call) -> bool:
    return part.name not in ("true", "false", "null", "now", "today")


def _is_value(scope: Scope, node: exp.Expression) -> bool:
    return isinstance(node, exp.Subquery | exp.Any | exp.All) or value(scope, node) is not None


def _side(scope: Scope, left: Part, node: exp.Expression) -> Part:
    """What a left side is compared with."""
    node = bare(node)
    if isinstance(node, exp.Any | exp.All):
        query = node.this
        while isinstance(query, exp.Paren):
            query = query.this
        if not isinstance(query, exp.Subquery | exp.Select):
            raise Unrepresentable("any-of-array")
        name = "any_of" if isinstance(node, exp.Any) else "all_of"
        return Call(name, (scope.statement(query, scope),))
    other = expression(scope, node)
    kind = scope.kind(left)
    return coerce(scope, other, kind) if kind in ("number", "text", "time") else other


_WILDCARDS = ("%", "_")


def _like(scope: Scope, node: exp.Expression) -> Formula:
    left = expression(scope, node.this)
    pattern = value(scope, node.expression)
    if not isinstance(pattern, Literal):
        raise Unrepresentable("like-expression")
    if scope.kind(left) not in ("text", "any"):
        left = Call("to_text", (left,))
    text = pattern.text
    caseless = isinstance(node, exp.ILike) or scope.dialect == "sqlite"
    core = text.strip("%")
    if any(mark in core for mark in _WILDCARDS) or not caseless or not core:
        return Predicate(left, "like" if caseless else "like_exact", (pattern,))
    before, after = text.startswith("%"), text.endswith("%")
    name = "contains" if before and after else "ends" if before else "starts" if after else "like"
    return Predicate(left, name, (Literal(core),))


def _in(scope: Scope, node: exp.In) -> Formula:
    query = node.args.get("query")
    if isinstance(bare(node.this), exp.Tuple):
        raise Unrepresentable("in-of-rows")
    left = expression(scope, node.this)
    if query is not None:
        inner = scope.statement(query, scope)
        return _related(scope, left, inner) or Predicate(left, "in", (inner,))
    values = [_side(scope, left, item) for item in node.expressions]
    if not values or not all(isinstance(item, Literal) for item in values):
        if len(values) == 1 and isinstance(values[0], Call) and values[0].name == "sub":
            return Predicate(left, "in", values[0].arguments)
        return _combined("or", [Predicate(left, "=", (item,)) for item in values])
    return _combined("or", [Predicate(left, "=", (item,)) for item in values])


def _related(scope: Scope, left: Part, inner: Query) -> Predicate | None:
    """`key IN (SELECT reference FROM t WHERE ..)` as `ever t ..`: rows of t belong to this one."""
    if scope.grouped or len(inner.items) != 1 or not isinstance(left, Use) or left.outer:
        return None
    item = inner.items[0]
    if replace(inner, items=(), where=None, distinct=False) != Query(()):
        return None
    if not isinstance(item, Use) or item.outer or item.instance > 1:
        return None
    if not isinstance(item.pointer, ColumnRef) or not isinstance(left.pointer, ColumnRef):
        return None
    columns = scope.schema.columns
    table = columns[item.pointer.index].table
    nodes = [relation.node for relation in scope.relations]
    found = correlation(scope.schema, nodes, table)
    expected = (columns[left.pointer.index].table, left.instance)
    if found != (expected, ((left.pointer.index, item.pointer.index),)):
        return None
    if not _refers(scope.schema, item.pointer.index, left.pointer.index):
        return None
    right: tuple[Part, ...] = (Source(table), *((inner.where,) if inner.where else ()))
    return Predicate(None, "ever", right)


def _refers(schema: Schema, column: int, parent: int) -> bool:
    return any(
        (key.columns, key.references) == ((column,), (parent,)) for key in schema.foreign_keys
    )


def _is(scope: Scope, node: exp.Is) -> Formula:
    left = expression(scope, node.this)
    other = bare(node.expression)
    if isinstance(other, exp.Null):
        return Predicate(left, "is_null")
    if isinstance(other, exp.Boolean):
        return Predicate(left, "is_true" if other.this else "is_false")
    raise Unrepresentable("is-other")
