"""The figures of a report on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from route_pg.evaluation.hardness import HARDNESS
from route_pg.evaluation.records import Report

OUTCOMES = ("right", "wrong", "error", "timeout", "refusal")


def percent(share: float | None) -> str:
    """A share as a percentage, '-' for none.

    >>> percent(0.8025), percent(None)
    ('80.2', '-')
    """
    return "-" if share is None else f"{100 * share:.1f}"


def levels(report: Report) -> list[str]:
    """The levels of hardness in the order in which they are shown."""
    found = report.summary["by_hardness"]
    known = [level for level in HARDNESS if level in found]
    return known + sorted(level for level in found if level not in HARDNESS)


def print_summary(report: Report, console: Console) -> None:
    """Accuracy by hardness, and what could not be judged."""
    console.print(f"[bold]{report.benchmark}[/bold]: {report.judging}")
    table = Table("hardness", "all", "executable", *OUTCOMES, "EX %", "strict %")
    for level in levels(report):
        table.add_row(level, *_cells(report.summary["by_hardness"][level]))
    table.add_section()
    table.add_row("total", *_cells(report.summary["total"]))
    console.print(table)
    for name, count in sorted(report.summary["missing_databases"].items()):
        console.print(f"no database {name}: {count} examples not judged")


def _cells(tally: dict[str, Any]) -> list[str]:
    counts = [str(tally.get(name, 0)) for name in ("all", "executable", *OUTCOMES)]
    return [*counts, percent(tally["accuracy"]), percent(tally["strict_accuracy"])]
