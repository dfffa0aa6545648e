"""The embedder of columns and questions: a sentence encoder on ONNX Runtime."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from route_pg.models.embedded.batch import CLS, SEP
from route_pg.models.embedded.model import WEIGHTS
from route_pg.models.embedded.pieces import WordPieces
from route_pg.models.embedded.runtime import open_session

MAX_PIECES = 126
BATCH = 32


class EmbeddedEmbedder:
    """Unit vectors of 384 floats; its name changes with its weights."""

    def __init__(self, folder: str | Path = WEIGHTS, *, threads: int | None = None) -> None:
        folder = Path(folder)
        self.name = str(json.loads((folder / "embedder.json").read_text("utf-8"))["name"])
        self._session = open_session(folder / "embedder.onnx", threads or os.cpu_count() or 1)
        self._pieces = WordPieces(folder / "tokenizer.json")

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """See Embedder; texts of like length are embedded together."""
        rows = [[CLS, *self._pieces(text.lower())[:MAX_PIECES], SEP] for text in texts]
        found: list[list[float]] = [[] for _ in texts]
        order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            ids = np.zeros((len(chosen), len(rows[chosen[-1]])), np.int64)
            for at, row in enumerate(chosen):
                ids[at, : len(rows[row])] = rows[row]
            (vectors,) = self._session.run(None, {"ids": ids, "mask": ids > 0})
            for row, vector in zip(chosen, vectors, strict=True):
                found[row] = vector.tolist()
        return found
