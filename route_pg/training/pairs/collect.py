"""The patterns of all written pairs, with their contrasts, where pairs of one wording agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

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
