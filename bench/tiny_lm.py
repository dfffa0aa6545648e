"""A tiny language model from random weights to answers in PostgreSQL, on a CPU.

    make lm-proof
    python -m bench.tiny_lm [--keep DIR] [--json FILE] [--weights DIR]

What a real model goes through, by the same code: conversations of the four tasks are made from a
small database (as `route-pg train data` does), a decoder of random weights is tuned on them
(`route-pg train lm`) until it knows its training questions, and then they are asked with route_ask:
of a worker with `transformers:<path>`, of one without noise correction, and of one with `openai:..`
and `transformers serve` behind it. At last `route-pg eval run --ablate` leaves out each task. It
shows that the parts fit, not that so small a model understands anything. Exit status 1 where
anything falls short. Needs PostgreSQL with the extension's dependencies, and the extra `serve`.
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
from dataclasses import asdict
from pathlib import Path

from bench.ground import Ground, connect, ground, progress
from bench.tiny_asking import ask_all, endpoint, worker
from bench.tiny_data import MIXTURE, shop_data
from bench.tiny_figures import SERVED, TRANSFORMERS, UNCORRECTED, Figures, Known, checks, show
from bench.tiny_shop import ALL, SETUP, Asked
from route_pg.catalog.sync import sync
from route_pg.evaluation.records import read_report
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
VOCABULARY = 2000
HIDDEN, LAYERS, HEADS, CONTEXT = 96, 3, 4, 8192
ANSWER = "128"  # tokens of an answer, at most
WITHOUT_CORRECTION: tuple[Task, ...] = ("schema_linking", "text_to_sql", "continuation_writing")


def command(*arguments: str, **more: str) -> str:
    """Run `route-pg ..` as a user would, with these variables: its standard output."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", **more}
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
        figures.known = knows(weights, data)
        wanted = ("conversations", "packs", "learned", "updates", "first_loss", "last_loss")
        spent = round(processor_seconds() - before, 1)
        figures.stages.append(
            {name: report[name] for name in (*wanted, "seconds")}
            | {"processor_seconds": spent}
            | {"known": {task: str(known) for task, known in figures.known.items()}}
        )
        progress(f"stage {number}: {figures.stages[-1]}")
        if all(known.enough for known in figures.known.values()):
            break
    return weights


def knows(weights: Path, data: Path) -> dict[Task, Known]:
    """How many conversations of each task the model answers to the letter, of how many."""
    from route_pg.models.language_settings import LanguageSettings
    from route_pg.models.transformers import TransformersWriter

    writer = TransformersWriter(str(weights), LanguageSettings(device="cpu", answer=128, batch=16))
    with data.open() as file:
        lines = {line["messages"][0]["content"]: line for line in map(json.loads, file)}
    chats = [[{"role": "user", "content": prompt}] for prompt in lines]
    replies = writer.write(chats, beams=1)
    known: Counter[Task] = Counter()
    for line, (best, *_) in zip(lines.values(), replies, strict=True):
        known[line["task"]] += best.text == line["messages"][-1]["content"]
    asked = Counter(line["task"] for line in lines.values())
    return {task: Known(task=task, right=known[task], asked=asked[task]) for task in sorted(asked)}


def main(argv: Sequence[str] | None = None) -> int:
    """Run it all; 0 where all of it held."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--keep", type=Path, help="folder for data and weights")
    parser.add_argument("--weights", type=Path, help="ask a model that an earlier run kept")
    parser.add_argument("--json", type=Path, help="write the figures there")
    options = parser.parse_args(argv)
    figures = Figures()
    with tempfile.TemporaryDirectory() as scratch, ground() as place:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        dsn = shop(place)
        weights = options.weights or trained(dsn, folder, figures)
        ask(place, dsn, weights, figures)
        ablate(dsn, weights, folder, figures)
    if options.json:
        options.json.write_text(json.dumps(asdict(figures), indent=2) + "\n")
    found = checks(figures)
    show(figures, found)
    return 0 if all(check.held for check in found) else 1


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
    figures.clean = counts.pairs["bookshop"]
    figures.conversations = {task: counts.of_task(task) for task in MIXTURE.tasks}
    figures.seconds["data"] = round(time.monotonic() - start, 1)
    start = time.monotonic()
    weights = tuned(folder, data, figures)
    figures.seconds["training"] = round(time.monotonic() - start, 1)
    return weights


def ask(place: Ground, dsn: str, weights: Path, figures: Figures) -> None:
    """Ask the model in this machine's worker, without noise correction, and over an endpoint."""
    model = ("--model", f"transformers:{weights}", "--lm-answer", ANSWER)
    asked_of(place, dsn, TRANSFORMERS, figures, *model)
    asked_of(place, dsn, UNCORRECTED, figures, *model, "--tasks", ",".join(WITHOUT_CORRECTION))
    with endpoint(place, weights) as url:
        model = ("--model", f"openai:{url}#{weights}", "--lm-answer", ANSWER)
        asked_of(place, dsn, SERVED, figures, *model, "--lm-form", "zero-shot", "--lm-send", "all")


def asked_of(place: Ground, dsn: str, name: str, figures: Figures, *flags: str) -> None:
    """Ask everything of a worker with these flags."""
    start = time.monotonic()
    with worker(place, dsn, *flags):
        figures.asked[name] = ask_all(dsn)
    figures.seconds[name] = round(time.monotonic() - start, 1)
    progress(f"{name}: {figures.asked[name]['right']} right")


def ablate(dsn: str, weights: Path, folder: Path, figures: Figures) -> None:
    """Measure what each task adds, with `route-pg eval`, over the same questions."""
    questions, out = folder / "questions.toml", folder / "ablation.json"
    questions.write_text("".join(map(in_toml, ALL)))
    start = time.monotonic()
    given = ("--dsn", dsn, "--via", "direct", "--model", f"transformers:{weights}", "--ablate")
    told = ("--jobs", "1", "--no-cache", "--json", str(out))
    command("eval", "run", "own", str(questions), *given, *told, ROUTE_PG_LM_ANSWER=ANSWER)
    figures.seconds["ablation"] = round(time.monotonic() - start, 1)
    report = read_report(out)
    figures.ablation = {"all four": report.summary["total"].get("right", 0)}
    figures.ablation |= {row.name: row.right for row in report.ablation}


def in_toml(asked: Asked) -> str:
    """A question in the form of a user's own; JSON's strings are TOML's, too."""
    texts = (json.dumps(text) for text in (asked.question, asked.sql))
    return "[[questions]]\nquestion = {}\nsql = {}\n".format(*texts)


if __name__ == "__main__":
    raise SystemExit(main())
