"""Expressions of SQL to expressions of derivations."""

from __future__ import annotations

from sqlglot import exp

from route_pg.generation.parse_functions import function
from route_pg.generation.parse_scope import Scope, Unrepresentable
from route_pg.generation.parse_time import time_arithmetic
from route_pg.generation.parse_values import bare, call, coerce, number_text, value
from route_pg.generation.parse_windows import compared_rows, share
from route_pg.generation.tree import Branches, Call, Part, Use
from route_pg.generation.vocabulary import ColumnRef

_BINARY: dict[type[exp.Expr], str] = {
    exp.Add: "+",
    exp.Sub: "-",
    exp.Mul: "*",
    exp.Div: "/",
    exp.Mod: "%",
    exp.IntDiv: "int_div",
    exp.Pow: "power",
}
_UNARY: dict[type[exp.Expr], str] = {
    exp.Sum: "sum",
    exp.Avg: "avg",
    exp.Min: "min",
    exp.Max: "max",
    exp.Stddev: "stddev",
    exp.StddevSamp: "stddev",
    exp.Variance: "variance",
    exp.Mode: "mode",
    exp.ArrayAgg: "array_agg",
    exp.Abs: "abs",
    exp.Ceil: "ceil",
    exp.Floor: "floor",
    exp.Sqrt: "sqrt",
    exp.Length: "length",
    exp.Lower: "lower",
    exp.Upper: "upper",
    exp.Initcap: "initcap",
    exp.Trim: "trim",
    exp.Unnest: "unnest",
    exp.Explode: "unnest",
    exp.Trunc: "floor",
    exp.StddevPop: "stddev",
}
_CASTS = {
    "number": "to_number",
    "integer": "to_integer",
    "text": "to_text",
    "date": "to_date",
    "timestamp": "to_timestamp",
}
_DISTINCT = {"count", "sum", "avg", "string_agg", "array_agg"}


def expression(scope: Scope, node: exp.Expr) -> Part:
    """Any expression; Unrepresentable where there are no words for it."""
    node = bare(node)
    if isinstance(node, exp.Column) and not scope.is_text(node):
        return _column(scope, node)
    constant = value(scope, node)
    if constant is not None:
        return constant
    if isinstance(node, exp.Null):
        return Call("null")
    if isinstance(node, exp.CurrentDate):
        return Call("today")
    if isinstance(node, exp.CurrentTimestamp):
        return Call("now")
    if isinstance(node, exp.Subquery | exp.Select | exp.SetOperation):
        return Call("sub", (scope.statement(node),))
    if isinstance(node, exp.Count):
        return _count(scope, node)
    if type(node) in _BINARY:
        return _arithmetic(scope, node)
    if type(node) in _UNARY:
        return _unary(scope, node)
    if isinstance(node, exp.Neg):
        return call(scope, "-", Call("zero"), expression(scope, node.this))
    if isinstance(node, exp.Case | exp.If):
        return _case(scope, node)
    if isinstance(node, exp.Cast | exp.TryCast):
        return _cast(scope, node)
    return function(scope, node)


def _column(scope: Scope, node: exp.Column) -> Part:
    if isinstance(node.this, exp.Star):
        raise Unrepresentable("star-in-expression")
    rows = scope.functions.get(node.name.lower())
    if rows is not None and scope.find(node) is None:
        return expression(scope, rows)
    alias = scope.aliases.get(node.name.lower()) if not node.table else None
    if alias is not None and scope.find(node) is None:
        return expression(scope, alias)
    return scope.use(node)


def _count(scope: Scope, node: exp.Count) -> Part:
    inner = node.this
    if isinstance(inner, exp.Distinct):
        if len(inner.expressions) != 1:
            raise Unrepresentable("count-distinct-of-several")
        argument = bare(inner.expressions[0])
        if isinstance(argument, exp.Star):
            return Call("count_star")
        return call(scope, "count_distinct", expression(scope, argument))
    if inner is None or isinstance(inner, exp.Star) or number_text(inner) is not None:
        return Call("count_star")
    counted = _count_of_case(scope, inner)
    return counted or call(scope, "count", expression(scope, inner))


def _count_of_case(scope: Scope, node: exp.Expr) -> Part | None:
    """`count(CASE WHEN c THEN x END)` and `sum(CASE WHEN c THEN 1 ELSE 0 END)` count rows."""
    parts = _single_case(node)
    if parts is None:
        return None
    condition, result, other = parts
    if number_text(result) is None and not isinstance(result, exp.Literal | exp.Boolean):
        return None
    if other is not None and not isinstance(other, exp.Null) and number_text(other) != "0":
        return None
    if other is not None and number_text(other) == "0" and isinstance(node.parent, exp.Count):
        return None
    return Call("count_if", (scope.conditions(condition),))


def _single_case(
    node: exp.Expr,
) -> tuple[exp.Expr, exp.Expr, exp.Expr | None] | None:
    """Condition, result and otherwise of a CASE with one branch."""
    node = bare(node)
    if isinstance(node, exp.If):
        return node.this, node.args["true"], node.args.get("false")
    if isinstance(node, exp.Case) and len(node.args["ifs"]) == 1 and node.this is None:
        branch = node.args["ifs"][0]
        return branch.this, branch.args["true"], node.args.get("default")
    return None


