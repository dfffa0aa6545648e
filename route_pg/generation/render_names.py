"""What the columns of a statement are called."""

from __future__ import annotations

from collections.abc import Iterable

from route_pg.generation.render_frame import Frame, Names
from route_pg.generation.tree import Call, Part, Use
from route_pg.generation.uses import end_of
from route_pg.generation.vocabulary import ColumnRef


def output_names(frame: Frame, items: Iterable[Part]) -> tuple[str, ...]:
    """Names of the columns of a statement, each once."""
    taken = Names()
    found = []
    for item in items:
        name = _name(frame, item)
        number, unique = 1, name
        while unique in taken.taken:
            number += 1
            unique = f"{name}_{number}"
        taken.taken.add(unique)
        found.append(unique)
    return tuple(found)


def _name(frame: Frame, item: Part) -> str:
    """What a reader would call an expression."""
    match item:
        case Use(ColumnRef(index)):
            return frame.schema.columns[index].name
        case Use(str()):
            node, number = end_of(item, frame.schema)
            outputs = frame.out(item.outer).derived_of(node).outputs
            return outputs[number - 1] if number <= len(outputs) else "value"
        case Call("count_star" | "count_of" | "count_if" | "count" | "count_distinct"):
            return "count"
        case Call("percent" | "percent_of" | "share" | "share_per"):
            return "percent"
        case Call("sum" | "avg" | "min" | "max" | "median" | "running" as name, (inner, *_)):
            short = {"sum": "total", "running": "running_total"}.get(name, name)
            return f"{short}_{_name(frame, inner)}".lower() if isinstance(inner, Use) else short
        case Call("round_to" | "round" | "filter" | "over" | "at_extreme", (inner, *_)):
            return _name(frame, inner)
        case Call(name) if name.startswith("by_"):
            return name.removeprefix("by_")
        case Call(name) if name.endswith("_of"):
            return name.removesuffix("_of")
        case Call(name) if name.isidentifier():
            return "value" if name == "sub" else name
    return "value"
