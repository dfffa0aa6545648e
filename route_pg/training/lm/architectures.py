"""Each recipe's architecture, checked where its weights cannot be: by its shape and one step.

The shape: built at its real size without memory, it has the parameters that its makers state. The
step: at a tiny size with random weights it is trained, in full and by adapters, saved and opened.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from route_pg.training.lm.recipe import Method, Recipe, model_names, read_recipe
from route_pg.training.lm.tiny import count_parameters, save_tiny
from route_pg.training.lm.tokens import Message
from route_pg.training.lm.tuning import Tuned, tune

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
    full: Tuned  # one step at a tiny size
    lora: Tuned

    @property
    def stands(self) -> bool:
        """The shape is right, and both steps moved what they should."""
        moved = self.full.trained == self.full.parameters > self.lora.trained > 0
        return self.stated == self.built and moved and self.full.updates == 1 == self.lora.updates


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
            full=_step(recipe, "full", base, Path(folder, "full")),
            lora=_step(recipe, "lora", base, Path(folder, "lora")),
        )


def _step(recipe: Recipe, method: Method, base: Path, run: Path) -> Tuned:
    """One update by the recipe itself, and what it made opened again by one more of no effect."""
    training = replace(recipe.training, method=method, epochs=1.0)
    return tune(replace(recipe, training=training), CHECK, run, str(base))


def check_all() -> list[Checked]:
    """Check the recipes of all models of the paper."""
    return [check_architecture(name) for name in model_names()]
