"""The losses of a run as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

SMOOTHED_OVER = 20  # updates, of the line over the points


def smoothed(losses: Sequence[float], over: int = SMOOTHED_OVER) -> list[float]:
    """The mean of each loss and those before it, at most `over` of them.

    >>> smoothed([4.0, 2.0, 0.0], over=2)
    [4.0, 3.0, 1.0]
    """
    windows = (losses[max(0, end - over) : end] for end in range(1, len(losses) + 1))
    return [sum(window) / len(window) for window in windows]


def draw_curve(losses: Sequence[tuple[int, float]], path: Path) -> None:
    """Write (update, loss) as a PNG; nothing where matplotlib is not installed."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        return
    steps = [step for step, _ in losses]
    values = [loss for _, loss in losses]
    figure = Figure(figsize=(7, 4), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.plot(steps, values, ".", markersize=3, color="0.7", label="an update")
    axes.plot(steps, smoothed(values), color="C0", label=f"mean of {SMOOTHED_OVER}")
    axes.set(xlabel="update", ylabel="loss of the answer's tokens", ylim=(0, None))
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=120)
