"""What GROUP BY must name, by PostgreSQL's rules, and what stands for what it cannot name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from route_pg.generation.joins import End
from route_pg.generation.productions import AGGREGATES
from route_pg.generation.render_frame import Frame
from route_pg.generation.tree import Call, Part, Query, Source, Use
from route_pg.generation.uses import end_of, parts_inside
from route_pg.generation.vocabulary import ColumnRef

_WINDOWED = frozenset(("over",))


def is_aggregate(part: Part) -> bool:
    """Whether an aggregate stands in an expression, outside of window functions and subqueries."""
    if isinstance(part, Query):
        return False
    if isinstance(part, Call) and part.name in _WINDOWED:
        inner, *rest = part.arguments
        return any(is_aggregate(p) for p in (*parts_inside(inner), *rest))
    if isinstance(part, Call) and (part.name in AGGREGATES or part.name == "filter"):
        return True
    return any(is_aggregate(inner) for inner in parts_inside(part))


def bare_uses(part: Part, keys: tuple[Part, ...]) -> Iterator[Use]:
    """Columns that stand outside of aggregates and of the keys."""
    if part in keys or isinstance(part, Query | Source):
        return
    if isinstance(part, Use):
        if not part.outer:
            yield part
        return
    if isinstance(part, Call):
        if part.name in _WINDOWED:
            inner, *rest = part.arguments
            for piece in (*parts_inside(inner), *rest):
                yield from bare_uses(piece, keys)
            return
        if part.name in AGGREGATES or part.name == "filter":
            return
    for inner in parts_inside(part):
        yield from bare_uses(inner, keys)


def expand_stars(frame: Frame, items: tuple[Part, ...]) -> tuple[Part, ...]:
    """The items with every star as its columns."""
    found: list[Part] = []
    for item in items:
        if isinstance(item, Call) and item.name in ("star", "table_star"):
            source = item.arguments[0] if item.arguments else None
            for node in [*frame.order, *frame.cross]:
                if source is None or source == _source(node):
                    found.extend(_columns(frame, node))
        else:
            found.append(item)
    return tuple(found)


def _source(node: tuple[int, int]) -> Source:
    return Source(node[0], node[1]) if node[0] >= 0 else Source(None, -node[0])


def _columns(frame: Frame, node: tuple[int, int]) -> Iterator[Use]:
    if node[0] < 0:
        for number in range(1, min(8, len(frame.derived_of(node).outputs)) + 1):
            yield Use(f"ref_{number}", -node[0])
        return
    for index, column in enumerate(frame.schema.columns):
        if column.table == node[0]:
            yield Use(ColumnRef(index), node[1])


def determined(frame: Frame, keys: tuple[Part, ...]) -> set[End]:
    """The columns that the keys fix: through joins, and through primary keys."""
    known = {end_of(key, frame.schema) for key in keys if isinstance(key, Use) and not key.outer}
    columns = frame.schema.columns
    tables = {
        node: [i for i, column in enumerate(columns) if column.table == node[0]]
        for node in frame.tree.nodes
        if node[0] >= 0
    }
    before = -1
    while len(known) != before:
        before = len(known)
        for left, right in frame.tree.pairs:
            if left in known or right in known:
                known.update((left, right))
        for node, mine in tables.items():
            primary = [i for i in mine if columns[i].primary_key]
            if primary and all((node, i) in known for i in primary):
                known.update((node, i) for i in mine)
    return known


def regroup(frame: Frame, query: Query) -> Query:
    """The query as PostgreSQL's strict GROUP BY takes it, with the meaning that was meant."""
    parts = (*query.items, *(key for key, _ in query.order), *_each_keys(query))
    if not (query.group or query.having or any(is_aggregate(part) for part in parts)):
        return query
    query = replace(query, items=expand_stars(frame, query.items))
    if not query.group:
        extreme = _extreme_row(query)
        if extreme is not None:
            return extreme
    return _with_keys(frame, query)


def _each_keys(query: Query) -> tuple[Part, ...]:
    return query.each.keys if query.each else ()


