"""Window functions of SQL, the usual ones by a short name."""

from __future__ import annotations

from sqlglot import exp

from route_pg.generation.parse_scope import Scope, Unrepresentable
from route_pg.generation.parse_values import call, number_text
from route_pg.generation.tree import Call, Part, Window
from route_pg.generation.vocabulary import Literal

_RANKS: dict[type[exp.Expr], str] = {
    exp.RowNumber: "row_number",
    exp.Rank: "rank",
    exp.DenseRank: "dense_rank",
    exp.PercentRank: "percent_rank",
}
_NEIGHBOURS: dict[type[exp.Expr], str] = {
    exp.Lag: "lag",
    exp.Lead: "lead",
    exp.FirstValue: "first_value",
    exp.LastValue: "last_value",
}


def keys_of(scope: Scope, node: exp.Window) -> Window:
    """PARTITION BY and ORDER BY of a window."""
    if node.args.get("alias") and not node.args.get("order") and not node.args.get("partition_by"):
        raise Unrepresentable("named-window")
    keys = [("per", scope.expression(key)) for key in node.args.get("partition_by") or ()]
    order = node.args.get("order")
    for key in order.expressions if order else ():
        keys.append(("desc" if key.args.get("desc") else "asc", scope.expression(key.this)))
    return Window(tuple(keys))


def window(scope: Scope, node: exp.Window) -> Part:
    """A window function."""
    inner = node.this
    keys = keys_of(scope, node)
    if type(inner) in _RANKS:
        return Call(_RANKS[type(inner)], (keys,))
    if isinstance(inner, exp.Ntile):
        return Call("ntile", (scope.expression(inner.this), keys))
    if type(inner) in _NEIGHBOURS:
        offset = inner.args.get("offset")
        if offset is not None and number_text(offset) != "1":
            return _far(scope, inner, keys)
        return Call(_NEIGHBOURS[type(inner)], (scope.expression(inner.this), keys))
    aggregate = scope.expression(inner)
    spec = node.args.get("spec")
    if spec is not None and (found := _moving(aggregate, spec, keys)) is not None:
        return found
    if spec is not None and not _is_default(spec):
        raise Unrepresentable("window-frame")
    ordered = any(name != "per" for name, _ in keys.keys)
    match aggregate:
        case Call("sum", (of,)) if ordered:
            return call(scope, "running", of, keys)
        case Call("count_star") if ordered:
            return Call("running_count", (keys,))
    return Call("over", (aggregate, keys))


def _far(scope: Scope, inner: exp.Expr, keys: Window) -> Part:
    """A value several rows before or after."""
    count = number_text(inner.args["offset"])
    if count is None or inner.args.get("default") is not None:
        raise Unrepresentable("lag-offset")
    name = "lag_by" if isinstance(inner, exp.Lag) else "lead_by"
    return Call(name, (Literal(count), scope.expression(inner.this), keys))


def _is_default(spec: exp.Expr) -> bool:
    start, end = spec.args.get("start"), spec.args.get("end")
    return str(start).upper() == "UNBOUNDED" and str(end).upper() in ("CURRENT ROW", "NONE")


def _moving(aggregate: Part, spec: exp.Expr, keys: Window) -> Part | None:
    """The mean of the last rows."""
    start = spec.args.get("start")
    before = number_text(start) if isinstance(start, exp.Expr) else None
    current = str(spec.args.get("end")).upper() in ("CURRENT ROW", "NONE")
    match aggregate:
        case Call("avg", (of,)) if before is not None and before.isdigit() and current:
            return Call("moving", (Literal(str(int(before) + 1)), of, keys))
    return None


def compared_rows(left: Part, right: Part) -> Part | None:
    """`x - lag(x)` is a change; None for other differences."""
    match right:
        case Call("lag", (of, Window() as keys)) if of == left:
            return Call("change", (left, keys))
    return None


def share(part: Part) -> Part | None:
    """`100 * a / sum(a) OVER (..)` is a share; None for other percentages."""
    match part:
        case Call("percent_of", (Call("change", (of, keys)), Call("lag", (other, same)))) if (
            of == other and keys == same
        ):
            return Call("growth", (of, keys))
        case Call("percent_of", (of, Call("over", (Call("sum", (inner,)), Window(keys))))):
            whole = inner == of or (inner == Call("count_star") and of == inner)
            plain = isinstance(of, Call) and of.name == "sum" and of.arguments == (inner,)
            if not (whole or plain) or any(name != "per" for name, _ in keys):
                return None
            if not keys:
                return Call("share", (of,))
            if len(keys) == 1:
                return Call("share_per", (of, keys[0][1]))
    return None
