"""Tuning a causal language model on conversations, over transformers' Trainer.

One process or many (`accelerate launch`): the Trainer finds out from the environment. A run is a
folder: its checkpoints, `log.jsonl`, `curve.png`, and `model/`, which opens as
`transformers:RUN/model`. A run that was broken off goes on from its last checkpoint.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import PrinterCallback, Trainer, TrainerCallback, TrainingArguments
from transformers.trainer_utils import get_last_checkpoint

from route_pg.errors import BadArgument
from route_pg.models.weights import TUNED, open_tokenizer, open_weights
from route_pg.training.lm.recipe import Recipe, Training
from route_pg.training.lm.tokens import (
    IGNORED,
    Encoded,
    Message,
    Pack,
    Prompt,
    collate,
    encode,
    pack,
)

MODEL = "model"
LOG = "log.jsonl"
CURVE = "curve.png"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tuned:
    """The report of a run."""

    recipe: str
    weights: str
    method: str
    parameters: int
    trained: int  # parameters that moved
    conversations: int
    too_long: int  # left out: longer than the cutoff
    packs: int
    tokens: int
    learned: int  # tokens that the loss counts
    devices: int
    updates: int
    resumed_at: int  # updates that were done before, 0 for a new run
    first_loss: float
    last_loss: float
    seconds: float
    model: str  # path of what was made
    writes: bool  # this process is the one of all that writes


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """What a run reads."""

    packs: tuple[Pack, ...]
    too_long: int

    @property
    def conversations(self) -> int:
        """In all packs."""
        return sum(one.conversations for one in self.packs)


def open_base(weights: str, training: Training) -> Any:
    """The model to be tuned; its own numbers in fp32 where they move, else as precise as used."""
    half = training.precision == "bf16" and training.method == "lora"
    dtype = torch.bfloat16 if half else torch.float32
    return open_weights(weights, dtype=dtype)


def default_prompt(tokenizer: Any) -> Prompt:
    """A conversation up to the answer, by the tokenizer's own template."""

    def prompt(messages: Sequence[Message]) -> str:
        return str(
            tokenizer.apply_chat_template(
                list(messages), tokenize=False, add_generation_prompt=True
            )
        )

    return prompt


def prepare(
    conversations: Sequence[Sequence[Message]], tokenizer: Any, training: Training
) -> Prepared:
    """Tokenize and pack; BadArgument where nothing is left."""
    prompt = default_prompt(tokenizer)
    encoded = [encode(messages, tokenizer, prompt) for messages in conversations]
    kept: list[Encoded] = [one for one in encoded if len(one.ids) <= training.cutoff]
    if not kept:
        raise BadArgument(
            "there is nothing to learn from",
            detail=f"{len(encoded)} conversations, all longer than {training.cutoff} tokens.",
        )
    packs = pack(kept, training.cutoff, training.seed, together=training.packing)
    return Prepared(packs=tuple(packs), too_long=len(encoded) - len(kept))


def accumulation(training: Training, prepared: Prepared, devices: int) -> int:
    """Batches an update: as many as make up the recipe's conversations, at least one."""
    each = prepared.conversations / len(prepared.packs)
    return max(1, round(training.examples_per_update / (training.batch * devices * each)))


def tune(
    recipe: Recipe, conversations: Sequence[Sequence[Message]], run: Path, weights: str = ""
) -> Tuned:
    """Train by the recipe into the folder `run`, or go on there; the report.

    `weights` instead of the recipe's own. BadArgument where they cannot be opened, or the data
    hold nothing.
    """
    weights = weights or recipe.weights
    if not weights:
        raise BadArgument(
            f"the recipe {recipe.name} names no model", hint="Say which: --weights PATH."
        )
    tokenizer = open_tokenizer(weights)
    prepared = prepare(conversations, tokenizer, recipe.training)
    model = _tunable(open_base(weights, recipe.training), recipe)
    run.mkdir(parents=True, exist_ok=True)
    trainer = _trainer(model, tokenizer, prepared, recipe, run)
    last = get_last_checkpoint(str(run))
    sizes = [(p.numel(), p.requires_grad) for p in model.parameters()]
    start = time.monotonic()
    trainer.train(resume_from_checkpoint=last)
    seconds = time.monotonic() - start
    _save(trainer, tokenizer, run)
    report = _report(
        trainer,
        prepared,
        recipe=recipe.name,
        weights=weights,
        method=recipe.training.method,
        parameters=sum(size for size, _ in sizes),
        trained=sum(size for size, moves in sizes if moves),
        resumed_at=int(last.rpartition("-")[2]) if last else 0,
        seconds=round(seconds, 1),
        model=str(run / MODEL),
    )
    if report.writes:
        (run / "report.json").write_text(json.dumps(asdict(report), indent=2) + "\n")
    return report