def _extreme_row(query: Query) -> Query | None:
    """`name, max(age)` without groups: the row that has the greatest age."""
    aggregates = [item for item in query.items if is_aggregate(item)]
    bare = [item for item in query.items if not is_aggregate(item)]
    if len(aggregates) != 1 or not bare or query.having or query.order or query.limit is not None:
        return None
    match aggregates[0]:
        case Call("max" | "min" as name, (Use() as column,)):
            items = tuple(column if item == aggregates[0] else item for item in query.items)
            direction = "desc" if name == "max" else "asc"
            return replace(query, items=items, order=((column, direction),), limit=Call("one"))
    return None


def _with_keys(frame: Frame, query: Query) -> Query:
    keys = list(query.group)
    fixed = determined(frame, query.group)
    extreme = _single_extreme(query) if query.group else None
    items: list[Part] = []
    for item in query.items:
        free = [
            use for use in bare_uses(item, tuple(keys)) if end_of(use, frame.schema) not in fixed
        ]
        if extreme is not None and free == [item] and query.group:
            items.append(Call("at_extreme", (item, extreme)))
            continue
        if query.group and free == [item] and _is_key(frame, free[0]):
            items.append(Call("min", (item,)))  # as a key of its own it would undo the groups
            continue
        keys.extend(dict.fromkeys(bare_uses(item, tuple(keys))))
        items.append(item)
    if query.having:
        keys.extend(dict.fromkeys(bare_uses(query.having, tuple(keys))))
    for key in _each_keys(query):
        keys.extend(dict.fromkeys(bare_uses(key, tuple(keys))))
    order = []
    for key, direction in query.order:
        uses = list(bare_uses(key, tuple(keys)))
        if query.group and uses and not is_aggregate(key) and not _all_fixed(frame, uses, fixed):
            key = Call("max" if direction == "desc" else "min", (key,))
        else:
            keys.extend(dict.fromkeys(uses))
        order.append((key, direction))
    return replace(query, items=tuple(items), group=tuple(dict.fromkeys(keys)), order=tuple(order))


def _is_key(frame: Frame, use: Use) -> bool:
    column = frame.column_of(use)
    if column is None or not column.primary_key:
        return False
    keys = (c for c in frame.schema.columns if c.table == column.table and c.primary_key)
    return len(list(keys)) == 1


def _all_fixed(frame: Frame, uses: list[Use], fixed: set[End]) -> bool:
    return all(end_of(use, frame.schema) in fixed for use in uses)


def _single_extreme(query: Query) -> Part | None:
    """The one min or max among the items, if it is their only aggregate."""
    aggregates = [item for item in query.items if is_aggregate(item)]
    if len(aggregates) == 1 and isinstance(aggregates[0], Call):
        match aggregates[0]:
            case Call("min" | "max", (Use(),)):
                return aggregates[0]
    return None


def redistinct(query: Query, grouped: bool) -> Query:
    """DISTINCT with ORDER BY over what is not selected: grouped by what is selected instead."""
    if not query.distinct or all(key in query.items for key, _ in query.order):
        return query
    if grouped:
        return replace(query, distinct=False)
    order = tuple(
        (key if key in query.items else Call("max" if way == "desc" else "min", (key,)), way)
        for key, way in query.order
    )
    return replace(query, distinct=False, group=tuple(dict.fromkeys(query.items)), order=order)


def settle_ties(frame: Frame, query: Query, group: tuple[Part, ...]) -> Query:
    """The query with further keys of ORDER BY, so that equal rows come in the same order always:
    what it is grouped by (`group`, as the derivation says it), or the key of its only table."""
    if not query.order or query.distinct or query.ties:
        return query
    keys, direction = group, "asc"
    if len(group) == len(query.order) == 1:
        direction = query.order[0][1]  # the way SQLite, and so the benchmarks, settles them
    if not query.group and not any(is_aggregate(part) for part in query.items):
        keys = _primary_key(frame)
    present = [key for key, _ in query.order]
    order = list(query.order)
    for key in keys:
        fixed = determined(frame, tuple(present))
        if key in present or (isinstance(key, Use) and end_of(key, frame.schema) in fixed):
            continue
        present.append(key)
        order.append((key, direction))
    return replace(query, order=tuple(order))


def _primary_key(frame: Frame) -> tuple[Part, ...]:
    nodes = [*frame.order, *frame.cross]
    if len(nodes) != 1 or nodes[0][0] < 0:
        return ()
    columns = enumerate(frame.schema.columns)
    mine = [i for i, column in columns if column.table == nodes[0][0] and column.primary_key]
    return tuple(Use(ColumnRef(index)) for index in mine)
