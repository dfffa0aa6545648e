"""A row for every model of the paper's code: its figures where a report has them, else 'not run'.

Whose report it is, the report's model says (`transformers:Qwen/Qwen2.5-7B-Instruct`); for tuned
weights in a folder and for published predictions the caller does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from route_pg.evaluation.markdown import table
from route_pg.evaluation.records import Report
from route_pg.evaluation.tables import percent

EMBEDDED = "embedded"
NAMED = {
    "llama-2-7b": "meta-llama/Llama-2-7b-chat-hf",
    "llama-3-8b": "meta-llama/Meta-Llama-3-8B-Instruct",
    "codellama-7b": "codellama/CodeLlama-7b-Instruct-hf",
    "mistral-7b": "mistralai/Mistral-7B-Instruct-v0.2",
    "deepseek-coder-6.7b": "deepseek-ai/deepseek-coder-6.7b-instruct",
    "qwen2-7b": "Qwen/Qwen2-7B-Instruct",
    "qwen2.5-7b": "Qwen/Qwen2.5-7B-Instruct",
    "qwen2.5-14b": "Qwen/Qwen2.5-14B-Instruct",
}
"""Weights by the name of the recipe that tunes them."""

NOT_RUN = "not run"
HEADS = ("model", "benchmark", "asked by", "right", "EX %", "strict %", "commit")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A model and one report of it."""

    model: str
    report: Report | None = None

    def cells(self) -> tuple[str, ...]:
        """Under HEADS."""
        if self.report is None:
            return (self.model, NOT_RUN, *[""] * (len(HEADS) - 2))
        total = self.report.summary["total"]
        return (
            f"{self.model} {self.report.model_version}".rstrip(),
            self.report.benchmark,
            self.report.predictor,
            f"{total.get('right', 0)} of {total['executable']}",
            percent(total["accuracy"]),
            percent(total["strict_accuracy"]),
            self.report.commit[:7],
        )


def model_rows(given: Sequence[tuple[str, Report]]) -> list[Row]:
    """The embedded model, every model of the paper, then what else there is a report of.

    `given` are reports with the model's name, '' where the report says it.
    """
    found = [(name or name_of(report.model), report) for name, report in given]
    names = dict.fromkeys([EMBEDDED, *NAMED, *(name for name, _ in found)])
    rows = []
    for name in names:
        own = [report for whose, report in found if whose == name]
        rows += [Row(model=name, report=report) for report in own] or [Row(model=name)]
    return rows


def name_of(model: str) -> str:
    """The name of a report's model: that of its recipe where its weights are named, else its own.

    >>> name_of("openai:http://127.0.0.1:8000/v1#Qwen/Qwen2.5-7B-Instruct")
    'qwen2.5-7b'
    >>> name_of("embedded"), name_of("transformers:runs/mine/model")
    ('embedded', 'transformers:runs/mine/model')
    """
    last = model.partition(":")[2].rpartition("#")[2].lower()
    for name, weights in NAMED.items():
        if last in (weights.lower(), weights.lower().rpartition("/")[2]):
            return name
    return model or "unnamed"


def rows_as_markdown(rows: Sequence[Row]) -> str:
    """The rows as a table."""
    return "\n".join(table(HEADS, [row.cells() for row in rows])) + "\n"
