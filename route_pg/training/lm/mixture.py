"""How much of each task the data hold, and of what each is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from route_pg.types import Task

PAPER_PAIRS = 8_659 + 9_428  # questions of Spider's and BIRD's training parts, before any filter
PAPER_CORRECTIONS = 10_000  # the published script names its parts 'NC_clean_1W', 'CL_clean_1W'
PAPER_CONTINUATIONS = 10_000


def _paper() -> dict[Task, float]:
    return {
        "text_to_sql": 1.0,
        "schema_linking": 1.0,
        "noise_correction": PAPER_CORRECTIONS / PAPER_PAIRS,
        "continuation_writing": PAPER_CONTINUATIONS / PAPER_PAIRS,
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class Mixture:
    """Conversations of each task for each clean pair, and shares within the tasks.

    The proportions of the tasks are the paper's; the shares are ours, the paper states none.
    """

    tasks: Mapping[Task, float] = field(default_factory=_paper)
    narrowed: float = 0.5  # of prompts that show the kept schema alone, as collaboration does
    refused: float = 0.1  # of schema_linking: 'not here' and 'asks to write', as many of each
    correct: float = 0.3  # of noise_correction: statements that are to be called correct
    untold: float = 0.3  # of noise_correction: without what became of the statement
