"""How derived queries are joined: along the columns of the schema that they pass on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from route_pg.generation.joins import JoinTree, Node, Pair, join_tree, key_edges
from route_pg.generation.tree import Query, Use
from route_pg.generation.vocabulary import ColumnRef
from route_pg.types import Schema


def resolve(
    schema: Schema,
    nodes: Iterable[Node],
    explicit: Sequence[Pair],
    outputs: dict[Node, tuple[int | None, ...]],
) -> JoinTree | None:
    """The join tree of a statement with derived queries.

    `outputs` says of each derived query which columns of the schema it passes on. One that no
    explicit pair joins is joined where it passes on a column of a table, or a key of one; else it
    stands in the tree without a pair: it is crossed.
    """
    wanted = set(nodes) | {node for pair in explicit for node, _ in pair}
    derived = sorted(node for node in wanted if node[0] < 0)
    joined = {node for pair in explicit for node, _ in pair}
    base = sorted(wanted - set(derived))
    pairs = list(explicit)
    for node in derived:
        if node not in joined:
            pairs.extend(_passed_on(schema, node, outputs.get(node, ()), base))
    free = {
        node for node in derived if not any(node in (left[0], right[0]) for left, right in pairs)
    }
    if wanted == free:
        return JoinTree(frozenset(wanted), ())
    tree = join_tree(schema, wanted - free, pairs)
    return tree and JoinTree(tree.nodes | free, tree.pairs)


def passed_on(query: Query) -> tuple[int | None, ...]:
    """The columns that a derived query passes on as they are; None for its other outputs."""
    return tuple(
        item.pointer.index
        if isinstance(item, Use) and isinstance(item.pointer, ColumnRef)
        else None
        for item in query.items
    )


def _passed_on(
    schema: Schema, node: Node, outputs: tuple[int | None, ...], base: Sequence[Node]
) -> list[Pair]:
    for number, column in enumerate(outputs, start=1):
        if column is None:
            continue
        for other in base:
            if schema.columns[column].table == other[0]:
                return [((node, number), (other, column))]
        for other in base:
            for edge in key_edges(schema, schema.columns[column].table, other[0]):
                if len(edge) == 1 and edge[0][0] == column:
                    return [((node, number), (other, edge[0][1]))]
    return []
