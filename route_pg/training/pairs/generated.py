"""Generated pairs as a source of training: patterns of the written pairs over all databases.

Patterns come from prepared samples of the training sets, databases from the sets themselves; those
held out for validation give neither.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from route_pg.evaluation.sqlite import holds_tables
from route_pg.training.data import SOURCES, Database, Example, Source, StoredDatabase
from route_pg.training.pairs.contrast import contradicts_itself, contrasts
from route_pg.training.pairs.fill import NoFit, Pair, fill
from route_pg.training.pairs.patterns import NoPattern, Pattern, pattern_of
from route_pg.training.pairs.roles import head
from route_pg.training.pairs.targets import MAX_PIECES, IsWord, Target, target
from route_pg.training.pairs.values import Pool, sayable
from route_pg.training.samples import Sample, read, tokenizer

PATTERN_SETS = ("spider", "spider-syn", "bird", "corpus")
ATTEMPTS = 6
"""Fillings tried for each pair that is wanted."""
PER_HEAD = 60
"""Texts kept for each kind of column, for databases without rows."""


def patterns(
    samples: Iterable[Sample], aside: Collection[str]
) -> tuple[list[Pattern], Counter[str]]:
    """The patterns of written pairs with their contrasts, and why pairs gave none."""
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
        reasons["pattern"] += 1
        if contradicts_itself(pattern):
            reasons["contradicts itself"] += 1
        else:
            found.append(pattern)
    agreed = _agreed(found)
    return agreed + _agreed([*agreed, *_contrasted(agreed)])[len(agreed) :], reasons


def _contrasted(found: Sequence[Pattern]) -> Iterator[Pattern]:
    for pattern in found:
        yield from contrasts(pattern)


def _agreed(found: Sequence[Pattern]) -> list[Pattern]:
    """One pattern of each wording: the derivation that most of its pairs have."""
    by_wording: dict[tuple[object, ...], list[Pattern]] = defaultdict(list)
    for pattern in found:
        by_wording[_wording(pattern)].append(pattern)
    kept = []
    for alike in by_wording.values():
        shapes = Counter(pattern.shape for pattern in alike)
        shape, most = shapes.most_common(1)[0]
        if 2 * most > len(alike):
            kept.append(next(pattern for pattern in alike if pattern.shape == shape))
    return kept


def _wording(pattern: Pattern) -> tuple[object, ...]:
    return tuple(
        part.lower() if isinstance(part, str) else (part.what, part.slot)
        for part in pattern.question
    )


@dataclass(slots=True)
class Report:
    """What was made, by class of pattern, and what did not fit."""

    made: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)  # of written pairs without a pattern

    def lines(self) -> Iterator[str]:
        """A table for people."""
        yield from (f"  {count:6} {name}" for name, count in self.made.most_common())
        yield "  not made:"
        yield from (f"  {count:6} {name}" for name, count in self.failed.most_common(12))


def generated(
    data: Path, samples: Path, aside: Collection[str], pairs: int, seed: int
) -> tuple[Source, Report]:
    """The source of about `pairs` pairs, and a report.

    `samples` is the folder of prepared samples that patterns come from, `aside` the databases that
    are neither read nor asked of.
    """
    known, targets, report = gathered(data, samples, aside)
    return asked(known, targets, pairs, seed, report, _opener(data)), report


def gathered(
    data: Path, samples: Path, aside: Collection[str]
) -> tuple[list[Pattern], list[Target], Report]:
    """The patterns of the prepared samples, and the databases to ask of."""
    report = Report()
    prepared = (sample for name in PATTERN_SETS for sample in _prepared(samples, name))
    known, report.reasons = patterns(prepared, aside)
    return known, list(_targets(data, aside)), report


def asked(
    known: Sequence[Pattern],
    targets: Sequence[Target],
    pairs: int,
    seed: int,
    report: Report,
    opener: Callable[[str], Database],
) -> Source:
    """A source of about `pairs` pairs, as many of each database."""
    pool = _pool(targets)
    rng = random.Random(seed)
    examples = []
    for place, found in enumerate(targets):
        wanted = pairs * (place + 1) // len(targets) - pairs * place // len(targets)
        for pair in _pairs(known, found, pool, wanted, rng, report):
            examples.append(_example(found.key, pair))
    return Source(name="generated", examples=tuple(examples), open=opener)


def _prepared(folder: Path, name: str) -> list[Sample]:
    path = folder / f"{name}.pickle"
    return read(path) if path.exists() else []


def _example(key: str, pair: Pair) -> Example:
    return Example(
        source="generated", database=key, question=pair.question, sql=pair.sql, dialect="postgres"
    )


def _opener(data: Path) -> Callable[[str], Database]:
    return partial(_open, data)


def _open(data: Path, key: str) -> Database:
    return SOURCES[key.partition("/")[0]](data).open(key)


def _targets(data: Path, aside: Collection[str]) -> Iterator[Target]:
    for name in ("spider", "bird"):
        source = SOURCES[name](data)
        for key in sorted({example.database for example in source.examples} - set(aside)):
            database = source.open(key)
            assert isinstance(database, StoredDatabase)
            yield target(key, database.schema, _file(data, key), is_word())


def _file(data: Path, key: str) -> Path | None:
    name = key.partition("/")[2]
    path = data / "spider" / "database" / name / f"{name}.sqlite"
    return path if key.startswith("spider/") and holds_tables(path) else None


def is_word() -> IsWord:
    """Whether the encoder knows a word whole, or nearly so; short scraps are none."""
    tokenize = tokenizer()
    return lambda word: (
        word in ("id", "of")
        or (len(word) > 2 and word.isalpha() and len(tokenize(word)) <= MAX_PIECES)
    )


def _pool(targets: Sequence[Target]) -> Pool:
    """Texts by the head of their columns, of the databases that have rows."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in targets:
        for index in sorted(one.known):
            name = one.columns[index]
            if name is not None and one.roles[index] == "text":
                texts = [
                    text for text in one.distinct_values(index) if sayable(text) and "/" not in text
                ]
                found[head(name)].update(texts[:20])
    return {
        name: random.Random(name).sample(sorted(texts), min(PER_HEAD, len(texts)))
        for name, texts in found.items()
        if len(texts) > 4
    }


