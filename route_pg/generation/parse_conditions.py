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
from route_pg.generation.parse_time import interval, periods
from route_pg.generation.tree import Call, Conditions, Part, Predicate, Query, Source, Use
from route_pg.generation.vocabulary import ColumnRef, Literal
from route_pg.types import Schema

MAX_PRODUCT = 6
"""Conjunctions that a condition may become when it has to be multiplied out."""

COMPARISONS: dict[type[exp.Expr], str] = {
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
    "has_key": "lacks_key",
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


def conditions(scope: Scope, node: exp.Expr) -> Conditions:
    """A condition as a flat list."""
    return flat(settled(scope, formula(scope, node)))


def all_of(scope: Scope, formulas: Iterable[Formula]) -> Formula:
    """Their conjunction."""
    return settled(scope, _combined("and", tuple(formulas)))


def settled(scope: Scope, whole: Formula) -> Formula:
    """The formula with comparisons of times said as periods."""
    if isinstance(whole, Predicate):
        return periods(scope, [whole])[0]
    if whole.name == "or":
        return _combined("or", [settled(scope, part) for part in whole.parts])
    plain = [part for part in whole.parts if isinstance(part, Predicate)]
    kept = periods(scope, plain)
    if len(kept) == len(plain):
        rest = iter(kept)
        return _combined(
            "and",
            [next(rest) if isinstance(p, Predicate) else settled(scope, p) for p in whole.parts],
        )
    others = [settled(scope, part) for part in whole.parts if not isinstance(part, Predicate)]
    return _combined("and", [*kept, *others])


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


def formula(scope: Scope, node: exp.Expr) -> Formula:
    """A condition as predicates under `and` and `or`."""
    node = bare(node)
    if isinstance(node, exp.And | exp.Or):
        name = "and" if isinstance(node, exp.And) else "or"
        return _combined(name, [formula(scope, part) for part in node.flatten()])
    if isinstance(node, exp.Not):
        return negated(settled(scope, formula(scope, node.this)))
    return _predicate(scope, node)


def _predicate(scope: Scope, node: exp.Expr) -> Formula:
    if node.args.get("negate") and not isinstance(node, exp.Is):
        positive = node.copy()
        positive.set("negate", None)
        return negated(_predicate(scope, positive))
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
            return existence(scope, scope.statement(_selecting_all(node.this), scope))
        case exp.Column():
            left = expression(scope, node)
            if scope.kind(left) in ("boolean", "any"):
                return Predicate(left, "is_true")
        case exp.LogicalOr() | exp.LogicalAnd():
            return Predicate(expression(scope, node), "is_true")
        case exp.RegexpILike() | exp.RegexpLike() | exp.SimilarTo():
            pattern = expression(scope, node.expression)
            return Predicate(expression(scope, node.this), "matches", (pattern,))
    found = _nested(scope, node)
    if found is not None:
        return found
    raise Unrepresentable(f"condition-{type(node).__name__}")


def _comparison(scope: Scope, node: exp.Expr) -> Formula:
    operator = COMPARISONS[type(node)]
    left, right = bare(node.this), bare(node.expression)
    array = _array_side(scope, right)
    if array is not None and operator in ("=", "!="):
        return _member(scope, operator, left, array)
    distance = interval(right)
    if distance is not None:
        return _distance(scope, operator, left, *distance)
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


def _distance(scope: Scope, operator: str, left: exp.Expr, count: str, unit: str) -> Predicate:
    """A distance of two times compared with an interval."""
    match expression(scope, left):
        case Call("interval_between" | "days_between", arguments):
            names = ("minute", "hour", "day", "month", "year")
            if unit == "week":
                count, unit = str(int(count) * 7), "day"
            if unit in names:
                subject = Call(f"{unit}s_between", arguments)
                return Predicate(subject, operator, (Literal(count),))
    raise Unrepresentable("compared-with-interval")


def _nested(scope: Scope, node: exp.Expr) -> Predicate | None:
    """Conditions on arrays and json."""
    match node:
        case exp.ArrayContainsAll() | exp.ArrayOverlaps():
            left = expression(scope, node.this)
            other = bare(node.expression)
            if isinstance(other, exp.Cast):
                other = bare(other.this)
            if isinstance(other, exp.Array):
                values = tuple(expression(scope, item) for item in other.expressions)
                contains = isinstance(node, exp.ArrayContainsAll)
                if len(values) == 1:
                    return Predicate(left, "has", values)
                return Predicate(left, "has_all" if contains else "has_any", values)
            if scope.kind(left) == "json":
                return Predicate(left, "json_contains", (expression(scope, other),))
            if scope.kind(left) == "other" and isinstance(node, exp.ArrayContainsAll):
                return Predicate(left, "covers", (expression(scope, node.expression),))
        case exp.JSONBContainsTopKey():
            key = expression(scope, node.expression)
            return Predicate(expression(scope, node.this), "has_key", (key,))
    return None


def _array_side(scope: Scope, node: exp.Expr) -> exp.Expr | None:
    """The array of ANY or ALL; None where it is a subquery."""
    inner = node.this if isinstance(node, exp.Any | exp.All) else None
    if isinstance(node, exp.Anonymous) and node.name.lower() == "all":
        inner = node.expressions[0]
    if inner is None:
        return None
    inner = bare(inner)
    return None if isinstance(inner, exp.Subquery | exp.Select) else inner


def _member(scope: Scope, operator: str, left: exp.Expr, array: exp.Expr) -> Formula:
    """`x = ANY (array)`: of a column, it has x; of a list, x is one of it."""
    if isinstance(array, exp.Cast):
        array = bare(array.this)
    if isinstance(array, exp.Array):
        subject = expression(scope, left)
        values = tuple(expression(scope, item) for item in array.expressions)
        return Predicate(subject, "one_of" if operator == "=" else "none_of", values)
    value_part = expression(scope, left)
    return Predicate(expression(scope, array), "has" if operator == "=" else "lacks", (value_part,))


def _has_subject(part: Call) -> bool:
    return part.name not in ("true", "false", "null", "now", "today")


def _is_value(scope: Scope, node: exp.Expr) -> bool:
    return isinstance(node, exp.Subquery | exp.Any | exp.All) or value(scope, node) is not None


def _side(scope: Scope, left: Part, node: exp.Expr) -> Part:
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


def _like(scope: Scope, node: exp.Expr) -> Formula:
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


def _selecting_all(node: exp.Expr) -> exp.Expr:
    """What EXISTS asks about, without what it selects."""
    node = bare(node)
    while isinstance(node, exp.Subquery):
        node = bare(node.this)
    if not isinstance(node, exp.Select) or node.args.get("group"):
        return node
    copied = node.copy()
    copied.set("expressions", [exp.Star()])
    return copied


def existence(scope: Scope, inner: Query) -> Predicate:
    """EXISTS; where its only link outwards is the key, `ever` of its table."""
    plain = Predicate(None, "exists", (inner,))
    if scope.grouped or inner.where is None or any(c == "or" for c, _ in inner.where.rest):
        return plain
    for predicate in (inner.where.first, *(p for _, p in inner.where.rest)):
        found = _link(scope, predicate)
        if found is None:
            continue
        table, source = found
        rest = without(inner.where, predicate)
        bare_query = replace(inner, items=(), where=None, distinct=False, sources=(), limit=None)
        if bare_query != Query(()) or inner.sources not in ((), (source,)) or rest is False:
            return plain
        nodes = [relation.node for relation in scope.relations]
        left, right = _link_columns(predicate)
        if correlation(scope.schema, nodes, table) != (
            (scope.schema.columns[right].table, _outer_use(predicate).instance),
            ((right, left),),
        ):
            return plain
        return Predicate(
            None, "ever", (source, rest) if isinstance(rest, Conditions) else (source,)
        )
    return plain


def _sides(predicate: Predicate) -> tuple[Use, Use] | None:
    """The inner and the outer column that a predicate equates."""
    match predicate:
        case Predicate(
            Use(ColumnRef(), _, a) as left, "=", (Use(ColumnRef(), _, b) as right,), False
        ):
            if (a, b) == (0, 1):
                return left, right
            if (a, b) == (1, 0):
                return right, left
    return None


def _link(scope: Scope, predicate: Predicate) -> tuple[int, Source] | None:
    sides = _sides(predicate)
    if sides is None or sides[0].instance > 1:
        return None
    assert isinstance(sides[0].pointer, ColumnRef)
    table = scope.schema.columns[sides[0].pointer.index].table
    return table, Source(table)


def _link_columns(predicate: Predicate) -> tuple[int, int]:
    sides = _sides(predicate)
    assert sides is not None
    inner, outer = sides[0].pointer, sides[1].pointer
    assert isinstance(inner, ColumnRef)
    assert isinstance(outer, ColumnRef)
    return inner.index, outer.index


def _outer_use(predicate: Predicate) -> Use:
    sides = _sides(predicate)
    assert sides is not None
    return sides[1]


def without(conditions: Conditions, gone: Predicate) -> Conditions | bool | None:
    """The conditions without one that stands under AND alone; False where it does not."""
    listed = [("and", conditions.first), *conditions.rest]
    for position, (name, predicate) in enumerate(listed):
        if predicate is gone:
            after = listed[position + 1][0] if position + 1 < len(listed) else "and"
            if name != "and" or after != "and":
                return False
            kept = listed[:position] + listed[position + 1 :]
            return Conditions(kept[0][1], tuple(kept[1:])) if kept else None
    return False


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
    negate = bool(node.args.get("negate"))
    if isinstance(other, exp.Null):
        return Predicate(left, "not_null" if negate else "is_null")
    if isinstance(other, exp.Boolean):
        if negate and other.this:
            return Predicate(left, "not_true")
        return Predicate(left, "is_true" if bool(other.this) != negate else "is_false")
    raise Unrepresentable("is-other")
