"""Conditions of SQL to flat lists of predicates."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from route_pg.generation.formulas import Formula, combined, flat, negated
from route_pg.generation.parse_periods import periods
from route_pg.generation.parse_related import existence, related, selecting_all
from route_pg.generation.parse_scope import Scope, Unrepresentable
from route_pg.generation.parse_time import interval
from route_pg.generation.parse_values import bare, coerce, value
from route_pg.generation.tree import Call, Conditions, Part, Predicate
from route_pg.generation.vocabulary import Literal

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
_MIRRORED = {">": "<", "<": ">", ">=": "<=", "<=": ">="}


def conditions(scope: Scope, node: exp.Expr) -> Conditions:
    """A condition as a flat list."""
    return flat(settled(scope, formula(scope, node)))


def all_of(scope: Scope, formulas: Iterable[Formula]) -> Formula:
    """Their conjunction."""
    return settled(scope, combined("and", tuple(formulas)))


def settled(scope: Scope, whole: Formula) -> Formula:
    """The formula with comparisons of times said as periods."""
    if isinstance(whole, Predicate):
        return periods(scope, [whole])[0]
    if whole.name == "or":
        return combined("or", [settled(scope, part) for part in whole.parts])
    plain = [part for part in whole.parts if isinstance(part, Predicate)]
    kept = periods(scope, plain)
    if len(kept) == len(plain):
        rest = iter(kept)
        return combined(
            "and",
            [next(rest) if isinstance(p, Predicate) else settled(scope, p) for p in whole.parts],
        )
    others = [settled(scope, part) for part in whole.parts if not isinstance(part, Predicate)]
    return combined("and", [*kept, *others])


def formula(scope: Scope, node: exp.Expr) -> Formula:
    """A condition as predicates under `and` and `or`."""
    node = bare(node)
    if isinstance(node, exp.And | exp.Or):
        name = "and" if isinstance(node, exp.And) else "or"
        return combined(name, [formula(scope, part) for part in node.flatten()])
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
            left = scope.expression(node.this)
            bounds = (_side(scope, left, node.args["low"]), _side(scope, left, node.args["high"]))
            return Predicate(left, "between", bounds)
        case exp.Like() | exp.ILike():
            return _like(scope, node)
        case exp.In():
            return _in(scope, node)
        case exp.Is():
            return _is(scope, node)
        case exp.Exists():
            return existence(scope, scope.statement(selecting_all(node.this)))
        case exp.Column():
            left = scope.expression(node)
            if scope.kind(left) in ("boolean", "any"):
                return Predicate(left, "is_true")
        case exp.LogicalOr() | exp.LogicalAnd():
            return Predicate(scope.expression(node), "is_true")
        case exp.RegexpILike() | exp.RegexpLike() | exp.SimilarTo():
            pattern = scope.expression(node.expression)
            return Predicate(scope.expression(node.this), "matches", (pattern,))
    found = _nested(scope, node)
    if found is not None:
        return found
    raise Unrepresentable(f"condition-{type(node).__name__}")


def _comparison(scope: Scope, node: exp.Expr) -> Formula:
    operator = COMPARISONS[type(node)]
    left, right = bare(node.this), bare(node.expression)
    array = _array_side(right)
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
    subject = scope.expression(left)
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
    match scope.expression(left):
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
            left = scope.expression(node.this)
            other = bare(node.expression)
            if isinstance(other, exp.Cast):
                other = bare(other.this)
            if isinstance(other, exp.Array):
                values = tuple(scope.expression(item) for item in other.expressions)
                contains = isinstance(node, exp.ArrayContainsAll)
                if len(values) == 1:
                    return Predicate(left, "has", values)
                return Predicate(left, "has_all" if contains else "has_any", values)
            if scope.kind(left) == "json":
                return Predicate(left, "json_contains", (scope.expression(other),))
            if scope.kind(left) == "other" and isinstance(node, exp.ArrayContainsAll):
                return Predicate(left, "covers", (scope.expression(node.expression),))
        case exp.JSONBContainsTopKey():
            key = scope.expression(node.expression)
            return Predicate(scope.expression(node.this), "has_key", (key,))
    return None


def _array_side(node: exp.Expr) -> exp.Expr | None:
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
        subject = scope.expression(left)
        values = tuple(scope.expression(item) for item in array.expressions)
        return Predicate(subject, "one_of" if operator == "=" else "none_of", values)
    value_part = scope.expression(left)
    return Predicate(scope.expression(array), "has" if operator == "=" else "lacks", (value_part,))


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
        return Call(name, (scope.statement(query),))
    other = scope.expression(node)
    kind = scope.kind(left)
    return coerce(scope, other, kind) if kind in ("number", "text", "time") else other


_WILDCARDS = ("%", "_")


def _like(scope: Scope, node: exp.Expr) -> Formula:
    left = scope.expression(node.this)
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
    left = scope.expression(node.this)
    if query is not None:
        inner = scope.statement(query)
        return related(scope, left, inner) or Predicate(left, "in", (inner,))
    values = [_side(scope, left, item) for item in node.expressions]
    if len(values) == 1 and isinstance(values[0], Call) and values[0].name == "sub":
        return Predicate(left, "in", values[0].arguments)
    return combined("or", [Predicate(left, "=", (item,)) for item in values])


def _is(scope: Scope, node: exp.Is) -> Formula:
    left = scope.expression(node.this)
    other = bare(node.expression)
    negate = bool(node.args.get("negate"))
    if isinstance(other, exp.Null):
        return Predicate(left, "not_null" if negate else "is_null")
    if isinstance(other, exp.Boolean):
        if negate and other.this:
            return Predicate(left, "not_true")
        return Predicate(left, "is_true" if bool(other.this) != negate else "is_false")
    raise Unrepresentable("is-other")
