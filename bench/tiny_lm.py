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
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from bench.ground import Ground, connect, ground, progress
from bench.tiny_shop import ALL, CONTINUED, CORRECTED, SETUP, Asked
from route_pg.catalog.sync import sync
from route_pg.collaboration.inquiry import Options
from route_pg.linking.words import lookup_words
from route_pg.models.base import Embedder
from route_pg.models.embedded.embedder import EmbeddedEmbedder
from route_pg.models.prompting.lexing import sql_pieces
from route_pg.protocol.decoding import decode_reply, parse_line
from route_pg.protocol.messages import Link, encode_request
from route_pg.training.data import Example, Source
from route_pg.training.lm import conversations as make
from route_pg.training.lm.conversations import Conversation
from route_pg.training.lm.data import Counts, Given, make_data, write_data
from route_pg.training.lm.mixture import Mixture
from route_pg.training.lm.outcomes import LiveTrials
from route_pg.training.lm.pairs import Pair, clean_pairs
from route_pg.types import Schema, Task
from tests.fixtures.worker import point_to

MIXTURE = Mixture(
    tasks={
        "text_to_sql": 3.0,
        "schema_linking": 1.5,
        "noise_correction": 5.0,
        "continuation_writing": 4.0,
    },
    refused=0.2,
    untold=0.1,
)
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
ENOUGH = 0.95  # of all conversations; of those that only write or link, all
VOCABULARY = 2000
HIDDEN, LAYERS, HEADS, CONTEXT = 96, 3, 4, 8192
ANSWER = "128"  # tokens of an answer, at most
START_SECONDS = 240.0  # of a process that imports a framework on a busy machine
_NUMBERS = count(1)  # of workers' sockets
WITHOUT_CORRECTION: tuple[Task, ...] = ("schema_linking", "text_to_sql", "continuation_writing")


