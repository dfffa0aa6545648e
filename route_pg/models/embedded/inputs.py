"""A question over a schema as arrays: items, their word pieces, features and relations.

An item is a word of the question, a table, a column or a value. The network reads the word pieces
of all items in one row, pools them back into items, and the decoder points at items. Training and
inference share this module, so that both see the same picture; it knows neither torch nor ONNX.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from route_pg.generation.literals import NUMBER_WORDS
from route_pg.linking.codes import coded
from route_pg.linking.names import identifier_words, name_forms
from route_pg.linking.words import STOP_WORDS, Word, normalize, split_words, stem
from route_pg.types import KINDS, Column, Schema

WORD, TABLE, COLUMN, VALUE = range(4)
"""The kinds of items, in the order in which they stand."""

FEATURES = (
    *("word", "table", "column", "value"),
    *("word_number", "word_quote", "word_capital", "word_value"),
    *("word_column", "word_table", "word_part_column", "word_part_table"),
    *("name_whole", "name_part", "has_value", "table_has_value"),
    *("primary_key", "refers", "referred", "inferred_key", "not_null", "view"),
    *(f"kind_{kind}" for kind in KINDS),
    *("has_labels", "is_array_or_json", "value_exact", "value_similar", "value_domain"),
)
FEATURE = {name: number for number, name in enumerate(FEATURES)}

_NAMED_RELATIONS = (
    *("self", "before_2", "before_1", "after_1", "after_2"),
    *("word_column", "word_column_part", "word_column_value", "word_table", "word_table_part"),
    *("column_word", "column_word_part", "column_word_value", "table_word", "table_word_part"),
    *("word_value", "value_word", "same_table", "refers", "referred", "refers_inferred"),
    *("referred_inferred", "column_of", "key_of", "has_column", "has_key"),
    *("table_refers", "table_referred", "table_both", "value_of", "has_value", "same_name"),
)
RELATION = {name: 16 + number for number, name in enumerate(_NAMED_RELATIONS)}
RELATIONS = 16 + len(_NAMED_RELATIONS)
"""Number of relations; the first 16 are the pairs of kinds, for items with nothing closer."""

MAX_PIECES = 510  # of a row, without [CLS] and the last [SEP]; the encoder has 512 positions
MAX_NAME_PIECES = 16
MAX_VALUE_PIECES = 10
SHORTER = (16, 12, 9, 7, 6, 5, 4, 3)  # pieces of an item, where a row would be too long
MAX_DOMAIN_VALUES = 8  # of one column offered whole
MAX_LABELS = 12  # the same, where the schema itself names them
MAX_DOMAIN_ITEMS = 32  # of all columns together
CLS, SEP = 101, 102

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
    offers = [_offers(column) for column in schema.columns]
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
    for number in _by_relevance(stems, schema, offers):
        items = [
            ValueItem(number, text, *_meant(meaning, stems), False, meaning)
            for text, meaning in offers[number].items()
            if (number, text) not in offered
        ]
        if len(items) <= room:
            room -= len(items)
            found += items
    return tuple(found)


def _offers(column: Column) -> dict[str, str]:
    """All values of a column, where they are few, each with what its comment says it means."""
    meanings = coded(column.comment) if column.kind in ("text", "number") else {}
    texts = (column.labels or column.values) if column.kind == "text" else ()
    most = MAX_LABELS if column.labels else MAX_DOMAIN_VALUES
    if not texts and len(meanings) <= MAX_LABELS:
        return meanings
    return {text: meanings.get(text.strip(), "") for text in texts} if len(texts) <= most else {}


def _by_relevance(
    stems: Sequence[str], schema: Schema, offers: Sequence[Mapping[str, str]]
) -> list[int]:
    """Columns with values to offer: those that the question speaks of first, then the fewest."""
    asked = set(stems) - STOP_WORDS

    def distance(number: int) -> tuple[int, int]:
        column = schema.columns[number]
        said = " ".join((column.comment, *offers[number], *offers[number].values()))
        own = {stem(word) for word in (*identifier_words(column.name), *identifier_words(said))}
        table = {stem(word) for word in identifier_words(schema.tables[column.table].name)}
        return -2 * bool(own & asked) - bool(table & asked), len(offers[number])

    return sorted((number for number, offer in enumerate(offers) if offer), key=distance)


def _meant(meaning: str, stems: Sequence[str]) -> tuple[int, int]:
    """The words of the question that say what a code means; -1, -1 where none do."""
    form = tuple(stem(word) for word in identifier_words(meaning))
    start = _find(form, stems) if form else -1
    return (start, start + len(form) - 1) if start >= 0 else (-1, -1)


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
        start = _find(form, stems)
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


def _find(form: Sequence[str], stems: Sequence[str]) -> int:
    for start in range(len(stems) - len(form) + 1):
        if tuple(stems[start : start + len(form)]) == tuple(form):
            return start
    return -1


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


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows padded to one shape, as the network takes them. B rows, L pieces, N items."""

    ids: Ints  # (B, L) word pieces
    mask: Bools  # (B, L) True where there is a piece
    features: Floats  # (B, L, len(FEATURES) + 1), the last one: first piece of its item
    pool: Floats  # (B, N, L) rows that average the pieces of an item
    relations: Ints  # (B, N, N)
    present: Bools  # (B, N) True where there is an item
    categories: Ints  # (B, N) what the grammar tells apart (CATEGORIES), -1 for padding
    value_column: Ints  # (B, N) for values: position of their column, or -1
    order: tuple[tuple[int, ...], ...]  # for each row, position -> index of the item in Items


