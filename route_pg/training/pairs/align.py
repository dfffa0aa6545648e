"""From a written pair to its pattern: every pointer of the derivation finds its words, or a reason.

See `patterns` for what a pattern is; `spans` finds the words, `faith` judges what is left of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from route_pg.generation.tree_reader import read
from route_pg.generation.vocabulary import ColumnRef, Literal, TableRef
from route_pg.models.embedded.inputs import Items
from route_pg.models.embedded.tokens import decode
from route_pg.training.pairs import names
from route_pg.training.pairs.faith import check_faith, check_words, left_words
from route_pg.training.pairs.inflection import is_plural
from route_pg.training.pairs.patterns import (
    RANGES,
    WRITTEN,
    Bound,
    ColumnSlot,
    Gap,
    Mention,
    NoPattern,
    Pattern,
    TableSlot,
    ValueSlot,
)
from route_pg.training.pairs.roles import head, is_only_time, role, speaks_of_people
from route_pg.training.pairs.shape import Link, NotPortable, UseName, links, uses
from route_pg.training.pairs.spans import NEAR, Span, distance, literal_spans, name_spans
from route_pg.training.pairs.wording import BOUND, PERSONS

THRESHOLDS = (">", "<", ">=", "<=", *RANGES)
COMPARISONS = ("=", "!=", *THRESHOLDS)
PARTS = frozenset("contains not_contains starts not_starts ends not_ends".split())
LIMITS = ("limit", "limit_ties", "top", "top_ties", "offset")
RELATIVE = ("past", "coming", "older")
_OF_ALL = frozenset("of the all each every any a an those these".split())

Named = AbstractSet[tuple[str, int]]
"""What the question names: ('table' or 'column', its index)."""


def pattern_of(items: Items, numbers: Sequence[int], source: str) -> Pattern:
    """The pattern of a written pair, given as a prepared sample is; raises NoPattern."""
    try:
        return _Aligner(items, numbers, source).pattern()
    except NotPortable as error:
        raise NoPattern(str(error)) from error


class _Aligner:
    def __init__(self, items: Items, numbers: Sequence[int], source: str) -> None:
        self.items, self.schema, self.source = items, items.schema, source
        self.tokens = decode(numbers, items)
        query = read(self.tokens)
        self.links = sorted(links(query, self.schema))
        self.uses: dict[int, set[UseName]] = defaultdict(set)
        for index, use in uses(query):
            self.uses[index].add(use)
        pointed = [token.index for token in self.tokens if isinstance(token, ColumnRef)]
        self.columns = list(dict.fromkeys(pointed))
        self.tables = self._tables()
        self.values = list(literal_spans(items, numbers))  # one for each literal
        self.slots = list(dict.fromkeys(self.values))  # one for each value
        self.spans = name_spans(items, self.tables, self.columns, self.values)
        covered = {word for span in self.spans for word in span.words()}
        self.left = left_words([word.text.lower() for word in items.words], covered)

    def _tables(self) -> list[int]:
        owners = [self.schema.columns[index].table for index in self.columns]
        pointed = [token.index for token in self.tokens if isinstance(token, TableRef)]
        return list(dict.fromkeys((*pointed, *owners)))

    def pattern(self) -> Pattern:
        """The pattern; raises NoPattern."""
        named = {(str(span.what), span.index) for span in self.spans}
        for token in self.tokens:
            if isinstance(token, TableRef) and ("table", token.index) not in named:
                raise NoPattern("a table is not named")
        columns = tuple(self._column_slot(index, named) for index in self.columns)
        self._check(columns)
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

    def _check(self, columns: Sequence[ColumnSlot]) -> None:
        actions = {token for token in self.tokens if isinstance(token, str)}
        check_words(self.left, actions, columns)
        if self.source != WRITTEN:
            check_faith(self.left, actions, columns)
        if PERSONS & set(self.left) and not any(map(self._people, self.tables)):
            raise NoPattern("speaks of people")
        self._check_owners()

    def _people(self, table: int) -> bool:
        return speaks_of_people(names.table_name(self.schema.tables[table]))

    def _check_owners(self) -> None:
        """`names of gymnasts` that are kept with the people say nothing of other databases."""
        for span, following in zip(self.spans, self.spans[1:], strict=False):
            beside = following.first == span.last + 1
            if span.what == "value" and following.what == "column" and beside:
                counted = self._counts(span)
                if counted and "grouped" in self.uses[following.index]:
                    raise NoPattern("counts a column")
            if span.what == "column" and following.what == "table":
                words = self.items.words[span.last + 1 : following.first]
                between = [word.text.lower() for word in words]
                own = self.schema.columns[span.index].table == following.index
                if between[:1] == ["of"] and set(between) <= _OF_ALL and not own:
                    raise NoPattern("a column of another table")

    def _counts(self, span: Span) -> bool:
        """Whether a number is one of things, not of an amount."""
        literals = [token for token in self.tokens if isinstance(token, Literal)]
        return literals[self.values.index(span)].column is None

    # Slots

    def _table_slot(self, index: int, named: Named) -> TableSlot:
        return TableSlot(people=self._people(index), named=("table", index) in named)

    def _column_slot(self, index: int, named: Named) -> ColumnSlot:
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

    def _bound(self, index: int, named: Named) -> Bound:
        """What a column follows from; '' where it is named."""
        if ("column", index) in named:
            return ""
        column = self.schema.columns[index]
        if any(index in (link.source, link.target) for link in self.links):
            if "selected" in self.uses[index]:
                raise NoPattern("a key is not named")
            return "key"
        if ("table", column.table) in named and (bound := self._of_table(index)):
            return bound
        if self.uses[index] == {"compared"} and any(
            isinstance(token, Literal) and token.column == index and column.kind == "text"
            for token in self.tokens
        ):
            return "value"
        raise NoPattern("a column is not named")

    def _of_table(self, index: int) -> Bound:
        """What a column follows from where its table is named."""
        column = self.schema.columns[index]
        own = [other for other in self.schema.columns if other.table == column.table]
        alone = sum(other.primary_key for other in own) == 1
        if column.primary_key and alone and "selected" not in self.uses[index]:
            return "key"
        if role(self.schema, index) == "title" and self.uses[index] <= {"selected", "grouped"}:
            return "title"
        if is_only_time(self.schema, index):
            return "moment"
        return ""

    def _link(self, link: Link) -> tuple[int, int, int, int]:
        ends = []
        for column in (link.source, link.target):
            table = self.schema.columns[column].table
            if table not in self.tables:
                self.tables.append(table)
            slot = self.columns.index(column) if column in self.columns else -1
            ends.append((self.tables.index(table), slot))
        return (*ends[0], *ends[1])

    # Values

    def _value_slots(self) -> Iterator[ValueSlot]:
        found: dict[Span, ValueSlot] = {}
        spans = iter(self.values)
        for at, token in enumerate(self.tokens):
            if isinstance(token, Literal):
                span, slot = next(spans), self._value_slot(at, token)
                if found.setdefault(span, slot).column != slot.column:
                    raise NoPattern("one value of two columns")
        yield from (found[span] for span in self.slots)

    def _value_slot(self, at: int, literal: Literal) -> ValueSlot:
        before = self.tokens[max(0, at - 4) : at]
        operator = before[-1]
        if operator in LIMITS:
            return ValueSlot(-1, "limit", literal.text)
        if operator in RELATIVE:
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
        part = role(self.schema, index)
        if part == "year":
            return ValueSlot(slot, "year", text)
        if column.kind == "number" and part == "quantity":
            return ValueSlot(slot, "number" if operator in THRESHOLDS else "exact", text)
        if column.kind == "time":
            return ValueSlot(slot, "time", text)
        if column.kind == "text" and part in ("text", "title") and operator not in THRESHOLDS:
            return ValueSlot(slot, "part" if operator in PARTS else "text", text)
        raise NoPattern("a value of a column that is no text and no quantity")

    # The question and the derivation with their gaps

    def _text(self) -> Iterator[str | Mention]:
        at = 0
        for span in self.spans:
            start, end = self.items.words[span.first].start, self.items.words[span.last].end
            yield self.items.question[at:start]
            yield self._mention(span, self.items.question[start:end])
            at = end
        yield self.items.question[at:]

    def _mention(self, span: Span, words: str) -> Mention:
        if span.what == "value":
            return Mention("value", self.slots.index(span))
        slots = self.tables if span.what == "table" else self.columns
        return Mention(
            span.what,
            slots.index(span.index),
            many=is_plural(words.split()[-1].lower()),
            owned=span.what == "column" and distance(span, self.spans, self.schema) <= NEAR,
        )

    def _derivation(self) -> Iterator[str | Gap]:
        spans = iter(self.values)
        for token in self.tokens:
            match token:
                case ColumnRef(index):
                    yield Gap("column", self.columns.index(index))
                case TableRef(index):
                    yield Gap("table", self.tables.index(index))
                case Literal():
                    yield Gap("value", self.slots.index(next(spans)))
                case _:
                    yield token
