"""Which order of an answer's columns could make it another answer.

There are n! orders of n columns: they are built column by column, and one is given up as soon as
the columns chosen so far make other rows than the gold's first ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from route_pg.evaluation.answers import Row

Same = Callable[[Sequence[Row], Sequence[Row]], bool]


def column_orders(
    gold: Sequence[Row], predicted: Sequence[Row], same: Same
) -> Iterator[tuple[int, ...]]:
    """Every way to give each gold column a predicted one, none twice, so that the rows are `same`.

    Both have rows. A twin of a column that was tried would lead to the same rows and is passed
    over.

    >>> list(column_orders([(1, "a")], [("a", 1)], lambda one, other: one == other))
    [(1, 0)]
    """
    wanted, columns = list(zip(*gold, strict=True)), list(zip(*predicted, strict=True))
    bare = [[(cell,) for cell in column] for column in columns]
    fits = [
        [place for place, have in enumerate(bare) if same([(cell,) for cell in column], have)]
        for column in wanted
    ]
    starts = [list(zip(*wanted[:width], strict=True)) for width in range(len(wanted) + 1)]

    def longer(chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if len(chosen) == len(wanted):
            yield chosen
            return
        tried: set[Row] = set()
        for place in fits[len(chosen)]:
            if place in chosen or columns[place] in tried:
                continue
            tried.add(columns[place])
            order = (*chosen, place)
            rows = list(zip(*(columns[i] for i in order), strict=True))
            if len(order) == 1 or same(starts[len(order)], rows):
                yield from longer(order)

    return longer(()) if all(fits) else iter(())