def _pairs(
    known: Sequence[Pattern],
    found: Target,
    pool: Pool,
    wanted: int,
    rng: random.Random,
    report: Report,
) -> Iterator[Pair]:
    """Pairs over one database: shapes by the root of how many wordings they have."""
    by_shape: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in known:
        by_shape[pattern.shape].append(pattern)
    shapes = list(by_shape)
    weights = [len(by_shape[shape]) ** 0.5 for shape in shapes]
    asked: set[str] = set()
    for _ in range(ATTEMPTS * wanted):
        if len(asked) >= wanted:
            return
        pattern = rng.choice(by_shape[rng.choices(shapes, weights)[0]])
        try:
            pair = fill(pattern, found, pool, rng)
        except NoFit as error:
            report.failed[str(error).partition(":")[0]] += 1
            continue
        if pair.question not in asked:
            asked.add(pair.question)
            report.made[class_of(pattern)] += 1
            yield pair


CLASSES: Mapping[str, frozenset[str]] = {
    "set operation": frozenset(("union", "intersect", "except", "union_all")),
    "negated subquery": frozenset(("not_in", "never", "not_exists")),
    "subquery": frozenset(("in", "ever", "exists", "sub", "all_of", "any_of")),
    "having": frozenset(("having",)),
    "superlative of groups": frozenset(("group", "first")),
    "groups": frozenset(("group",)),
    "superlative": frozenset(("first", "limit", "limit_ties")),
    "order": frozenset(("order",)),
    "time": frozenset(("year_of", "month_of", "month", "year", "during")),
}


def class_of(pattern: Pattern) -> str:
    """The class of a pattern, for people to count by."""
    actions = {part for part in pattern.derivation if isinstance(part, str)}
    name = "list or count"
    for candidate, wanted in CLASSES.items():
        both = candidate == "superlative of groups"
        if (wanted <= actions) if both else (wanted & actions):
            name = candidate
            break
    joined = ", joined" if pattern.links else ""
    return f"{name}{joined}{', ' + pattern.change if pattern.change else ''}"
