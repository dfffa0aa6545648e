"""How well a model tells questions that have no answer, on databases kept aside.

A threshold of refusing is read off here; it becomes the worker's setting, never a weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from route_pg.models.embedded.model import ANSWERABLE
from route_pg.models.embedded.runtime import Network
from route_pg.training.rows import ASKS_TO_WRITE, HERE, NOT_HERE
from route_pg.training.samples import Sample

FALSE_REFUSALS = (0.01, 0.02, 0.05, 0.1)
_EXPECTED = {"elsewhere": NOT_HERE, "writes": ASKS_TO_WRITE}


def chances(network: Network, samples: Sequence[Sample]) -> NDArray[np.float64]:
    """(samples, 3): the probabilities of ANSWERABLE."""
    logits = np.array([network.read([s.items])[0].answerable for s in samples], np.float64)
    exponents = np.exp(logits - logits.max(1, keepdims=True))
    return np.asarray(exponents / exponents.sum(1, keepdims=True))


def answerability(network: Network, samples: Sequence[Sample]) -> dict[str, Any]:
    """Shares refused of what has no answer, by shares of answerable questions refused with it."""
    expected = np.array([_EXPECTED.get(sample.source, HERE) for sample in samples])
    refused = 1 - chances(network, samples)[:, HERE]
    here = np.sort(refused[expected == HERE])[::-1]
    curve = []
    for share in FALSE_REFUSALS:
        threshold = float(here[int(share * len(here))])
        caught = {
            ANSWERABLE[kind]: float((refused[expected == kind] > threshold).mean())
            for kind in (NOT_HERE, ASKS_TO_WRITE)
        }
        curve.append({"false refusals": share, "threshold": threshold, **caught})
    counts = {ANSWERABLE[kind]: int((expected == kind).sum()) for kind in range(len(ANSWERABLE))}
    return {"questions": counts, "curve": curve}
