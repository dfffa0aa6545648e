"""The pictures of a report. Needs matplotlib, the extra `eval`; a report does without."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Any

from route_pg.evaluation.confidence import answered, reliability
from route_pg.evaluation.records import Report
from route_pg.evaluation.tables import levels

WITHOUT = "No pictures: matplotlib is not installed (`pip install 'route-pg[eval]'`)."
DOTS_PER_INCH = 120
SIZE = (6.4, 3.6)  # inches
MAX_CLASSES = 12


def draw(report: Report, folder: Path) -> tuple[list[str], str]:
    """Draw into `folder`: the names of the files, and a note where there are none."""
    try:
        import matplotlib
    except ImportError:
        return [], WITHOUT
    matplotlib.use("Agg")  # no display is needed, nor looked for
    names = []
    for name, picture in PICTURES.items():
        if _save(report, picture, folder / f"{name}.png"):
            names.append(f"{name}.png")
    return names, ""


def _save(report: Report, picture: Callable[[Report, Any], bool], path: Path) -> bool:
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=SIZE)
    try:
        drawn = picture(report, axes)
        if drawn:
            figure.tight_layout()
            figure.savefig(path, dpi=DOTS_PER_INCH)
        return drawn
    finally:
        pyplot.close(figure)


def _by_hardness(report: Report, axes: Any) -> bool:
    names = levels(report)
    tallies = [report.summary["by_hardness"][name] for name in names]
    places = range(len(names))
    for key, label, shift in (("accuracy", "EX", -0.2), ("strict_accuracy", "strict", 0.2)):
        heights = [100 * (tally[key] or 0.0) for tally in tallies]
        axes.bar([place + shift for place in places], heights, width=0.4, label=label)
    axes.set_xticks(list(places), names)
    axes.set_ylim(0, 100)
    axes.set_ylabel("accuracy, %")
    axes.set_title(f"{report.benchmark}: accuracy by hardness")
    axes.legend()
    return bool(names)


def _by_class(report: Report, axes: Any) -> bool:
    classes = list(report.summary["classes"].items())[:MAX_CLASSES][::-1]
    axes.barh([name for name, _ in classes], [count for _, count in classes])
    axes.set_xlabel("failures")
    axes.set_title(f"{report.benchmark}: failures by class")
    return bool(classes)


def _seconds(report: Report) -> list[tuple[float, bool]]:
    return [
        (1000 * verdict.predict_seconds, verdict.outcome == "right")
        for verdict in report.examples
        if verdict.executable and verdict.predict_seconds
    ]


def _latency(report: Report, axes: Any) -> bool:
    asked = _seconds(report)
    axes.hist([milliseconds for milliseconds, _ in asked], bins=40)
    axes.set_xlabel("milliseconds from question to SQL")
    axes.set_ylabel("questions")
    axes.set_title(f"{report.benchmark}: latency")
    return bool(asked)


def _accuracy_in_time(report: Report, axes: Any) -> bool:
    """The share of all questions that were answered right within so many milliseconds."""
    asked = sorted(_seconds(report))
    right, shares = 0, []
    for _, is_right in asked:
        right += is_right
        shares.append(100 * right / len(asked))
    axes.step([milliseconds for milliseconds, _ in asked], shares, where="post")
    axes.set_xlabel("milliseconds from question to SQL")
    axes.set_ylabel("answered right, %")
    axes.set_title(f"{report.benchmark}: accuracy against time")
    return bool(asked)


def _accuracy_by_coverage(report: Report, axes: Any) -> bool:
    """The share of right answers when only the most confident ones are given."""
    pairs = answered(report.examples)
    right = accumulate(is_right for _, is_right in pairs)
    shares = [100 * count / given for given, count in enumerate(right, start=1)]
    axes.plot([100 * given / len(pairs) for given in range(1, len(pairs) + 1)], shares)
    axes.set_xlabel("answers given, the most confident first, %")
    axes.set_ylabel("right, %")
    axes.set_title(f"{report.benchmark}: accuracy against coverage")
    return bool(pairs)


def _reliability(report: Report, axes: Any) -> bool:
    rows = reliability(report.examples)
    axes.plot([0, 1], [0, 1], linestyle=":", color="grey")
    axes.plot([mean for mean, _, _ in rows], [right for _, right, _ in rows], marker="o")
    axes.set_xlabel("confidence")
    axes.set_ylabel("share that is right")
    axes.set_title(f"{report.benchmark}: reliability")
    return bool(rows)


PICTURES: dict[str, Callable[[Report, Any], bool]] = {
    "accuracy_by_hardness": _by_hardness,
    "failures_by_class": _by_class,
    "latency": _latency,
    "accuracy_against_time": _accuracy_in_time,
    "accuracy_by_coverage": _accuracy_by_coverage,
    "reliability": _reliability,
}
