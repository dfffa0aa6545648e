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
    A time without seconds is that on the minute.
    An interval is its days, as a number, as a difference of SQLite's `julianday` is.
8.  Arrays, json and ranges are their JSON text; bytes equal the same bytes.
9.  Any other text is equal to the letter: case, accents and inner spaces count.

Rules 5 and 6 hold only between engines (`across=True`): within one, '1' and 1 are different.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

from route_pg.evaluation.answers import Row
from route_pg.evaluation.column_orders import column_orders
from route_pg.evaluation.sqlite_types import is_blank

RELATIVE = 1e-6  # of two numbers one of which has a fraction
ABSOLUTE = 1e-9
MAX_TIED_COLUMNS = 5  # wider answers with ties keep their columns in place
DAY = timedelta(days=1)

Cell = str | int | float | bytes | None

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]+)?\Z")
_CLOCK = re.compile(r"\d{2}:\d{2}\Z")
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
    if _CLOCK.match(text):
        return f"{text}:00"
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
    return not open_rows or (len(left) >= len(open_rows) and _paired(open_rows, left))


def _paired(rows: Sequence[Row], partners: Sequence[Row]) -> bool:
    """As `_all_near`, along the column with most values: the largest first, none skipped over."""
    numbers = [i for i, cell in enumerate(partners[0]) if isinstance(cell, int | float)]
    column = max(numbers, key=lambda i: len({row[i] for row in partners}))
    left = sorted(partners, key=lambda row: _magnitude(row[column]))
    keys = [_magnitude(row[column]) for row in left]
    for row in sorted(rows, key=lambda row: _magnitude(row[column]), reverse=True):
        number = _magnitude(row[column])
        slack = 2 * RELATIVE * abs(number) + ABSOLUTE if math.isfinite(number) else 0
        reach = range(bisect_left(keys, number - slack), bisect_right(keys, number + slack))
        place = next((i for i in reversed(reach) if _same_row(row, left[i])), None)
        if place is None:
            return False
        del left[place], keys[place]
    return True


def _magnitude(cell: Any) -> int | float:
    number: int | float = cell
    return -math.inf if math.isnan(number) else number


def _rounded(row: Row) -> Row:
    # Whole numbers keep all their digits: ids of ten of them are not equal to nine.
    return tuple(
        f"{c:.9g}" if isinstance(c, float) else str(c) if isinstance(c, int) else c for c in row
    )


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
    same = same_list if ordered else same_bag
    if not free:
        return same(one, other, free_ties)
    if not free_ties:
        return any(column_orders(one, other, same))
    return any(
        same(one, [tuple(row[i] for i in order) for row in other], free_ties)
        for order in _all_orders(one, other)
    )


def _widths_agree(gold: Sequence[Row], predicted: Sequence[Row], *, more: bool) -> bool:
    if not gold:
        return True  # an answer without rows has no width here
    return len(gold[0]) == len(predicted[0]) or (more and len(gold[0]) < len(predicted[0]))


def _canonical_rows(rows: Sequence[Row], across: bool) -> list[Row]:
    return [tuple(canonical(cell, across=across) for cell in row) for row in rows]


def _all_orders(gold: Sequence[Row], predicted: Sequence[Row]) -> Iterator[tuple[int, ...]]:
    """Every order of the columns: with ties, columns may rightly hold other values."""
    if len(predicted[0]) > MAX_TIED_COLUMNS:
        return iter([tuple(range(len(gold[0])))])
    return permutations(range(len(predicted[0])), len(gold[0]))
