"""SQL to derivations: the statement, its sources and its clauses.

`parse` is the only entry. Equal statements give equal derivations as far as that is cheap: aliases,
the order of joins and the sides of comparisons are gone, joins along foreign keys are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from route_pg.generation.accept import NotDerivable, accept
from route_pg.generation.formulas import flat
from route_pg.generation.parse_clauses import item_part, key_part, order_keys, row_count, with_ties
from route_pg.generation.parse_conditions import all_of, conditions
from route_pg.generation.parse_counts import counted
from route_pg.generation.parse_expressions import expression
from route_pg.generation.parse_from import (
    Element,
    numberings,
    read_from,
    relation_of,
    without_missing,
)
from route_pg.generation.parse_idioms import first_rows, shares
from route_pg.generation.parse_joins import From, Joined, gather, say
from route_pg.generation.parse_lateral import without_lateral
from route_pg.generation.parse_scope import (
    Derived,
    Dialect,
    Names,
    Readers,
    Scope,
    Unrepresentable,
)
from route_pg.generation.parse_values import bare, number_text
from route_pg.generation.tree import Call, Each, Query, Use
from route_pg.generation.tree_tokens import tokens
from route_pg.generation.uses import used_nodes
from route_pg.generation.vocabulary import REFERENCES, Token
from route_pg.types import Schema

_OPERATIONS = {exp.Union: "union", exp.Intersect: "intersect", exp.Except: "except"}


def parse(
    sql: str, schema: Schema, *, dialect: Dialect = "postgres", ranges: bool = False
) -> tuple[Token, ...]:
    """The derivation of a statement over a schema.

    With `ranges`, the days from one to another are one literal: as a question says them.
    Raises Unrepresentable, with a reason, for what derivations cannot say; what it returns is
    always accepted by the grammar.
    """
    try:
        node = sqlglot.parse_one(sql.strip().rstrip("; "), read=dialect)
    except (SqlglotError, RecursionError) as error:
        raise Unrepresentable("not-parsed") from error
    if node is None:
        raise Unrepresentable("empty")
    names = Names(schema, ranges)
    root = Scope(names, dialect, (), _READERS)
    derivation = tokens(_query(node, root, None))
    try:
        return accept(derivation, schema)
    except NotDerivable as error:
        raise Unrepresentable(str(error)) from error


def _statement(parent: Scope, node: exp.Expr) -> Query:
    return _query(node, parent, parent)


_READERS = Readers(statement=_statement, expression=expression, conditions=conditions)


def _query(node: exp.Expr, context: Scope, parent: Scope | None) -> Query:
    """A statement that sees the derived queries of a context, and the columns of a parent."""
    node = bare(node)
    if isinstance(node, exp.Select) and any(
        isinstance(join.this, exp.Lateral) and isinstance(bare(join.this.this), exp.Subquery)
        for join in node.args.get("joins") or []
    ):
        node = without_lateral(node, context.names)
    derived: list[Derived] = []
    while isinstance(node, exp.Subquery) or node.args.get("with_"):
        for cte in node.args["with_"].expressions if node.args.get("with_") else ():
            derived.append(_cte(cte, _seeing(context, derived)))
        if not isinstance(node, exp.Subquery):
            break
        node = bare(node.this)
    context = _seeing(context, derived)
    inner = _set_operation(node, context, parent)
    return first_rows(replace(inner, derived=(*(d.query for d in derived), *inner.derived)))


def _seeing(context: Scope, derived: Sequence[Derived]) -> Scope:
    return Scope(
        context.names,
        context.dialect,
        (*context.derived, *derived),
        context.readers,
        context.parent,
    )


def _cte(cte: exp.Expr, context: Scope) -> Derived:
    if cte.this.find(exp.Table) is None:
        raise Unrepresentable("cte-without-table")
    query = _query(cte.this, context, None)
    alias = cte.args["alias"]
    named = [column.name.lower() for column in alias.args.get("columns") or ()]
    return Derived(alias.name.lower(), tuple(named) or _outputs(cte.this), query)


def _outputs(node: exp.Expr) -> tuple[str, ...]:
    """The names of a query's columns."""
    node = bare(node)
    while isinstance(node, exp.SetOperation | exp.Subquery):
        node = bare(node.this)
    names: list[str] = []
    for item in node.expressions:
        if isinstance(item, exp.Star) or (
            isinstance(item.this, exp.Star) and isinstance(item, exp.Column)
        ):
            raise Unrepresentable("star-in-derived")
        names.append((item.alias_or_name or item.key).lower())
    return tuple(names)


def _set_operation(node: exp.Expr, context: Scope, parent: Scope | None) -> Query:
    if not isinstance(node, exp.SetOperation):
        return _select(node, context, parent)
    if node.args.get("order") or node.args.get("limit") or node.args.get("offset"):
        return _ordered_set(node, context, parent)
    name = _OPERATIONS[type(node)] + ("" if node.args.get("distinct") is not False else "_all")
    left = _query(node.this, context, parent)
    earlier = [Derived("", (), query) for query in _all_derived(left)]
    right = _query(node.expression, _seeing(context, earlier), parent)
    if right.right is not None:
        raise Unrepresentable("nested-set-operation")
    return _append(left, name, right)


def _all_derived(query: Query) -> list[Query]:
    return [*query.derived, *(_all_derived(query.right) if query.right else ())]