def natural_order(items: Items) -> tuple[int, ...]:
    """All items: words, tables, columns, values, as they stand."""
    return tuple(range(len(items.kinds)))


def _row(items: Items, order: Sequence[int]) -> tuple[list[int], list[int], list[int]]:
    """Pieces of a row, the position of each piece's item (-1 none), whether it begins an item."""
    position = {item: at for at, item in enumerate(order)}
    sequence = _reading_order(items, order)
    most = _most_pieces(items, sequence)
    ids, owners, begins = [CLS], [-1], [0]
    for number, item in enumerate(sequence):
        if number == len(items.words):
            ids, owners, begins = [*ids, SEP], [*owners, -1], [*begins, 0]
        taken = items.pieces[item][: min(most, MAX_PIECES - len(ids))]
        ids += taken
        owners += [position[item]] * len(taken)
        begins += [1 if at == 0 and items.kinds[item] != WORD else 0 for at in range(len(taken))]
    return [*ids, SEP], [*owners, -1], [*begins, 0]


def _most_pieces(items: Items, sequence: Sequence[int]) -> int:
    """How many pieces of each item fit: long comments give way before any column does."""
    for most in SHORTER:
        if sum(min(len(items.pieces[item]), most) for item in sequence) <= MAX_PIECES - 2:
            break
    return most


def _reading_order(items: Items, order: Sequence[int]) -> list[int]:
    """Words, then each table with its columns, each column with its values."""
    by_table: dict[int, list[int]] = {}
    by_column: dict[int, list[int]] = {}
    for item in order:
        if items.kinds[item] == COLUMN:
            by_table.setdefault(int(items.table_of[item]), []).append(item)
        elif items.kinds[item] == VALUE:
            column = items.first_column + items.values[item - items.first_value].column
            by_column.setdefault(column, []).append(item)
    sequence = [item for item in order if items.kinds[item] == WORD]
    for item in order:
        if items.kinds[item] == TABLE:
            sequence.append(item)
            for column in by_table.get(int(items.table_of[item]), ()):
                sequence += [column, *by_column.get(column, ())]
    return sequence


def round_up(size: int, step: int) -> int:
    """The next multiple of `step`: few shapes, since each new one costs a compilation."""
    return -(-size // step) * step


def collate(
    rows: Sequence[Items], orders: Sequence[Sequence[int]] | None = None, *, step: int = 16
) -> Batch:
    """Pad rows to one shape, a multiple of `step` in pieces and items."""
    orders = [natural_order(row) for row in rows] if orders is None else orders
    read = [_row(items, order) for items, order in zip(rows, orders, strict=True)]
    size = len(rows)
    length = round_up(max(len(ids) for ids, _, _ in read), step)
    count = round_up(max(len(order) for order in orders), step)
    batch = Batch(
        ids=np.zeros((size, length), np.int64),
        mask=np.zeros((size, length), np.bool_),
        features=np.zeros((size, length, len(FEATURES) + 1), np.float32),
        pool=np.zeros((size, count, length), np.float32),
        relations=np.zeros((size, count, count), np.int64),
        present=np.zeros((size, count), np.bool_),
        categories=np.full((size, count), -1, np.int64),
        value_column=np.full((size, count), -1, np.int64),
        order=tuple(tuple(order) for order in orders),
    )
    for row, (items, order) in enumerate(zip(rows, orders, strict=True)):
        _fill(batch, row, items, np.array(order), read[row])
    return batch


def _fill(
    batch: Batch,
    row: int,
    items: Items,
    order: NDArray[np.int64],
    read: tuple[list[int], list[int], list[int]],
) -> None:
    ids, owners, begins = (np.array(part) for part in read)
    length, count = len(ids), len(order)
    batch.ids[row, :length] = ids
    batch.mask[row, :length] = True
    owned = owners >= 0
    batch.features[row, :length, :-1] = items.features[order][owners] * owned[:, None]
    batch.features[row, :length, -1] = begins
    batch.pool[row, owners[owned], np.flatnonzero(owned)] = 1
    batch.pool[row] /= np.maximum(batch.pool[row].sum(-1, keepdims=True), 1)
    batch.relations[row, :count, :count] = items.relations[np.ix_(order, order)]
    batch.present[row, :count] = True
    batch.categories[row, :count] = items.categories[order]
    position = np.full(len(items.kinds), -1)
    position[order] = np.arange(count)
    for at in np.flatnonzero(order >= items.first_value):
        value = items.values[order[at] - items.first_value]
        batch.value_column[row, at] = position[items.first_column + value.column]
