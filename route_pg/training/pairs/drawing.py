"""Draws pairs over a database: which patterns are tried, how often, and what came of it."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from route_pg.training.pairs.classes import PLAIN, class_of, described
from route_pg.training.pairs.fill import Pair, fill
from route_pg.training.pairs.patterns import WRITTEN, Pattern
from route_pg.training.pairs.placement import NoFit
from route_pg.training.pairs.targets import Target
from route_pg.training.pairs.values import Pool

ATTEMPTS = 3
"""Classes drawn for each pair that is wanted."""
DRAWS = 5
"""Patterns of a class that are tried until one fits."""
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


@dataclass(slots=True)
class Report:
    """What was made, by class of pattern, and what did not fit."""

    reasons: Counter[str]  # why written pairs gave no pattern; 'pattern' counts those that did
    made: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterator[str]:
        """A table for people."""
        yield from (f"  {count:6} {name}" for name, count in self.made.most_common())
        yield "  not made:"
        yield from (f"  {count:6} {name}" for name, count in self.failed.most_common(12))
        yield "  of the written pairs:"
        yield from (f"  {count:6} {name}" for name, count in self.reasons.most_common(12))


class Drawer:
    """Draws patterns: a class by its share, a shape by the root of its wordings, then a wording."""

    def __init__(
        self, known: Sequence[Pattern], pool: Pool, rng: random.Random, report: Report
    ) -> None:
        self.pool, self.rng, self.report = pool, rng, report
        self.patterns: dict[str, dict[str, list[Pattern]]] = defaultdict(lambda: defaultdict(list))
        for pattern in known:
            self.patterns[class_of(pattern)][pattern.shape].append(pattern)
        self.classes = list(self.patterns)
        self.shares = [SHARES[name] for name in self.classes]
        self.weights = {
            name: [_weight(alike) for alike in shapes.values()]
            for name, shapes in self.patterns.items()
        }

    def pairs(self, target: Target, wanted: int) -> Iterator[Pair]:
        """At most so many pairs over one database, no question twice."""
        said: set[str] = set()
        for _ in range(ATTEMPTS * wanted):
            if len(said) >= wanted:
                return
            pair = self._first(self.rng.choices(self.classes, self.shares)[0], target)
            if pair is not None and pair.question not in said:
                said.add(pair.question)
                self.report.made[", ".join(described(pair.pattern))] += 1
                yield pair

    def _first(self, name: str, target: Target) -> Pair | None:
        """By the first of a few patterns of a class that has a place in the database."""
        for _ in range(DRAWS):
            try:
                return fill(self._pattern(name), target, self.pool, self.rng)
            except NoFit as error:
                self.report.failed[str(error).partition(":")[0]] += 1
        return None

    def _pattern(self, name: str) -> Pattern:
        shapes = list(self.patterns[name].values())
        return self.rng.choice(self.rng.choices(shapes, self.weights[name])[0])


def _weight(alike: Sequence[Pattern]) -> float:
    """How often a shape is tried: joins find no place in many databases."""
    joined = 1 + len(alike[0].links)
    written = 2 if any(pattern.source == WRITTEN for pattern in alike) else 1
    return float(len(alike) ** 0.5 * joined * written)
