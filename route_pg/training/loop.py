"""The training loop: time-boxed, resumable, the same on a CPU and on a GPU."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import torch

from route_pg.generation.grammar import SYMBOLS
from route_pg.generation.vocabulary import ACTIONS
from route_pg.models.embedded.features import FEATURES, RELATIONS
from route_pg.models.embedded.tokens import FIXED
from route_pg.training.batches import batch_of, to_tensors
from route_pg.training.checkpoints import (
    has_todays_vocabulary,
    read_checkpoint,
    todays_weights,
)
from route_pg.training.loss import GrammarMask, Losses, LossWeights, losses
from route_pg.training.network import Network, NetworkConfig, encoder_weights
from route_pg.training.rows import Row, Shaping, rows_forever
from route_pg.training.samples import Sample, encoder_folder


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """Everything that makes a run what it is."""

    minutes: float = 40.0  # of training, evaluation and saving not counted
    examples: int = 0  # to be seen instead, where given: the same on machines of any speed
    encoder_rate: float = 1.5e-4
    rate: float = 7e-4
    warmup: float = 0.04  # share of the run
    clip: float = 1.0
    decay: float = 0.01
    seed: int = 0
    device: str = "cpu"
    threads: int = 2
    save_every: float = 5.0  # minutes
    width: int = 256
    relation_layers: int = 2
    decoder_layers: int = 3
    dropout: float = 0.1
    shaping: Shaping = field(default_factory=Shaping)
    loss: LossWeights = field(default_factory=LossWeights)


def network_config(recipe: Recipe) -> NetworkConfig:
    """The network of a recipe for today's grammar and features."""
    return NetworkConfig(
        fixed=FIXED,
        symbols=len(SYMBOLS),
        features=len(FEATURES) + 1,
        relations=RELATIONS,
        width=recipe.width,
        relation_layers=recipe.relation_layers,
        decoder_layers=recipe.decoder_layers,
        dropout=recipe.dropout,
    )


def new_network(config: NetworkConfig) -> Network:
    """A network whose encoder is all-MiniLM-L6-v2."""
    from safetensors.torch import load_file

    network = Network(config)
    loaded = load_file(str(encoder_folder() / "model.safetensors"))
    missing, unexpected = network.encoder.load_state_dict(encoder_weights(loaded), strict=False)
    assert not unexpected, unexpected
    assert missing == ["features.weight"], missing
    return network


class Trainer:
    """A network, its optimizer, and how far they are.

    `network` is what training starts from; without one, the recipe's own (`new_network`).
    """

    def __init__(self, recipe: Recipe, folder: Path, network: Network | None = None) -> None:
        torch.manual_seed(recipe.seed)
        torch.set_num_threads(recipe.threads)
        self.recipe, self.folder = recipe, folder
        self.device = torch.device(recipe.device)
        network = new_network(network_config(recipe)) if network is None else network
        self.network = network.to(self.device)
        self.network.encoder.pieces.weight.requires_grad_(False)  # the encoder's words stay its own
        self.mask = GrammarMask(self.device)
        encoder = [p for p in self.network.encoder.parameters() if p.requires_grad]
        rest = [p for n, p in self.network.named_parameters() if not n.startswith("encoder.")]
        self.parameters = encoder + rest
        self.optimizer = torch.optim.AdamW(
            [
                {"params": encoder, "lr": 0.0, "base": recipe.encoder_rate},
                {"params": rest, "lr": 0.0, "base": recipe.rate},
            ],
            betas=(0.9, 0.98),
            weight_decay=recipe.decay,
            fused=True,
        )
        self.seconds = 0.0  # of training so far
        self.steps = self.seen = 0
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def progress(self) -> float:
        """Share of the run that is done."""
        if self.recipe.examples:
            return self.seen / self.recipe.examples
        return self.seconds / (60 * self.recipe.minutes)

    def set_rate(self) -> None:
        """Linear warm-up, then linear decay to nothing, over the run's progress."""
        done, warmup = self.progress, self.recipe.warmup
        scale = done / warmup if done < warmup else (1 - done) / (1 - warmup)
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * max(scale, 0.01)

    def forward(self, rows: Sequence[Row]) -> Losses:
        """The losses of a batch."""
        batch, targets = batch_of(rows, self.recipe.shaping.step)
        inputs = to_tensors(batch, self.device)
        targets = targets.to(self.device)
        categories = torch.from_numpy(batch.categories).to(self.device)
        value_column = torch.from_numpy(batch.value_column).to(self.device)
        allowed = self.mask(targets, categories, value_column)
        with torch.autocast(self.device.type, torch.bfloat16):
            memory = self.network.encode(**inputs)
            return losses(self.network, memory, targets, allowed, categories, self.recipe.loss)

    def step(self, rows: Sequence[Row]) -> Losses:
        """Learn from a batch."""
        started = time.perf_counter()
        self.set_rate()
        found = self.forward(rows)
        self.optimizer.zero_grad(set_to_none=True)
        found.total.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, self.recipe.clip)
        self.optimizer.step()
        self.seconds += time.perf_counter() - started
        self.steps += 1
        self.seen += len(rows)
        return found

    def save(self) -> None:
        """Write a checkpoint; the one before stays until this one is whole."""
        state = {
            "config": asdict(self.network.config),
            "actions": ACTIONS,
            "symbols": SYMBOLS,
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "progress": (self.seconds, self.steps, self.seen),
        }
        part = self.folder / "checkpoint.part"
        torch.save(state, part)
        part.replace(self.folder / "checkpoint.pt")

    def resume(self) -> bool:
        """Go on from the folder's checkpoint, where there is one."""
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            return False
        state = read_checkpoint(path, self.device)
        self.network.load_state_dict(todays_weights(state))
        if has_todays_vocabulary(state):  # otherwise its moments are of other shapes
            self.optimizer.load_state_dict(state["optimizer"])
        self.seconds, self.steps, self.seen = state["progress"]
        return True

    def log(self, entry: dict[str, Any]) -> None:
        """Append to the curve and say it."""
        entry = {"step": self.steps, "seconds": round(self.seconds), "seen": self.seen, **entry}
        with (self.folder / "curve.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")
        print(json.dumps(entry), flush=True)


