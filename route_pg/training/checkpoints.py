"""Checkpoints, and what to do with one whose vocabulary has grown since.

Actions and symbols are only ever appended or added: rows of the embeddings and heads are found by
name, new ones begin at nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from route_pg.errors import BadArgument
from route_pg.generation.grammar import SYMBOLS
from route_pg.generation.vocabulary import ACTIONS
from route_pg.models.embedded.tokens import CONTROL_NAMES, FIXED, FIXED_NAMES
from route_pg.training.network import Network, NetworkConfig

UNLIKELY = -4.0
"""The bias of an action that the weights have never seen: rare, but it can be learned."""
NEVER = -1e4
"""The same where nothing is to be learned any more."""


def read_checkpoint(path: Path, device: str | torch.device = "cpu") -> dict[str, Any]:
    """A checkpoint of ours; never one from elsewhere, since pickles run code."""
    state: dict[str, Any] = torch.load(path, map_location=device, weights_only=False)
    return state


def has_todays_vocabulary(state: dict[str, Any]) -> bool:
    """Whether nothing was added since the checkpoint was written, nor room for it."""
    same: bool = (state["actions"], state["symbols"]) == (ACTIONS, SYMBOLS)
    return same and len(state["network"]["fixed.weight"]) == FIXED


def todays_weights(state: dict[str, Any], unseen: float = UNLIKELY) -> dict[str, Tensor]:
    """The weights of a checkpoint under today's vocabulary; `unseen`: the bias of new actions."""
    weights: dict[str, Tensor] = dict(state["network"])
    rows = len(weights["fixed.weight"])
    spare = rows - len(state["actions"]) - len(CONTROL_NAMES)
    old = (*state["actions"], *[""] * spare, *CONTROL_NAMES)
    weights["fixed.weight"] = _rows(weights["fixed.weight"], old, FIXED_NAMES)
    weights["symbols.weight"] = _rows(weights["symbols.weight"], state["symbols"], SYMBOLS)
    weights["fixed_head.weight"] = _rows(weights["fixed_head.weight"], old, FIXED_NAMES)
    bias = weights["fixed_head.bias"][:, None]
    weights["fixed_head.bias"] = _rows(bias, old, FIXED_NAMES, unseen)[:, 0]
    return weights


def load_network(path: Path, unseen: float = NEVER) -> Network:
    """The network of a checkpoint under today's vocabulary, ready for inference.

    To train it on, give UNLIKELY as `unseen`: actions that it never saw are then within reach.
    """
    state = read_checkpoint(path)
    config = {**state["config"], "fixed": FIXED, "symbols": len(SYMBOLS)}
    network = Network(NetworkConfig(**config))
    network.load_state_dict(todays_weights(state, unseen))
    return network.eval()


def average(paths: Sequence[Path], out: Path) -> None:
    """Write the mean of the weights of runs that went apart from one checkpoint.

    Such means are better than each of them (model soups, Wortsman et al. 2022). BadArgument where
    the runs differ in size or vocabulary.
    """
    states = [read_checkpoint(path) for path in paths]
    first = states[0]
    for path, state in zip(paths, states, strict=True):
        if any(state[key] != first[key] for key in ("config", "actions", "symbols")):
            raise BadArgument(f"{path} is of another shape than {paths[0]}")
    mean = {
        name: torch.stack([state["network"][name].float() for state in states]).mean(0)
        for name in first["network"]
    }
    kept = {key: first[key] for key in ("config", "actions", "symbols")}
    torch.save({**kept, "network": mean}, out)


def _rows(rows: Tensor, old: Sequence[str], new: Sequence[str], missing: float = 0.0) -> Tensor:
    """The rows of `old` in the order of `new`."""
    place = {name: at for at, name in enumerate(old)}
    blank = torch.full_like(rows[0], missing)
    known = (name if name in place else "" for name in new)
    return torch.stack([rows[place[name]] if name else blank for name in known])
