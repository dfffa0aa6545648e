"""Functions of SQL that have an action of their own: texts, aggregates, arrays and json."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from sqlglot import exp

from route_pg.generation.parse_scope import Scope, Unrepresentable
from route_pg.generation.parse_time import time_function
from route_pg.generation.parse_values import bare, call, number_text
from route_pg.generation.parse_windows import window
from route_pg.generation.tree import Call, Part
from route_pg.generation.vocabulary import Literal

# Functions whose arguments are taken in order under the names that sqlglot gives them.
_PLAIN: dict[type[exp.Expr], tuple[str, tuple[str, ...]]] = {
    exp.Nullif: ("nullif", ("this", "expression")),
    exp.Replace: ("replace", ("this", "expression", "replacement")),
    exp.SplitPart: ("split_part", ("this", "delimiter", "part_index")),
    exp.Left: ("left_of", ("this", "expression")),
    exp.Right: ("right_of", ("this", "expression")),
    exp.StrPosition: ("position", ("substr", "this")),
    exp.Corr: ("corr", ("this", "expression")),
    exp.ArraySize: ("cardinality", ("this",)),
    exp.DPipe: ("concat", ("this", "expression")),
}
_ANONYMOUS = {
    "cardinality": "cardinality",
    "jsonb_array_length": "json_length",
    "json_array_length": "json_length",
    "jsonb_array_elements_text": "json_elements",
    "jsonb_array_elements": "json_elements",
    "total": "sum",
}


def function(scope: Scope, node: exp.Expr) -> Part:
    """A function call that is not among the simplest."""
    found = time_function(scope, node)
    if found is not None:
        return found
    if type(node) in _PLAIN:
        name, keys = _PLAIN[type(node)]
        return call(scope, name, *(scope.expression(node.args[key]) for key in keys))
    match node:
        case exp.Window():
            return window(scope, node)
        case exp.Round():
            return _round(scope, node)
        case exp.Coalesce() | exp.Greatest() | exp.Least():
            name = type(node).__name__.lower()
            return _folded(scope, name, [node.this, *node.expressions])
        case exp.Concat():
            return _folded(scope, "concat", node.expressions)
        case exp.Substring():
            return _substring(scope, node)
        case (
            exp.Filter()
            | exp.WithinGroup()
            | exp.GroupConcat()
            | exp.LogicalOr()
            | (exp.LogicalAnd())
        ):
            return _aggregate(scope, node)
        case exp.JSONExtractScalar() | exp.JSONExtract():
            return _json(scope, node)
        case exp.Lambda() if len(node.expressions) == 1:  # `f(a -> 'b')` reads like one
            inner = scope.expression(exp.column(node.expressions[0].copy()))
            return Call("key_json", (inner, Literal(node.this.name)))
        case exp.Bracket():
            return _element(scope, node)
        case exp.Anonymous() if node.name.lower() in _ANONYMOUS and len(node.expressions) == 1:
            inner = scope.expression(node.expressions[0])
            return call(scope, _ANONYMOUS[node.name.lower()], inner)
    if isinstance(node, exp.Condition) and _is_condition(node):
        return Call("iif", (scope.conditions(node), Call("true"), Call("false")))
    name = node.name.lower() if isinstance(node, exp.Anonymous) else type(node).__name__
    raise Unrepresentable(f"expression-{name}")


def _is_condition(node: exp.Expr) -> bool:
    return isinstance(node, exp.Predicate | exp.Not | exp.And | exp.Or)


def _folded(scope: Scope, name: str, nodes: Sequence[exp.Expr]) -> Part:
    parts = [scope.expression(node) for node in nodes]
    if len(parts) < 2:
        return parts[0]
    return reduce(lambda left, right: call(scope, name, left, right), parts)


def _round(scope: Scope, node: exp.Round) -> Part:
    decimals = node.args.get("decimals")
    inner = scope.expression(node.this)
    if decimals is None or number_text(decimals) == "0":
        return call(scope, "round", inner)
    return call(scope, "round_to", inner, scope.expression(decimals))


def _substring(scope: Scope, node: exp.Substring) -> Part:
    text = scope.expression(node.this)
    start, length = node.args.get("start"), node.args.get("length")
    if start is None or (isinstance(start, exp.Literal) and start.is_string):
        raise Unrepresentable("substring-pattern")
    first = scope.expression(start)
    if length is None:
        digits = number_text(start)
        if digits is not None and digits.startswith("-"):
            return call(scope, "right_of", text, Literal(digits[1:]))
        return call(scope, "substring", text, first, Literal("9999"))
    if number_text(start) == "1":
        return call(scope, "left_of", text, scope.expression(length))
    return call(scope, "substring", text, first, scope.expression(length))


def _aggregate(scope: Scope, node: exp.Expr) -> Part:
    match node:
        case exp.Filter():
            inner = scope.expression(node.this)
            conditions = scope.conditions(node.expression.this)
            if inner == Call("count_star"):
                return Call("count_if", (conditions,))
            return Call("filter", (inner, conditions))
        case exp.LogicalOr() | exp.LogicalAnd():
            name = "bool_or" if isinstance(node, exp.LogicalOr) else "bool_and"
            return Call(name, (scope.conditions(node.this),))
        case exp.GroupConcat():
            return _string_agg(scope, node)
    order = node.expression
    assert isinstance(node, exp.WithinGroup)
    key = scope.expression(order.expressions[0].this)
    if isinstance(node.this, exp.PercentileCont | exp.PercentileDisc):
        fraction = number_text(node.this.this)
        if fraction in ("0.5", ".5"):
            return call(scope, "median", key)
        if fraction is not None:
            return call(scope, "percentile", Literal(fraction), key)
    if isinstance(node.this, exp.Mode):
        return call(scope, "mode", key)
    raise Unrepresentable("within-group")


def _string_agg(scope: Scope, node: exp.GroupConcat) -> Part:
    inner = node.this
    if isinstance(inner, exp.Order):
        inner = inner.this
    if isinstance(inner, exp.Distinct):
        return call(scope, "string_agg_distinct", scope.expression(inner.expressions[0]))
    return call(scope, "string_agg", scope.expression(inner))


def _json(scope: Scope, node: exp.Expr) -> Part:
    path = node.expression
    if not isinstance(path, exp.JSONPath):
        raise Unrepresentable("json-path")
    keys = [step for step in path.expressions if not isinstance(step, exp.JSONPathRoot)]
    if not keys or not all(isinstance(step, exp.JSONPathKey) for step in keys):
        raise Unrepresentable("json-path")
    part = scope.expression(node.this)
    scalar = isinstance(node, exp.JSONExtractScalar)
    for position, step in enumerate(keys):
        last = scalar and position == len(keys) - 1
        part = Call("key" if last else "key_json", (part, Literal(str(step.this))))
    return part


def _element(scope: Scope, node: exp.Bracket) -> Part:
    inner = bare(node.this)
    if isinstance(inner, exp.ArrayAgg) or len(node.expressions) != 1:
        raise Unrepresentable("first-of-array")
    position = number_text(node.expressions[0])
    if position is None:
        raise Unrepresentable("element-expression")
    return call(scope, "element", scope.expression(inner), Literal(str(int(position) + 1)))
