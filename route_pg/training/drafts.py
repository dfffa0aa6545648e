"""Drafts for noise correction: the model's own beams on databases it was not trained on.

Each candidate is run in PostgreSQL; what became of it is told to the network, whether it is right
is what the network learns to say. As in ROUTE, the errors are real ones, not made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import numpy as np

from route_pg.collaboration.agreement import agreements, probabilities
from route_pg.models.base import Ask, Draft
from route_pg.models.embedded.model import candidates_of, judge_features, outcome_name
from route_pg.models.embedded.runtime import Network
from route_pg.models.embedded.tokens import CONTROL_ID
from route_pg.training.samples import DraftSample, Sample, Trace
from route_pg.types import Outcome, Result

Execute = Callable[[str, str], Outcome]
"""database, sql -> what became of it."""
IsRight = Callable[[Sample, str], bool]


def with_drafts(
    network: Network,
    samples: Iterable[Sample],
    execute: Execute,
    is_right: IsRight,
    *,
    beam: int = 8,
) -> Iterator[Sample]:
    """The samples, each with the drafts that the network writes for it."""
    for sample in samples:
        (reading,) = network.read([sample.items])
        candidates = candidates_of(network.search(reading, beam=beam), sample.items, "text_to_sql")
        outcomes = [execute(sample.database, candidate.sql) for candidate in candidates]
        results = [outcome if isinstance(outcome, Result) else None for outcome in outcomes]
        together = agreements(results, probabilities(candidates))
        drafts = []
        ask = Ask(question=sample.items.question, schema=sample.items.schema)
        for candidate, outcome, share in zip(candidates, outcomes, together, strict=True):
            draft = Draft(ask=ask, candidate=candidate, outcome=outcome, agreement=share)
            drafts.append(
                DraftSample(
                    trace=Trace.of(candidate.derivation, sample.items),
                    control=outcome_name(outcome),
                    features=tuple(float(value) for value in judge_features(draft)),
                    right=is_right(sample, candidate.sql),
                )
            )
        yield replace(sample, drafts=tuple(drafts))


def verdicts(network: Network, sample: Sample) -> list[float]:
    """What the network's own head says of each draft: the logit that it stands."""
    (reading,) = network.read([sample.items])
    return [
        network.stands(
            reading,
            draft.trace.numbers,
            CONTROL_ID[draft.control],
            np.array(draft.features, np.float32),
        )
        for draft in sample.drafts
    ]
