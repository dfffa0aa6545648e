"""Recipes of language models: the paper's figures, one recipe over another, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from route_pg.errors import BadArgument
from route_pg.training.lm.recipe import Lora, Training, model_names, read_recipe, recipe_names

MODELS = {
    "llama-2-7b",
    "llama-3-8b",
    "codellama-7b",
    "mistral-7b",
    "deepseek-coder-6.7b",
    "qwen2-7b",
    "qwen2.5-7b",
    "qwen2.5-14b",
}


def write(folder: Path, text: str, name: str = "own.toml") -> str:
    path = folder / name
    path.write_text(text)
    return str(path)


def test_the_papers_recipe() -> None:
    training = read_recipe("paper").training
    assert (training.learning_rate, training.epochs, training.schedule) == (1e-5, 2.0, "cosine")
    assert (training.warmup, training.cutoff, training.weight_decay) == (0.05, 4096, 0.1)
    assert (training.method, training.precision) == ("full", "bf16")
    assert training.examples_per_update == 4 * 16 * 8


def test_every_model_of_the_paper_has_one() -> None:
    assert recipe_names()[0] == "paper"
    assert set(model_names()) == MODELS


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_models_recipe_is_the_papers(name: str) -> None:
    recipe, paper = read_recipe(name), read_recipe("paper")
    assert recipe.weights
    assert recipe.architecture["parameters"] > 6e9
    assert recipe.training.learning_rate == paper.training.learning_rate
    assert recipe.training.cutoff == paper.training.cutoff
    assert recipe.lora == paper.lora


def test_the_14b_model_accumulates_as_the_script_does() -> None:
    training = read_recipe("qwen2.5-14b").training
    assert (training.batch, training.examples_per_update) == (2, 2 * 16 * 8)


def test_a_recipe_of_ones_own(tmp_path: Path) -> None:
    text = 'extends = "qwen2-7b"\n[training]\nmethod = "lora"\nepochs = 1\n[lora]\nrank = 64\n'
    recipe = read_recipe(write(tmp_path, text))
    assert recipe.name == "own"
    assert recipe.weights == read_recipe("qwen2-7b").weights
    assert recipe.training == Training(method="lora", epochs=1.0)
    assert recipe.lora == Lora(rank=64)


def test_a_recipe_from_nothing(tmp_path: Path) -> None:
    recipe = read_recipe(write(tmp_path, 'weights = "somewhere"'))
    assert (recipe.weights, recipe.training, recipe.architecture) == ("somewhere", Training(), {})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[training]\nlearning = 1.0", "learning"),
        ("[trainings]", "trainings"),
        ("[training]\nepochs = 'two'", "epochs is 'two'"),
        ("[training]\nbatch = 1.5", "batch is 1.5"),
        ("[training]\npacking = 1", "packing is 1"),
        ("[training]\nmethod = 'half'", "method is 'half'"),
        ("[training]\nprecision = 'fp16'", "precision is 'fp16'"),
        ("[training]\ncutoff = 0", "cutoff must be above 0"),
        ("weights = 7", "weights is 7"),
        ("training = 3", "training is no section"),
        ("extends = 3", "extends is 3"),
        ("= 3", "no TOML"),
        ("extends = 'nowhere'", "'nowhere'"),
    ],
)
def test_what_a_recipe_may_not_say(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadArgument, match=said):
        read_recipe(write(tmp_path, text))


def test_recipes_may_not_go_round_in_a_circle(tmp_path: Path) -> None:
    one = write(tmp_path, "extends = 'other.toml'", "one.toml")
    write(tmp_path, "extends = 'one.toml'", "other.toml")
    with pytest.raises(BadArgument, match="extends itself"):
        read_recipe(one)


def test_no_such_recipe_names_those_there_are() -> None:
    with pytest.raises(BadArgument) as raised:
        read_recipe("qwen9")
    assert "qwen2.5-14b" in raised.value.hint
