"""Predictions that were made before: keyed by everything that they depend on.

A file of JSON lines, appended to as predictions are made, so that an interrupted run goes on where
it stopped. The key holds the question, the catalog, the model and the code; what is read back is
what a run would give again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

import route_pg
from route_pg.evaluation.predicting import Prediction


@cache
def code_hash() -> str:
    """SHA-256 over the package's own Python and the extension's SQL, shortened."""
    package = Path(route_pg.__file__).parent
    digest = hashlib.sha256()
    for path in sorted([*package.rglob("*.py"), *package.parent.glob("sql/src/*.sql")]):
        if "evaluation" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def key_of(*parts: str) -> str:
    """The key of a prediction, from all that it depends on."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class Cache:
    """Predictions by key; None as path: nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known: dict[str, Prediction] = {}
        if path is not None and path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                self._take(line)

    def _take(self, line: str) -> None:
        try:
            item = json.loads(line)
        except ValueError:
            return  # the last line of a run that was killed
        lists = {
            "candidates": tuple(item["prediction"]["candidates"]),
            "linked": tuple((table, column) for table, column in item["prediction"]["linked"]),
        }
        self._known[item["key"]] = Prediction(**{**item["prediction"], **lists})

    def get(self, key: str) -> Prediction | None:
        """What was predicted under this key, if anything."""
        return self._known.get(key)

    def put(self, key: str, prediction: Prediction) -> None:
        """Keep a prediction; one that ran out of time is not kept."""
        if key in self._known or prediction.timed_out:
            return
        self._known[key] = prediction
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            line = json.dumps({"key": key, "prediction": asdict(prediction)}, ensure_ascii=False)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
