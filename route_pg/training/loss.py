"""What training minimises: the derivation under the grammar, schema linking, answerability, and
the verdict on drafts, each by itself and among those of its question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn import functional

from route_pg.models.embedded.inputs import CELL_CATEGORY, WORD_CATEGORY
from route_pg.models.embedded.tokens import ACTION_MASKS, CATEGORY_MASKS, MAX_SPAN
from route_pg.training.batches import Targets
from route_pg.training.network import NEGATIVE, Memory, Network
from route_pg.training.rows import HERE


@dataclass(frozen=True, kw_only=True)
class LossWeights:
    """How much each part counts."""

    linking: float = 0.3
    answerable: float = 0.2
    judging: float = 0.3
    ranking: float = 0.3
    smoothing: float = 0.05  # of labels, spread over what the grammar allows

    def without(self, tasks: Sequence[str]) -> LossWeights:
        """The same with nothing to gain from some of the tasks; text_to_sql always stays."""
        parts = {
            "schema_linking": ("linking",),
            "noise_correction": ("judging", "ranking"),
            "answerability": ("answerable",),
        }
        return replace(self, **{part: 0.0 for task in tasks for part in parts[task]})


class GrammarMask:
    """The grammar's masks as tensors of a device."""

    def __init__(self, device: torch.device) -> None:
        self.actions = torch.from_numpy(ACTION_MASKS).to(device)
        self.categories = torch.from_numpy(CATEGORY_MASKS).to(device)

    def __call__(self, targets: Targets, categories: Tensor, value_column: Tensor) -> Tensor:
        """(D, T, FIXED + N): what the grammar allows for each token."""
        categories, value_column = categories[targets.rows], value_column[targets.rows]
        known = categories.clamp(min=0)[:, None, :].expand(-1, targets.symbols.shape[1], -1)
        pointers = torch.gather(self.categories[targets.symbols], 2, known)
        pointers &= (categories >= 0)[:, None, :]
        cells = (categories == CELL_CATEGORY)[:, None, :]
        pointers &= ~cells | (value_column[:, None, :] == targets.columns[:, :, None])
        place = torch.arange(categories.shape[1], device=categories.device)[None, None, :]
        opened = targets.words[:, :, None]
        within = (opened < 0) | ((place >= opened) & (place < opened + MAX_SPAN))
        pointers &= (categories != WORD_CATEGORY)[:, None, :] | within
        return torch.cat([self.actions[targets.symbols], pointers], -1)


@dataclass(frozen=True, slots=True)
class Losses:
    """Means over a batch; `total` is minimised, the rest is for the log."""

    total: Tensor
    derivation: Tensor
    linking: Tensor
    answerable: Tensor
    judging: Tensor
    ranking: Tensor
    right: Tensor  # share of the written derivations of which every token is the likeliest


def losses(
    network: Network,
    memory: Memory,
    targets: Targets,
    allowed: Tensor,
    categories: Tensor,
    weights: LossWeights,
) -> Losses:
    """The parts of the loss of one batch; `allowed` (D, T, FIXED + N), `categories` (B, N)."""
    chosen = memory.rows(targets.rows)
    hidden = network.decode(chosen, targets.read, targets.symbols, targets.outcomes)
    logits = network.logits(network.pointer_key(chosen.items), chosen.linking, hidden)
    chances = functional.log_softmax(logits.masked_fill(~allowed, NEGATIVE), -1)
    surprise = -chances.gather(2, targets.tokens[:, :, None]).squeeze(-1)
    choices = allowed.float()
    spread = -(chances.clamp(min=-50) * choices).sum(-1) / choices.sum(-1).clamp(min=1)
    smoothed = (1 - weights.smoothing) * surprise + weights.smoothing * spread
    count = targets.weights.sum().clamp(min=1)
    derivation = (smoothed * targets.weights).sum() / count
    linking = _linking(memory, targets, categories)
    answerable = functional.cross_entropy(memory.answerable.float(), targets.answerable)
    verdicts = _verdicts(network, chosen, hidden, targets)
    judging = _judging(verdicts, targets)
    ranking = _ranking(verdicts - (surprise * targets.drafted).sum(1), targets, len(categories))
    total = (
        derivation
        + weights.linking * linking
        + weights.answerable * answerable
        + weights.judging * judging
        + weights.ranking * ranking
    )
    written = (targets.judged < 0) & (targets.weights.sum(1) > 0)
    hits = (chances.argmax(-1) == targets.tokens) | (targets.weights == 0)
    return Losses(
        total=total,
        derivation=(surprise * targets.weights).sum() / count,
        linking=linking,
        answerable=answerable,
        judging=judging,
        ranking=ranking,
        right=(hits.all(1) & written).sum() / written.sum().clamp(min=1),
    )


def _linking(memory: Memory, targets: Targets, categories: Tensor) -> Tensor:
    linkable = (categories > WORD_CATEGORY) & (targets.answerable == HERE)[:, None]
    found = functional.binary_cross_entropy_with_logits(
        memory.linking.float(), targets.linked, reduction="none"
    )
    return (found * linkable).sum() / linkable.sum().clamp(min=1)


def _verdicts(network: Network, chosen: Memory, hidden: Tensor, targets: Targets) -> Tensor:
    """(D,) the logit that a draft stands; of no meaning where there is none."""
    place = targets.judged.clamp(min=0)[:, None, None].expand(-1, 1, hidden.shape[-1])
    at_outcome = hidden.gather(1, place).squeeze(1)
    return network.stands(at_outcome, network.mean(chosen)).float()


def _judging(verdicts: Tensor, targets: Targets) -> Tensor:
    judged = targets.judged >= 0
    found = functional.binary_cross_entropy_with_logits(verdicts, targets.stands, reduction="none")
    return (found * judged).sum() / judged.sum().clamp(min=1)


def _ranking(scores: Tensor, targets: Targets, rows: int) -> Tensor:
    """Right drafts of a question before its wrong ones, by likelihood and verdict together.

    Softmax over the drafts of each row (B of them) that has both; scores (D,).
    """
    mine = targets.rows[None, :] == torch.arange(rows, device=scores.device)[:, None]
    mine = mine & (targets.judged >= 0)[None, :]
    right = mine & (targets.stands > 0)[None, :]
    both = right.any(1) & (mine & ~right).any(1)
    every, good = (
        scores[None, :].masked_fill(~kept, NEGATIVE).logsumexp(1) for kept in (mine, right)
    )
    return ((every - good) * both).sum() / both.sum().clamp(min=1)
