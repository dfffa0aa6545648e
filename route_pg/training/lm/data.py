"""The data of multitask supervised fine-tuning: pairs in, lines of JSON out.

Every random choice depends on the seed and on the pair that it is made for, not on what came
before: a set that grows keeps the conversations of its old pairs.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from route_pg.errors import BadArgument
from route_pg.training.data import Source
from route_pg.training.lm import conversations as make
from route_pg.training.lm.conversations import Conversation
from route_pg.training.lm.mixture import Mixture
from route_pg.training.lm.pairs import OpenTrials, Pair, clean_pairs
from route_pg.types import Task

MAX_ROUNDS = 50  # over the pairs, for a share far above one

Predictions = Mapping[tuple[str, str], Sequence[str]]
"""Statements that a model wrote: (database, question) to them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """A set of examples, and where its statements are run."""

    source: Source
    trials: OpenTrials | None = None  # None: nothing is run, and no noise correction is made


@dataclass(kw_only=True, slots=True)
class Counts:
    """What became of the examples, and what was made of them."""

    examples: Counter[str] = field(default_factory=Counter)  # by source
    pairs: Counter[str] = field(default_factory=Counter)  # by source
    left: Counter[tuple[str, str]] = field(default_factory=Counter)  # by source and reason
    made: Counter[tuple[Task, str]] = field(default_factory=Counter)  # by task and kind

    def of_task(self, task: Task) -> int:
        """Conversations of a task."""
        return sum(count for (each, _), count in self.made.items() if each == task)


def make_data(
    given: Sequence[Given],
    mixture: Mixture,
    seed: int,
    *,
    predictions: Predictions | None = None,
    limit: int | None = None,
    counts: Counts | None = None,
) -> list[Conversation]:
    """All conversations, shuffled; `counts` is added to. `limit`: examples of each set."""
    counts = counts or Counts()
    found: list[Conversation] = []
    for one in given:
        pairs = _clean(one, limit, seed, counts)
        for task, share in mixture.tasks.items():
            made = _MAKERS[task](pairs, one, mixture, round(share * len(pairs)), seed, predictions)
            found += made
    counts.made.update((one.task, one.kind) for one in found)
    random.Random(seed).shuffle(found)
    return found


def _clean(given: Given, limit: int | None, seed: int, counts: Counts) -> list[Pair]:
    source = _limited(given.source, limit, seed)
    counts.examples[source.name] += len(source.examples)
    pairs: list[Pair] = []
    for found in clean_pairs(source, given.trials):
        if isinstance(found, Pair):
            pairs.append(found)
        else:
            counts.left[source.name, found.reason] += 1
    counts.pairs[source.name] += len(pairs)
    return pairs


def _limited(source: Source, limit: int | None, seed: int) -> Source:
    if limit is None or limit >= len(source.examples):
        return source
    examples = random.Random(seed).sample(source.examples, limit)
    return Source(name=source.name, examples=tuple(examples), open=source.open)


def _rng(seed: int, task: str, pair: Pair, turn: int) -> random.Random:
    return random.Random(f"{seed} {task} {turn} {pair.database} {pair.question} {pair.sql}")


def _taken(pairs: Sequence[Pair], count: int, seed: int, task: str) -> Iterator[tuple[Pair, int]]:
    """So many pairs, each as often as another, give or take one; with the number of its turn."""
    order = sorted(pairs, key=lambda pair: _rng(seed, f"{task} order", pair, 0).random())
    for turn in range(-(-count // max(1, len(pairs)))):
        for pair in order[: count - turn * len(pairs)]:
            yield pair, turn


Maker = Callable[
    [Sequence[Pair], Given, Mixture, int, int, Predictions | None], Iterable[Conversation]
]


def _statements(
    pairs: Sequence[Pair], given: Given, mixture: Mixture, count: int, seed: int, _: object
) -> Iterator[Conversation]:
    for pair, turn in _taken(pairs, count, seed, "text_to_sql"):
        yield make.text_to_sql(pair, mixture, _rng(seed, "text_to_sql", pair, turn))


def _continuations(
    pairs: Sequence[Pair], given: Given, mixture: Mixture, count: int, seed: int, _: object
) -> Iterator[Conversation]:
    for pair, turn in _taken(pairs, count, seed, "continuation_writing"):
        yield make.continuation(pair, mixture, _rng(seed, "continuation_writing", pair, turn))


def _linkings(
    pairs: Sequence[Pair], given: Given, mixture: Mixture, count: int, seed: int, _: object
) -> Iterator[Conversation]:
    refused = round(count * mixture.refused)
    for pair, turn in _taken(pairs, count - refused, seed, "schema_linking"):
        yield make.schema_linking(pair, mixture, _rng(seed, "schema_linking", pair, turn))
    for number, (pair, turn) in enumerate(_taken(pairs, refused, seed, "refused")):
        rng = _rng(seed, "refused", pair, turn)
        elsewhere = make.not_here(pair, rng.choice(pairs)) if number % 2 else None
        yield elsewhere or make.asks_to_write(pair, rng)


def _corrections(
    pairs: Sequence[Pair],
    given: Given,
    mixture: Mixture,
    count: int,
    seed: int,
    predictions: Predictions | None,
) -> Iterator[Conversation]:
    """As many as asked for; a pair without a wrong statement leaves its place to another."""
    trials, made = given.trials, 0
    if trials is None:
        return
    for pair, turn in _taken(pairs, len(pairs) * MAX_ROUNDS, seed, "noise_correction"):
        if made == count:
            return
        predicted = (predictions or {}).get((pair.database, pair.question), ())
        rng = _rng(seed, "noise_correction", pair, turn)
        found = make.correction(pair, mixture, trials(pair.database), predicted, rng)
        if found is not None:
            made += 1
            yield found


_MAKERS: Mapping[Task, Maker] = {
    "text_to_sql": _statements,
    "schema_linking": _linkings,
    "noise_correction": _corrections,
    "continuation_writing": _continuations,
}


def read_predictions(path: Path) -> Predictions:
    """A file of lines {"database": .., "question": .., "sql": ..}; BadArgument for others."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    try:
        with path.open(encoding="utf-8") as file:
            lines = list(file)
    except OSError as error:
        raise BadArgument(f"the predictions cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            key = (str(entry["database"]), " ".join(str(entry["question"]).split()))
            found[key].append(str(entry["sql"]))
        except (ValueError, KeyError, TypeError) as error:
            hint = 'Each line is {"database": "spider/..", "question": .., "sql": ..}.'
            raise BadArgument(f"{path}, line {number}: no prediction", hint=hint) from error
    return found


def write_data(path: Path, conversations: Iterable[Conversation]) -> None:
    """A line for each; the file is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(path.suffix + ".part")
    with part.open("w", encoding="utf-8") as file:
        for one in conversations:
            line = {
                "task": one.task,
                "kind": one.kind,
                "source": one.source,
                "database": one.database,
                "messages": one.messages,
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    part.replace(path)
