"""Each recipe's architecture, checked where its weights cannot be: by its shape and a few steps.

The shape: built at its real size without memory, it has the parameters that its makers state. The
steps: at a tiny size with random weights it learns, in full and by adapters; saved and opened.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from route_pg.training.lm.recipe import Method, Recipe, model_names, read_recipe
from route_pg.training.lm.tiny import count_parameters, save_tiny
from route_pg.training.lm.tokens import Message
from route_pg.training.lm.tuning import Tuned, open_base, tune

UPDATES = 4.0  # of the whole check at once; the first has the rate 0 of the warm-up's begin
RATE = 1e-2

CHECK: Sequence[Sequence[Message]] = [
    [
        {"role": "user", "content": f"How many {noun} are there?"},
        {"role": "assistant", "content": f"SELECT count(*) FROM {noun}"},
    ]
    for noun in ("orders", "customers", "books", "authors")
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What was found of one recipe's architecture."""

    recipe: str
    stated: int  # parameters that its makers state
    built: int  # of the model built from the recipe at its real size
    full: Tuned  # at a tiny size
    lora: Tuned

    @property
    def stands(self) -> bool:
        """The shape is right, and both trainings learned with the parameters that they should."""
        moved = self.full.trained == self.full.parameters > self.lora.trained > 0
        learned = all(one.last_loss < one.first_loss for one in (self.full, self.lora))
        return self.stated == self.built and moved and learned


def check_architecture(name: str) -> Checked:
    """Check the recipe of a model."""
    recipe = read_recipe(name)
    with tempfile.TemporaryDirectory(prefix="route-lm-") as folder:
        base = Path(folder, "base")
        texts = [message["content"] for messages in CHECK for message in messages]
        save_tiny(base, recipe.architecture, texts, vocabulary=320)
        return Checked(
            recipe=name,
            stated=recipe.architecture["parameters"],
            built=count_parameters(recipe.architecture),
            full=_steps(recipe, "full", base, Path(folder, "full")),
            lora=_steps(recipe, "lora", base, Path(folder, "lora")),
        )


def _steps(recipe: Recipe, method: Method, base: Path, run: Path) -> Tuned:
    """A few updates by the recipe itself, but for a rate at which random weights learn."""
    training = replace(recipe.training, method=method, epochs=UPDATES, learning_rate=RATE)
    made = tune(replace(recipe, training=training), CHECK, run, str(base))
    open_base(made.model, training)
    return made


def check_all() -> list[Checked]:
    """Check the recipes of all models of the paper."""
    return [check_architecture(name) for name in model_names()]