def _append(left: Query, operation: str, right: Query) -> Query:
    if left.right is None:
        return replace(left, operation=operation, right=right)
    return replace(left, right=_append(left.right, operation, right))


def _ordered_set(node: exp.SetOperation, context: Scope, parent: Scope | None) -> Query:
    """ORDER BY and LIMIT of a set operation: it becomes a derived query."""
    inner = node.copy()
    for clause in ("order", "limit", "offset", "with_"):
        inner.set(clause, None)
    query = _set_operation(inner, context, parent)
    names = _outputs(node)
    keys = []
    for key in (node.args.get("order") or exp.Order(expressions=[])).expressions:
        number = number_text(key.this)
        position = int(number) if number else _position(key.this, names)
        if position > len(REFERENCES):
            raise Unrepresentable("too-many-outputs")
        keys.append((Use(REFERENCES[position - 1]), "desc" if key.args.get("desc") else "asc"))
    limit = row_count(node.args.get("limit"))
    offset = row_count(node.args.get("offset"))
    return Query((Call("star"),), derived=(query,), order=tuple(keys), limit=limit, offset=offset)


def _position(node: exp.Expr, names: tuple[str, ...]) -> int:
    if not isinstance(node, exp.Column) or node.name.lower() not in names:
        raise Unrepresentable("order-of-set-operation")
    return names.index(node.name.lower()) + 1


# One SELECT


def _select(node: exp.Expr, context: Scope, parent: Scope | None) -> Query:
    if not isinstance(node, exp.Select):
        raise Unrepresentable(f"statement-{type(node).__name__}")
    for clause in ("laterals", "windows", "qualify", "pivots", "connect", "into", "locks"):
        if node.args.get(clause):
            raise Unrepresentable(clause)
    joined = gather(node)
    derived: list[Derived] = []
    elements = [_element(source, context, derived) for source in joined.sources]
    best: Query | None = None
    reason: Unrepresentable | None = None
    for numbers in numberings(elements):
        scope = _seeing(context, derived)
        scope.parent = parent
        scope.relations = [
            relation_of(scope, element, number)
            for element, number in zip(elements, numbers, strict=True)
        ]
        try:
            query = _clauses(node, joined, scope)
        except Unrepresentable as error:
            reason = reason or error
            continue
        if best is None or len(tokens(query)) < len(tokens(best)):
            best = query
    if best is None:
        raise reason or Unrepresentable("no-numbering")
    return replace(best, derived=tuple(d.query for d in derived))


def _element(source: exp.Expr, context: Scope, derived: list[Derived]) -> Element:
    alias = source.alias_or_name.lower()
    if isinstance(source, exp.Subquery):
        inner = _seeing(context, derived)
        query = _query(source.this, inner, None)
        derived.append(Derived(alias, _outputs(source.this), query))
        return Element(alias, -1, len(context.derived) + len(derived) - 1)
    if not isinstance(source, exp.Table):
        raise Unrepresentable(f"from-{type(source).__name__}")
    for number in range(len(context.derived) - 1, -1, -1):
        if context.derived[number].name == source.name.lower() and not source.db:
            return Element(alias, -1, number)
    name = f"{source.db}.{source.name}" if source.db else source.name
    table = context.names.tables.get(name.lower())
    if table is None:
        raise Unrepresentable("unknown-table")
    return Element(alias, table)


def _each(scope: Scope, node: exp.Select) -> Each | None:
    """DISTINCT ON."""
    distinct = node.args.get("distinct")
    if distinct is None or not distinct.args.get("on"):
        return None
    keys = distinct.args["on"].expressions
    return Each("each", None, tuple(key_part(scope, node, key) for key in keys))


def _clauses(node: exp.Select, joined: Joined, scope: Scope) -> Query:
    scope.functions = joined.functions
    given, formulas = read_from(node, joined, scope)
    items = tuple(item_part(scope, item) for item in node.expressions)
    scope.aliases = {
        item.alias.lower(): item.this for item in node.expressions if isinstance(item, exp.Alias)
    }
    group = node.args.get("group")
    having = node.args.get("having")
    where = flat(all_of(scope, formulas)) if formulas else None
    keys = tuple(key_part(scope, node, key) for key in group.expressions) if group else ()
    scope.grouped = True
    order = order_keys(scope, node)
    condition = conditions(scope, having.this) if having else None
    each = _each(scope, node)
    order = tuple((key, way) for key, way in order if each is None or key not in each.keys)
    limit, offset = row_count(node.args.get("limit")), row_count(node.args.get("offset"))
    query = Query(
        items,
        distinct=node.args.get("distinct") is not None and each is None,
        where=where,
        group=keys,
        having=condition,
        order=order,
        limit=limit,
        ties=with_ties(node.args.get("limit")),
        offset=offset,
        each=each,
    )
    query = shares(query, given.nodes, scope.schema)
    return counted(scope.schema, _joined(scope, without_missing(scope, query, given), given))


def _joined(scope: Scope, query: Query, given: From) -> Query:
    """The query with what its joins say beyond the pointers in it."""
    given.used |= set(used_nodes(query, scope.schema))
    said = say(scope, given)
    return replace(
        query,
        sources=said.sources,
        left=said.left,
        full=said.full,
        cross=said.cross,
        on=said.on,
    )
