"""From a checkpoint to the folder of weights that the worker loads."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from route_pg.generation.grammar import SYMBOLS
from route_pg.generation.vocabulary import ACTIONS
from route_pg.models.embedded.features import FEATURES
from route_pg.training.checkpoints import load_network
from route_pg.training.export import export, quantize
from route_pg.training.samples import encoder_folder

UNTRAINED = (1.0, 0.0, 1.0, -4.0, -0.5, 0.0, 0.0, 2.0, 0.0, 0.5)
"""A judge before it is calibrated: likely candidates that agree with the beam stand."""


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
