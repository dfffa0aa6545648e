"""A question over a schema as arrays: items, their word pieces, features and relations.

An item is a word of the question, a table, a column or a value. The network reads the word pieces
of all items in one row, pools them back into items, and the decoder points at items. Training and
inference share this module, so that both see the same picture; it knows neither torch nor ONNX.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from route_pg.generation.literals import NUMBER_WORDS
from route_pg.linking.names import identifier_words, name_forms
from route_pg.linking.words import STOP_WORDS, Word, normalize, split_words, stem
from route_pg.models.embedded.features import FEATURE, FEATURES, RELATION
from route_pg.models.embedded.offers import by_relevance, find, offers_of, place_of
from route_pg.types import KINDS, Schema

WORD, TABLE, COLUMN, VALUE = range(4)
"""The kinds of items, in the order in which they stand."""

MAX_NAME_PIECES = 16
MAX_VALUE_PIECES = 10
MAX_DOMAIN_ITEMS = 32  # of all columns together

CATEGORIES = ("word", "table", *(f"column_{kind}" for kind in KINDS), "cell")
"""What the grammar tells apart among items."""
WORD_CATEGORY, TABLE_CATEGORY, FIRST_COLUMN_CATEGORY = 0, 1, 2
CELL_CATEGORY = len(CATEGORIES) - 1

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]


class Tokenizer(Protocol):
    """Word pieces of a short text, without special tokens."""

    def __call__(self, text: str) -> list[int]:
        """Ids of the word pieces; empty for text without any."""
        ...


@dataclass(frozen=True, slots=True)
class ValueItem:
    """A value offered to the decoder."""

    column: int  # index into Schema.columns
    text: str
    start: int  # words of the question, first and last; -1 where it is offered as part of a domain
    end: int
    exact: bool
    meaning: str = ""  # of a code, from its column's comment


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """One question over one schema; all items, in their canonical order."""

    question: str
    words: tuple[Word, ...]
    schema: Schema
    values: tuple[ValueItem, ...]
    kinds: NDArray[np.int8]  # (N,)
    features: NDArray[np.uint8]  # (N, len(FEATURES))
    relations: NDArray[np.uint8]  # (N, N)
    pieces: tuple[list[int], ...]  # word pieces of each item
    table_of: NDArray[np.int32]  # (N,) index into Schema.tables, -1 for words

    @property
    def categories(self) -> NDArray[np.int64]:
        """(N,) index into CATEGORIES of each item."""
        columns = [FIRST_COLUMN_CATEGORY + KINDS.index(c.kind) for c in self.schema.columns]
        head = [WORD_CATEGORY] * len(self.words) + [TABLE_CATEGORY] * len(self.schema.tables)
        return np.array(head + columns + [CELL_CATEGORY] * len(self.values), dtype=np.int64)

    @property
    def first_table(self) -> int:
        """Index of the first table's item."""
        return len(self.words)

    @property
    def first_column(self) -> int:
        """Index of the first column's item."""
        return len(self.words) + len(self.schema.tables)

    @property
    def first_value(self) -> int:
        """Index of the first value's item."""
        return self.first_column + len(self.schema.columns)


def build_items(question: str, schema: Schema, tokenize: Tokenizer) -> Items:
    """The items of a question over a schema whose matches have their places."""
    words = split_words(question)
    values = _value_items(words, schema)
    sizes = (len(words), len(schema.tables), len(schema.columns), len(values))
    kinds = np.repeat(np.arange(4, dtype=np.int8), sizes)
    features = np.zeros((len(kinds), len(FEATURES)), dtype=np.uint8)
    features[np.arange(len(kinds)), kinds] = 1
    relations = (kinds[:, None] * 4 + kinds[None, :]).astype(np.uint8)
    table_of = np.concatenate(
        [
            np.full(sizes[0], -1),
            np.arange(sizes[1]),
            [column.table for column in schema.columns],
            [schema.columns[value.column].table for value in values],
        ]
    ).astype(np.int32)
    items = Items(
        question=question,
        words=words,
        schema=schema,
        values=values,
        kinds=kinds,
        features=features,
        relations=relations,
        pieces=_pieces(words, schema, values, tokenize),
        table_of=table_of,
    )
    for describe in _DESCRIPTIONS:
        describe(items)
    return items


def _value_items(words: Sequence[Word], schema: Schema) -> tuple[ValueItem, ...]:
    stems = [stem(word.text.lower()) for word in words]
    offers = [offers_of(column) for column in schema.columns]
    found = []
    for match in schema.matches:
        inside = [n for n, w in enumerate(words) if w.start >= match.start and w.end <= match.end]
        if inside:
            exact = match.score >= 0.9
            meaning = offers[match.column].get(match.value, "")
            item = ValueItem(match.column, match.value, inside[0], inside[-1], exact, meaning)
            found.append(item)
    offered = {(value.column, value.text) for value in found}
    room = MAX_DOMAIN_ITEMS
    for number in by_relevance(stems, schema, offers):
        items = [
            ValueItem(number, text, *place_of(meaning, stems), False, meaning)
            for text, meaning in offers[number].items()
            if (number, text) not in offered
        ]
        if len(items) <= room:
            room -= len(items)
            found += items
    return tuple(found)


def _pieces(
    words: Sequence[Word], schema: Schema, values: Sequence[ValueItem], tokenize: Tokenizer
) -> tuple[list[int], ...]:
    texts = [(word.text.lower(), MAX_NAME_PIECES) for word in words]
    texts += [(_shown(t.name, t.comment), MAX_NAME_PIECES) for t in schema.tables]
    texts += [(_shown(c.name, c.comment), MAX_NAME_PIECES) for c in schema.columns]
    texts += [(f"{v.text.strip()} {v.meaning}".strip().lower(), MAX_VALUE_PIECES) for v in values]
    unknown = tokenize(".")
    return tuple(tokenize(text)[:most] or unknown for text, most in texts)


