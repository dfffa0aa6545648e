"""Which columns may still be pointed at: those whose tables can be joined to what the query uses.

The grammar knows no keys, so a beam would fill with statements that no join holds together. Each
SELECT is a scope of its own; one that joins explicitly, or looks outside, is left alone.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from route_pg.generation.joins import edges
from route_pg.generation.vocabulary import ACTIONS
from route_pg.models.embedded.inputs import Items
from route_pg.models.embedded.tokens import FIXED
from route_pg.types import Schema

OPENS = ("select", "select_distinct")
CLOSES = ("end", "union", "union_all", "intersect", "intersect_all", "except", "except_all")
LEAVES = ("on", "cross", "with", "outer", "from", "left", "full")
"""Actions after which a scope may hold tables that no key joins."""


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
        self._of_item = np.full(count, -1)  # words and padding belong to no table
        self._of_item[items.first_table : len(items.kinds)] = np.array(components(items.schema))[
            items.table_of[items.first_table :]
        ]
        self._scopes: dict[tuple[int, ...], tuple[int, ...] | None] = {(): ()}

    def __call__(self, numbers: tuple[int, ...]) -> NDArray[np.bool_] | None:
        """(N,) the items within reach after these tokens; None where all of them are."""
        scopes = self._open_scopes(numbers)
        if not scopes or scopes[-1] < 0:
            return None
        within: NDArray[np.bool_] = (self._of_item < 0) | (self._of_item == scopes[-1])
        return within

    def _open_scopes(self, numbers: tuple[int, ...]) -> tuple[int, ...] | None:
        """The components of the open SELECTs, the innermost last, -1 before one is bound.

        None where the statement is left alone. A derivation grows by a token a step, so what was
        known of its beginning is kept.
        """
        if numbers not in self._scopes:
            before = self._open_scopes(numbers[:-1])
            self._scopes[numbers] = None if before is None else self._after(before, numbers[-1])
        return self._scopes[numbers]

    def _after(self, scopes: tuple[int, ...], number: int) -> tuple[int, ...] | None:
        if number >= FIXED:
            unbound = scopes and scopes[-1] < 0
            return (*scopes[:-1], int(self._of_item[number - FIXED])) if unbound else scopes
        action = ACTIONS[number]
        if action in LEAVES:
            return None
        if action in OPENS:
            return (*scopes, -1)
        return scopes[:-1] if action in CLOSES else scopes
