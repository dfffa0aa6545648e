"""Whether two answers are the same, across engines, by written rules.

Rows are a bag; they are a list only where the gold orders (`Tied` says by what). The rules of
one cell, in the order in which they are tried:

1.  NULL equals NULL and nothing else, but for rule 6.
2.  A boolean is 1 or 0, as in SQLite.
3.  Whole numbers are equal to the last digit, whatever their type: 3, 3.0 and numeric '3.00'.
4.  Where one of two numbers has a fraction they may differ by one part in a million (averages and
    sums come with other digits from other engines), near zero by one in a thousand million.
    Infinities and NaN equal themselves.
5.  A text that is a plain number equals that number: loading turns a text column that refers to a
    number column into numbers.
6.  A text that is blank or 'NULL' equals NULL: loading turns it into NULL in a column of numbers.
7.  A date is its ISO text, a timestamp too; a timestamp at midnight equals its date, 'T' equals
    the space, empty fractions of a second are dropped; with a time zone it is first taken to UTC.
    An interval is its days, as a number, as a difference of SQLite's `julianday` is.
8.  Arrays, json and ranges are their JSON text; bytes equal the same bytes.
9.  Any other text is equal to the letter: case, accents and inner spaces count.

Rules 5 and 6 hold only between engines (`across=True`): within one, '1' and 1 are different.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import permutations

from route_pg.evaluation.answers import Row
from route_pg.evaluation.sqlite_types import is_blank

RELATIVE = 1e-6  # of two numbers one of which has a fraction
ABSOLUTE = 1e-9
MAX_TIED_COLUMNS = 5  # wider answers with ties keep their columns in place
DAY = timedelta(days=1)

Cell = str | int | float | bytes | None

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]+)?\Z")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?(\.\d+)?\Z")


def canonical(cell: object, *, across: bool) -> Cell:
    """A cell in the form in which cells are compared: whole numbers are int, other numbers float.

    >>> canonical(Decimal("3.00"), across=True), canonical("2024-01-31 00:00:00", across=True)
    (3, '2024-01-31')
    """
    match cell:
        case None | bytes():
            return cell
        case bool() | int():
            return int(cell)
        case float() | Decimal():
            return _number(cell)
        case str():
            return _text(cell, across=across)
        case memoryview() | bytearray():
            return bytes(cell)
        case _:
            return _other(cell)


def _number(number: float | Decimal) -> int | float:
    if not math.isfinite(number):
        return float(number)
    return int(number) if number == int(number) else float(number)


def _text(text: str, *, across: bool) -> Cell:
    if across and is_blank(text):
        return None
    if across and _NUMBER.match(text):
        return _number(Decimal(text))
    moment = _MOMENT.match(text)
    return _moment(*moment.groups(default="")) if moment else text


def _moment(day: str, minutes: str, seconds: str, fraction: str) -> str:
    clock = minutes + (seconds or ":00") + fraction.rstrip("0").rstrip(".")
    return day if clock == "00:00:00" else f"{day} {clock}"


def _other(cell: object) -> Cell:
    match cell:
        case datetime():
            local = cell.astimezone(UTC).replace(tzinfo=None) if cell.tzinfo else cell
            return _text(local.isoformat(sep=" "), across=False)
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return _number(cell / DAY)
        case list() | dict() | tuple():
            return json.dumps(cell, sort_keys=True, ensure_ascii=False, default=str)
        case _:
            return str(cell)


def same_cell(one: Cell, other: Cell) -> bool:
    """Whether two canonical cells are equal.

    >>> same_cell(1 / 3, 0.333333), same_cell(10_000_001, 10_000_002)
    (True, False)
    """
    if isinstance(one, float | int) and isinstance(other, float | int):
        if isinstance(one, int) and isinstance(other, int):
            return one == other
        return (math.isnan(one) and math.isnan(other)) or math.isclose(
            one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE
        )
    return one == other


def _same_row(one: Row, other: Row) -> bool:
    return all(map(same_cell, one, other))


def _shape(row: Row) -> Row:
    """A row without its numbers: rows of different shapes are never equal."""
    return tuple("" if isinstance(cell, int | float) else (cell,) for cell in row)


def same_bag(gold: Sequence[Row], predicted: Sequence[Row], tied: Tied | None = None) -> bool:
    """Whether two lists of canonical rows are the same bag, numbers with their tolerance.

    With `tied` any of the rows through which LIMIT cuts may have been taken.
    """
    if len(gold) != len(predicted):
        return False
    if tied is None:
        return _part_of(predicted, gold)
    ends = [0, *tied.ends()]
    kept = max(end for end in ends if end <= len(gold))  # all before are in every right answer
    open_to = min((end for end in ends if end >= len(gold)), default=kept)
    return _part_of(predicted, tied.rows[:open_to]) and _part_of(tied.rows[:kept], predicted)


def _part_of(part: Sequence[Row], whole: Sequence[Row]) -> bool:
    """Whether some rows of `whole` are the bag `part`; most pairs are found by their digits."""
    one, other = Counter(part), Counter(whole)
    one, other = one - other, other - one
    if not one:
        return True
    rest: dict[Row, list[Row]] = defaultdict(list)
    for row in other.elements():
        rest[_shape(row)].append(row)
    near: dict[Row, list[Row]] = defaultdict(list)
    for row in one.elements():
        near[_shape(row)].append(row)
    return all(_all_near(rows, rest[shape]) for shape, rows in near.items())


def _all_near(rows: Sequence[Row], partners: Sequence[Row]) -> bool:
    """Whether each row has a partner of its own that differs in digits only, the nearest first."""
    places: dict[Row, list[int]] = defaultdict(list)
    for place, partner in enumerate(partners):
        places[_rounded(partner)].append(place)
    open_rows = []
    for row in rows:
        same_digits = places.get(_rounded(row))
        if same_digits:
            same_digits.pop()
        else:
            open_rows.append(row)
    left = [partners[place] for found in places.values() for place in found]
    for row in open_rows:
        nearest = min(left, key=lambda have: _distance(row, have), default=None)
        if nearest is None or not _same_row(row, nearest):
            return False
        left.remove(nearest)
    return True


def _rounded(row: Row) -> Row:
    return tuple(f"{c:.9g}" if isinstance(c, int | float) else c for c in row)


def _distance(one: Row, other: Row) -> float:
    numbers = [(a, b) for a, b in zip(one, other, strict=True) if isinstance(a, int | float)]
    finite = [(a, b) for a, b in numbers if math.isfinite(a) and math.isfinite(b)]
    return math.fsum(abs(a - b) for a, b in finite)


def same_list(gold: Sequence[Row], predicted: Sequence[Row], tied: Tied | None = None) -> bool:
    """Whether two lists of canonical rows are equal in order; see `Tied` for what it allows."""
    if len(gold) != len(predicted):
        return False
    if tied is None:
        return all(map(_same_row, gold, predicted))
    start = 0
    for end in tied.ends():
        group, part = tied.rows[start:end], predicted[start:end]
        if not (same_bag(group, part) if len(group) == len(part) else _part_of(part, group)):
            return False
        if end >= len(predicted):
            return True
        start = end
    return start == len(predicted)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tied:
    """The gold's rows as they were before LIMIT, with what they are ordered by.

    No engine promises an order among rows with equal keys: they may stand in any order, and where
    LIMIT cuts through them any of them may have been taken.
    """

    rows: Sequence[Row]
    keys: Sequence[object]  # one for each row

    def ends(self) -> Iterator[int]:
        """Where each group of tied rows ends."""
        for place in range(1, len(self.rows) + 1):
            if place == len(self.rows) or self.keys[place] != self.keys[place - 1]:
                yield place


def same_answer(
    gold: Sequence[Row],
    predicted: Sequence[Row],
    *,
    ordered: bool,
    any_columns: bool = False,
    more_columns: bool = False,
    across: bool = True,
    tied: Tied | None = None,
) -> bool:
    """Whether a predicted answer is the gold's.

    `ordered`: the gold's outermost select orders its rows. `any_columns`: the columns may come in
    any order; `more_columns`: and there may be more than the gold has. `across`: the answers are of
    two engines. `tied`: see there; without an order it says which rows LIMIT might have kept.

    >>> same_answer([("a", 1), ("b", None)], [("b", None), ("a", Decimal(1))], ordered=False)
    True
    """
    if len(gold) != len(predicted) or not _widths_agree(gold, predicted, more=more_columns):
        return False
    one, other = _canonical_rows(gold, across), _canonical_rows(predicted, across)
    free = bool(one) and (any_columns or more_columns)
    free_ties = tied and Tied(rows=_canonical_rows(tied.rows, across), keys=tied.keys)
    orders = _all_orders if free_ties else _column_orders
    for order in orders(one, other) if free else [None]:
        moved = other if order is None else [tuple(row[i] for i in order) for row in other]
        if (same_list if ordered else same_bag)(one, moved, free_ties):
            return True
    return False


def _widths_agree(gold: Sequence[Row], predicted: Sequence[Row], *, more: bool) -> bool:
    if not gold:
        return True  # an answer without rows has no width here
    return len(gold[0]) == len(predicted[0]) or (more and len(gold[0]) < len(predicted[0]))


def _canonical_rows(rows: Sequence[Row], across: bool) -> list[Row]:
    return [tuple(canonical(cell, across=across) for cell in row) for row in rows]


def _column_orders(gold: Sequence[Row], predicted: Sequence[Row]) -> Iterator[tuple[int, ...]]:
    columns = list(zip(*predicted, strict=True))
    bags = [[(cell,) for cell in column] for column in columns]
    fits = [
        [place for place, bag in enumerate(bags) if same_bag([(cell,) for cell in column], bag)]
        for column in zip(*gold, strict=True)
    ]
    return column_orders(fits, columns)


def _all_orders(gold: Sequence[Row], predicted: Sequence[Row]) -> Iterator[tuple[int, ...]]:
    """Every order of the columns: with ties, columns may rightly hold other values."""
    if len(predicted[0]) > MAX_TIED_COLUMNS:
        return iter([tuple(range(len(gold[0])))])
    return permutations(range(len(predicted[0])), len(gold[0]))


def column_orders(
    fits: Sequence[Sequence[int]], columns: Sequence[Row], chosen: tuple[int, ...] = ()
) -> Iterator[tuple[int, ...]]:
    """Every way to give each gold column one of the predicted columns that fit it, none twice.

    `fits` has the fitting places for each gold column, `columns` the contents of the predicted
    ones: a twin of a column that was tried would lead to the same rows and is passed over.
    """
    if len(chosen) == len(fits):
        yield chosen
        return
    tried: set[Row] = set()
    for place in fits[len(chosen)]:
        if place not in chosen and columns[place] not in tried:
            tried.add(columns[place])
            yield from column_orders(fits, columns, (*chosen, place))
