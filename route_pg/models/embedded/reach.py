"""Which columns may still be pointed at: those whose tables can be joined to what the query uses.

The grammar knows no keys, so a beam would fill with statements that no join holds together. Each
SELECT is a scope of its own; one that joins explicitly, or looks outside, is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from route_pg.generation.joins import edges
from route_pg.models.embedded.inputs import COLUMN, TABLE, VALUE, Items
from route_pg.models.embedded.tokens import FIXED, step_of
from route_pg.types import Schema

OPENS = ("select", "select_distinct")
CLOSES = ("end", "union", "union_all", "intersect", "intersect_all", "except", "except_all")
LEAVES = ("on", "cross", "with", "outer", "from", "left", "full")
"""Actions after which a scope may hold tables that no key joins."""

_POINTED = (TABLE, COLUMN, VALUE)


def components(schema: Schema) -> list[int]:
    """For each table, the number of its component in the graph of joins."""
    found = list(range(len(schema.tables)))
    for left in range(len(found)):
        for right in range(left):
            if found[left] != found[right] and edges(schema, left, right):
                old, new = found[left], found[right]
                found = [new if component == old else component for component in found]
    return found


class Reach:
    """The items of one question by the component of their table."""

    def __init__(self, items: Items, count: int) -> None:
        self._items = items
        self._components = components(items.schema)
        self._of_item = np.full(count, -1)
        for item in range(items.first_table, len(items.kinds)):
            self._of_item[item] = self._components[items.table_of[item]]
        self._bound = np.isin(np.arange(count), np.flatnonzero(np.isin(items.kinds, _POINTED)))

    def __call__(self, numbers: Sequence[int]) -> NDArray[np.bool_] | None:
        """(N,) the items within reach after these tokens; None where all of them are."""
        component = self._scope(numbers)
        if component < 0:
            return None
        within: NDArray[np.bool_] = ~self._bound | (self._of_item == component)
        return within

    def _scope(self, numbers: Sequence[int]) -> int:
        """The component of the innermost open SELECT; -1 where it has none or is left alone."""
        scopes: list[int] = []
        for number in numbers:
            if number >= FIXED:
                if scopes and scopes[-1] == -1 and self._bound[number - FIXED]:
                    scopes[-1] = int(self._of_item[number - FIXED])
                continue
            action = step_of(number, self._items)
            if action in LEAVES:
                return -1
            if action in OPENS:
                scopes.append(-1)
            elif action in CLOSES and scopes:
                scopes.pop()
        return scopes[-1] if scopes else -1
