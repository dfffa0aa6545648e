"""The words of a question, their normal form, and the word groups worth looking up as values.

`normalize` is mirrored in SQL as route.normalize(text); a test holds the two together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_QUESTION_WORDS = 80
MAX_LOOKUPS = 64
MAX_GROUP = 7  # words in a group looked up as one value

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\d+|_|[^\w\s]")
_RUN = re.compile(r"[\W_]+")

STOP_WORDS = frozenset(
    """a an the of in on at to for and or is are was were be been what which who whose whom how many
    much list show find give return display report all each every any some with by from that this
    these those have has had do does did not no there it its their his her our we i me my you your
    please tell than more most less least as ordered order sorted sort descending ascending also
    both but when where if only other average total number count maximum minimum different distinct
    name names id ids""".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question and where it stands: question[start:end]."""

    text: str
    start: int
    end: int


def split_words(question: str) -> tuple[Word, ...]:
    """Words, numbers and single punctuation marks, in their order; the first MAX_QUESTION_WORDS.

    >>> [word.text for word in split_words("Who's over 1,500.5?")]
    ['Who', "'", 's', 'over', '1,500.5', '?']
    """
    found = (Word(match.group(), *match.span()) for match in _WORD.finditer(question))
    return tuple(word for _, word in zip(range(MAX_QUESTION_WORDS), found, strict=False))


def stem(word: str) -> str:
    """The singular of a regular plural; the rule is crude on purpose, it must live in SQL too.

    >>> [stem(word) for word in ("cities", "boxes", "cats", "glass", "bus", "has")]
    ['city', 'box', 'cat', 'glass', 'bus', 'has']
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ses", "xes", "hes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def normalize(text: str) -> str:
    """The form under which values and names are compared.

    >>> normalize("  New-York  Cities ")
    'new york city'
    """
    return " ".join(stem(word) for word in _RUN.sub(" ", text.lower()).split())


def lookup_words(question: str) -> tuple[str, ...]:
    """Word groups that may name a value, in normal form, longest first; at most MAX_LOOKUPS.

    A group neither begins nor ends with a stop word, unless that word is capitalised inside the
    question ("The Hague"); quoted text is always looked up whole.

    >>> lookup_words("flights from New York")
    ('flight from new york', 'flight from new', 'new york', 'flight', 'new', 'york')
    """
    words = split_words(question)
    groups = {normalize(quoted) for quoted in re.findall(r"[\"“']([^\"”']{2,60})[\"”']", question)}
    for start in range(len(words)):
        for end in range(start + 1, min(start + MAX_GROUP, len(words)) + 1):
            if _may_name_a_value(words[start:end], sentence_start=start == 0):
                groups.add(normalize(question[words[start].start : words[end - 1].end]))
    groups.discard("")
    ordered = sorted(
        groups, key=lambda group: (-len(group.split()), question.lower().find(group), group)
    )
    return tuple(ordered if len(ordered) <= MAX_LOOKUPS else _shortest(ordered))


def _shortest(groups: list[str]) -> list[str]:
    # single words and short groups are likelier to be values than seven words in a row
    kept = sorted(groups, key=lambda group: len(group.split()))[:MAX_LOOKUPS]
    return sorted(kept, key=groups.index)


def _may_name_a_value(group: tuple[Word, ...], *, sentence_start: bool) -> bool:
    first, last = group[0].text, group[-1].text
    if not (first[0].isalnum() and last[0].isalnum()):
        return False
    if len(group) == 1:
        return first.lower() not in STOP_WORDS and (len(first) > 1 or first.isupper())
    first_stops = first.lower() in STOP_WORDS and (sentence_start or not first[0].isupper())
    return not first_stops and last.lower() not in STOP_WORDS
