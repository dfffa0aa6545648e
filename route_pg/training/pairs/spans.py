"""Where a question names what its statement points at: tables, columns and values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal as OneOf

from route_pg.linking.words import stem
from route_pg.models.embedded.inputs import VALUE, WORD, Items
from route_pg.models.embedded.tokens import FIXED
from route_pg.training.pairs import names
from route_pg.training.pairs.patterns import NoPattern
from route_pg.types import Schema

NEAR = 4
"""Words between a column and its table, at most, where the one is said to be of the other."""
NOWHERE = 99


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a question that name one thing."""

    first: int
    last: int  # the last word, included
    what: OneOf["table", "column", "value"]
    index: int  # into the schema's tables or columns; 0 for values

    def words(self) -> range:
        """The numbers of its words."""
        return range(self.first, self.last + 1)


def literal_spans(items: Items, numbers: Sequence[int]) -> Iterator[Span]:
    """Where the question says each literal of a derivation, in their order."""
    first = -1
    for item in (number - FIXED for number in numbers if number >= FIXED):
        if items.kinds[item] == WORD and first < 0:
            first = item
        elif items.kinds[item] == WORD:
            yield Span(first, item, "value", 0)
            first = -1
        elif items.kinds[item] == VALUE:
            value = items.values[item - items.first_value]
            if value.start < 0:
                raise NoPattern("a value is not named")
            yield Span(value.start, value.end, "value", 0)


def name_spans(
    items: Items, tables: Iterable[int], columns: Iterable[int], values: Sequence[Span]
) -> list[Span]:
    """The values' spans and those that name these tables and columns, in their order.

    They do not overlap: values come first, then longer names before shorter ones. Raises NoPattern
    where one span may name two things.
    """
    taken = {word for span in values for word in span.words()}
    stems = [stem(word.text.lower()) for word in items.words]
    named = list(_named(items.schema, stems, tables, columns))
    found = [span for span in named if not taken & set(span.words())]
    by_place: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for span in dict.fromkeys(found):
        by_place[span.first, span.last].append(span)
    chosen = list(dict.fromkeys(values))
    for place in sorted(by_place, key=lambda place: (place[0] - place[1], place)):
        words = set(range(place[0], place[1] + 1))
        if not taken & words:
            taken |= words
            chosen.append(_choose(by_place[place], found, items.schema))
    return sorted(chosen, key=lambda span: span.first)


def _named(
    schema: Schema, stems: Sequence[str], tables: Iterable[int], columns: Iterable[int]
) -> Iterator[Span]:
    for index in tables:
        for form in names.forms_of_table(schema.tables[index]):
            for first in _places(form, stems):
                yield Span(first, first + len(form) - 1, "table", index)
    for index in columns:
        for form in names.forms_of_column(schema, schema.columns[index]):
            for first in _places(form, stems):
                yield Span(first, first + len(form) - 1, "column", index)


def _places(form: names.Name, stems: Sequence[str]) -> Iterator[int]:
    for first in range(len(stems) - len(form) + 1):
        if tuple(stems[first : first + len(form)]) == form:
            yield first


def _choose(spans: Sequence[Span], found: Sequence[Span], schema: Schema) -> Span:
    """Which of the things that a span may name is meant: the column whose table is near."""
    if len(spans) == 1:
        return spans[0]
    columns = [span for span in spans if span.what == "column"]
    if len(columns) < len(spans):  # 'department', of a table and of a column
        raise NoPattern("names a table and a column alike")
    near = sorted((distance(span, found, schema), span.index) for span in columns)
    if near[0][0] == near[1][0] or near[0][0] > NEAR:
        raise NoPattern("names two columns alike")
    return next(span for span in columns if span.index == near[0][1])


def distance(span: Span, found: Sequence[Span], schema: Schema) -> int:
    """Words from a column to the nearest mention of its table; those before it count double."""
    table = schema.columns[span.index].table
    places = [other for other in found if other.what == "table" and other.index == table]
    return min(
        (max(other.first - span.last, 2 * (span.first - other.last)) for other in places),
        default=NOWHERE,
    )