@dataclass(kw_only=True)
class Figures:
    """What was measured."""

    conversations: dict[str, int] = field(default_factory=dict)
    parameters: int = 0
    stages: list[dict[str, Any]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    asked: dict[str, dict[str, Any]] = field(default_factory=dict)  # by model


# --- data -------------------------------------------------------------------------------------


class Linked:
    """The bookshop as a training database: linked as a question of a worker links it."""

    def __init__(self, dsn: str, embedder: Embedder) -> None:
        self._connection = connect(dsn)
        self._embedder = embedder

    def link(self, question: str) -> Schema:
        """What the question sees."""
        (vector,) = self._embedder.embed([question])
        words, limits = lookup_words(question), Options().limits
        request = Link(vectors=(tuple(vector),), words=words, limits=limits)
        text = json.dumps(encode_request(request, ""))
        row = self._connection.execute("SELECT route.handle(%s::jsonb)::text", (text,)).fetchone()
        assert row is not None
        schema: Schema = decode_reply(parse_line(row[0]), "", request).schema  # type: ignore[union-attr]
        return schema


def shop_data(dsn: str, path: Path) -> Counts:
    """Write the conversations of the bookshop."""
    database = Linked(dsn, EmbeddedEmbedder())
    trials = LiveTrials(connect(dsn))
    examples = tuple(
        Example(
            source="bookshop", database="shop", question=a.question, sql=a.sql, dialect="postgres"
        )
        for a in ALL
    )
    source = Source(name="bookshop", examples=examples, open=lambda _: database)
    counts = Counts()
    found = make_data([Given(source=source, trials=lambda _: trials)], MIXTURE, 0, counts=counts)
    pairs = [pair for pair in clean_pairs(source, lambda _: trials) if isinstance(pair, Pair)]
    assert len(pairs) == len(ALL), counts.left
    planted = {pair.question: pair for pair in pairs}
    extra = [
        one
        for asked in (CORRECTED, CONTINUED)
        for one in lessons(asked, planted[asked.question], trials)
    ]
    write_data(path, [plant(one) for one in found] + extra)
    return counts


def plant(one: Conversation) -> Conversation:
    """The conversation, with the wrong draft for the questions that have one."""
    if one.task != "text_to_sql":
        return one
    for asked in (CORRECTED, CONTINUED):
        if f"Question: {asked.question}" in one.messages[0]["content"]:
            answer = {"role": "assistant", "content": asked.planted}
            return replace(one, messages=[*one.messages[:-1], answer])
    return one


def lessons(asked: Asked, pair: Pair, trials: LiveTrials) -> Iterator[Conversation]:
    """What is to be said of the wrong draft: its correction, and how its first half goes on."""
    for share in (0.0, 1.0):  # the whole schema, and what linking keeps of it
        mixture = replace(MIXTURE, narrowed=share, correct=0.0, untold=0.0)
        for turn in range(4):
            rng = make.random.Random(turn)
            found = make.correction(pair, mixture, trials, (asked.planted,), rng)
            assert found is not None
            assert found.kind == "predicted, told"
            yield found
            if asked is CONTINUED:
                half = len(sql_pieces(asked.planted)) // 2
                assert sql_pieces(asked.sql)[:half] == sql_pieces(asked.planted)[:half]
                yield make.continuation(pair, mixture, rng, length=half)


# --- training ---------------------------------------------------------------------------------


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
        report = json.loads(command("train", "lm", *given, "--data", str(data)))
        weights = run / "model"
        known, asked = knows(weights, data)
        wanted = ("conversations", "packs", "learned", "updates", "first_loss", "last_loss")
        figures.stages.append(
            {name: report[name] for name in (*wanted, "seconds")}
            | {"known": {task: f"{known[task]} of {asked[task]}" for task in asked}}
        )
        progress(f"stage {number}: {figures.stages[-1]}")
        plain = all(known[task] == asked[task] for task in ("text_to_sql", "schema_linking"))
        if plain and known.total() >= ENOUGH * asked.total():
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


# --- asking -----------------------------------------------------------------------------------


@contextmanager
def running(
    arguments: Sequence[str], log: Path, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is stopped at the end; its words go to a file."""
    with log.open("ab") as file:
        process = subprocess.Popen(
            arguments, stdout=file, stderr=file, env={**os.environ, **environment}
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def wait_for(process: subprocess.Popen[bytes], log: Path, ready: Any) -> None:
    """Wait until `ready()`; RuntimeError where the process ends or it takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(log.read_text()[-2000:])
        time.sleep(0.1)


@contextmanager
def worker(place: Ground, dsn: str, *arguments: str) -> Iterator[None]:
    """A worker with a language model, which the database points to."""
    address, log = place.folder / f"{next(_NUMBERS)}.sock", place.folder / "lm.log"
    told = [sys.executable, "-m", "route_pg.cli", "worker", "--socket", str(address), *arguments]
    with running(told, log, OMP_NUM_THREADS="1") as process:
        wait_for(process, log, address.exists)
        point_to(dsn, address)
        yield


@contextmanager
def endpoint(place: Ground, weights: Path) -> Iterator[str]:
    """`transformers serve` with the model; the base URL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = place.folder / "serve.log"
    program = Path(sys.executable).with_name("transformers")
    told = [str(program), "serve", "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"]
    with running([*told, str(weights)], log, OMP_NUM_THREADS="1", HF_HUB_OFFLINE="1") as process:
        wait_for(process, log, lambda: _answers(f"http://127.0.0.1:{port}/health"))
        yield f"http://127.0.0.1:{port}/v1"


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return int(answer.status) == 200
    except OSError:
        return False


def ask_all(dsn: str) -> dict[str, Any]:
    """Ask every question with route_ask; how many rows are right, and what became of the drafts."""
    right, story, milliseconds = 0, {}, []
    with connect(dsn) as session:
        session.execute("SET route.trial_timeout = 30000")
        for asked in ALL:
            wanted = session.execute(f"SELECT row_to_json(t)::text FROM ({asked.sql}) t").fetchall()
            start = time.monotonic()
            try:
                found = session.execute(
                    "SELECT route_ask::text FROM route_ask(%s)", (asked.question,)
                ).fetchall()
            except psycopg.Error as error:  # a refusal is a figure here
                progress(f"{asked.question}: {error}")
                continue
            milliseconds.append((time.monotonic() - start) * 1000)
            same = sorted(map(_values, found)) == sorted(map(_values, wanted))
            right += same
            if not same:
                progress(f"{asked.question}: {found} instead of {wanted}")
        for asked in (CORRECTED, CONTINUED):
            story[asked.question] = candidates(session, asked.question)
    return {
        "right": f"{right} of {len(ALL)}",
        "median_milliseconds": round(sorted(milliseconds)[len(milliseconds) // 2], 1),
        "candidates": story,
    }


def _values(row: tuple[str]) -> str:
    return json.dumps(list(json.loads(row[0]).values()))


def candidates(session: Any, question: str) -> list[dict[str, Any]]:
    """What was written for a question, by which task, and what became of it."""
    (story,) = session.execute("SELECT route_explain(%s)", (question,)).fetchone()
    return [
        {
            "task": one["task"],
            "sql": one["sql"],
            "failure": one["failure"] and one["failure"]["message"],
            "stands": one["stands"],
            "chosen": one["chosen"],
        }
        for one in story["candidates"]
    ]


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
