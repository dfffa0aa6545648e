"""The FROM of a statement: its sources, which of their joins go without saying, and how to say the
others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from sqlglot import exp

from route_pg.generation.joins import JoinTree, Node, Pair, closure
from route_pg.generation.joins_derived import resolve
from route_pg.generation.parse_scope import Relation, Scope, Unrepresentable
from route_pg.generation.parse_values import bare
from route_pg.generation.tree import Source, Use
from route_pg.generation.vocabulary import REFERENCES, ColumnRef


@dataclass(slots=True)
class Joined:
    """FROM as it is written."""

    sources: list[exp.Expr] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)  # '', 'LEFT', 'RIGHT', 'FULL', as the sources
    conditions: list[tuple[int, exp.Expr]] = field(default_factory=list)  # with the source
    functions: dict[str, exp.Expr] = field(default_factory=dict)  # unnest and its like, by alias
    using: list[tuple[int, tuple[str, ...] | None]] = field(default_factory=list)  # None: NATURAL


@dataclass(frozen=True, slots=True)
class Said:
    """What a derivation says of its joins."""

    sources: tuple[Source, ...] = ()
    left: tuple[Source, ...] = ()
    full: tuple[Source, ...] = ()
    cross: tuple[Source, ...] = ()
    on: tuple[tuple[Use, Use], ...] = ()


def gather(node: exp.Select) -> Joined:
    """FROM and JOIN of a SELECT."""
    joined = Joined()
    start = node.args.get("from_")
    if start is None:
        return joined
    _add(joined, start.this, "")
    for join in node.args.get("joins") or []:
        side = (join.args.get("side") or "").upper()
        if (join.args.get("kind") or "").upper() in ("SEMI", "ANTI"):
            raise Unrepresentable("semi-join")
        _add(joined, join.this, side)
        number = len(joined.sources) - 1
        on = join.args.get("on")
        if on is not None and not isinstance(on, exp.Boolean):
            parts = on.flatten() if isinstance(on, exp.And) else [on]
            joined.conditions.extend((number, bare(part)) for part in parts)
        if join.args.get("using"):
            joined.using.append((number, tuple(c.name.lower() for c in join.args["using"])))
        if (join.args.get("method") or "").upper() == "NATURAL":
            joined.using.append((number, None))
    return joined


def _add(joined: Joined, source: exp.Expr, side: str) -> None:
    rows = _rows_function(source)
    if rows is not None:
        names = [column.name for column in source.args["alias"].args.get("columns") or ()]
        alias = source.alias.lower() or "unnest"
        joined.functions[(names[0] if names else alias).lower()] = rows
        return
    nested = source.args.get("joins")
    if nested:
        raise Unrepresentable("nested-join")
    joined.sources.append(source)
    joined.sides.append(side)


def _rows_function(source: exp.Expr) -> exp.Expr | None:
    """The call of a function that makes rows of an array; None for tables and subqueries."""
    inner = source.this if isinstance(source, exp.Lateral) else source
    if isinstance(inner, exp.Unnest):
        found: exp.Expr = inner
        if len(inner.expressions) != 1:
            raise Unrepresentable("unnest-of-several")
        return exp.Explode(this=inner.expressions[0])
    found = inner.this if isinstance(inner, exp.Table) else inner
    if isinstance(found, exp.Anonymous | exp.Explode) and source.args.get("alias"):
        return found
    return None


def pair(scope: Scope, node: exp.Expr) -> Pair | None:
    """The columns that a join condition equates; None if it is not one."""
    node = bare(node)
    if not isinstance(node, exp.EQ):
        return None
    ends = []
    for side in (bare(node.this), bare(node.expression)):
        if not isinstance(side, exp.Column) or isinstance(side.this, exp.Star):
            return None
        found = scope.find(side)
        if found is None or found[0] != 0:
            return None
        ends.append((found[1].node, found[2]))
    return (ends[0], ends[1]) if ends[0][0] != ends[1][0] else None


def using_pairs(joined: Joined, relations: Sequence[Relation]) -> list[Pair]:
    """The columns that USING and NATURAL equate."""
    pairs: list[Pair] = []
    for number, names in joined.using:
        right = relations[number]
        for name in names if names is not None else right.columns:
            left = next((r for r in relations[:number] if name in r.columns), None)
            if left is not None and name in right.columns:
                pairs.append(((left.node, left.columns[name]), (right.node, right.columns[name])))
    return pairs


def source(node: Node) -> Source:
    """A node as a derivation names it."""
    table, instance = node
    return Source(table, instance) if table >= 0 else Source(None, -table)


def use(end: tuple[Node, int]) -> Use:
    """A column of a node as a derivation names it."""
    (table, instance), index = end
    if table >= 0:
        return Use(ColumnRef(index), instance)
    if index > len(REFERENCES):
        raise Unrepresentable("too-many-outputs")
    return Use(REFERENCES[index - 1], -table)


@dataclass(slots=True)
class From:
    """What the joins of a statement come to."""

    nodes: list[Node]
    pairs: list[Pair]
    used: set[Node]
    left: list[Node]
    full: list[Node]
    outputs: dict[Node, tuple[int | None, ...]]


def say(scope: Scope, given: From) -> Said:
    """The shortest way to say the joins; Unrepresentable where there is none."""
    if not given.nodes:
        return Said()
    cross = _crossed(scope, given)
    inside = frozenset(given.nodes) - set(cross)
    used = (given.used | set(given.left) | set(given.full)) & inside
    wanted = closure(given.pairs)
    found = _extra(scope, given, used, inside, wanted)
    if found is None:
        raise Unrepresentable("join-shape")
    extra, explicit = found
    return Said(
        tuple(source(node) for node in extra),
        tuple(source(node) for node in sorted(given.left)),
        tuple(source(node) for node in sorted(given.full)),
        tuple(source(node) for node in sorted(cross)),
        tuple((use(left), use(right)) for left, right in explicit),
    )


def _tree(
    scope: Scope, given: From, nodes: Iterable[Node], explicit: Sequence[Pair]
) -> JoinTree | None:
    return resolve(scope.schema, nodes, explicit, given.outputs)


def _extra(
    scope: Scope,
    given: From,
    used: set[Node] | frozenset[Node],
    inside: frozenset[Node],
    wanted: frozenset[frozenset[tuple[Node, int]]],
) -> tuple[list[Node], list[Pair]] | None:
    """Tables to name beyond the used ones, and joins to spell out: the fewest that suffice."""
    pairs = given.pairs

    def right(nodes: Iterable[Node], explicit: Sequence[Pair]) -> bool:
        tree = _tree(scope, given, nodes, explicit)
        return tree is not None and tree.nodes == inside and closure(tree.pairs) == wanted

    unused = sorted(inside - used)
    for size in range(len(unused) + 1):
        for extra in combinations(unused, size):
            if (used or extra) and right(used | set(extra), ()):
                return list(extra), []
    for size in range(1, len(pairs) + 1):
        for explicit in combinations(pairs, size):
            ends = {node for one in explicit for node, _ in one}
            left_out = sorted(inside - used - ends)
            for count in range(min(2, len(left_out)) + 1):
                for extra in combinations(left_out, count):
                    if right(used | set(extra), explicit):
                        return list(extra), list(explicit)
    return None


def _crossed(scope: Scope, given: From) -> list[Node]:
    """Nodes that nothing joins to the largest group of joined ones."""
    groups: list[set[Node]] = [{node} for node in given.nodes]
    for left, right in given.pairs:
        first = next(group for group in groups if left[0] in group)
        second = next(group for group in groups if right[0] in group)
        if first is not second:
            first |= second
            groups.remove(second)
    main = max(groups, key=len)
    crossed = [node for group in groups if group is not main for node in group]
    if any(len(group) > 1 for group in groups if group is not main):
        raise Unrepresentable("two-join-trees")
    alone = [node for node in crossed if node[0] < 0 or node[1] >= 1]
    if given.outputs and all(node[0] < 0 for node in alone):
        tree = _tree(scope, given, given.nodes, given.pairs)
        if tree is not None and closure(tree.pairs) == closure(given.pairs):
            return []  # a derived query that nothing joins is crossed without saying
    return alone
