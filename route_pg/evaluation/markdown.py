"""A report as Markdown: figures, what they rest on, and where it fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from route_pg.evaluation.confidence import coverage, reliability
from route_pg.evaluation.records import Report
from route_pg.evaluation.tables import (
    ABLATION_HEADS,
    CLASS_HEADS,
    OUTCOMES,
    ablation_rows,
    class_rows,
    levels,
    otherwise_refused,
    percent,
)

EXAMPLES_OF_A_CLASS = 2


def as_markdown(report: Report, pictures: Sequence[str] = (), note: str = "") -> str:
    """The whole report; `pictures` are file names beside it, `note` says why there are none."""
    sections = (
        _head(report),
        _accuracy(report),
        _by_class(report),
        _ablation(report),
        _missing(report),
        _shares("Oracle of the beam", "right among the first", report.summary["beam"]),
        _confidence(report),
        _linking(report.summary),
        _latency(report.summary),
        _classes(report),
        _pictures(pictures, note),
        _provenance(report),
    )
    return "\n".join(line for section in sections for line in section) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table.

    >>> list(table(("model", "EX %"), [("embedded", "61.0")]))
    ['| model | EX % |', '|---|---|', '| embedded | 61.0 |']
    """
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    yield from (f"| {' | '.join(cells)} |" for cells in rows)


def _head(report: Report) -> Iterator[str]:
    total = report.summary["total"]
    share = percent(total["accuracy"])
    yield f"# {report.benchmark}: {share} % of {total['executable']} executable"
    yield ""
    yield (
        f"{total.get('right', 0)} right of {total['executable']} executable examples, of"
        f" {total['all']} in all ({percent(total['accuracy_of_all'])} % of these). "
        f"Strictly judged {percent(total['strict_accuracy'])} %."
    )
    if total["ties"]:
        yield (
            f"{total['ties']} are wrong only through ties: among rows with equal sort keys the"
            " engines chose differently, or LIMIT kept others."
        )
    yield ""
    yield f"Judged {report.judging}."
    yield ""


def _accuracy(report: Report) -> Iterator[str]:
    heads = [f"hardness ({report.hardness})", "all", "executable", *OUTCOMES, "EX %", "strict %"]
    tallies = {level: report.summary["by_hardness"][level] for level in levels(report)}
    rows = []
    for name, tally in {**tallies, "**total**": report.summary["total"]}.items():
        counts = [str(tally.get(key, 0)) for key in ("all", "executable", *OUTCOMES)]
        rows.append([name, *counts, percent(tally["accuracy"]), percent(tally["strict_accuracy"])])
    yield from table(heads, rows)
    yield ""


def _by_class(report: Report) -> Iterator[str]:
    rows = class_rows(report)
    if not rows:
        return
    yield "## By class of question"
    yield ""
    yield (
        "Refused are refusals where there was an answer; wrong is all else that is not right,"
        " errors and timeouts with it; confidently wrong are those of the wrong that gave another"
        " answer."
    )
    yield ""
    yield from table(CLASS_HEADS, rows)
    yield ""
    if lines := otherwise_refused(report):
        yield from (f"- {line}" for line in lines)
        yield ""


def _ablation(report: Report) -> Iterator[str]:
    rows = ablation_rows(report)
    if not rows:
        return
    yield "## What each task adds"
    yield ""
    yield (
        "The same examples, asked again without a task. It adds what is right with all four tasks"
        " only (+), less what is right only without it (-); p is McNemar's exact test of these"
        " flips, ms the median from question to SQL."
    )
    yield ""
    yield from table(ABLATION_HEADS, rows)
    yield ""


def _missing(report: Report) -> Iterator[str]:
    for name, count in sorted(report.summary["missing_databases"].items()):
        yield f"- no database `{name}`: {count} examples not judged"
    for name, loaded in report.databases.items():
        for line in filter(None, [*loaded["unenforced"], *loaded["lost"], loaded["failure"]]):
            yield f"- `{name}`, loading: {line}"
    broken = report.summary["total"].get("gold_error", 0)
    if broken:
        yield f"- {broken} examples whose gold did not run"
    yield ""


def _shares(title: str, label: str, shares: Mapping[str, float]) -> Iterator[str]:
    if not shares:
        return
    yield f"## {title}"
    yield ""
    yield from table([label, *shares], [["%", *map(percent, shares.values())]])
    yield ""


def _confidence(report: Report) -> Iterator[str]:
    label = "of the answers, the most confident"
    yield from _shares("Accuracy against coverage", label, coverage(report.examples))
    rows = reliability(report.examples)
    if rows:
        heads = ("confidence, mean", "right %", "answers")
        cells = [(f"{mean:.2f}", percent(right), str(count)) for mean, right, count in rows]
        yield from table(heads, cells)
        yield ""


def _linking(summary: Mapping[str, Any]) -> Iterator[str]:
    recall, precision = summary["linking"], summary["linking_precision"]
    yield from _shares("Schema linking, recall", "columns of the gold in the first", recall)
    yield from _shares("Schema linking, precision", "of the first", precision)


def _latency(summary: Mapping[str, Any]) -> Iterator[str]:
    latency = summary["latency_seconds"]
    if latency:
        shown = ", ".join(f"{name} {1000 * value:.0f}" for name, value in latency.items())
        yield f"Milliseconds from question to SQL: {shown}."
    if summary["ves"] is not None:
        yield f"Valid efficiency score: {100 * summary['ves']:.1f}."
    if latency or summary["ves"] is not None:
        yield ""


def _classes(report: Report) -> Iterator[str]:
    classes = report.summary["classes"]
    if not classes:
        return
    yield "## Where it fails"
    yield ""
    yield "An example may have several classes; `route-pg eval failures` shows them all."
    yield ""
    for name, count in classes.items():
        yield f"- **{name}**: {count}"
        found = [v for v in report.examples if v.classes == (name,)]
        for verdict in found[:EXAMPLES_OF_A_CLASS]:
            yield f"  - {verdict.question}"
            yield f"    - gold: `{_line(verdict.expected)}`"
            yield f"    - predicted: `{_line(verdict.predicted) or verdict.failure}`"
    yield ""


def _line(sql: str) -> str:
    return " ".join(sql.split()).replace("`", "'")


def _pictures(pictures: Sequence[str], note: str) -> Iterator[str]:
    for name in pictures:
        yield f"![{name.removesuffix('.png')}]({name})"
    if note:
        yield note
    if pictures or note:
        yield ""


def _provenance(report: Report) -> Iterator[str]:
    yield "## What this rests on"
    yield ""
    yield f"- predictor: {report.predictor}; model {report.model} {report.model_version}".rstrip()
    for name, digest in report.data.items():
        yield f"- data: {name}, SHA-256 {digest}"
    yield f"- commit: {report.commit or 'none'}; started {report.started}, {report.seconds:.0f} s"
    if report.selection:
        yield f"- selection: {report.selection}"
    if report.seed is not None:
        yield f"- seed: {report.seed}"
    yield f"- machine: {'; '.join(f'{key} {value}' for key, value in report.machine.items())}"
    for assumption in report.assumptions:
        yield f"- {assumption}"
