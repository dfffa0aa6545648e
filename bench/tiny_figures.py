"""What the tiny language model's proof measures, what must hold of it, and both as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bench.tiny_shop import ALL, CONTINUED, CORRECTED, Asked
from route_pg.types import TASKS, Task

TRANSFORMERS = "transformers:<path>"
UNCORRECTED = "transformers:<path>, no noise_correction"
SERVED = "openai:<url>, transformers serve"
ENOUGH: dict[Task, float] = {  # of the conversations of each task
    "text_to_sql": 1.0,  # the planted drafts are among them
    "schema_linking": 0.95,
    "noise_correction": 0.85,
    "continuation_writing": 0.95,
}


@dataclass(frozen=True, kw_only=True)
class Known:
    """How many conversations of a task the model answers to the letter."""

    task: Task
    right: int
    asked: int

    @property
    def enough(self) -> bool:
        """Whether training may end."""
        return self.right >= ENOUGH[self.task] * self.asked

    def __str__(self) -> str:
        return f"{self.right} of {self.asked}"


@dataclass(kw_only=True)
class Figures:
    """What was measured; what a run left out stays empty."""

    clean: int = 0  # pairs of question and statement that training may use
    conversations: dict[Task, int] = field(default_factory=dict)
    parameters: int = 0
    stages: list[dict[str, Any]] = field(default_factory=list)
    known: dict[Task, Known] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    asked: dict[str, dict[str, Any]] = field(default_factory=dict)  # by model, of `ask_all`
    ablation: dict[str, int] = field(default_factory=dict)  # right, by the tasks that were asked


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that must hold."""

    what: str
    seen: str
    held: bool


def checks(figures: Figures) -> list[Check]:
    """What the proof claims, in its order."""
    return [
        *_trained(figures),
        *_answered(figures, TRANSFORMERS),
        _mended(figures, TRANSFORMERS, CORRECTED, "noise_correction"),
        *_answered(figures, UNCORRECTED),
        _mended(figures, UNCORRECTED, CONTINUED, "continuation_writing"),
        *_answered(figures, SERVED),
        _mended(figures, SERVED, CORRECTED, "noise_correction"),
        _ablated(figures.ablation),
    ]


def _trained(figures: Figures) -> Iterator[Check]:
    if not figures.stages:  # weights of an earlier run
        return
    made = ", ".join(f"{task} {figures.conversations[task]}" for task in TASKS)
    yield Check(
        what="data of the four tasks",
        seen=f"{figures.clean} of {len(ALL)} pairs are clean: {made}",
        held=figures.clean == len(ALL) and all(figures.conversations.values()),
    )
    updates = sum(stage["updates"] for stage in figures.stages)
    first, last = figures.stages[0]["first_loss"], figures.stages[-1]["last_loss"]
    known = ", ".join(f"{task} {figures.known[task]}" for task in TASKS)
    yield Check(
        what="route-pg train lm",
        seen=f"{figures.parameters:,} parameters, {updates} updates, loss {first:.2f} to"
        f" {last:.4f}; known to the letter: {known}",
        held=all(known.enough for known in figures.known.values()),
    )


def _answered(figures: Figures, name: str) -> Iterator[Check]:
    asked = figures.asked[name]
    median = asked["median_milliseconds"]
    # A question that only noise correction is taught to mend may stay unanswered without it.
    least = len(ALL) - (name == UNCORRECTED)
    yield Check(
        what=f"route_ask, {name}",
        seen=f"{asked['right']} of {len(ALL)} questions right, median {median} ms",
        held=asked["right"] >= least,
    )


def _mended(figures: Figures, name: str, asked: Asked, task: Task) -> Check:
    """The planted draft failed, and the answer is the task's."""
    written = figures.asked[name]["candidates"][asked.question]
    failures = [one["failure"] for one in written if one["sql"] == asked.planted]
    chosen = [one for one in written if one["chosen"]]
    planted = failures[0] if failures else "the planted draft was not written"
    held = bool(failures and failures[0]) and [one["task"] for one in chosen] == [task]
    what = "on a planted wrong column" if asked is CORRECTED else "over three tables"
    answer = chosen[0]["sql"] if chosen else "nothing"
    return Check(what=f"{task} {what}", seen=f"{planted}\n-> {answer}", held=held)


def _ablated(right: dict[str, int]) -> Check:
    """All four tasks answer everything; text_to_sql alone has nothing to mend its drafts with."""
    return Check(
        what="route-pg eval run --ablate",
        seen=", ".join(f"{name} {count}" for name, count in right.items()),
        held=right["all four"] == len(ALL) and right["text_to_sql alone"] < len(ALL),
    )


def show(figures: Figures, found: list[Check]) -> None:
    """Print what was seen, and whether it held."""
    table = Table("what", "seen", "held", title="A tiny language model, end to end")
    for check in found:
        table.add_row(check.what, Text(check.seen), "yes" if check.held else "NO", end_section=True)
    console = Console(width=110)
    console.print(table)
    spent = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in figures.seconds.items())
    console.print(Text(f"wall clock: {spent}"))
    short = sum(not check.held for check in found)
    console.print("all of it held" if not short else f"{short} of {len(found)} fell short")
