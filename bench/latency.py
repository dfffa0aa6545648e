"""`make bench`: what a question costs on the demo database, and what the model in it costs.

    python -m bench.latency [--repeat 3] [--sessions 32] [--model-repeat 5] [--json OUT]

Takes the server that libpq's environment names, or else that of `make demo`. Parts: bench.worker
(a question in one session, and 32 sessions at once) and bench.latency_model (the embedded model by
itself). Prints the machine's load: where other work runs too, only ratios mean anything.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict
from pathlib import Path

import psycopg

from bench import latency_model, worker

DEMO = Path(__file__).resolve().parents[1] / ".demo" / "env"


def use_demo() -> None:
    """Let libpq's environment name the demo's server, where it names none."""
    if "PGHOST" in os.environ or not DEMO.exists():
        return
    for line in DEMO.read_text().splitlines():
        name, _, value = line.removeprefix("export ").partition("=")
        os.environ[name] = value


def shipped_model() -> str:
    """The model that the worker says it runs; ends the program where nobody answers."""
    try:
        with psycopg.connect(autocommit=True) as connection:
            rows = connection.execute("SELECT item, value FROM route_status()").fetchall()
    except psycopg.Error as error:
        raise SystemExit(f"no demo database answers, run `make demo` first: {error}") from error
    items: dict[str, str] = dict(rows)
    if "model" not in items:
        raise SystemExit(f"its worker does not answer, run `make demo` first: {items['worker']}")
    return f"{items['model']} {items.get('model_version', '')}".strip()


def main() -> int:
    """Measure and print all; 1 where a budget is not held."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--repeat", type=int, default=3, help="of each question")
    parser.add_argument("--sessions", type=int, default=32)
    parser.add_argument("--model-repeat", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1, help="of the model by itself")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    use_demo()
    load = os.getloadavg()[0]
    print(f"model of the worker: {shipped_model()}; {os.cpu_count()} cores, load {load:.1f}")
    asked = worker.measure(worker.QUESTIONS, arguments.repeat, arguments.sessions)
    held = [worker.show(asked)]
    with psycopg.connect(autocommit=True) as connection:
        repeat, threads = arguments.model_repeat, arguments.threads
        models = [
            latency_model.measure(connection, limits, repeat=repeat, threads=threads)
            for limits in latency_model.SIZES
        ]
    held += [latency_model.show(report) for report in models]
    if arguments.json:
        found = {"load": load, "worker": asdict(asked), "model": [vars(m) for m in models]}
        arguments.json.write_text(json.dumps(found, indent=1))
    return 0 if all(held) else 1


if __name__ == "__main__":
    raise SystemExit(main())
