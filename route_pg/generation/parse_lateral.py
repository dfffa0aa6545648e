"""LATERAL joins as statements without: the first rows of each group, or values of their own.

`FROM s CROSS JOIN LATERAL (SELECT .. FROM t WHERE t.s_id = s.id ORDER BY t.x LIMIT n) AS l` keeps n
rows of t for each of s, as row_number() over their join does. A LATERAL query of one row without
a LIMIT is a subquery wherever one of its columns is used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlglot import exp

from route_pg.generation.parse_scope import Names, Unrepresentable
from route_pg.generation.parse_values import bare

_RANKED, _PLACE = "ranked_rows", "row_place"


def without_lateral(node: exp.Select, names: Names) -> exp.Select:
    """The same statement without LATERAL, for as many as one with LIMIT; others stay."""
    node = node.copy()
    limited: exp.Join | None = None
    for join in list(node.args.get("joins") or []):
        if not isinstance(join.this, exp.Lateral):
            continue
        inner = _inner(join.this)
        _qualify(inner, names)
        if inner.args.get("limit") is not None:
            if limited is not None or join.args.get("side"):
                raise Unrepresentable("two-laterals")
            limited = join
        elif inner.args.get("group") is None and inner.find(exp.AggFunc):
            _inline(node, join, inner)
        else:
            raise Unrepresentable("from-Lateral")
    return node if limited is None else _ranked(node, limited)


def _inner(lateral: exp.Expr) -> exp.Select:
    inner = bare(lateral.this)
    inner = bare(inner.this) if isinstance(inner, exp.Subquery) else inner
    if not isinstance(inner, exp.Select) or inner.args.get("with_"):
        raise Unrepresentable("from-Lateral")
    return inner


def _qualify(inner: exp.Select, names: Names) -> None:
    """Name the table of each column, since more tables will be in sight; spell ORDER BY out."""
    tables = [join.this for join in inner.args.get("joins") or []]
    start = inner.args.get("from_")
    if start is None or not all(isinstance(table, exp.Table) for table in (start.this, *tables)):
        raise Unrepresentable("from-Lateral")
    outputs = {item.alias: item.this for item in inner.expressions if isinstance(item, exp.Alias)}
    for column in list(inner.args["order"].find_all(exp.Column)) if inner.args.get("order") else ():
        if not column.table and column.name in outputs:
            column.replace(outputs[column.name].copy())
    for column in list(inner.find_all(exp.Column)):
        for table in (start.this, *tables):
            number = names.tables.get(f"{table.db}.{table.name}".lower().lstrip("."))
            known = names.columns[number] if number is not None else {}
            if not column.table and column.name.lower() in known:
                column.set("table", exp.to_identifier(table.alias_or_name))


def _outputs(inner: exp.Select) -> dict[str, exp.Expr]:
    return {
        item.alias_or_name.lower(): item.this if isinstance(item, exp.Alias) else item
        for item in inner.expressions
    }


def _inline(node: exp.Select, join: exp.Join, inner: exp.Select) -> None:
    """One row for each of the others: its columns as subqueries."""
    alias = join.this.alias.lower()
    outputs = _outputs(inner)
    join.pop()
    for column in list(node.find_all(exp.Column)):
        if column.table.lower() == alias:
            value = inner.copy()
            value.set("expressions", [_of(outputs, column).copy()])
            _replace(column, exp.Subquery(this=value))


def _replace(column: exp.Column, value: exp.Expr) -> None:
    """Put a value for a column, which keeps its name where it is shown."""
    shown = isinstance(column.parent, exp.Select) and column.arg_key == "expressions"
    column.replace(exp.alias_(value, column.name) if shown else value)


def _of(outputs: Mapping[str, exp.Expr], column: exp.Column) -> exp.Expr:
    found = outputs.get(column.name.lower())
    if found is None:
        raise Unrepresentable("unknown-column")
    return found


def _ranked(node: exp.Select, join: exp.Join) -> exp.Select:
    """The rows of a LATERAL query with LIMIT, by their place among those of the same outer row."""
    inner = _inner(join.this)
    order, limit = inner.args.get("order"), inner.args["limit"]
    plain = not any(node.args.get(clause) for clause in ("group", "having", "distinct", "limit"))
    if order is None or not plain or not isinstance(limit, exp.Limit):
        raise Unrepresentable("from-Lateral")
    _merge(node, join, inner)
    last = node.args.get("order")
    keys = [key.this for key in last.expressions] if last else []
    named = {item.alias_or_name.lower(): item for item in node.expressions}
    keys = [_spelled(key, named) for key in keys]
    own = {table.alias_or_name for table in inner.find_all(exp.Table)}
    used = [{column.table for column in key.find_all(exp.Column)} for key in keys]
    per = [key for key, tables in zip(keys, used, strict=True) if tables and not own & tables]
    if not per:
        raise Unrepresentable("lateral-without-order")
    if inner.args.get("group"):
        _group(node, inner, keys)
    place = exp.Window(
        this=exp.RowNumber(), partition_by=[key.copy() for key in per], order=order.copy()
    )
    return _outer(node, last, keys, place, limit)


def _merge(node: exp.Select, join: exp.Join, inner: exp.Select) -> None:
    """The LATERAL query's tables and conditions as the statement's own."""
    alias, outputs = join.this.alias.lower(), _outputs(inner)
    joins = node.args["joins"]
    at = joins.index(join)
    first = exp.Join(this=inner.args["from_"].this.copy(), kind="CROSS")
    node.set("joins", [*joins[:at], first, *(inner.args.get("joins") or []), *joins[at + 1 :]])
    for column in list(node.find_all(exp.Column)):
        if column.table.lower() == alias:
            _replace(column, _of(outputs, column).copy())
    if inner.args.get("where"):
        where = inner.args["where"].this
        parts = where.flatten() if isinstance(where, exp.And) else (where,)
        node.where(*(part.copy() for part in parts), copy=False)


def _spelled(key: exp.Expr, named: Mapping[str, exp.Expr]) -> exp.Expr:
    """A sort key without the alias of the select list that it may be."""
    if isinstance(key, exp.Column) and not key.table and key.name.lower() in named:
        return named[key.name.lower()].unalias()
    return key


def _group(node: exp.Select, inner: exp.Select, keys: Sequence[exp.Expr]) -> None:
    group: list[exp.Expr] = []
    shown = [item.unalias() for item in node.expressions]
    for key in (*shown, *keys, *inner.args["group"].expressions):
        if not key.find(exp.AggFunc) and key not in group:
            group.append(key)
    node.group_by(*(key.copy() for key in group), copy=False)
    if inner.args.get("having"):
        node.having(inner.args["having"].this.copy(), copy=False)


def _outer(
    node: exp.Select,
    last: exp.Expr | None,
    keys: Sequence[exp.Expr],
    place: exp.Expr,
    limit: exp.Limit,
) -> exp.Select:
    """SELECT from the ranked rows those with a place within the limit."""
    values = [item.unalias() for item in node.expressions]
    shown = len(values)
    values += [key for key in keys if key not in values]
    named = [exp.alias_(value.copy(), f"output_{n}") for n, value in enumerate(values)]
    order = [
        exp.Ordered(this=exp.column(f"output_{values.index(key)}"), desc=old.args.get("desc"))
        for key, old in zip(keys, last.expressions if last else (), strict=True)
    ]
    node.set("order", None)
    node.set("expressions", [*named, exp.alias_(place, _PLACE)])
    within = exp.LTE(this=exp.column(_PLACE), expression=limit.expression.copy())
    outer = exp.select(*(exp.column(f"output_{n}") for n in range(shown)))
    outer = outer.with_(_RANKED, as_=node).from_(_RANKED).where(within)
    if order:
        outer.set("order", exp.Order(expressions=order))
    return outer