def _shown(name: str, comment: str) -> str:
    words = " ".join(identifier_words(name)) or name.lower()
    return f"{words} {comment.lower()}" if comment else words


def _describe_words(items: Items) -> None:
    for number, word in enumerate(items.words):
        row = items.features[number]
        row[FEATURE["word_number"]] = word.text[0].isdigit() or word.text.lower() in NUMBER_WORDS
        row[FEATURE["word_quote"]] = word.text in "\"'“”‘’"
        row[FEATURE["word_capital"]] = word.text[0].isupper()
    count = len(items.words)
    for name, shift in (("before_2", -2), ("before_1", -1), ("after_1", 1), ("after_2", 2)):
        for number in range(max(0, -shift), min(count, count - shift)):
            items.relations[number, number + shift] = RELATION[name]


def _describe_names(items: Items) -> None:
    stems = [stem(word.text.lower()) for word in items.words]
    for number, table in enumerate(items.schema.tables):
        _match_name(items, stems, items.first_table + number, table.name, table.comment, "table")
    for number, column in enumerate(items.schema.columns):
        item = items.first_column + number
        _match_name(items, stems, item, column.name, column.comment, "column")


def _match_name(
    items: Items, stems: list[str], item: int, name: str, comment: str, kind: str
) -> None:
    forms = name_forms(name, comment)
    for form in forms:
        start = find(form, stems)
        if start >= 0:
            items.features[item, FEATURE["name_whole"]] = 1
            for word in range(start, start + len(form)):
                _relate(items, word, item, f"word_{kind}", f"{kind}_word", f"word_{kind}")
            return
    parts = {part for form in forms for part in form}
    for word, text in enumerate(stems):
        if text in parts and text not in STOP_WORDS - {"name", "number", "id"}:
            items.features[item, FEATURE["name_part"]] = 1
            names = (f"word_{kind}_part", f"{kind}_word_part", f"word_part_{kind}")
            _relate(items, word, item, *names)


def _relate(items: Items, word: int, item: int, there: str, back: str, feature: str) -> None:
    items.relations[word, item] = RELATION[there]
    items.relations[item, word] = RELATION[back]
    items.features[word, FEATURE[feature]] = 1


def _describe_columns(items: Items) -> None:
    schema, first = items.schema, items.first_column
    tables = np.array([column.table for column in schema.columns], dtype=np.int32)
    block = items.relations[first : items.first_value, first : items.first_value]
    names = np.array([normalize(column.name) for column in schema.columns])
    block[names[:, None] == names[None, :]] = RELATION["same_name"]
    block[tables[:, None] == tables[None, :]] = RELATION["same_table"]
    for number, column in enumerate(schema.columns):
        item, table = first + number, items.first_table + column.table
        row = items.features[item]
        row[FEATURE[f"kind_{column.kind}"]] = 1
        row[FEATURE["primary_key"]] = column.primary_key
        row[FEATURE["not_null"]] = column.not_null
        row[FEATURE["has_labels"]] = bool(column.labels)
        row[FEATURE["is_array_or_json"]] = column.kind in ("array", "json")
        items.relations[item, table] = RELATION["key_of" if column.primary_key else "column_of"]
        items.relations[table, item] = RELATION["has_key" if column.primary_key else "has_column"]
    for number, table_ in enumerate(schema.tables):
        items.features[items.first_table + number, FEATURE["view"]] = "view" in table_.kind


def _describe_keys(items: Items) -> None:
    schema, first = items.schema, items.first_column
    pairs = set()
    for key in schema.foreign_keys:
        suffix = "_inferred" if key.inferred else ""
        for source, target in zip(key.columns, key.references, strict=True):
            items.relations[first + source, first + target] = RELATION[f"refers{suffix}"]
            items.relations[first + target, first + source] = RELATION[f"referred{suffix}"]
            items.features[first + source, FEATURE["refers"]] = 1
            items.features[first + target, FEATURE["referred"]] = 1
            items.features[first + source, FEATURE["inferred_key"]] = key.inferred
            pairs.add((schema.columns[source].table, schema.columns[target].table))
    for left, right in pairs:
        if left != right:
            both = (right, left) in pairs
            at, to = items.first_table + left, items.first_table + right
            items.relations[at, to] = RELATION["table_both" if both else "table_refers"]
            items.relations[to, at] = RELATION["table_both" if both else "table_referred"]


def _describe_values(items: Items) -> None:
    for number, value in enumerate(items.values):
        item, column = items.first_value + number, items.first_column + value.column
        items.relations[item, column] = RELATION["value_of"]
        items.relations[column, item] = RELATION["has_value"]
        if value.start < 0:
            items.features[item, FEATURE["value_domain"]] = 1
            continue
        items.features[item, FEATURE["value_exact" if value.exact else "value_similar"]] = 1
        items.features[column, FEATURE["has_value"]] = 1
        table = items.first_table + items.schema.columns[value.column].table
        items.features[table, FEATURE["table_has_value"]] = 1
        for word in range(value.start, value.end + 1):
            _relate(items, word, item, "word_value", "value_word", "word_value")
            if items.relations[word, column] < 16:
                items.relations[word, column] = RELATION["word_column_value"]
                items.relations[column, word] = RELATION["column_word_value"]


def _describe_selves(items: Items) -> None:
    np.fill_diagonal(items.relations, RELATION["self"])


_DESCRIPTIONS = (
    _describe_words,
    _describe_columns,
    _describe_names,
    _describe_keys,
    _describe_values,
    _describe_selves,
)
