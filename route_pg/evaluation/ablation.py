"""What each of ROUTE's tasks adds: the same examples asked again without it.

Every task is left out alone, and at last all but text_to_sql. What a task adds is what is right
with all four and not without it, less what is right only without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from route_pg.errors import BadArgument
from route_pg.evaluation import running
from route_pg.evaluation.asking import Switch
from route_pg.evaluation.differing import differ
from route_pg.evaluation.examples import Example
from route_pg.evaluation.preparing import Progress, Setup
from route_pg.evaluation.records import Ablated, Report
from route_pg.types import TASKS, Task

ALONE: Task = "text_to_sql"
LEFT_OUT: tuple[tuple[Task, ...], ...] = (
    *((task,) for task in TASKS),
    tuple(task for task in TASKS if task != ALONE),
)


def ablate(
    whole: Report, setup: Setup, examples: Sequence[Example], progress: Progress | None = None
) -> Report:
    """The report of all four tasks with what each adds; BadArgument where a worker decides them."""
    check(setup)
    rows = []
    for off in LEFT_OUT:
        switches: tuple[Switch, ...] = tuple((task, False) for task in off)
        asking = replace(setup.asking, switches=(*setup.asking.switches, *switches))
        without = running.run(replace(setup, asking=asking, fresh=False), examples, progress)
        rows.append(compare(off, without, whole))
    return replace(whole, ablation=tuple(rows))


def check(setup: Setup) -> None:
    """BadArgument where tasks cannot be switched off from here, or are off already."""
    if setup.asking.way != "direct":
        raise BadArgument(
            "a worker's tasks are its own",
            hint="Say --via direct; or run once for each worker (route-pg worker --tasks ..) and"
            " compare with route-pg eval diff.",
        )
    off = [name for name, on in setup.asking.switches if name in TASKS and not on]
    if off:
        raise BadArgument(f"{off[0]} is off already", hint="--ablate begins with all four tasks.")


def compare(off: tuple[Task, ...], without: Report, whole: Report) -> Ablated:
    """What the tasks that were `off` add."""
    difference = differ(without, whole)
    return Ablated(
        off=off,
        compared=difference.both,
        right=difference.right_before,
        gained=tuple(before.index for before, _ in difference.won),
        spoiled=tuple(before.index for before, _ in difference.lost),
        p_value=difference.p_value,
        median_seconds=without.summary["latency_seconds"].get("median"),
    )
