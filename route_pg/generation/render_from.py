"""FROM: the relations of a SELECT and how they are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from route_pg.generation.joins import Node, Pair
from route_pg.generation.render_conditions import predicate_text
from route_pg.generation.render_expressions import Expressions
from route_pg.generation.render_frame import Frame, Unrenderable, relation_text
from route_pg.generation.render_text import Text, cast
from route_pg.generation.tree import Conditions, Predicate, Use
from route_pg.generation.uses import node_of, source_node, walk
from route_pg.generation.vocabulary import ColumnRef
from route_pg.identifiers import quote_identifier


def sources(to: Expressions, where: Conditions | None) -> str:
    """FROM with its joins."""
    frame = to.frame
    nodes, pairs = frame.tree.nodes, frame.tree.pairs
    optional = {source_node(source) for source in frame.query.left}
    full = {source_node(source) for source in frame.query.full}
    if not nodes and not frame.cross:
        return ""
    start = next((n for n in frame.order if n not in optional and _joined(n, pairs)), None)
    if start is None:
        start = next((n for n in frame.order if n not in optional), None)
    if start is None:
        raise Unrenderable("all-optional")
    text = f"FROM {_relation(frame, start)}"
    placed, loose = {start}, set(optional)
    while step := _next(placed, pairs, loose) or _next(placed, pairs, set()):
        node, on = step
        linked = {end[0] for pair in on for end in pair} & placed
        kind = "FULL JOIN" if node in full else "JOIN"
        if node in loose or linked & loose:
            kind = "LEFT JOIN"
            loose.add(node)
        conditions = [_equation(to, pair) for pair in on]
        conditions += _within(to, where, node) if node in optional | full else []
        text += f" {kind} {_relation(frame, node)} ON {' AND '.join(conditions)}"
        placed.add(node)
    rest = [n for n in frame.order if n in nodes - placed] + frame.cross
    return text + "".join(f" CROSS JOIN {_relation(frame, node)}" for node in rest)


def _relation(frame: Frame, node: Node) -> str:
    """One element of FROM."""
    alias = frame.aliases.get(node)
    if node[0] < 0:
        name = quote_identifier(frame.derived_of(node).name)
        return name if alias in (None, frame.derived_of(node).name) else f"{name} AS {alias}"
    text = relation_text(frame.schema, node[0])
    return f"{text} AS {quote_identifier(alias)}" if alias else text


def _equation(to: Expressions, pair: Pair) -> str:
    """One equation of a join."""
    uses = [_use(end) for end in pair]
    texts = [to.text(use) for use in uses]
    kinds = {to.kind(use) for use in uses} - {"any"}
    if len(kinds) > 1 or _is_enum(to.frame, *uses):
        texts = [Text(cast(text, "text")) for text in texts]
    return f"{texts[0].sql} = {texts[1].sql}"


def _is_enum(frame: Frame, *uses: Use) -> bool:
    """Whether columns of one kind have types that PostgreSQL does not compare."""
    types = [column.type for use in uses if (column := frame.column_of(use))]
    texts = [kind.startswith(("text", "character", "varchar", "citext")) for kind in types]
    return len(set(types)) > 1 and any(texts) != all(texts)


def _within(to: Expressions, where: Conditions | None, node: Node) -> list[str]:
    """The conditions of an outer join."""
    return [
        predicate_text(to, replace(predicate, within=False))
        for predicate in _predicates(where)
        if predicate.within and _touches(predicate, node, to.frame)
    ]


def _joined(node: Node, pairs: Sequence[Pair]) -> bool:
    return any(node in (left[0], right[0]) for left, right in pairs)


def _use(end: tuple[Node, int]) -> Use:
    (table, instance), index = end
    return Use(ColumnRef(index), instance) if table >= 0 else Use(f"ref_{index}", -table)


def _next(
    placed: set[Node], pairs: Sequence[Pair], later: set[Node]
) -> tuple[Node, list[Pair]] | None:
    """The next relation to join, and what joins it; outer joins come after inner ones."""
    for left, right in pairs:
        if left[0] in later or right[0] in later:
            continue
        if (left[0] in placed) != (right[0] in placed):
            node = right[0] if left[0] in placed else left[0]
            return node, [
                (a, b) if a[0] == node else (b, a)
                for a, b in pairs
                if node in (a[0], b[0]) and {a[0], b[0]} <= placed | {node}
            ]
    return None


def _predicates(conditions: Conditions | None) -> list[Predicate]:
    if conditions is None:
        return []
    return [conditions.first, *(predicate for _, predicate in conditions.rest)]


def _touches(predicate: Predicate, node: Node, frame: Frame) -> bool:
    return any(
        isinstance(part, Use) and not part.outer and node_of(part, frame.schema) == node
        for part, depth in walk(predicate)
        if depth == 0
    )
