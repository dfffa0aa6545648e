"""Whether a pair does what it says, and says nothing of its own subject.

Annotators sort, count and leave out doubles unasked, and questions speak of what only their own
database knows. Such pairs teach nothing about others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from route_pg.training.pairs.patterns import ColumnSlot, NoPattern
from route_pg.training.pairs.wording import subject_words, unfaithful

STRANGE = frozenset("count to_number to_integer iif percent_of like like_exact case".split())
"""Actions that the public sets use where nothing of the question asks for them."""
COMBINING = frozenset("union union_all intersect except".split())
_ALPHABET = frozenset("alphabetical alphabetically alphabetic lexicographical".split())
_SUPERLATIVE = re.compile(r"\b(most|highest|lowest|largest|smallest|latest|earliest|fewest)\b")


def left_words(words: Sequence[str], covered: AbstractSet[int]) -> list[str]:
    """The words that name nothing; without the 'first' of 'most first', which is no rank.

    >>> left_words(["names", "of", "ships", "largest", "weight", "first"], {0, 2, 4})
    ['of', 'largest']
    """
    return [
        word
        for number, word in enumerate(words)
        if number not in covered
        and not (word == "first" and _SUPERLATIVE.search(" ".join(words[:number][-3:])))
    ]


def check_words(
    left: Sequence[str], actions: AbstractSet[str], columns: Sequence[ColumnSlot]
) -> None:
    """Raise NoPattern where the words speak of a subject, or ask texts for their size."""
    heads = {slot.head for slot in columns if slot.bound in ("", "value")}
    timely = any(slot.role in ("time", "year") and slot.bound != "value" for slot in columns)
    if speaking := subject_words(list(left), actions, heads, timely=timely):
        raise NoPattern(f"speaks of its subject: {speaking[0]}")
    if any(_unsized(slot, actions, set(left)) for slot in columns):
        raise NoPattern("sorts what has no size")


def check_faith(
    left: Sequence[str], actions: AbstractSet[str], columns: Sequence[ColumnSlot]
) -> None:
    """Raise NoPattern where a pair does something unasked, or leaves it undone."""
    if strange := STRANGE & actions:
        raise NoPattern(f"does otherwise: {min(strange)}")
    if "select_distinct" in actions and any(name.startswith("count") for name in actions):
        raise NoPattern("counts what it makes distinct")
    if COMBINING & actions and any(slot.bound == "title" for slot in columns):
        raise NoPattern("combines what is not named")
    grouped = [slot for slot in columns if "grouped" in slot.uses]
    if grouped and all(slot.bound == "key" for slot in grouped) and not _shows(columns):
        raise NoPattern("groups by what nobody sees")
    if odd := unfaithful(set(left), actions):
        raise NoPattern(f"says and does otherwise: {odd}")


def _shows(columns: Sequence[ColumnSlot]) -> bool:
    return any("selected" in slot.uses for slot in columns)


def _unsized(slot: ColumnSlot, actions: AbstractSet[str], words: AbstractSet[str]) -> bool:
    """Whether texts are asked for their size, or numbers for their place in the alphabet."""
    text = slot.role in ("text", "title", "prose", "id", "other")
    first = bool({"first", "limit"} & actions)
    extreme = "extreme" in slot.uses or ("ordered" in slot.uses and first)
    if text and extreme and "grouped" not in slot.uses and not {"first", "last"} & words:
        return True
    return not text and "ordered" in slot.uses and bool(_ALPHABET & words)
