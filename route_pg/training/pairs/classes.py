"""Classes of patterns: by what is asked, so that none crowds out the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from route_pg.training.pairs.patterns import Pattern

_TIMES = """by_year by_quarter by_month by_week by_day year_of month_of day_of isodow_of hour_of
    during this previous next past coming older"""
_ANALYSIS = """percent share share_per count_if filter rank dense_rank row_number top top_ties each
    running running_count change growth lag median limit_ties"""
CLASSES: Mapping[str, frozenset[str]] = {
    "analysis": frozenset(_ANALYSIS.split()),
    "time": frozenset(_TIMES.split()),
    "set operation": frozenset(("union", "intersect", "except", "union_all")),
    "negated subquery": frozenset(("not_in", "never", "not_exists")),
    "subquery": frozenset(("in", "ever", "exists", "sub", "all_of", "any_of")),
    "having": frozenset(("having",)),
    "superlative of groups": frozenset(("group", "first")),
    "groups": frozenset(("group",)),
    "superlative": frozenset(("first", "limit")),
    "order": frozenset(("order",)),
}
PLAIN = "list or count"


def class_of(pattern: Pattern) -> str:
    """The class of a pattern: the first whose actions it has; of `group` and `first` both."""
    actions = {part for part in pattern.derivation if isinstance(part, str)}
    for name, wanted in CLASSES.items():
        if (wanted <= actions) if name == "superlative of groups" else (wanted & actions):
            return name
    return PLAIN


def described(pattern: Pattern) -> Iterator[str]:
    """The class with what else tells it apart, for people to count by."""
    yield class_of(pattern)
    if pattern.links:
        yield "joined"
    if pattern.change:
        yield pattern.change
