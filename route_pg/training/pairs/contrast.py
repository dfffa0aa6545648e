"""Patterns that differ in one word and what it changes: more or fewer, most or least, up or down.

Each rule turns one wording into another and one action of the derivation with it. It applies only
where both stand once, so that nothing else of the question speaks of the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from route_pg.training.pairs.patterns import Gap, Mention, Pattern, Text


@dataclass(frozen=True, slots=True)
class _Rule:
    words: re.Pattern[str]
    instead: str
    action: str
    becomes: str
    name: str


_OPPOSITE = {
    "more than": "fewer than",
    "greater than": "less than",
    "higher than": "lower than",
    "larger than": "smaller than",
    "bigger than": "smaller than",
    "above": "below",
    "over": "under",
    "after": "before",
    "at least": "at most",
}
_OPERATOR = {"at least": (">=", "<=")}
_SUPERLATIVES = {
    "the most common": "the least common",
    "the most frequent": "the least frequent",
    "most frequently": "least frequently",
    "most commonly": "least commonly",
    "most": "fewest",
    "highest": "lowest",
    "largest": "smallest",
    "biggest": "smallest",
    "greatest": "smallest",
    "latest": "earliest",
    "most recent": "earliest",
    "oldest": "youngest",
    "longest": "shortest",
    "most expensive": "cheapest",
}
_ORDERS = {"descending": "ascending", "decreasing": "increasing"}
_AGGREGATES = {
    ("maximum", "max"): ("minimum", "min"),
    ("average", "avg"): ("maximum", "max"),
    ("largest", "max"): ("smallest", "min"),
    ("highest", "max"): ("lowest", "min"),
    ("total", "sum"): ("average", "avg"),
}

_Said = tuple[str, str]
"""Words of a question, and the action of the derivation that they stand for."""

AGGREGATED = "aggregate changed"


def _rule(words: str, instead: str, action: str, becomes: str, name: str) -> _Rule:
    alone = r"(?! (common|commonly|frequent|frequently|recent|recently|expensive|popular)\b)"
    ending = alone if words == "most" else ""
    return _Rule(re.compile(rf"\b{words}\b{ending}"), instead, action, becomes, name)


def _both(one: _Said, other: _Said, name: str) -> tuple[_Rule, _Rule]:
    """From the one to the other, and back."""
    (up, more), (down, less) = one, other
    return _rule(up, down, more, less, name), _rule(down, up, less, more, name)


def _rules() -> Iterator[_Rule]:
    for up, down in _OPPOSITE.items():
        more, less = _OPERATOR.get(up, (">", "<"))
        yield from _both((up, more), (down, less), "comparison turned")
        if up not in ("at least", "after"):
            yield _rule(up, "at least", more, ">=", "comparison made inclusive")
            yield _rule(down, "at most", less, "<=", "comparison made inclusive")
    yield _rule("less than", "more than", "<", ">", "comparison turned")
    for up, down in _SUPERLATIVES.items():
        yield from _both((up, "desc"), (down, "asc"), "superlative turned")
    for up, down in _ORDERS.items():
        yield from _both((up, "desc"), (down, "asc"), "order turned")
    for one, other in _AGGREGATES.items():
        yield from _both(one, other, AGGREGATED)


RULES: tuple[_Rule, ...] = tuple(_rules())

WINDOWS = frozenset("rank dense_rank row_number running running_count change growth lag".split())

_DIRECTED = re.compile(
    r"\b(most|fewest|highest|lowest|largest|smallest|biggest|greatest|latest|earliest|oldest"
    r"|youngest|longest|shortest|cheapest|expensive|descending|ascending|decreasing|increasing"
    r"|maximum|minimum|least|more|fewer|less|above|below|over|under|higher|lower|larger|smaller"
    r"|greater|bigger|after|before|average|total|reverse|alphabetical|alphabetically|top|bottom)\b"
)
"""Words that turn a statement; a rule looks only at questions where its own is the single one."""


def contrasts(pattern: Pattern) -> Iterator[Pattern]:
    """The patterns that one changed word makes of this one."""
    if WINDOWS & set(pattern.derivation):  # their order is said otherwise
        return
    words = " ".join(part for part in pattern.question if isinstance(part, str))
    for rule in RULES:
        if rule.name == AGGREGATED and "sub" in pattern.derivation:
            continue  # nobody asks what is above the total
        found = list(rule.words.finditer(words))
        if len(found) != 1 or pattern.derivation.count(rule.action) != 1:
            continue
        if len(_DIRECTED.findall(words)) != len(_DIRECTED.findall(found[0][0])):
            continue
        question = _reworded(pattern.question, rule.words, _fitting(rule.instead, pattern))
        derivation = tuple(
            rule.becomes if part == rule.action else part for part in pattern.derivation
        )
        yield replace(pattern, question=question, derivation=derivation, change=rule.name)
    yield from _negated(pattern)


def _fitting(words: str, pattern: Pattern) -> str:
    """Things are few, amounts are little."""
    counted = any(value.style == "count" for value in pattern.values)
    return "less than" if words == "fewer than" and not counted else words


def _reworded(question: Text, words: re.Pattern[str], instead: str) -> Text:
    return tuple(
        words.sub(instead, part, count=1) if isinstance(part, str) else part for part in question
    )


_NEGATIONS = (
    (re.compile(r"\bis(?= [\"']?$)"), "=", "is not", "!="),
    (re.compile(r"\bis not(?= [\"']?$)"), "!=", "is", "="),
)


def _negated(pattern: Pattern) -> Iterator[Pattern]:
    """`is 'x'` and `is not 'x'`."""
    for said, action, instead, becomes in _NEGATIONS:
        if pattern.derivation.count(action) != 1 or not _one_text(pattern, action):
            continue
        places = [n for n in range(len(pattern.question)) if _before_value(pattern, n, said)]
        if len(places) == 1:
            (place,) = places
            part = _reworded(pattern.question[place : place + 1], said, instead)
            question = (*pattern.question[:place], *part, *pattern.question[place + 1 :])
            derivation = tuple(becomes if p == action else p for p in pattern.derivation)
            yield replace(pattern, question=question, derivation=derivation, change="negated")


def _one_text(pattern: Pattern, action: str) -> bool:
    after = pattern.derivation[pattern.derivation.index(action) + 1]
    return isinstance(after, Gap) and after.what == "value"


def _before_value(pattern: Pattern, number: int, said: re.Pattern[str]) -> bool:
    part = pattern.question[number]
    following = pattern.question[number + 1 : number + 2]
    return (
        isinstance(part, str)
        and said.search(part) is not None
        and bool(following)
        and isinstance(following[0], Mention)
        and following[0].what == "value"
    )


_UP = re.compile(r"\b(most|highest|largest|biggest|greatest|latest|oldest|longest)\b")
_DOWN = re.compile(r"\b(fewest|(?<!at )least|lowest|smallest|earliest|youngest|shortest)\b")


def contradicts_itself(pattern: Pattern) -> bool:
    """Whether a written pair sorts up where its question says down, or the reverse."""
    words = " ".join(part for part in pattern.question if isinstance(part, str))
    up, down = bool(_UP.search(words)), bool(_DOWN.search(words))
    if up == down or not {"first", "limit"} & set(pattern.derivation):
        return False
    directions = {part for part in pattern.derivation if part in ("asc", "desc")}
    return directions == ({"asc"} if up else {"desc"})
