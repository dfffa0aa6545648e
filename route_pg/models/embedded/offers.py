"""Values that a column offers to the decoder, beside those that the question itself says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from route_pg.linking.codes import coded
from route_pg.linking.names import identifier_words
from route_pg.linking.words import STOP_WORDS, stem
from route_pg.types import Column, Schema

MAX_DOMAIN_VALUES = 8  # of one column offered whole
MAX_LABELS = 12  # the same, where the schema itself names them


def offers_of(column: Column) -> dict[str, str]:
    """All values of a column, where they are few, each with what its comment says it means."""
    meanings = coded(column.comment) if column.kind in ("text", "number") else {}
    texts = (column.labels or column.values) if column.kind == "text" else ()
    most = MAX_LABELS if column.labels else MAX_DOMAIN_VALUES
    if not texts and len(meanings) <= MAX_LABELS:
        return meanings
    return {text: meanings.get(text.strip(), "") for text in texts} if len(texts) <= most else {}


def by_relevance(
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


def place_of(meaning: str, stems: Sequence[str]) -> tuple[int, int]:
    """The words of the question that say what a code means; -1, -1 where none do."""
    form = tuple(stem(word) for word in identifier_words(meaning))
    start = find(form, stems) if form else -1
    return (start, start + len(form) - 1) if start >= 0 else (-1, -1)


def find(form: Sequence[str], stems: Sequence[str]) -> int:
    """Where a form begins among stems; -1 where it does not occur."""
    for start in range(len(stems) - len(form) + 1):
        if tuple(stems[start : start + len(form)]) == tuple(form):
            return start
    return -1
