"""Written pairs as patterns: a question with gaps, and the derivation with the same gaps.

A pair is a pattern only where everything that its statement points at is named in the question or
follows from the rest (keys of joins, the name of what is asked for), and where what is left of the
question speaks of no subject. Such a question can be asked of any database of the same shape.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal as OneOf

from route_pg.generation.tree import read
from route_pg.generation.vocabulary import ColumnRef, Literal, TableRef, Token
from route_pg.linking.words import split_words, stem
from route_pg.models.embedded.inputs import VALUE, WORD, Items
from route_pg.models.embedded.tokens import FIXED, decode
from route_pg.training.pairs import names
from route_pg.training.pairs.roles import Role, head, role, speaks_of_people
from route_pg.training.pairs.shape import Link, NotPortable, UseName, links, uses
from route_pg.training.pairs.wording import BOUND, PERSONS, subject_words, unfaithful
from route_pg.types import Kind


@dataclass(frozen=True, slots=True)
class Mention:
    """A gap of the question: which slot is said there, and how."""

    what: OneOf["table", "column", "value"]
    slot: int
    many: bool = False
    owned: bool = False  # a column whose table is named beside it
    word: str = ""  # of a value: how the written pair said it


@dataclass(frozen=True, slots=True)
class TableSlot:
    """A table to be chosen."""

    people: bool  # spoken of as people
    named: bool  # the question names it


Bound = OneOf["", "key", "title", "moment", "value"]


@dataclass(frozen=True, slots=True)
class ColumnSlot:
    """A column to be chosen."""

    table: int  # slot
    kind: Kind
    role: Role
    uses: frozenset[UseName]
    bound: Bound  # '' where the question names it; else what it follows from
    head: str  # what the written pair's column is, for those that go by it
    like: bool  # only a column with the same head will do


ValueStyle = OneOf["text", "part", "number", "exact", "count", "limit", "span", "year", "time"]


@dataclass(frozen=True, slots=True)
class ValueSlot:
    """A value to be chosen."""

    column: int  # slot, -1 for counts and limits
    style: ValueStyle
    said: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A slot in the derivation."""

    what: OneOf["table", "column", "value"]
    slot: int