def _case(scope: Scope, node: exp.Expr) -> Part:
    single = _single_case(node)
    if single is not None:
        condition, result, other = single
        otherwise = Call("null") if other is None else expression(scope, other)
        return call(scope, "iif", scope.conditions(condition), expression(scope, result), otherwise)
    subject = node.this
    whens = []
    for branch in node.args["ifs"]:
        condition = branch.this if subject is None else exp.EQ(this=subject, expression=branch.this)
        outcome = coerce(scope, expression(scope, branch.args["true"]), "alternative")
        whens.append((scope.conditions(condition), outcome))
    default = node.args.get("default")
    otherwise_part = (
        None if default is None else coerce(scope, expression(scope, default), "alternative")
    )
    first, *rest = whens
    return Call("case", (*first, Branches(tuple(rest), otherwise_part)))


def _unary(scope: Scope, node: exp.Expr) -> Part:
    name = _UNARY[type(node)]
    inner = node.this
    if isinstance(inner, exp.Distinct):
        if name in ("min", "max"):
            return call(scope, name, expression(scope, inner.expressions[0]))
        if name not in _DISTINCT or len(inner.expressions) != 1:
            raise Unrepresentable(f"distinct-{name}")
        return call(scope, f"{name}_distinct", expression(scope, inner.expressions[0]))
    if isinstance(inner, exp.Order):
        inner = inner.this
    if node.args.get("expressions") and name in ("min", "max"):
        longer = "least" if name == "min" else "greatest"
        if len(node.expressions) > 1:
            raise Unrepresentable(f"{longer}-of-several")
        return call(scope, longer, expression(scope, inner), expression(scope, node.expressions[0]))
    if name == "sum":
        parts = _single_case(inner)
        if parts is not None and number_text(parts[1]) in ("1", "1.0"):
            counted = _count_of_case(scope, inner)
            if counted is not None:
                return counted
    part = expression(scope, inner)
    if name in ("lower", "upper") and scope.kind(part) == "other":
        return Call("range_start" if name == "lower" else "range_end", (part,))
    return call(scope, name, part)


def _arithmetic(scope: Scope, node: exp.Expr) -> Part:
    timely = time_arithmetic(scope, node)
    if timely is not None:
        return timely
    name = _BINARY[type(node)]
    left, right = expression(scope, node.this), expression(scope, node.expression)
    if name == "/" and isinstance(node.expression, exp.Nullif):
        assert isinstance(right, Call)
        right = right.arguments[0]
    if name == "-" and (change := compared_rows(left, right)) is not None:
        return change
    if name in ("+", "*") and scope.kind(left) == "value":
        left, right = right, left
    left, right = coerce(scope, left, "operand"), coerce(scope, right, "operand")
    if name == "*" and right == Call("one"):
        return left
    part: Part = Call(name, (left, right))
    return _percent(part)


def _percent(part: Part) -> Part:
    """`a * 100 / b` and `a / b * 100` as one action; of counted rows, as another."""
    match part:
        case Call("/", (Call("*", (a, Call("hundred"))), b)):
            pass
        case Call("*", (Call("/", (a, b)), Call("hundred"))) if b != Call("hundred"):
            pass
        case _:
            return part
    if isinstance(a, Call) and a.name == "count_if" and b == Call("count_star"):
        return Call("percent", a.arguments)
    whole = Call("percent_of", (a, b))
    return share(whole) or whole


def _cast(scope: Scope, node: exp.Expr) -> Part:
    inner = expression(scope, node.this)
    target = node.args["to"].this
    kinds = exp.DataType
    if target in kinds.INTEGER_TYPES:
        name = "integer"
    elif target in kinds.NUMERIC_TYPES:
        name = "number"
    elif target in kinds.TEXT_TYPES:
        name = "text"
    elif target in (kinds.Type.DATE,):
        name = "date"
    elif target in kinds.TEMPORAL_TYPES:
        name = "timestamp"
    else:
        raise Unrepresentable(f"cast-{target.name.lower()}")
    have = scope.kind(inner)
    if name == "number" and have in ("number", "any"):
        return inner  # only there to avoid dividing integers
    if name == "text" and have == "text":
        return inner
    if name in ("date", "timestamp") and isinstance(inner, Call):
        if inner.name.startswith("by_") or inner in (Call("today"), Call("now")):
            return Call("today") if name == "date" and inner == Call("now") else inner
        if inner.name in ("ago", "ahead", "minus_time", "plus_time"):
            return inner
    if name == "date" and have == "time" and isinstance(inner, Use):
        column = (
            scope.schema.columns[inner.pointer.index]
            if isinstance(inner.pointer, ColumnRef)
            else None
        )
        return inner if column and column.type == "date" else Call("by_day", (inner,))
    return call(scope, _CASTS[name], inner)
