"""What a training of a language model does, read from a configuration file.

The package carries one of the paper (`recipes/paper.toml`) and one for each of the paper's models;
a user's own is a TOML file of the same form. `extends` names the one that it builds on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib import resources
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from route_pg.errors import BadArgument

PAPER = "paper"
Method = Literal["full", "lora"]
Precision = Literal["bf16", "fp32"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Lora:
    """Low-rank adapters (Hu et al., 2021)."""

    rank: int = 8
    alpha: int = 16
    dropout: float = 0.0
    targets: tuple[str, ...] = ("q_proj", "v_proj")


@dataclass(frozen=True, kw_only=True, slots=True)
class Training:
    """The section [training]."""

    method: Method = "full"
    learning_rate: float = 1e-5
    epochs: float = 2.0
    schedule: str = "cosine"
    warmup: float = 0.05  # share of all updates
    weight_decay: float = 0.1
    cutoff: int = 4096  # tokens of a conversation, and of a pack of them
    examples_per_update: int = 512  # conversations, over all devices
    batch: int = 4  # packs on one device at once
    precision: Precision = "bf16"
    packing: bool = True
    recompute: bool = True  # gradient checkpointing
    checkpoint_every: int = 200  # updates
    keep_checkpoints: int = 2
    seed: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipe:
    """A training: of which model, how."""

    name: str
    weights: str = ""  # name or path of what is tuned; '' must be given on the command line
    training: Training = field(default_factory=Training)
    lora: Lora = field(default_factory=Lora)
    architecture: Mapping[str, Any] = field(default_factory=dict)
    # of the model at its real size, with its count of `parameters`: what checks shrink


def recipe_names() -> list[str]:
    """The recipes of the package, the paper's own first."""
    found = sorted(
        Path(entry.name).stem for entry in _folder().iterdir() if entry.name.endswith(".toml")
    )
    return [PAPER, *(name for name in found if name != PAPER)]


def model_names() -> list[str]:
    """The recipes of the paper's models."""
    return recipe_names()[1:]


def read_recipe(name: str) -> Recipe:
    """The recipe of the package with this name, or the TOML file at this path.

    BadArgument where there is none, or where it says what no recipe knows.
    """
    path = Path(name)
    stated = _merged(_text(name), name)
    return Recipe(
        name=path.stem if path.suffix == ".toml" else name,
        weights=_word(stated.pop("weights", ""), name, "weights"),
        training=_section(Training, stated.pop("training", {}), name, "training"),
        lora=_section(Lora, stated.pop("lora", {}), name, "lora"),
        architecture=stated.pop("architecture", {}),
    )


_Section = TypeVar("_Section", Lora, Training)
_SECTIONS = ("extends", "weights", "training", "lora", "architecture")


def _folder() -> Any:
    return resources.files(__package__) / "recipes"


def _text(name: str) -> str:
    try:
        if name.endswith(".toml"):
            return Path(name).read_text(encoding="utf-8")
        return str((_folder() / f"{name}.toml").read_text(encoding="utf-8"))
    except OSError as error:
        raise BadArgument(
            f"there is no recipe {name!r}",
            hint=f"Give the path of a TOML file, or one of: {', '.join(recipe_names())}.",
        ) from error


def _merged(text: str, name: str, seen: tuple[str, ...] = ()) -> dict[str, Any]:
    """A recipe over the one that it extends, section by section."""
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadArgument(f"the recipe {name} is no TOML: {error}") from error
    if unknown := stated.keys() - set(_SECTIONS):
        raise _unknown(name, unknown, _SECTIONS)
    for key in ("training", "lora", "architecture"):
        if not isinstance(stated.get(key, {}), dict):
            raise BadArgument(f"the recipe {name}: {key} is no section", hint=f"Write [{key}].")
    base = _word(stated.pop("extends", ""), name, "extends")
    if not base:
        return stated
    if base.endswith(".toml"):  # beside the recipe that names it
        base = str(Path(name).parent / base)
    if base in seen:
        raise BadArgument(f"the recipe {name} extends itself")
    below = _merged(_text(base), base, (*seen, base))
    for key, value in stated.items():
        below[key] = {**below.get(key, {}), **value} if isinstance(value, dict) else value
    return below


def _section(kind: type[_Section], stated: Any, name: str, section: str) -> _Section:
    known = [each.name for each in fields(kind)]
    if unknown := stated.keys() - set(known):
        raise _unknown(f"{name}, [{section}]", unknown, tuple(known))
    given = {key: _value(value, getattr(kind(), key), name, key) for key, value in stated.items()}
    made = kind(**given)
    _check(made, name)
    return made


def _value(value: Any, default: Any, name: str, key: str) -> Any:
    """A stated value in the type of its default; a whole number will do for a float."""
    if isinstance(default, float) and type(value) is int:
        value = float(value)
    if isinstance(default, tuple) and isinstance(value, list):
        value = tuple(str(each) for each in value)
    if type(value) is not type(default):
        wanted = type(default).__name__
        raise BadArgument(f"the recipe {name}: {key} is {value!r}, which is no {wanted}")
    return value


def _check(made: object, name: str) -> None:
    if not isinstance(made, Training):
        return
    for key, allowed in (("method", get_args(Method)), ("precision", get_args(Precision))):
        if getattr(made, key) not in allowed:
            hint = f"One of: {', '.join(allowed)}."
            raise BadArgument(f"the recipe {name}: {key} is {getattr(made, key)!r}", hint=hint)
    positive = ("learning_rate", "epochs", "cutoff", "examples_per_update", "batch")
    for key in (*positive, "checkpoint_every", "keep_checkpoints"):
        if getattr(made, key) <= 0:
            raise BadArgument(f"the recipe {name}: {key} must be above 0")


def _word(value: Any, name: str, key: str) -> str:
    return str(_value(value, "", name, key))


def _unknown(name: str, unknown: set[str], known: tuple[str, ...]) -> BadArgument:
    return BadArgument(
        f"the recipe {name} states what is unknown: {', '.join(sorted(unknown))}",
        hint=f"Known are: {', '.join(known)}.",
    )