def _report(trainer: Trainer, prepared: Prepared, **more: Any) -> Tuned:
    """What the trainer and its data tell of a run, and more."""
    losses = _losses(trainer)
    return Tuned(
        conversations=prepared.conversations,
        too_long=prepared.too_long,
        packs=len(prepared.packs),
        tokens=sum(len(one.ids) for one in prepared.packs),
        learned=sum(label != IGNORED for one in prepared.packs for label in one.labels),
        devices=trainer.args.world_size,
        updates=trainer.state.global_step,
        first_loss=losses[0][1],
        last_loss=losses[-1][1],
        writes=trainer.is_world_process_zero(),
        **more,
    )


def _tunable(model: Any, recipe: Recipe) -> Any:
    setattr(model.config, TUNED, "zero-shot")  # read where the model is opened
    model.config.use_cache = False  # with a cache transformers would not see where packs begin
    if recipe.training.method == "full":
        return model
    from peft import LoraConfig, get_peft_model

    lora = recipe.lora
    config = LoraConfig(
        r=lora.rank,
        lora_alpha=lora.alpha,
        lora_dropout=lora.dropout,
        target_modules=list(lora.targets),
        task_type="CAUSAL_LM",
    )
    if recipe.training.recompute:
        model.enable_input_require_grads()  # else nothing before an adapter has a gradient
    return get_peft_model(model, config)


def _trainer(model: Any, tokenizer: Any, prepared: Prepared, recipe: Recipe, run: Path) -> Trainer:
    padding = tokenizer.pad_token_id
    padding = tokenizer.eos_token_id if padding is None else padding

    def batch(packs: Sequence[Pack]) -> dict[str, torch.Tensor]:
        return {name: torch.tensor(rows) for name, rows in collate(packs, padding or 0).items()}

    trainer = Trainer(
        model=model,
        args=_arguments(recipe.training, prepared, run),
        train_dataset=prepared.packs,
        data_collator=batch,
        callbacks=[_Logged(run / LOG)],
    )
    trainer.remove_callback(PrinterCallback)
    return trainer


def _arguments(training: Training, prepared: Prepared, run: Path) -> TrainingArguments:
    devices = int(os.environ.get("WORLD_SIZE", "1"))
    cuda = torch.cuda.is_available()
    return TrainingArguments(
        output_dir=str(run),
        num_train_epochs=training.epochs,
        learning_rate=training.learning_rate,
        lr_scheduler_type=training.schedule,
        warmup_steps=training.warmup,  # below 1: a share of all updates
        weight_decay=training.weight_decay,
        per_device_train_batch_size=training.batch,
        gradient_accumulation_steps=accumulation(training, prepared, devices),
        bf16=training.precision == "bf16",
        use_cpu=not cuda,
        activation_checkpointing=training.recompute,
        activation_checkpointing_kwargs={"use_reentrant": False} if training.recompute else None,
        logging_steps=1,
        save_steps=training.checkpoint_every,
        save_total_limit=training.keep_checkpoints,
        seed=training.seed,
        data_seed=training.seed,
        ddp_find_unused_parameters=False,  # every parameter that moves has its part in the loss
        remove_unused_columns=False,
        dataloader_pin_memory=cuda,
        report_to="none",
        disable_tqdm=True,
    )


class _Logged(TrainerCallback):
    """Writes each update's loss, as a line of JSON."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Drop the lines of updates that a resumed run does again."""
        if state.is_world_process_zero:
            lines = [entry for entry in state.log_history if "loss" in entry]
            self._path.write_text("".join(json.dumps(entry) + "\n" for entry in lines))

    def on_log(
        self, args: Any, state: Any, control: Any, logs: dict[str, Any] | None = None, **_: Any
    ) -> None:
        """Append one update."""
        if logs and "loss" in logs and state.is_world_process_zero:
            entry = {**logs, "step": state.global_step}
            with self._path.open("a") as file:
                file.write(json.dumps(entry) + "\n")
            _log.info("update %d of %d: loss %s", state.global_step, state.max_steps, logs["loss"])


def _save(trainer: Trainer, tokenizer: Any, run: Path) -> None:
    """The model in `run/model`, adapters merged into it; and the picture of its losses."""
    made = run / MODEL
    model = trainer.accelerator.unwrap_model(trainer.model)
    if hasattr(model, "merge_and_unload"):
        if trainer.is_world_process_zero():
            model.save_pretrained(run / "adapter")
            merged = model.merge_and_unload()
            merged.config.use_cache = True
            merged.save_pretrained(made)
    else:
        model.config.use_cache = True
        trainer.save_model(str(made))
    if trainer.is_world_process_zero():
        from route_pg.training.lm.curve import draw_curve

        tokenizer.save_pretrained(made)
        draw_curve(_losses(trainer), run / CURVE)


def _losses(trainer: Trainer) -> list[tuple[int, float]]:
    return [
        (int(entry["step"]), float(entry["loss"]))
        for entry in trainer.state.log_history
        if "loss" in entry
    ]
