"""Questions with the statements that answer them, and the benchmark that they make."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from route_pg.errors import NoCandidateStands, RefusedAsUnsafe

Engine = Literal["sqlite", "postgresql"]
Rules = Literal["spider", "bird", "sql-eval", "strict"]

# A question may end in these; anything else means that nothing can be measured.
REFUSALS = (NoCandidateStands.sqlstate, RefusedAsUnsafe.sqlstate)

REFUSE = "refuse"
"""The group of the questions that are to be refused."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A question with the statements that answer it, or that is to be refused."""

    index: int  # 0-based, in the benchmark's own order
    database: str  # the benchmark's name of it; '' for the one of --dsn
    question: str
    golds: tuple[str, ...]  # any of them is right; none where the right answer is a refusal
    refusal: str = ""  # SQLSTATE of the right refusal; '' for any
    group: str = ""  # what the question is about, in the words of the benchmark's author
    ordered: bool | None = None  # the order of rows counts; None: as the gold's text orders
    evidence: str = ""  # what BIRD tells along with the question
    hardness: str = "unknown"
    measured: str = "approximate"  # how the hardness was come by: 'spider', 'benchmark'

    @property
    def gold(self) -> str:
        """The first of the accepted statements; '' where there is none."""
        return self.golds[0] if self.golds else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Benchmark:
    """Examples, and where their databases come from."""

    name: str
    family: str  # benchmarks of one family share databases: 'spider'
    engine: Engine  # of the gold
    rules: Rules
    examples: tuple[Example, ...]
    databases: Path | None = None  # folder of <db>/<db>.sqlite, or of PostgreSQL dumps
    entries: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # of tables.json
    data: Mapping[str, str] = field(default_factory=dict)  # file name to SHA-256

    @property
    def hardness(self) -> str:
        """How the levels were come by, over all examples."""
        kinds = {example.measured for example in self.examples}
        return kinds.pop() if len(kinds) == 1 else "mixed"


def select(
    examples: Sequence[Example],
    *,
    databases: Sequence[str] = (),
    limit: int | None = None,
    sample: int | None = None,
) -> list[Example]:
    """Some of the examples: of these databases, at most `limit`, drawn with seed `sample`.

    Without a seed the first are taken; the order is always the benchmark's own.
    """
    kept = [e for e in examples if not databases or e.database in databases]
    if limit is None or limit >= len(kept):
        return kept
    if sample is None:
        return kept[:limit]
    return sorted(random.Random(sample).sample(kept, limit), key=lambda e: e.index)
