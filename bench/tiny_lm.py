"""A tiny language model from random weights to answers in PostgreSQL, on a CPU.

    python -m bench.tiny_lm [--keep DIR] [--json FILE] [--no-endpoint]

What a real model goes through, by the same code: conversations of the four tasks are made from a
small database (as `route-pg train data` does), a decoder of random weights is tuned on them
(`route-pg train lm`) until it knows its training questions, and then they are asked with route_ask:
of a worker with `transformers:<path>`, and of one with `openai:..` and `transformers serve` behind
it. It shows that the parts fit, not that so small a model understands anything. Needs PostgreSQL
with the extension's dependencies, and the extras `lm` and `serve`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.ground import Ground, connect, ground, progress
from bench.tiny_asking import ask_all, endpoint, worker
from bench.tiny_data import MIXTURE, shop_data
from bench.tiny_shop import ALL, CONTINUED, CORRECTED, SETUP
from route_pg.catalog.sync import sync
from route_pg.models.embedded.embedder import EmbeddedEmbedder
from route_pg.types import Task

RECIPE = """extends = "llama-3-8b"
[training]
learning_rate = {rate}
epochs = {epochs}
cutoff = 512
examples_per_update = 8
batch = 1
precision = "fp32"
recompute = false
weight_decay = 0.0
checkpoint_every = 1000
"""
STAGES = ((12.0, 3e-3), *[(8.0, 1.5e-3)] * 4)  # epochs and rate, until the answers are known
ENOUGH = {  # of the conversations of each task
    "text_to_sql": 0.95,
    "schema_linking": 0.95,
    "noise_correction": 0.85,
    "continuation_writing": 0.95,
}
VOCABULARY = 2000
HIDDEN, LAYERS, HEADS, CONTEXT = 96, 3, 4, 8192
ANSWER = "128"  # tokens of an answer, at most
WITHOUT_CORRECTION: tuple[Task, ...] = ("schema_linking", "text_to_sql", "continuation_writing")


@dataclass(kw_only=True)
class Figures:
    """What was measured."""

    conversations: dict[str, int] = field(default_factory=dict)
    parameters: int = 0
    stages: list[dict[str, Any]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    asked: dict[str, dict[str, Any]] = field(default_factory=dict)  # by model


def command(*arguments: str) -> str:
    """Run `route-pg ..` as a user would: its standard output."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "route_pg.cli", *arguments],
        capture_output=True,
        text=True,
        env=environment,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout


