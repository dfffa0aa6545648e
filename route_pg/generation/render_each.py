"""The first rows of each group: DISTINCT ON for one row, a rank for several."""

from __future__ import annotations

from dataclasses import replace

from route_pg.generation.render_frame import Unrenderable
from route_pg.generation.render_grouping import expand_stars
from route_pg.generation.render_select import Select
from route_pg.generation.tree import Use
from route_pg.identifiers import quote_identifier


def each(select: Select) -> str:
    """A SELECT with `each` or `top`."""
    wanted = select.query.each
    assert wanted is not None
    keys = [select.to.sql(key) for key in wanted.keys]
    order = select.order_keys()
    if wanted.name == "each":
        head = f"SELECT DISTINCT ON ({', '.join(keys)}) {', '.join(select.items())}"
        ordering = f"ORDER BY {', '.join([*keys, *order])}"
        pieces = [head, select.sources(), select.filters(), ordering, select.limits()]
        return " ".join(piece for piece in pieces if piece)
    if not order:
        raise Unrenderable("top-without-order")
    return _ranked(select, keys, order)


def _ranked(select: Select, keys: list[str], order: list[str]) -> str:
    """The first n of each group, by row_number, or by rank where ties count."""
    wanted = select.query.each
    assert wanted is not None
    assert wanted.count is not None
    select.query = replace(select.query, items=expand_stars(select.frame, select.query.items))
    function = "rank" if wanted.name == "top_ties" else "row_number"
    names = select.names()
    items = [
        text
        if (isinstance(item, Use) and text.endswith(quote_identifier(name))) or " AS " in text
        else f"{text} AS {quote_identifier(name)}"
        for item, text, name in zip(select.query.items, select.items(), names, strict=True)
    ]
    place = select.frame.names.unique("place")
    rank = f"{function}() OVER (PARTITION BY {', '.join(keys)} ORDER BY {', '.join(order)})"
    groups = [f"group_{n}" for n in range(1, len(keys) + 1)]
    hidden = [f"{key} AS {group}" for key, group in zip(keys, groups, strict=True)]
    head = f"SELECT {', '.join([*items, *hidden, f'{rank} AS {place}'])}"
    inner = " ".join(piece for piece in (head, select.sources(), select.filters()) if piece)
    alias = select.frame.names.unique("ranked")
    shown = ", ".join(quote_identifier(name) for name in names)
    count = select.to.count(wanted.count)
    limits = select.limits()
    return (
        f"SELECT {shown} FROM ({inner}) AS {alias} WHERE {place} <= {count}"
        f" ORDER BY {', '.join([*groups, place])}{' ' + limits if limits else ''}"
    )
