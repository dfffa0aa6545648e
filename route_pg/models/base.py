"""What a model and an embedder are.

Every method takes many inputs at once, because the worker batches the calls of concurrent
conversations; the answers come back in the order of the inputs. Implementations raise RouteError
and nothing else. Deterministic: the same inputs give the same answers, in any batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from route_pg.types import Candidate, Judgement, Linked, Outcome, Schema

DIMENSIONS = 384
"""Of every embedding: `vector(384)` in the catalog."""


@dataclass(kw_only=True, slots=True)
class Meter:
    """What language models spent on one question; each adds to it, the trace shows it."""

    calls: int = 0
    prompt_tokens: int = 0
    answer_tokens: int = 0

    def add(self, *, prompt_tokens: int, answer_tokens: int) -> None:
        """Count one call."""
        self.calls += 1
        self.prompt_tokens += prompt_tokens
        self.answer_tokens += answer_tokens


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """One question over one linked schema."""

    question: str
    schema: Schema
    meter: Meter = field(default_factory=Meter, repr=False, compare=False)  # of its question


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A statement in the hands of noise correction, with what became of it."""

    ask: Ask
    candidate: Candidate
    outcome: Outcome | None  # None: not tried
    agreement: float = 0.0  # share of the beam's probability whose results equal this one's
    had_rows: bool = False  # it read rows before it failed, so that its error may quote them


@dataclass(frozen=True, kw_only=True, slots=True)
class Prefix:
    """A statement to be written on from its beginning."""

    ask: Ask
    candidate: Candidate  # its derivation, cut, is the prefix
    length: int  # how many tokens of the derivation stand


class Model(Protocol):
    """Answers the four tasks."""

    name: str  # as set, for status, traces and reports: 'embedded', 'openai:...'
    version: str  # changes with the weights: their SHA-256, shortened, or the server's model name

    def schema_linking(self, asks: Sequence[Ask]) -> list[Linked]:
        """Say what each question needs of its schema, and whether it can be answered there."""

    def text_to_sql(self, asks: Sequence[Ask], *, beam: int) -> list[list[Candidate]]:
        """Write up to `beam` statements for each question, best first."""

    def noise_correction(self, drafts: Sequence[Draft]) -> list[Judgement]:
        """Judge each draft by its outcome, and offer corrections."""

    def continuation_writing(
        self, prefixes: Sequence[Prefix], *, beam: int
    ) -> list[list[Candidate]]:
        """Write each statement on from its prefix, best first."""


class Embedder(Protocol):
    """Turns text into unit vectors for the ranking of columns."""

    name: str  # a catalog embedded under another name is RT005

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Embed each text: len(texts) unit vectors of DIMENSIONS floats."""