def processor_seconds() -> float:
    """What the processes that this one started and saw end have taken of processors."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def tiny_base(folder: Path, data: Path) -> int:
    """Write a decoder of random weights, with a tokenizer of the data; its parameters."""
    from route_pg.training.lm.recipe import read_recipe
    from route_pg.training.lm.tiny import Size, save_tiny
    from route_pg.training.lm.tokens import read_conversations

    conversations = read_conversations(data)
    texts = [message["content"] for messages in conversations for message in messages]
    size = Size(hidden=HIDDEN, layers=LAYERS, heads=HEADS, key_value_heads=2, context=CONTEXT)
    return save_tiny(folder, read_recipe("llama-3-8b").architecture, texts, size, VOCABULARY)


def tuned(folder: Path, data: Path, figures: Figures) -> Path:
    """Tune the base in stages until it answers all its questions; the folder of the model."""
    weights = folder / "base"
    figures.parameters = tiny_base(weights, data)
    for number, (epochs, rate) in enumerate(STAGES, 1):
        recipe = folder / f"stage{number}.toml"
        recipe.write_text(RECIPE.format(epochs=epochs, rate=rate))
        run = folder / f"stage{number}"
        given = ("--recipe", str(recipe), "--weights", str(weights), "--run", str(run))
        before = processor_seconds()
        report = json.loads(command("train", "lm", *given, "--data", str(data)))
        weights = run / "model"
        known, asked = knows(weights, data)
        wanted = ("conversations", "packs", "learned", "updates", "first_loss", "last_loss")
        spent = round(processor_seconds() - before, 1)
        figures.stages.append(
            {name: report[name] for name in (*wanted, "seconds")}
            | {"processor_seconds": spent}
            | {"known": {task: f"{known[task]} of {asked[task]}" for task in asked}}
        )
        progress(f"stage {number}: {figures.stages[-1]}")
        if all(known[task] >= ENOUGH[task] * asked[task] for task in asked):
            break
    return weights


def knows(weights: Path, data: Path) -> tuple[Counter[str], Counter[str]]:
    """How many conversations of each task the model answers to the letter, of how many."""
    from route_pg.models.language_settings import LanguageSettings
    from route_pg.models.transformers import TransformersWriter

    writer = TransformersWriter(str(weights), LanguageSettings(device="cpu", answer=128, batch=16))
    with data.open() as file:
        lines = {line["messages"][0]["content"]: line for line in map(json.loads, file)}
    chats = [[{"role": "user", "content": prompt}] for prompt in lines]
    replies = writer.write(chats, beams=1)
    known: Counter[str] = Counter()
    for line, (best, *_) in zip(lines.values(), replies, strict=True):
        known[line["task"]] += best.text == line["messages"][-1]["content"]
    return known, Counter(line["task"] for line in lines.values())


def main(argv: Sequence[str] | None = None) -> int:
    """Run it all; 0 where every question was answered, both ways."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--keep", type=Path, help="folder for data and weights")
    parser.add_argument("--weights", type=Path, help="ask a model that an earlier run kept")
    parser.add_argument("--json", type=Path, help="write the figures there")
    parser.add_argument("--no-endpoint", action="store_true", help="leave out transformers serve")
    options = parser.parse_args(argv)
    figures = Figures()
    with tempfile.TemporaryDirectory() as scratch, ground() as place:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        dsn = shop(place)
        weights = options.weights or trained(dsn, folder, figures)
        ask(place, dsn, weights, figures, endpoint_too=not options.no_endpoint)
    text = json.dumps(asdict(figures), indent=2)
    print(text)
    if options.json:
        options.json.write_text(text + "\n")
    return 0 if all(each["passed"] for each in figures.asked.values()) else 1


def shop(place: Ground) -> str:
    """A database with the bookshop, synced; its dsn."""
    dsn = place.database()
    embedder = EmbeddedEmbedder()
    with connect(dsn) as session:
        session.execute(SETUP)
        sync(session, embedder.embed, embedder.name)
    return dsn


def trained(dsn: str, folder: Path, figures: Figures) -> Path:
    """Make the data, tune on them; the folder of the model."""
    data = folder / "msft.jsonl"
    start = time.monotonic()
    counts = shop_data(dsn, data)
    figures.conversations = {task: counts.of_task(task) for task in MIXTURE.tasks}
    figures.seconds["data"] = round(time.monotonic() - start, 1)
    start = time.monotonic()
    weights = tuned(folder, data, figures)
    figures.seconds["training"] = round(time.monotonic() - start, 1)
    return weights


def ask(place: Ground, dsn: str, weights: Path, figures: Figures, *, endpoint_too: bool) -> None:
    """Ask the model in this machine's worker, without noise correction, and over an endpoint."""
    model = ("--model", f"transformers:{weights}", "--lm-answer", ANSWER)
    with worker(place, dsn, *model):
        figures.asked["transformers"] = judged(ask_all(dsn), "noise_correction")
    tasks = ",".join(WITHOUT_CORRECTION)
    with worker(place, dsn, *model, "--tasks", tasks):
        figures.asked["transformers, without noise_correction"] = judged(
            ask_all(dsn), "continuation_writing"
        )
    if not endpoint_too:
        return
    with endpoint(place, weights) as url:
        model = ("--model", f"openai:{url}#{weights}", "--lm-answer", ANSWER)
        with worker(place, dsn, *model, "--lm-form", "zero-shot", "--lm-send", "all"):
            figures.asked["openai"] = judged(ask_all(dsn), "noise_correction")


def judged(asked: dict[str, Any], task: Task) -> dict[str, Any]:
    """Whether a round shows what it is to show: all right, and the task behind a chosen answer."""
    mends = CONTINUED if task == "continuation_writing" else CORRECTED
    chosen = [one["task"] for one in asked["candidates"][mends.question] if one["chosen"]]
    every = asked["right"] == f"{len(ALL)} of {len(ALL)}"
    # Without noise correction the planted column has nothing to mend it but another task.
    return {"passed": (every or mends is CONTINUED) and chosen == [task], **asked}


if __name__ == "__main__":
    raise SystemExit(main())
