"""From a checkpoint to the folder of weights that the worker loads."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from route_pg.generation.grammar import SYMBOLS
from route_pg.generation.vocabulary import ACTIONS
from route_pg.models.embedded.inputs import FEATURES
from route_pg.models.embedded.tokens import CONTROL, FIXED
from route_pg.training.export import export, quantize
from route_pg.training.network import NEGATIVE, Network, NetworkConfig
from route_pg.training.samples import encoder_folder

UNTRAINED = (1.0, 0.0, 1.0, -4.0, -0.5, 0.0, 0.0, 2.0, 0.5)
"""A judge before it is calibrated: likely candidates that agree with the beam stand."""


def load_network(checkpoint: Path) -> Network:
    """The network of a checkpoint under today's vocabulary.

    Actions and symbols may have been added since: they are never emitted by old weights.
    """
    state = torch.load(checkpoint, map_location="cpu", weights_only=False)
    weights: dict[str, Tensor] = state["network"]
    old_fixed = (*state["actions"], *CONTROL)
    now_fixed = (*ACTIONS, *CONTROL)
    config = {**state["config"], "fixed": FIXED, "symbols": len(SYMBOLS)}
    weights["fixed.weight"] = _remap(weights["fixed.weight"], old_fixed, now_fixed)
    weights["symbols.weight"] = _remap(weights["symbols.weight"], state["symbols"], SYMBOLS)
    weights["fixed_head.weight"] = _remap(weights["fixed_head.weight"], old_fixed, now_fixed)
    bias = weights["fixed_head.bias"][:, None]
    weights["fixed_head.bias"] = _remap(bias, old_fixed, now_fixed, NEGATIVE)[:, 0]
    network = Network(NetworkConfig(**config))
    network.load_state_dict(weights)
    return network.eval()


def _remap(rows: Tensor, old: Sequence[str], new: Sequence[str], missing: float = 0.0) -> Tensor:
    """The rows of `old` in the order of `new`."""
    place = {name: at for at, name in enumerate(old)}
    blank = torch.full_like(rows[0], missing)
    return torch.stack([rows[place[name]] if name in place else blank for name in new])


def ship(run: Path, folder: Path, *, quantized: bool) -> dict[str, Any]:
    """Export a run's network; returns what is in model.json."""
    export(load_network(run / "checkpoint.pt"), folder)
    if quantized:
        for name in ("read", "step"):
            quantize(folder / f"{name}.onnx")
    if not (folder / "tokenizer.json").exists():
        shutil.copy(encoder_folder() / "tokenizer.json", folder / "tokenizer.json")
    return describe(folder, calibration=UNTRAINED, verifier=False)


def describe(folder: Path, *, calibration: Sequence[float], verifier: bool) -> dict[str, Any]:
    """Write model.json beside the graphs; the version is a hash of all that decides an answer."""
    digest = hashlib.sha256()
    for name in ("read", "step"):
        digest.update((folder / f"{name}.onnx").read_bytes())
    digest.update(json.dumps([list(calibration), verifier]).encode())
    described = {
        "version": digest.hexdigest()[:12],
        "calibration": list(calibration),
        "verifier": verifier,
        "actions": list(ACTIONS),
        "symbols": list(SYMBOLS),
        "features": list(FEATURES),
    }
    (folder / "model.json").write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")
    return {name: described[name] for name in ("version", "calibration", "verifier")}
