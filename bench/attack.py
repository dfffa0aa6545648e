"""Hostile statements, the matrix of rights, and injected prompts: tried, held, failed.

python -m bench.attack [--only corpus|matrix|injection] [--step 1]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from bench.attack_corpus import Tally, one_line, run_corpus
from bench.attack_injection import run_injection
from bench.attack_matrix import run_matrix
from bench.ground import Ground, ground, progress


def report(name: str, tally: Tally, seconds: float) -> None:
    """Print the figures of one part."""
    failed = len(tally.failed)
    print(f"{name}: tried {tally.tried}, held {tally.tried - failed}, failed {failed}", end=" ")
    print(f"({len(tally.by_class)} classes, {seconds:.0f} s)")
    for group, count in tally.by_class.items():
        print(f"    {count:6} {group}")
    for problem in tally.failed:
        print(f"    FAILED {one_line(problem)}")


def main() -> int:
    """Run the parts; 1 where anything was not held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["corpus", "matrix", "injection"])
    parser.add_argument(
        "--step", type=int, default=1, help="every so many statements of the corpus"
    )
    arguments = parser.parse_args()
    parts: dict[str, Callable[[Ground], Tally]] = {
        "corpus": lambda place: run_corpus(place, arguments.step),
        "matrix": run_matrix,
        "injection": run_injection,
    }
    tallies = []
    with ground() as place:
        for name, part in parts.items():
            if arguments.only in (None, name):
                progress(name)
                began = time.monotonic()
                tallies.append(part(place))
                report(name, tallies[-1], time.monotonic() - began)
    tried, failed = sum(t.tried for t in tallies), sum(len(t.failed) for t in tallies)
    print(f"tried {tried}, held {tried - failed}, failed {failed}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