class Averages:
    """Running means of the parts of the loss, between two lines of the log."""

    def __init__(self) -> None:
        self.sums: dict[str, float] = {}
        self.count = 0

    def add(self, found: Losses) -> None:
        """One more batch."""
        for name in Losses.__slots__:
            self.sums[name] = self.sums.get(name, 0.0) + float(getattr(found, name).detach())
        self.count += 1

    def take(self) -> dict[str, float]:
        """The means since the last time."""
        means = {name: round(total / self.count, 4) for name, total in self.sums.items()}
        self.sums, self.count = {}, 0
        return means


@torch.no_grad()
def held_out(trainer: Trainer, samples: Sequence[Sample]) -> dict[str, float]:
    """Exact match under teacher forcing, and the losses, on samples that are not trained on."""
    if not samples:
        return {}
    trainer.network.eval()
    averages = Averages()
    shaping = replace(
        trainer.recipe.shaping, drop_tables=0.0, take_away=0.0, pieces=480, unnamed=0.0
    )
    for rows in one_epoch(samples, shaping):
        averages.add(trainer.forward(rows))
    trainer.network.train()
    return {f"held_out_{name}": mean for name, mean in averages.take().items()}


def one_epoch(samples: Sequence[Sample], shaping: Shaping) -> Iterator[list[Row]]:
    """Batches over samples, each about once, always the same."""
    total = 0
    for rows in rows_forever(samples, [1.0] * len(samples), shaping, random.Random(0)):
        total += len(rows)
        yield rows
        if total >= 0.9 * len(samples):
            return


def train(
    recipe: Recipe,
    folder: Path,
    samples: Sequence[Sample],
    repeats: Sequence[float],
    validation: Sequence[Sample],
    network: Network | None = None,
) -> Trainer:
    """Train until the recipe's minutes or examples are over; resumes what is in the folder.

    `network` is what training starts from; without one, the recipe's own (`new_network`).
    """
    trainer = Trainer(recipe, folder, network)
    resumed = trainer.resume()
    trainer.log({"event": "resumed" if resumed else "started", "samples": len(samples)})
    rng = random.Random(f"{recipe.seed} {trainer.steps}")
    averages = Averages()
    saved = trainer.seconds
    trainer.network.train()
    for rows in rows_forever(samples, repeats, recipe.shaping, rng):
        averages.add(trainer.step(rows))
        if trainer.steps % 100 == 0:
            trainer.log(averages.take())
        if trainer.seconds - saved >= 60 * recipe.save_every:
            trainer.log(held_out(trainer, validation))
            trainer.save()
            saved = trainer.seconds
        if trainer.progress >= 1:
            break
    trainer.save()
    trainer.log({"event": "finished", **held_out(trainer, validation)})
    return trainer
