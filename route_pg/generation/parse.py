"""SQL to derivations: the statement, its sources and its clauses.

`parse` is the only entry. Equal statements give equal derivations as far as that is cheap: aliases,
the order of joins and the sides of comparisons are gone, joins along foreign keys are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations, product

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from route_pg.generation.accept import NotDerivable, accept
from route_pg.generation.formulas import Formula, flat
from route_pg.generation.joins import Node, Pair, closure, correlation
from route_pg.generation.joins_derived import passed_on
from route_pg.generation.parse_conditions import all_of, conditions, formula
from route_pg.generation.parse_counts import counted
from route_pg.generation.parse_expressions import bare, expression, number_text
from route_pg.generation.parse_idioms import first_rows, missing_rows, shares
from route_pg.generation.parse_joins import From, Joined, gather, pair, say, source, using_pairs
from route_pg.generation.parse_scope import (
    Derived,
    Dialect,
    Names,
    Relation,
    Scope,
    Unrepresentable,
)
from route_pg.generation.tree import Call, Each, Part, Predicate, Query, Use
from route_pg.generation.tree_tokens import tokens
from route_pg.generation.uses import used_nodes
from route_pg.generation.vocabulary import REFERENCES, Literal, Token
from route_pg.types import Schema

MAX_NUMBERINGS = 12
"""Ways to number the uses of repeated tables that are tried for the shortest derivation."""

_OPERATIONS = {exp.Union: "union", exp.Intersect: "intersect", exp.Except: "except"}


def parse(sql: str, schema: Schema, *, dialect: Dialect = "postgres") -> tuple[Token, ...]:
    """The derivation of a statement over a schema.

    Raises Unrepresentable, with a reason, for what derivations cannot say; what it returns is
    always accepted by the grammar.
    """
    try:
        node = sqlglot.parse_one(sql.strip().rstrip("; "), read=dialect)
    except (SqlglotError, RecursionError) as error:
        raise Unrepresentable("not-parsed") from error
    if node is None:
        raise Unrepresentable("empty")
    names = Names(schema)
    root = Scope(names, dialect, (), _statement)
    derivation = tokens(_query(node, root, None))
    try:
        return accept(derivation, schema)
    except NotDerivable as error:
        raise Unrepresentable(str(error)) from error


def _statement(node: exp.Expr, parent: Scope) -> Query:
    return _query(node, parent, parent)


def _query(node: exp.Expr, context: Scope, parent: Scope | None) -> Query:
    """A statement that sees the derived queries of a context, and the columns of a parent."""
    node = bare(node)
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
        context.names, context.dialect, (*context.derived, *derived), _statement, context.parent
    )


def _cte(cte: exp.Expr, context: Scope) -> Derived:
    if cte.this.find(exp.Table) is None:
        raise Unrepresentable("cte-without-table")
    query = _query(cte.this, context, None)
    alias = cte.args["alias"]
    named = [column.name.lower() for column in alias.args.get("columns") or ()]
    return Derived(alias.name.lower(), tuple(named) or _outputs(cte.this, context), query)


def _outputs(node: exp.Expr, context: Scope) -> tuple[str, ...]:
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
    names = _outputs(node, context)
    keys = []
    for key in (node.args.get("order") or exp.Order(expressions=[])).expressions:
        number = number_text(key.this)
        position = int(number) if number else _position(key.this, names)
        if position > len(REFERENCES):
            raise Unrepresentable("too-many-outputs")
        keys.append((Use(REFERENCES[position - 1]), "desc" if key.args.get("desc") else "asc"))
    limit = _count(context, node.args.get("limit"))
    offset = _count(context, node.args.get("offset"))
    return Query((Call("star"),), derived=(query,), order=tuple(keys), limit=limit, offset=offset)


def _position(node: exp.Expr, names: tuple[str, ...]) -> int:
    if not isinstance(node, exp.Column) or node.name.lower() not in names:
        raise Unrepresentable("order-of-set-operation")
    return names.index(node.name.lower()) + 1


def _count(scope: Scope, node: exp.Expr | None) -> Part | None:
    """A LIMIT or OFFSET."""
    if node is None:
        return None
    counted_rows = node.args.get("count") if isinstance(node, exp.Fetch) else node.expression
    text = "1" if counted_rows is None else number_text(counted_rows)
    if text is None:
        raise Unrepresentable("limit-expression")
    return Call("one") if text == "1" else Literal(text)


def _with_ties(node: exp.Expr | None) -> bool:
    options = node.args.get("limit_options") if isinstance(node, exp.Fetch) else None
    return bool(options and options.args.get("with_ties"))


# One SELECT


@dataclass(frozen=True, slots=True)
class _Element:
    """One element of FROM before its uses are numbered."""

    alias: str
    table: int  # of the schema, or -1 for the derived query `number`
    number: int = -1


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
    for numbers in _numberings(elements):
        scope = _seeing(context, derived)
        scope.parent = parent
        scope.relations = [
            _relation(scope, element, number)
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


def _element(source: exp.Expr, context: Scope, derived: list[Derived]) -> _Element:
    alias = source.alias_or_name.lower()
    if isinstance(source, exp.Subquery):
        inner = _seeing(context, derived)
        query = _query(source.this, inner, None)
        derived.append(Derived(alias, _outputs(source.this, inner), query))
        return _Element(alias, -1, len(context.derived) + len(derived) - 1)
    if not isinstance(source, exp.Table):
        raise Unrepresentable(f"from-{type(source).__name__}")
    for number in range(len(context.derived) - 1, -1, -1):
        if context.derived[number].name == source.name.lower() and not source.db:
            return _Element(alias, -1, number)
    name = f"{source.db}.{source.name}" if source.db else source.name
    table = context.names.tables.get(name.lower())
    if table is None:
        raise Unrepresentable("unknown-table")
    return _Element(alias, table)


def _numberings(elements: list[_Element]) -> list[list[int]]:
    """The ways to number the uses of tables that are used more than once."""
    repeated: dict[int, list[int]] = {}
    for position, element in enumerate(elements):
        if element.table >= 0:
            repeated.setdefault(element.table, []).append(position)
    groups = [positions for positions in repeated.values() if len(positions) > 1]
    if any(len(group) > 3 for group in groups):
        raise Unrepresentable("too-many-uses")
    ways = []
    for choice in product(*(permutations(range(1, len(group) + 1)) for group in groups)):
        numbers = [1] * len(elements)
        for group, numbering in zip(groups, choice, strict=True):
            for position, number in zip(group, numbering, strict=True):
                numbers[position] = number
        ways.append(numbers)
    return ways[:MAX_NUMBERINGS]


def _relation(scope: Scope, element: _Element, instance: int) -> Relation:
    if element.table >= 0:
        columns = scope.names.columns[element.table]
        return Relation(element.alias, (element.table, instance), columns)
    outputs = scope.derived[element.number].outputs
    columns = {name: number for number, name in enumerate(outputs, start=1)}
    return Relation(element.alias, (element.number - len(scope.derived), 1), columns)


def _clauses(node: exp.Select, joined: Joined, scope: Scope) -> Query:
    scope.functions = joined.functions
    given, formulas = _from(node, joined, scope)
    items = tuple(_item(scope, item) for item in node.expressions)
    scope.aliases = {
        item.alias.lower(): item.this for item in node.expressions if isinstance(item, exp.Alias)
    }
    group = node.args.get("group")
    having = node.args.get("having")
    where = flat(all_of(scope, formulas)) if formulas else None
    keys = tuple(_key(scope, node, key) for key in group.expressions) if group else ()
    scope.grouped = True
    order = _order(scope, node)
    condition = conditions(scope, having.this) if having else None
    distinct = node.args.get("distinct")
    each = None
    if distinct is not None and distinct.args.get("on"):
        firsts = tuple(_key(scope, node, key) for key in distinct.args["on"].expressions)
        each = Each("each", None, firsts)
        order = tuple((key, way) for key, way in order if key not in firsts)
    limit, offset = _count(scope, node.args.get("limit")), _count(scope, node.args.get("offset"))
    query = Query(
        items,
        distinct=distinct is not None and each is None,
        where=where,
        group=keys,
        having=condition,
        order=order,
        limit=limit,
        ties=_with_ties(node.args.get("limit")),
        offset=offset,
        each=each,
    )
    query = shares(query, given.nodes, scope.schema)
    query = _without_missing(scope, query, given)
    given.used |= set(used_nodes(query, scope.schema))
    said = say(scope, given)
    query = replace(
        query,
        sources=said.sources,
        left=said.left,
        full=said.full,
        cross=said.cross,
        on=said.on,
    )
    return counted(scope.schema, query)


def _without_missing(scope: Scope, query: Query, given: From) -> Query:
    """The query with an anti-join said as `never`."""
    if len(given.left) != 1 or given.full or query.where is None:
        return query
    (optional,) = given.left
    others = [node for node in given.nodes if node != optional]
    found = correlation(scope.schema, others, optional[0])
    where = missing_rows(scope.schema, query.where, optional, others)
    if found is None or where is None:
        return query
    outer, edge = found
    mine = [pair for pair in given.pairs if optional in (pair[0][0], pair[1][0])]
    expected = [((outer, left), (optional, right)) for left, right in edge]
    plain = replace(query, where=None)
    if closure(mine) != closure(expected) or optional in used_nodes(plain, scope.schema):
        return query
    if any(isinstance(item, Call) and item.name == "star" for item in query.items):
        return query
    given.nodes = others
    given.pairs = [pair for pair in given.pairs if pair not in mine]
    given.left = []
    return replace(query, where=where)


def _from(node: exp.Select, joined: Joined, scope: Scope) -> tuple[From, list[Formula]]:
    """The joins, and the conditions that are more than joins."""
    nodes = [relation.node for relation in scope.relations]
    pairs = using_pairs(joined, scope.relations)
    rest: list[tuple[bool, exp.Expr]] = []
    for number, condition in joined.conditions:
        found = pair(scope, condition)
        if found:
            pairs.append(found)
        else:
            rest.append((bool(joined.sides[number]), condition))
    where = node.args.get("where")
    if where is not None:
        parts = where.this.flatten() if isinstance(where.this, exp.And) else [where.this]
        for part in parts:
            found = pair(scope, part) if len(nodes) > 1 else None
            if found:
                pairs.append(found)
            else:
                rest.append((False, part))
    formulas = [
        _within(formula(scope, part)) if outer else formula(scope, part) for outer, part in rest
    ]
    left, full = _optional(joined, scope.relations, pairs)
    outputs = {
        n: passed_on(scope.derived[len(scope.derived) + n[0]].query) for n in nodes if n[0] < 0
    }
    return From(nodes, pairs, set(), left, full, outputs), formulas


def _within(found: Formula) -> Formula:
    """A condition of an outer join."""
    if not isinstance(found, Predicate):
        raise Unrepresentable("outer-join-condition")
    return replace(found, within=True)


def _optional(
    joined: Joined, relations: Sequence[Relation], pairs: Sequence[Pair]
) -> tuple[list[Node], list[Node]]:
    """The nodes of LEFT and FULL joins; a RIGHT join makes what stands before it optional."""
    left: list[Node] = []
    full: list[Node] = []
    for number, side in enumerate(joined.sides):
        node = relations[number].node
        if side == "LEFT":
            left.append(node)
        elif side == "FULL":
            full.append(node)
        elif side == "RIGHT":
            left = [relation.node for relation in relations[:number]]
        else:  # an inner join to something optional takes its rows away again
            others = {a[0] if b[0] == node else b[0] for a, b in pairs if node in (a[0], b[0])}
            before = {relation.node for relation in relations[:number]}
            left = [other for other in left if other not in others & before]
    return left, full


def _item(scope: Scope, item: exp.Expr) -> Part:
    if isinstance(item, exp.Alias):
        item = item.this
    if isinstance(item, exp.Star):
        if item.args.get("except_"):
            raise Unrepresentable("star-except")
        return Call("star")
    if isinstance(item, exp.Column) and isinstance(item.this, exp.Star):
        for relation in scope.relations:
            if relation.alias == item.table.lower():
                return Call("table_star", (source(relation.node),))
        raise Unrepresentable("unknown-table")
    return expression(scope, item)


def _key(scope: Scope, node: exp.Select, key: exp.Expr) -> Part:
    """A key of GROUP BY or ORDER BY, an output's number resolved."""
    number = number_text(key)
    if number is None:
        return expression(scope, key)
    if not number.isdigit() or not 1 <= int(number) <= len(node.expressions):
        raise Unrepresentable("key-number")
    item = node.expressions[int(number) - 1]
    return expression(scope, item.this if isinstance(item, exp.Alias) else item)


def _is_bare(node: exp.Expr) -> bool:
    """A name without a table: ORDER BY looks for it among the outputs first."""
    return isinstance(node, exp.Column) and not node.table


def _order(scope: Scope, node: exp.Select) -> tuple[tuple[Part, str], ...]:
    order = node.args.get("order")
    keys = []
    for key in order.expressions if order else ():
        direction = "desc" if key.args.get("desc") else "asc"
        if direction == "asc" and scope.dialect == "postgres" and key.args.get("nulls_first"):
            direction = "asc_nulls_first"
        named = scope.aliases.get(key.this.name.lower()) if _is_bare(key.this) else None
        part = _key(scope, node, key.this) if named is None else expression(scope, named)
        keys.append((part, direction))
    return tuple(keys)
