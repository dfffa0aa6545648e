"""Which words of a question say nothing of its subject, and so may be said of any database."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

NEUTRAL = frozenset(
    """the in of is are was were be been being and or not no but what which whose how many there
    that this these those with without for all any each every some both either neither none only
    also then than as by from to at on a an it its they them their one ones other others same
    different distinct unique various have has having had do does did don t s can could would
    please me we our you i want know tell give find get list show display report return
    provide print fetch retrieve present compute calculate determine identify name's see
    number count total average avg mean median sum maximum max minimum min most least more less
    fewer fewest many much amount top highest lowest largest smallest greatest biggest higher
    lower larger smaller greater bigger above below over under exceeding exceeds exceed between
    exactly equal equals equaling order ordered ordering sort sorted sorting ascending descending
    increasing decreasing alphabetical alphabetically alphabetic lexicographical lexicographic
    reverse grouped group per across along together corresponding associated related respective
    respectively common commonly frequent frequently occurring appear appears percentage percent
    proportion share ratio difference single never ever belong belongs belonging exist exists
    contain contains containing include includes including included starts starting start ends
    ending end begin begins beginning substring word letter string value values if whether well
    down broken split listed whole overall altogether out per record records information just
    running cumulative rank ranked ranking compared next result results fall falls possible
    according so terms out through into among totals ties nor missing known
    ' " “ ” ‘ ’ ? . , ; : ! ( ) - / %""".split()
)
"""Words that may stand in a question about anything."""

PERSONS = frozenset("who whom he she his her him hers".split())
"""Words that speak of people."""

TIMES = frozenset(
    """year years month months day days week weeks weekday quarter quarters hour hours date dates
    yearly monthly daily weekly quarterly calendar ago last past since before after during earliest
    latest recent recently newest later earlier until since when first chronological
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday period previous""".split()
)
"""Words that speak of time: a column of time must be there to be spoken of."""

_BOUND: dict[str, str] = {
    "older oldest younger youngest old young": "age",
    "expensive cheapest cheaper costly": "price cost fee fees rate charge",
    "longest shortest longer shorter": "length duration distance",
    "tallest taller": "height",
    "heaviest heavier lightest lighter": "weight",
    "fastest faster slowest slower": "speed",
    "located location": "city country state county location region address district town",
    "named called": "name title",
    "titled": "title",
}
BOUND: dict[str, frozenset[str]] = {
    word: frozenset(heads.split()) for words, heads in _BOUND.items() for word in words.split()
}
"""Words that go with certain columns: the last word of one that is used must be among these."""

_MOST = "maximum max highest largest most biggest greatest latest oldest longest top upper"
_LEAST = "minimum min lowest smallest least fewest earliest youngest shortest cheapest bottom"
_COUNT = f"many number count common frequent frequently commonly times {_MOST} {_LEAST} more fewer"
_SAID: dict[str, str] = {
    "avg": "average avg mean",
    "sum": "total sum overall altogether much amount",
    "max": _MOST,
    "min": _LEAST,
    "count_star": f"{_COUNT} percentage percent share less than single only once one amount record"
    " records",
    "count_of": "many number count total amount",
    "count": f"{_COUNT} less than amount",
    "count_distinct": f"{_COUNT} less than amount",
    "order": f"order ordered ordering sort sorted sorting ascending descending alphabetical"
    f" alphabetically increasing decreasing rank ranked common frequent recent recently {_MOST}"
    f" {_LEAST} expensive heaviest tallest fastest newest",
    "percent": "percentage percent proportion share",
    "select_distinct": "distinct different unique",
    "starts": "start starts starting begin begins beginning",
    "ends": "end ends ending",
    "contains": "contain contains containing substring word letter include includes including has"
    " have having",
    "not_null": "known have has with not",
    "intersect": "both and also",
    "except": "not no without never except excluding but neither",
    "never": "not no without never except excluding neither",
    "not_in": "not no without never except excluding neither",
    "!=": "not no other different except excluding than but",
    "distinct_from": "not no other different except excluding than but",
}
SAID: dict[str, frozenset[str]] = {action: frozenset(w.split()) for action, w in _SAID.items()}
"""Actions that a question says: one of these words must be there."""

_ONLY_SAID_FOR: dict[str, str] = {
    "distinct different unique": "select_distinct count_distinct group union intersect except"
    " != distinct_from sum_distinct",
    "start starts starting begin begins beginning": "starts not_starts",
    "end ends ending": "ends not_ends",
    "substring letter": "contains not_contains starts not_starts ends not_ends like not_like",
    "missing": "is_null",
    "known": "not_null",
    "ties": "limit_ties rank top_ties",
    "average avg mean": "avg",
    "percentage percent proportion": "percent share / percent_of share_per",
    "alphabetical alphabetically alphabetic lexicographical lexicographic": "order",
    "order ordered ordering sorted sort descending ascending": "order",
    "not no without never except neither": "!= not_in except never not_exists distinct_from"
    " none_of is_null not_contains not_starts not_ends not_null not_between >= <= is_false"
    " not_true",
}
ONLY_SAID_FOR: dict[str, frozenset[str]] = {
    word: frozenset(actions.split())
    for words, actions in _ONLY_SAID_FOR.items()
    for word in words.split()
}
"""Words that ask for something: one of these actions must be there."""

NUMERALS = {
    "1": "one",
    "2": "two",
    "3": "three",
    "4": "four",
    "5": "five",
    "10": "ten",
    "0": "zero",
    **{word: word for word in "zero one two three four five ten hundred thousand".split()},
    "100": "hundred",
    "1000": "thousand",
    "once": "one",
    "twice": "two",
    "double": "two",
}
"""Numbers that a derivation says by an action of its own."""


def subject_words(
    words: list[str], actions: AbstractSet[str], heads: AbstractSet[str], *, timely: bool
) -> list[str]:
    """Words (lower case) that would speak of another database's subject if they stayed.

    `actions` are those of the derivation, `heads` the last words of the columns that it uses,
    `timely` says whether one of these is of time. Speaking of people is the caller's to judge.
    """

    def speaks(word: str) -> bool:
        if word in NEUTRAL or word in PERSONS:
            return False
        if word in TIMES:
            return not timely
        if word in BOUND:
            return not BOUND[word] & heads
        return NUMERALS.get(word, "") not in actions

    return [word for word in words if speaks(word)]


def unfaithful(words: AbstractSet[str], actions: AbstractSet[str]) -> str:
    """What a derivation does unasked, or leaves undone; '' for nothing.

    >>> unfaithful({"show", "average"}, {"select", "sum"}), unfaithful({"show"}, {"select"})
    ('sum', '')
    """
    for action in sorted(actions & SAID.keys()):
        if not SAID[action] & words:
            return action
    for word in sorted(words & ONLY_SAID_FOR.keys()):
        if not ONLY_SAID_FOR[word] & actions:
            return word
    return ""