Text = tuple[str | Mention, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A written pair without its subject."""

    source: str  # set and database, for the record
    question: Text
    derivation: tuple[str | Gap, ...]
    tables: tuple[TableSlot, ...]
    columns: tuple[ColumnSlot, ...]
    values: tuple[ValueSlot, ...]
    links: tuple[tuple[int, int, int, int], ...]  # table slot, column slot or -1: refers; referred
    change: str = ""  # what contrast made of it

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The gaps of the question."""
        return tuple(part for part in self.question if isinstance(part, Mention))

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """Value slots that are the ends of a range."""
        parts = self.derivation
        return tuple(
            (low.slot, high.slot)
            for name, low, high in zip(parts, parts[1:], parts[2:], strict=False)
            if name in RANGES and isinstance(low, Gap) and isinstance(high, Gap)
        )

    @property
    def about_people(self) -> bool:
        """Whether the question has words that speak of people."""
        words = " ".join(part for part in self.question if isinstance(part, str)).lower()
        return bool(PERSONS & {word.text for word in split_words(words)})

    @property
    def shape(self) -> str:
        """The derivation without its pointers: the class of patterns that it is of."""
        return " ".join(part if isinstance(part, str) else part.what[0] for part in self.derivation)


class NoPattern(Exception):
    """The pair speaks of its own database only; the message says why."""


def pattern_of(items: Items, numbers: Sequence[int], source: str) -> Pattern:
    """The pattern of a written pair, given as a prepared sample is; raises NoPattern."""
    try:
        return _Aligner(items, numbers, source).pattern()
    except NotPortable as error:
        raise NoPattern(str(error)) from error


@dataclass(frozen=True, slots=True)
class _Span:
    first: int
    last: int  # the last word, included
    what: OneOf["table", "column", "value"]
    index: int

    def words(self) -> range:
        return range(self.first, self.last + 1)


class _Aligner:
    """Finds where a question names what its statement points at."""

    def __init__(self, items: Items, numbers: Sequence[int], source: str) -> None:
        self.items, self.schema, self.source = items, items.schema, source
        self.tokens = decode(numbers, items)
        self.stems = [stem(word.text.lower()) for word in items.words]
        self.query = read(self.tokens)
        self.links = sorted(links(self.query, self.schema))
        self.uses: dict[int, set[UseName]] = defaultdict(set)
        for index, use in uses(self.query):
            self.uses[index].add(use)
        self.values = list(_literal_spans(items, numbers))
        self.columns = _columns(self.tokens)
        self.tables = self._tables()
        self.spans = self._align()
        self.left = self._left()

    def _left(self) -> list[str]:
        """The words that name nothing; 'first' of 'most first' is no rank."""
        covered = {word for span in self.spans for word in span.words()}
        words = [word.text.lower() for word in self.items.words]
        return [
            word
            for number, word in enumerate(words)
            if number not in covered
            and not (word == "first" and _DIRECTED.search(" ".join(words[:number][-3:])))
        ]

    def _tables(self) -> list[int]:
        owners = [self.schema.columns[index].table for index in self.columns]
        pointed = [token.index for token in self.tokens if isinstance(token, TableRef)]
        return list(dict.fromkeys((*pointed, *owners)))

    def _align(self) -> list[_Span]:
        """Non-overlapping spans, the longest first; each of one thing."""
        taken: dict[int, _Span] = {}
        for span in self.values:
            taken.update(dict.fromkeys(span.words(), span))
        found = [span for span in self._named() if not any(w in taken for w in span.words())]
        by_place: dict[tuple[int, int], list[_Span]] = defaultdict(list)
        for span in found:
            by_place[span.first, span.last].append(span)
        chosen = list(dict.fromkeys(self.values))
        for place in sorted(by_place, key=lambda place: (place[0] - place[1], place)):
            if not any(word in taken for word in range(place[0], place[1] + 1)):
                span = self._choose(by_place[place], found)
                taken.update(dict.fromkeys(span.words(), span))
                chosen.append(span)
        return sorted(chosen, key=lambda span: span.first)

    def _named(self) -> Iterator[_Span]:
        for index in self.tables:
            for form in names.forms_of_table(self.schema.tables[index]):
                yield from self._places(form, "table", index)
        for index in self.columns:
            for form in names.forms_of_column(self.schema, self.schema.columns[index]):
                yield from self._places(form, "column", index)

    def _places(
        self, form: names.Name, what: OneOf["table", "column"], index: int
    ) -> Iterator[_Span]:
        for first in range(len(self.stems) - len(form) + 1):
            if tuple(self.stems[first : first + len(form)]) == form:
                yield _Span(first, first + len(form) - 1, what, index)

    def _choose(self, spans: list[_Span], found: list[_Span]) -> _Span:
        """Which of the things that a span may name is meant."""
        spans = list(dict.fromkeys(spans))
        if len(spans) == 1:
            return spans[0]
        columns = [span for span in spans if span.what == "column"]
        if len(columns) < len(spans):  # 'department', of a table and of a column
            raise NoPattern("names a table and a column alike")
        near = sorted((self._distance(span, found), span.index) for span in columns)
        if near[0][0] == near[1][0] or near[0][0] > 4:
            raise NoPattern("names two columns alike")
        return next(span for span in columns if span.index == near[0][1])

    def _distance(self, span: _Span, found: list[_Span]) -> int:
        table = self.schema.columns[span.index].table
        places = [s for s in found if s.what == "table" and s.index == table]
        return min(
            (max(other.first - span.last, 2 * (span.first - other.last)) for other in places),
            default=99,
        )

    def pattern(self) -> Pattern:
        """The pattern; raises NoPattern."""
        named = {(span.what, span.index) for span in self.spans}
        for token in self.tokens:
            if isinstance(token, TableRef) and ("table", token.index) not in named:
                raise NoPattern("a table is not named")
        columns = tuple(self._column_slot(index, named) for index in self.columns)
        self._check_words(columns)
        self._check_owners()
        values = tuple(self._value_slots())
        joined = tuple(self._link(link) for link in self.links)  # may add tables between
        return Pattern(
            source=self.source,
            question=tuple(self._text()),
            derivation=tuple(self._derivation()),
            tables=tuple(self._table_slot(index, named) for index in self.tables),
            columns=columns,
            values=values,
            links=joined,
        )

    def _table_slot(self, index: int, named: AbstractSet[tuple[str, int]]) -> TableSlot:
        return TableSlot(
            people=speaks_of_people(names.table_name(self.schema.tables[index])),
            named=("table", index) in named,
        )

    def _column_slot(self, index: int, named: AbstractSet[tuple[str, int]]) -> ColumnSlot:
        column = self.schema.columns[index]
        bound = self._bound(index, named)
        last = head(names.column_name(self.schema, column))
        return ColumnSlot(
            table=self.tables.index(column.table),
            kind=column.kind,
            role=role(self.schema, index),
            uses=frozenset(self.uses[index]),
            bound=bound,
            head=last,
            like=bound == "value" or any(last in BOUND.get(word, ()) for word in self.left),
        )

    def _bound(self, index: int, named: AbstractSet[tuple[str, int]]) -> Bound:
        """What a column follows from; '' where it is named."""
        if ("column", index) in named:
            return ""
        column = self.schema.columns[index]
        if any(index in (link.source, link.target) for link in self.links):
            if "selected" in self.uses[index]:
                raise NoPattern("a key is not named")
            return "key"
        if ("table", column.table) in named:
            alone = sum(c.primary_key for c in self.schema.columns if c.table == column.table) == 1
            if column.primary_key and alone and "selected" not in self.uses[index]:
                return "key"
            if role(self.schema, index) == "title" and self.uses[index] <= {"selected", "grouped"}:
                return "title"
            if column.kind == "time" and self._single_time(column.table):
                return "moment"
        if self.uses[index] == {"compared"} and any(
            isinstance(token, Literal) and token.column == index and column.kind == "text"
            for token in self.tokens
        ):
            return "value"
        raise NoPattern("a column is not named")

    def _is_key(self, index: int) -> bool:
        return self.schema.columns[index].primary_key

    def _single_time(self, table: int) -> bool:
        return sum(c.kind == "time" for c in self.schema.columns if c.table == table) == 1

    def _check_words(self, columns: tuple[ColumnSlot, ...]) -> None:
        left = self.left
        actions = {token for token in self.tokens if isinstance(token, str)}
        heads = {slot.head for slot in columns if slot.bound in ("", "value")}
        timely = any(
            slot.role in ("time", "year") and slot.bound in ("", "moment") for slot in columns
        )
        if speaking := subject_words(left, actions, heads, timely=timely):
            raise NoPattern(f"speaks of its subject: {speaking[0]}")
        if self.source != WRITTEN:
            self._check_faith(actions)
        if any(_odd(slot, actions, set(left)) for slot in columns):
            raise NoPattern("sorts what has no size")
        people = any(
            speaks_of_people(names.table_name(self.schema.tables[table])) for table in self.tables
        )
        if PERSONS & set(left) and not people:
            raise NoPattern("speaks of people")

    def _check_owners(self) -> None:
        """`names of gymnasts` that are kept with the people say nothing of other databases."""
        for span, following in zip(self.spans, self.spans[1:], strict=False):
            if span.what == "column" and following.what == "table":
                between = self.stems[span.last + 1 : following.first]
                own = self.schema.columns[span.index].table == following.index
                if between[:1] == ["of"] and set(between) <= _OF_ALL and not own:
                    raise NoPattern("a column of another table")

    def _check_faith(self, actions: AbstractSet[str]) -> None:
        """Leave out what annotators do unasked."""
        if "select_distinct" in actions and any(name.startswith("count") for name in actions):
            raise NoPattern("counts what it makes distinct")
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        for action, column in pairs:
            if action == "count" and isinstance(column, ColumnRef) and self._is_key(column.index):
                raise NoPattern("counts a key")
        if {"count", "group"} <= actions and _DISTINCT & set(self.left):
            raise NoPattern("counts alike what is to be distinct")
        if odd := unfaithful(set(self.left), actions):
            raise NoPattern(f"says and does otherwise: {odd}")

    def _text(self) -> Iterator[str | Mention]:
        at = 0
        for span in self.spans:
            start, end = self.items.words[span.first].start, self.items.words[span.last].end
            yield self.items.question[at:start]
            yield self._mention(span, self.items.question[start:end])
            at = end
        yield self.items.question[at:]

    def _mention(self, span: _Span, words: str) -> Mention:
        if span.what == "value":
            return Mention("value", self._slot_of(span), word=words)
        slots = self.tables if span.what == "table" else self.columns
        last = words.split()[-1].lower() if words.split() else words
        return Mention(
            span.what,
            slots.index(span.index),
            many=names.is_plural(last),
            owned=span.what == "column" and self._distance(span, self.spans) <= OWNED,
        )

    def _slots(self) -> list[_Span]:
        return list(dict.fromkeys(self.values))

    def _slot_of(self, span: _Span) -> int:
        return self._slots().index(span)

    def _derivation(self) -> Iterator[str | Gap]:
        spans = iter(self.values)
        for token in self.tokens:
            match token:
                case ColumnRef(index):
                    yield Gap("column", self.columns.index(index))
                case TableRef(index):
                    yield Gap("table", self.tables.index(index))
                case Literal():
                    yield Gap("value", self._slot_of(next(spans)))
                case _:
                    yield token

    def _link(self, link: Link) -> tuple[int, int, int, int]:
        ends = []
        for column in (link.source, link.target):
            table = self.schema.columns[column].table
            if table not in self.tables:
                self.tables.append(table)
            ends += [self.tables.index(table)]
        slots = [
            self.columns.index(column) if column in self.columns else -1
            for column in (link.source, link.target)
        ]
        return (ends[0], slots[0], ends[1], slots[1])

    def _value_slots(self) -> Iterator[ValueSlot]:
        styles: dict[_Span, ValueSlot] = {}
        spans = iter(self.values)
        for at, token in enumerate(self.tokens):
            if isinstance(token, Literal):
                span = next(spans)
                slot = self._value_slot(at, token)
                if styles.setdefault(span, slot).column != slot.column:
                    raise NoPattern("one value of two columns")
        yield from (styles[span] for span in self._slots())

    def _value_slot(self, at: int, literal: Literal) -> ValueSlot:
        before = self.tokens[max(0, at - 4) : at]
        operator = before[-1] if before else ""
        if operator in ("limit", "limit_ties", "top", "top_ties", "offset"):
            return ValueSlot(-1, "limit", literal.text)
        if operator in ("past", "coming", "older"):
            return ValueSlot(-1, "span", literal.text)
        if literal.column is not None:
            second = len(before) > 1 and before[-2] in RANGES and isinstance(operator, Literal)
            operator = before[-2] if second else operator
            return self._value_of(literal.column, str(operator), literal.text)
        if operator in COMPARISONS and len(before) > 1:
            about = before[-2]
            if any(str(token).startswith("count") for token in before):
                return ValueSlot(-1, "count", literal.text)
            if isinstance(about, ColumnRef) and before[-3:-2] in (("avg",), ("min",), ("max",)):
                return self._value_of(about.index, str(operator), literal.text)
        raise NoPattern("a value of nothing")

    def _value_of(self, index: int, operator: str, text: str) -> ValueSlot:
        column, slot = self.schema.columns[index], self.columns.index(index)
        kind = role(self.schema, index)
        if kind == "year":
            return ValueSlot(slot, "year", text)
        if column.kind == "number" and kind == "quantity":
            return ValueSlot(slot, "number" if operator in THRESHOLDS else "exact", text)
        if column.kind == "time":
            return ValueSlot(slot, "time", text)
        if column.kind == "text" and kind in ("text", "title") and operator not in THRESHOLDS:
            return ValueSlot(slot, "part" if operator in PARTS else "text", text)
        raise NoPattern("a value of a column that is no text and no quantity")


WRITTEN = "written"
"""The source of pairs that were written for their patterns, and are taken at their word."""
OWNED = 4
"""Words between a column and its table, at most, where the one is said to be of the other."""
RANGES = ("between", "not_between")
THRESHOLDS = (">", "<", ">=", "<=", *RANGES)
COMPARISONS = ("=", "!=", *THRESHOLDS)
PARTS = frozenset("contains not_contains starts not_starts ends not_ends".split())


def _literal_spans(items: Items, numbers: Sequence[int]) -> Iterator[_Span]:
    """Where the question says each literal of a derivation, in their order."""
    first = -1
    for item in (number - FIXED for number in numbers if number >= FIXED):
        if items.kinds[item] == WORD and first < 0:
            first = item
        elif items.kinds[item] == WORD:
            yield _Span(first, item, "value", 0)
            first = -1
        elif items.kinds[item] == VALUE:
            value = items.values[item - items.first_value]
            if value.start < 0:
                raise NoPattern("a value is not named")
            yield _Span(value.start, value.end, "value", 0)


_DIRECTED = re.compile(r"\b(most|highest|lowest|largest|smallest|latest|earliest|fewest)\b")
_DISTINCT = frozenset("distinct different unique".split())
_OF_ALL = frozenset("of the all each every any a an those these".split())
_ALPHABET = frozenset("alphabetical alphabetically alphabetic lexicographical".split())


def _odd(slot: ColumnSlot, actions: AbstractSet[str], words: AbstractSet[str]) -> bool:
    """Whether texts are asked for their size, or numbers for their place in the alphabet."""
    text = slot.role in ("text", "title", "prose", "id", "other")
    extreme = "extreme" in slot.uses or (
        "ordered" in slot.uses and bool({"first", "limit"} & actions)
    )
    grouped = "grouped" in slot.uses
    if text and extreme and not grouped and not {"first", "last"} & words:
        return True
    return not text and "ordered" in slot.uses and bool(_ALPHABET & words)


def _columns(tokens: Iterable[Token]) -> list[int]:
    """The columns that a derivation points at, in order."""
    return list(dict.fromkeys(t.index for t in tokens if isinstance(t, ColumnRef)))
