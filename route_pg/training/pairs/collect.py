"""The patterns of all written pairs, with their contrasts, where pairs of one wording agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from route_pg.training.pairs.align import pattern_of
from route_pg.training.pairs.contrast import contradicts_itself, contrasts
from route_pg.training.pairs.patterns import NoPattern, Pattern
from route_pg.training.samples import Sample


def patterns(
    samples: Iterable[Sample], aside: Collection[str]
) -> tuple[list[Pattern], Counter[str]]:
    """The patterns of written pairs with their contrasts, and why pairs gave none.

    Databases in `aside` give none. Of pairs with one wording, what most of them ask is kept.
    """
    reasons: Counter[str] = Counter()
    found: list[Pattern] = []
    for sample in samples:
        if sample.database in aside:
            continue
        try:
            pattern = pattern_of(sample.items, sample.trace.numbers, sample.database)
        except NoPattern as error:
            reasons[str(error).partition(":")[0]] += 1
            continue
        if contradicts_itself(pattern):
            reasons["contradicts itself"] += 1
            continue
        reasons["pattern"] += 1
        found.append(pattern)
    written = agreed(found)
    known = {wording(pattern) for pattern in written}
    turned = [new for pattern in written for new in contrasts(pattern) if wording(new) not in known]
    return [*written, *agreed(turned)], reasons


def agreed(found: Sequence[Pattern]) -> list[Pattern]:
    """One pattern of each wording: the derivation that most of its pairs have."""
    by_wording: dict[tuple[object, ...], list[Pattern]] = defaultdict(list)
    for pattern in found:
        by_wording[wording(pattern)].append(pattern)
    kept = []
    for alike in by_wording.values():
        counts = Counter(pattern.derivation for pattern in alike)
        derivation, most = counts.most_common(1)[0]
        if 2 * most > len(alike):
            kept.append(next(pattern for pattern in alike if pattern.derivation == derivation))
    return kept


def wording(pattern: Pattern) -> tuple[object, ...]:
    """What two patterns share that ask in the same words."""
    return tuple(
        part.lower() if isinstance(part, str) else (part.what, part.slot)
        for part in pattern.question
    )


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
SHARES: Mapping[str, float] = {
    "analysis": 9,
    "time": 9,
    "set operation": 8,
    "negated subquery": 9,
    "subquery": 10,
    "having": 10,
    "superlative of groups": 11,
    "groups": 11,
    "superlative": 10,
    "order": 6,
    PLAIN: 12,
}
"""Parts of a hundred that each class gets, where a database has room for it."""


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
