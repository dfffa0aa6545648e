"""The figures of reports on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from route_pg.evaluation.differing import Difference
from route_pg.evaluation.hardness import HARDNESS
from route_pg.evaluation.loading import Loaded
from route_pg.evaluation.records import Report, Verdict, trust

OUTCOMES = ("right", "wrong", "error", "timeout", "refusal")
CLASS_COUNTS = ("executable", "right", "wrong", "refused", "confidently_wrong")
ABLATION_HEADS = ("tasks", "right", "EX %", "adds", "flips", "p", "ms")
CLASS_HEADS = ("class", *(name.replace("_", " ") for name in CLASS_COUNTS), "EX %")


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


def show_summary(report: Report, console: Console) -> None:
    """Accuracy by hardness, and what could not be judged."""
    total = report.summary["total"]
    console.print(Text(f"{report.benchmark}, {report.predictor}: judged {report.judging}"))
    table = Table(Column("", no_wrap=True), "all", "exec.", *OUTCOMES, "EX %", "strict %")
    for level in levels(report):
        table.add_row(level, *_cells(report.summary["by_hardness"][level]))
    table.add_section()
    table.add_row("total", *_cells(total))
    console.print(table)
    _show_classes(report, console)
    show_rows(ABLATION_HEADS, ablation_rows(report), console)
    if total["ties"]:
        console.print(f"{total['ties']} of the wrong are wrong only through ties")
    for name, count in sorted(report.summary["missing_databases"].items()):
        console.print(f"no database {name}: {count} examples not judged", highlight=False)


def _show_classes(report: Report, console: Console) -> None:
    rows = class_rows(report)
    if not rows:
        return
    table = Table(*CLASS_HEADS)
    for place, cells in enumerate(rows, start=1):
        table.add_row(*cells, end_section=place == len(rows) - 1)
    console.print(table)
    for line in otherwise_refused(report):
        console.print(Text(line))


def class_rows(report: Report) -> list[list[str]]:
    """The cells under `CLASS_HEADS`, a row for each class and one for all; none without classes."""
    classes = report.summary.get("by_class")  # reports that were written before had none
    if not classes:
        return []
    counted = [*classes.items(), ("total", trust(report.examples))]
    return [
        [name, *(str(counts[key]) for key in CLASS_COUNTS), _share_right(counts)]
        for name, counts in counted
    ]


def ablation_rows(report: Report) -> list[list[str]]:
    """The cells under `ABLATION_HEADS`: all four tasks, then without each; none where not asked."""
    if not report.ablation:
        return []
    whole, median = report.summary["total"], report.summary["latency_seconds"].get("median")
    counts = [str(whole.get("right", 0)), percent(whole["accuracy"])]
    rows = [["all four", *counts, "", "", "", _milliseconds(median)]]
    for row in report.ablation:
        gained, spoiled = len(row.gained), len(row.spoiled)
        counts = [str(row.right), percent(row.right / row.compared)]
        flips = [f"{gained - spoiled:+d}", f"+{gained} -{spoiled}", f"{row.p_value:.2g}"]
        rows.append([row.name, *counts, *flips, _milliseconds(row.median_seconds)])
    return rows


def _milliseconds(seconds: float | None) -> str:
    return "-" if seconds is None else f"{1000 * seconds:.0f}"


def show_rows(heads: Sequence[str], rows: Sequence[Sequence[str]], console: Console) -> None:
    """A plain table; nothing where there are no rows."""
    if rows:
        first, *others = heads
        columns = (Column(head, overflow="fold") for head in others)
        table = Table(Column(first, no_wrap=True), *columns)
        for cells in rows:
            table.add_row(*cells)
        console.print(table)


def _share_right(counts: Mapping[str, int]) -> str:
    return percent(counts["right"] / counts["executable"] if counts["executable"] else None)


def otherwise_refused(report: Report) -> list[str]:
    """A line for each refusal that was right but for its reason."""
    return [
        f"right, but refused with {v.sqlstate or 'no SQLSTATE'} instead of {v.refusal}:"
        f" {v.question}"
        for v in report.examples
        if v.otherwise_refused
    ]


def _cells(tally: dict[str, Any]) -> list[str]:
    counts = [str(tally.get(name, 0)) for name in ("all", "executable", *OUTCOMES)]
    return [*counts, percent(tally["accuracy"]), percent(tally["strict_accuracy"])]


def show_loaded(reports: Sequence[Loaded], console: Console) -> None:
    """What was loaded, and what was lost on the way."""
    table = Table("database", "tables", "rows", "keys", "foreign", "NOT VALID", "lost", "s")
    for report in reports:
        counts = (report.tables, report.rows, report.primary_keys, report.foreign_keys)
        held = (len(report.unenforced), len(report.lost))
        seconds = "kept" if report.resumed else f"{report.seconds:.1f}"
        table.add_row(report.database, *map(str, (*counts, *held)), seconds)
    console.print(table)
    for report in reports:
        for line in (*report.unenforced, *report.lost, *filter(None, [report.failure])):
            console.print(Text(f"{report.database}: {line}"))


def show_difference(difference: Difference, console: Console) -> None:
    """What flipped each way, and McNemar's test."""
    both = difference.both
    shares = [percent(right / both) for right in (difference.right_before, difference.right_after)]
    console.print(
        Text(
            f"over {both} examples: {shares[0]} % before, {shares[1]} % after;"
            f" {len(difference.won)} won, {len(difference.lost)} lost;"
            f" McNemar's exact p = {difference.p_value:.2g}"
        )
    )
    if difference.only_in_one:
        console.print(f"{difference.only_in_one} examples were judged in one report only")
    for title, flips in (("won", difference.won), ("lost", difference.lost)):
        for before, after in flips:
            console.print(Text(f"\n{title} [{before.index}] {before.database}: {before.question}"))
            console.print(Text(f"  gold    {before.expected}"))
            console.print(Text(f"  before  {before.predicted or before.failure}"))
            console.print(Text(f"  after   {after.predicted or after.failure}"))


def show_failures(verdicts: Sequence[Verdict], console: Console) -> None:
    """Failures to read, one below the other."""
    for verdict in verdicts:
        classes = ", ".join(verdict.classes) or verdict.outcome
        where = f"[{verdict.index}] {verdict.database}, {verdict.hardness}"
        console.print(Text(f"\n{where}: {classes}"))
        console.print(Text(f"  {verdict.question}"))
        console.print(Text(f"  gold       {verdict.expected}"))
        console.print(Text(f"  predicted  {verdict.predicted or '-'}"))
        if verdict.failure:
            console.print(Text(f"  failure    {verdict.sqlstate} {verdict.failure}"))
    console.print(f"\n{len(verdicts)} failures")
