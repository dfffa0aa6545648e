"""The embedded model as a Model: the four tasks over one network."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from route_pg.errors import BadArgument
from route_pg.generation.grammar import SYMBOLS
from route_pg.generation.render import Unrenderable, render
from route_pg.generation.vocabulary import ACTIONS
from route_pg.models.base import Ask, Draft, Prefix
from route_pg.models.embedded.beam import Hypothesis
from route_pg.models.embedded.features import FEATURES
from route_pg.models.embedded.inputs import Floats, Items, build_items
from route_pg.models.embedded.pieces import WordPieces
from route_pg.models.embedded.runtime import Network, Reading
from route_pg.models.embedded.tokens import CONTROL_ID, decode
from route_pg.types import Candidate, Failure, Judgement, Linked, Outcome, Task

WEIGHTS = Path(__file__).parent / "weights"
ANSWERABLE = ("here", "not here", "asks to write")
LINKED_PROBABILITY = 0.5
MAX_READINGS = 32  # questions whose encoding is kept between the tasks


@dataclass(frozen=True, slots=True)
class Description:
    """What model.json says of the weights."""

    version: str
    calibration: tuple[float, ...]  # weights of CALIBRATED, of the verdict, and the bias
    verifier: bool  # whether the network's own head judges drafts; without it no verdict's weight

    @classmethod
    def read(cls, folder: Path) -> Description:
        """Read and check; BadArgument where the weights are of another release."""
        path = folder / "model.json"
        if not path.exists():
            raise BadArgument(
                f"there are no weights in {folder}", hint="Train some: route-pg train small."
            )
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        actions = list(ACTIONS[: len(found["actions"])])  # more may have been added since
        ours = {"actions": actions, "symbols": list(SYMBOLS), "features": list(FEATURES)}
        for name, expected in ours.items():
            if found[name] != expected:
                raise BadArgument(
                    f"the weights in {folder} were trained with other {name}",
                    hint="Install the release that they belong to, or export them anew.",
                )
        return cls(found["version"], tuple(found["calibration"]), bool(found["verifier"]))


JUDGE_FEATURES = ("score", "length", "agreement", "failed", "empty", "single", "several", "best")
CALIBRATED = (*JUDGE_FEATURES, "columns")
"""What confidence is made of: what is known of a draft, and how much there was to choose from."""


class EmbeddedModel:
    """Answers the four tasks with the shipped weights, or those of another folder."""

    name = "embedded"

    def __init__(self, folder: str | Path = WEIGHTS, *, threads: int | None = None) -> None:
        folder = Path(folder)
        self._description = Description.read(folder)
        self.version = self._description.version
        self._network = Network(folder, threads=threads or os.cpu_count() or 1)
        self._pieces = WordPieces(folder / "tokenizer.json")
        self._readings: dict[tuple[str, int], Reading] = {}

    def schema_linking(self, asks: Sequence[Ask]) -> list[Linked]:
        """See Model."""
        return [_linked(reading) for reading in self._read(asks)]

    def text_to_sql(self, asks: Sequence[Ask], *, beam: int) -> list[list[Candidate]]:
        """See Model."""
        return [
            candidates_of(self._network.search(reading, beam=beam), reading.items, "text_to_sql")
            for reading in self._read(asks)
        ]

    def noise_correction(self, drafts: Sequence[Draft]) -> list[Judgement]:
        """See Model."""
        readings = self._read([draft.ask for draft in drafts])
        return [
            Judgement(stands=self._stands(draft, reading))
            for draft, reading in zip(drafts, readings, strict=True)
        ]

    def continuation_writing(
        self, prefixes: Sequence[Prefix], *, beam: int
    ) -> list[list[Candidate]]:
        """See Model."""
        found = []
        readings = self._read([prefix.ask for prefix in prefixes])
        for prefix, reading in zip(prefixes, readings, strict=True):
            given = prefix.candidate.derivation[: prefix.length]
            hypotheses = self._network.search(reading, beam=beam, prefix=given)
            found.append(candidates_of(hypotheses, reading.items, "continuation_writing"))
        return found

    def _read(self, asks: Sequence[Ask]) -> list[Reading]:
        """Encode what was not encoded for an earlier task of the same question."""
        keys = [(ask.question, id(ask.schema)) for ask in asks]
        new = {key: ask for key, ask in zip(keys, asks, strict=True) if key not in self._readings}
        items = [build_items(ask.question, ask.schema, self._pieces) for ask in new.values()]
        for key, reading in zip(new, self._network.read(items), strict=True):
            self._readings[key] = reading  # keeps the schema alive, so that its id is its own
        found = [self._readings[key] for key in keys]
        while len(self._readings) > MAX_READINGS:
            del self._readings[next(iter(self._readings))]
        return found

    def _stands(self, draft: Draft, reading: Reading) -> float:
        features = judge_features(draft)
        inputs = [*calibrated(features, reading.items), 1.0]
        if self._description.verifier:
            control = CONTROL_ID[outcome_name(draft.outcome)]
            numbers = draft.candidate.derivation
            inputs.insert(-1, self._network.stands(reading, numbers, control, features))
        logit = float(np.dot(self._description.calibration, inputs))
        return 1 / (1 + math.exp(-logit))


def outcome_name(outcome: Outcome | None) -> str:
    """The control token of an outcome (tokens.CONTROL)."""
    if outcome is None:
        return "untried"
    if isinstance(outcome, Failure):
        return "failed"
    values = [value for row in outcome.rows for value in row if value is not None]
    if not values:
        return "empty"
    return "single" if len(outcome.rows) == 1 else "several"


def judge_features(draft: Draft) -> Floats:
    """JUDGE_FEATURES of a draft."""
    name = outcome_name(draft.outcome)
    outcomes = [float(name == wanted) for wanted in ("failed", "empty", "single", "several")]
    length = len(draft.candidate.derivation) / 20
    score = draft.candidate.score
    values = [score, length, draft.agreement, *outcomes, math.exp(score)]
    return np.array(values, np.float32)


def calibrated(features: Sequence[float] | Floats, items: Items) -> list[float]:
    """CALIBRATED of a draft: its JUDGE_FEATURES, and the logarithm of the columns shown."""
    columns = items.first_value - items.first_column
    return [*map(float, features), math.log(max(columns, 1))]


def _linked(reading: Reading) -> Linked:
    items = reading.items
    chances = 1 / (1 + np.exp(-reading.linking[: len(items.kinds)]))
    tables = chances[items.first_table : items.first_column]
    columns = chances[items.first_column : items.first_value]
    exponents = np.exp(reading.answerable - reading.answerable.max())
    answerable = exponents / exponents.sum()
    ranked = np.argsort(-columns, kind="stable")
    return Linked(
        columns=tuple(int(n) for n in ranked if columns[n] >= LINKED_PROBABILITY),
        tables=tuple(int(n) for n in np.flatnonzero(tables >= LINKED_PROBABILITY)),
        answerable={name: float(p) for name, p in zip(ANSWERABLE, answerable, strict=True)},
    )


def candidates_of(hypotheses: Sequence[Hypothesis], items: Items, task: Task) -> list[Candidate]:
    """The statements of hypotheses; those that say the same are one, their chances added."""
    merged: dict[str, Candidate] = {}
    for hypothesis in hypotheses:
        try:
            sql = render(decode(hypothesis.numbers, items), items.schema)
        except Unrenderable:
            continue  # the grammar is wider than SQL: such a derivation is no candidate
        first = merged.get(sql)
        score = float(np.logaddexp(first.score, hypothesis.score)) if first else hypothesis.score
        numbers = first.derivation if first else hypothesis.numbers
        merged[sql] = Candidate(sql=sql, score=score, task=task, derivation=numbers)
    return sorted(merged.values(), key=lambda candidate: -candidate.score)
