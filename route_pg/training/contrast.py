"""Contrastive tuning of the embedder: a question is to lie near the columns that it needs.

In-batch InfoNCE (van den Oord et al. 2018): the other columns of the question's database and those
of the batch's other databases are what it is to lie further from. The tuned weights stay near the
published ones, which know words that no training set has: a small rate, few steps, frozen words,
and, where databases kept aside say so, half of the way back (WiSE-FT, Wortsman et al. 2022).
"""

from __future__ import annotations

import copy
import json
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from route_pg.evaluation.embedder_recall import KS, Asked, Embed, embed_by, recall_of
from route_pg.models.embedded.batch import CLS, SEP, round_up
from route_pg.models.embedded.embedder import EmbeddedEmbedder
from route_pg.models.embedded.inputs import Tokenizer
from route_pg.training.column_pairs import Pairs
from route_pg.training.embedder import SentenceEncoder, export_embedder, untuned
from route_pg.training.network import NEGATIVE
from route_pg.training.samples import tokenizer
from route_pg.training.split import held_out

SLICE = 32
"""Texts that are encoded at once: with lengths in steps of LENGTHS, few shapes in all."""
LENGTHS = 8
LONGEST = 64  # word pieces of a text in training, [CLS] and [SEP] included


@dataclass(frozen=True, kw_only=True)
class Tuning:
    """Everything that makes a run what it is."""

    minutes: float = 12.0
    rate: float = 1e-4
    warmup: float = 0.05  # share of the run
    decay: float = 0.01
    clip: float = 1.0
    temperature: float = 0.05
    questions: int = 48  # in a batch
    together: int = 6  # of them, of one database
    others: int = 16  # columns of a database beside those that its questions in the batch need
    most: int = 60  # questions of one database in an epoch
    uncommented: float = 0.3  # chance that a database is shown without its comments
    kept_aside: int = 600  # questions of databases kept aside that the choice rests on
    shares: tuple[float, ...] = (0.5, 1.0)  # of the way from the published weights to the tuned
    seed: int = 0
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions and columns, all columns of which are told apart by their texts."""

    questions: tuple[str, ...]  # Q
    columns: tuple[str, ...]  # C
    needed: Tensor  # (Q, C) bool


def batches_forever(pairs: Pairs, tuning: Tuning, rng: random.Random) -> Iterator[Batch]:
    """Batches, epoch after epoch, each of several questions of each of several databases."""
    grouped: dict[str, list[Asked]] = {}
    for one in pairs.asked:
        grouped.setdefault(one.database, []).append(one)
    waiting: list[Asked] = []
    while True:
        parts: list[list[Asked]] = []
        for found in grouped.values():
            chosen = rng.sample(found, min(tuning.most, len(found)))
            parts += [
                chosen[at : at + tuning.together] for at in range(0, len(chosen), tuning.together)
            ]
        rng.shuffle(parts)
        for part in parts:
            waiting += part
            if len(waiting) >= tuning.questions:
                yield batch_of(waiting[: tuning.questions], pairs, tuning, rng)
                waiting = waiting[tuning.questions :]


def batch_of(asked: Sequence[Asked], pairs: Pairs, tuning: Tuning, rng: random.Random) -> Batch:
    """The questions with the columns they need and others of the same databases."""
    texts: dict[str, Sequence[str]] = {}
    places: dict[str, int] = {}
    for database in dict.fromkeys(one.database for one in asked):
        bare = rng.random() < tuning.uncommented
        texts[database] = own = (pairs.names if bare else pairs.texts)[database]
        gold = {at for one in asked if one.database == database for at in one.columns}
        others = [at for at in range(len(own)) if at not in gold]
        for at in (*sorted(gold), *rng.sample(others, min(tuning.others, len(others)))):
            places.setdefault(own[at], len(places))
    needed = torch.zeros(len(asked), len(places), dtype=torch.bool)
    for row, one in enumerate(asked):
        needed[row, [places[texts[one.database][at]] for at in one.columns]] = True
    return Batch(tuple(one.question for one in asked), tuple(places), needed)


def contrast(questions: Tensor, columns: Tensor, needed: Tensor, temperature: float) -> Tensor:
    """The loss of unit vectors (Q, D) and (C, D) where needed (Q, C) says which are to be near.

    Each needed column is told apart from all that are not needed; the question's other needed ones
    are no mistake. Every question counts alike.
    """
    logits = questions @ columns.T / temperature
    wrong = logits.masked_fill(needed, NEGATIVE).logsumexp(1, keepdim=True)
    losses = functional.softplus(wrong - logits) * needed
    return (losses.sum(1) / needed.sum(1)).mean()


def encode(model: SentenceEncoder, texts: Sequence[str], tokenize: Tokenizer) -> Tensor:
    """Unit vectors (len(texts), DIMENSIONS); texts of like length are encoded together."""
    rows = [[CLS, *tokenize(text.lower())[: LONGEST - 2], SEP] for text in texts]
    order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
    found = []
    for start in range(0, len(order), SLICE):
        chosen = [rows[at] for at in order[start : start + SLICE]]
        ids = np.zeros((SLICE, round_up(len(chosen[-1]), LENGTHS)), np.int64)
        ids[:, 0] = CLS  # the last slice is filled up with empty texts
        for at, row in enumerate(chosen):
            ids[at, : len(row)] = row
        tensor = torch.from_numpy(ids)
        found.append(model(tensor, tensor > 0)[: len(chosen)].float())
    return torch.cat(found)[torch.tensor(np.argsort(order))]


def between(start: SentenceEncoder, end: SentenceEncoder, share: float) -> SentenceEncoder:
    """A model on the straight line from one's weights to the other's: 0 the start, 1 the end."""
    mixed = copy.deepcopy(start)
    weights, tuned = start.state_dict(), end.state_dict()
    mixed.load_state_dict({name: old.lerp(tuned[name], share) for name, old in weights.items()})
    return mixed


class Tuner:
    """A model, its optimizer, and how far they are."""

    def __init__(self, model: SentenceEncoder, tuning: Tuning, tokenize: Tokenizer) -> None:
        torch.manual_seed(tuning.seed)
        torch.set_num_threads(tuning.threads)
        self.model, self.tuning, self.tokenize = model, tuning, tokenize
        for fixed in (model.encoder.pieces, model.encoder.features):
            fixed.weight.requires_grad_(False)
        self.parameters = [p for p in model.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(
            self.parameters, lr=0.0, weight_decay=tuning.decay, fused=True
        )
        self.seconds = 0.0
        self.steps = 0

    @property
    def progress(self) -> float:
        """Share of the run that is done."""
        return self.seconds / (60 * self.tuning.minutes)

    def step(self, batch: Batch) -> float:
        """Learn from a batch; its loss."""
        started = time.perf_counter()
        done, warmup = self.progress, self.tuning.warmup
        scale = done / warmup if done < warmup else (1 - done) / (1 - warmup)
        for group in self.optimizer.param_groups:
            group["lr"] = self.tuning.rate * max(scale, 0.01)
        with torch.autocast("cpu", torch.bfloat16):
            vectors = encode(self.model, (*batch.questions, *batch.columns), self.tokenize)
        count = len(batch.questions)
        loss = contrast(vectors[:count], vectors[count:], batch.needed, self.tuning.temperature)
        self.optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self.parameters, self.tuning.clip)
        self.optimizer.step()
        self.seconds += time.perf_counter() - started
        self.steps += 1
        return loss.item()


def tune(
    model: SentenceEncoder, pairs: Pairs, tuning: Tuning, tokenize: Tokenizer
) -> SentenceEncoder:
    """Tune a model, in place, for the minutes of `tuning`, with a line of the log for each."""
    tuner = Tuner(model, tuning, tokenize)
    losses: list[float] = []
    for batch in batches_forever(pairs, tuning, random.Random(tuning.seed)):
        minute = tuner.seconds // 60
        losses.append(tuner.step(batch))
        if tuner.seconds // 60 > minute or tuner.progress >= 1:
            log(seconds=round(tuner.seconds), step=tuner.steps, loss=float(np.mean(losses)))
            losses.clear()
        if tuner.progress >= 1:
            break
    return tuner.model.eval()


def log(**entry: object) -> None:
    """Say something of a run as a line of JSON."""
    rounded = {k: round(v, 4) if isinstance(v, float) else v for k, v in entry.items()}
    print(json.dumps(rounded), flush=True)


@dataclass(frozen=True, slots=True)
class Aside:
    """Questions of databases that are not trained on, by which weights are chosen."""

    asked: Sequence[Asked]
    catalogs: Mapping[str, Sequence[str]]

    def measure(self, embed: Embed, name: str) -> float:
        """Recall of columns, the mean over all k and both scopes; says it in full."""
        found = recall_of(embed, self.asked, self.catalogs)
        for scope, recall in found.items():
            log(weights=name, scope=scope, **{f"recall_{k}": recall.columns[k] for k in KS})
        return float(np.mean([recall.mean for recall in found.values()]))


def split(pairs: Pairs, tuning: Tuning) -> tuple[Pairs, Aside]:
    """What is trained on, and what the choice of weights rests on."""
    aside = [one for one in pairs.asked if held_out(one.database)]
    chosen = random.Random(tuning.seed).sample(aside, min(tuning.kept_aside, len(aside)))
    kept = [one for one in pairs.asked if not held_out(one.database)]
    catalogs = {name: texts for name, texts in pairs.texts.items() if held_out(name)}
    return Pairs(kept, pairs.texts, pairs.names), Aside(chosen, catalogs)


def _embed_by(model: SentenceEncoder, tokenize: Tokenizer) -> Embed:
    return torch.no_grad()(lambda texts: encode(model, texts, tokenize).numpy())


def choose(
    start: SentenceEncoder,
    tuned: SentenceEncoder,
    tuning: Tuning,
    aside: Aside,
    tokenize: Tokenizer,
) -> SentenceEncoder:
    """Of the weights at the start, the tuned and those between, what ranks best what is aside."""
    best, most = start, -1.0
    for share in (0.0, *tuning.shares):
        model = between(start, tuned, share)
        measured = aside.measure(_embed_by(model, tokenize), f"{share:.0%} tuned")
        if measured > most:
            best, most = model, measured
    return best


def tune_and_export(pairs: Pairs, tuning: Tuning, folder: Path) -> str:
    """Tune, choose, write as `export_embedder` does; returns the embedder's name."""
    trained, aside = split(pairs, tuning)
    log(questions=len(trained.asked), kept_aside=len(aside.asked), databases=len(aside.catalogs))
    tuned = tune(untuned(), trained, tuning, tokenizer())
    model = choose(untuned(), tuned, tuning, aside, tokenizer())
    name = export_embedder(model, folder)
    aside.measure(embed_by(EmbeddedEmbedder(folder, threads=tuning.threads)), f"{name}, 8 bits")
    return name
