"""Value linking: which values of the database does the question name, and where.

The backend (or, in training, `ValueIndex`) finds values that resemble groups of words; here each is
given its place in the question, what a longer match hides is dropped, and the rest is ranked.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from route_pg.linking.words import MAX_GROUP, Word, lookup_words, normalize, split_words
from route_pg.types import Schema, ValueMatch

MAX_MATCHES = 14
MAX_PER_COLUMN = 3
MAX_VALUE_LENGTH = 100  # characters; longer values are texts, not names
MIN_SIMILARITY = 0.5
MIN_MISSPELLED = 4  # letters; shorter groups are like too much
SAME_BUT_BLANKS, LIKE_A_WORD = 0.8, 0.3  # similarities at which words may be a value misspelled
MAX_SIMILAR = 3  # values a group of words may resemble in one column
EXACT, STEMMED, SIMILAR = 1.0, 0.95, 0.8  # as route.link scores them; SIMILAR times the similarity


def place_matches(question: str, schema: Schema) -> Schema:
    """Give each match its place in the question; keep the best MAX_MATCHES.

    A match inside a longer match of the same column is dropped: 'york' within 'new york'.
    """
    words = [word for word in split_words(question) if word.text[0].isalnum()]
    forms = [normalize(word.text) for word in words]
    placed = [_place(match, words, forms) for match in schema.matches]
    ranked = sorted(
        (match for match in placed if match is not None),
        key=lambda match: (-_strength(match, question), match.column, match.value),
    )
    return replace(schema, matches=tuple(_undominated(ranked)[:MAX_MATCHES]))


def _strength(match: ValueMatch, question: str) -> float:
    # longer matches first, then truer ones, then those in the value's own spelling
    exact_case = question[match.start : match.end] == match.value
    return (match.end - match.start) * match.score + 0.5 * exact_case


def _undominated(ranked: list[ValueMatch]) -> list[ValueMatch]:
    kept: list[ValueMatch] = []
    counts: Counter[int] = Counter()
    for match in ranked:
        same_column = [other for other in kept if other.column == match.column]
        hidden = any(
            other.start <= match.start
            and match.end <= other.end
            and ((other.start, other.end) != (match.start, match.end) or other.score > match.score)
            for other in same_column
        )
        repeated = any(other.value == match.value for other in same_column)
        if not hidden and not repeated and counts[match.column] < MAX_PER_COLUMN:
            counts[match.column] += 1
            kept.append(match)
    return kept


def _place(match: ValueMatch, words: list[Word], forms: list[str]) -> ValueMatch | None:
    """Find the words that name the value; None where no words do."""
    value = normalize(match.value)
    size = len(value.split())
    best, place = 0.0, (0, 0)
    for length in range(max(1, size - 1), min(size + 2, MAX_GROUP) + 1):
        for start in range(len(words) - length + 1):
            group = " ".join(forms[start : start + length])
            similarity = 1.0 if group == value else trigram_similarity(group, value)
            if similarity > best:
                best, place = similarity, (start, start + length - 1)
    if best < MIN_SIMILARITY:
        return None
    score = max(match.score, STEMMED) if best == 1.0 else SIMILAR * best
    return replace(match, start=words[place[0]].start, end=words[place[1]].end, score=score)


def trigrams(text: str) -> frozenset[str]:
    """The trigrams of pg_trgm: each word padded with two blanks before and one behind.

    >>> sorted(trigrams("cat"))
    ['  c', ' ca', 'at ', 'cat']
    """
    padded = (f"  {word} " for word in text.split())
    return frozenset(word[i : i + 3] for word in padded for i in range(len(word) - 2))


def trigram_similarity(left: str, right: str) -> float:
    """As pg_trgm's similarity(): shared trigrams over all trigrams, 0..1.

    >>> trigram_similarity("word", "two words")
    0.36363636363636365
    """
    a, b = trigrams(left), trigrams(right)
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) if shared else 0.0


def may_mean(words: str, value: str) -> bool:
    """Whether words may be a value misspelled; mirrors route.may_mean(text, text).

    >>> may_mean("customer", "customer return"), may_mean("new yorc", "new york")
    (False, True)
    """
    if trigram_similarity(value.replace(" ", ""), words.replace(" ", "")) >= SAME_BUT_BLANKS:
        return True
    asked, stored = words.split(), value.split()
    return (len(asked) > 1 or len(stored) == 1) and all(
        any(trigram_similarity(word, other) >= LIKE_A_WORD for other in stored) for word in asked
    )


class ValueIndex:
    """The values of one database in memory: route.link's part, for training without a server."""

    def __init__(self, values: Mapping[int, Iterable[str]]) -> None:
        self._normal: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for column, texts in values.items():
            for text in texts:
                if len(text) <= MAX_VALUE_LENGTH and (normal := normalize(text)):
                    self._normal[normal].append((column, text))
        self._forms = list(self._normal)
        self._sizes = [len(trigrams(form)) for form in self._forms]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, form in enumerate(self._forms):
            for trigram in trigrams(form):
                self._postings[trigram].append(number)

    def matches(self, question: str) -> tuple[ValueMatch, ...]:
        """Values that resemble word groups of the question, without their places."""
        found: dict[tuple[int, str], float] = {}
        for group in lookup_words(question):
            for form, score in self._similar(group):
                for column, value in self._normal[form]:
                    exact = score == STEMMED and value.strip().lower() in question.lower()
                    key = (column, value)
                    found[key] = max(found.get(key, 0.0), EXACT if exact else score)
        return tuple(
            ValueMatch(column=column, value=value, score=score)
            for (column, value), score in sorted(found.items(), key=lambda item: -item[1])
        )

    def _similar(self, group: str) -> list[tuple[str, float]]:
        if group in self._normal:
            return [(group, STEMMED)]
        if len(group) < MIN_MISSPELLED or re.fullmatch("[0-9 ]*", group):
            return []  # a number is not another number misspelled
        grams = trigrams(group)
        shared: Counter[int] = Counter()
        for trigram in grams:
            shared.update(self._postings.get(trigram, ()))
        near = [
            (count / (len(grams) + self._sizes[number] - count), self._forms[number])
            for number, count in shared.items()
            if 3 * count >= len(grams) + self._sizes[number] - 2 * count or count == len(grams)
        ]
        near = [pair for pair in near if pair[0] >= MIN_SIMILARITY and may_mean(group, pair[1])]
        near.sort(key=lambda item: (-item[0], item[1]))
        return [(form, SIMILAR * similarity) for similarity, form in near[: 4 * MAX_SIMILAR]]
