"""Learning, going on from a checkpoint, and checkpoints that outlive their vocabulary."""

from __future__ import annotations

import random
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from torch import Tensor

from route_pg.errors import BadArgument
from route_pg.generation.grammar import SYMBOLS
from route_pg.generation.vocabulary import ACTIONS
from route_pg.models.embedded.tokens import CONTROL_NAMES, FIXED, FIXED_NAMES
from route_pg.training.batches import batch_of, to_tensors
from route_pg.training.checkpoints import (
    NEVER,
    UNLIKELY,
    average,
    has_todays_vocabulary,
    load_network,
    read_checkpoint,
    todays_weights,
)
from route_pg.training.loop import Recipe, Trainer, held_out, train
from route_pg.training.network import Network
from route_pg.training.rows import Row, Shaping, arrange
from tests.unit.harbour_samples import PAIRS, draft_of, sample_of, samples
from tests.unit.small_network import small_network

pytestmark = pytest.mark.train

SHAPING = Shaping(tokens=256, take_away=0.0, drop_tables=0.0)
RECIPE = Recipe(minutes=30.0, rate=3e-3, encoder_rate=3e-3, warmup=0.0, threads=1, shaping=SHAPING)


def rows() -> list[Row]:
    question = "Which ships visited New York?"
    right = draft_of(question, PAIRS[question], "single", right=True)
    wrong = draft_of(question, "SELECT country FROM port", "several", right=False)
    found = [*samples(), sample_of(question, PAIRS[question], right, wrong)]
    refused = replace(found[0], source="writes")
    return [arrange(sample, SHAPING, random.Random(0)) for sample in [*found, refused]]


@pytest.fixture
def trainer(tmp_path: Path) -> Trainer:
    return Trainer(RECIPE, tmp_path / "run", small_network())


def weights(network: Network) -> dict[str, Tensor]:
    return {name: value.clone() for name, value in network.state_dict().items()}


def test_every_loss_falls(trainer: Trainer) -> None:
    chosen = rows()
    first = trainer.step(chosen)
    for _ in range(24):
        last = trainer.step(chosen)
    for part in ("total", "derivation", "linking", "answerable", "judging"):
        before, after = (getattr(losses, part).detach() for losses in (first, last))
        assert after < 0.8 * before, part
    assert (trainer.steps, trainer.seen) == (25, 25 * len(chosen))
    assert 0 < trainer.progress < 1


def test_word_pieces_stay_and_all_else_learns(trainer: Trainer) -> None:
    before = weights(trainer.network)
    trainer.step(rows())
    same = {name for name, old in before.items() if old.equal(trainer.network.state_dict()[name])}
    assert same == {"encoder.pieces.weight"}


def test_the_rate_warms_up_and_falls(tmp_path: Path) -> None:
    recipe = replace(RECIPE, minutes=1.0, warmup=0.5)
    trainer = Trainer(recipe, tmp_path, small_network())
    rates = []
    for seconds in (0.0, 15.0, 30.0, 45.0, 60.0, 90.0):
        trainer.seconds = seconds
        trainer.set_rate()
        rates.append(trainer.optimizer.param_groups[1]["lr"] / recipe.rate)
    assert rates == pytest.approx([0.01, 0.5, 1.0, 0.5, 0.01, 0.01])


def test_a_run_goes_on_where_it_was(trainer: Trainer) -> None:
    """The step after a resumption is the step that would have come without it."""
    chosen = rows()
    for _ in range(3):
        trainer.step(chosen)
    trainer.save()
    seconds = trainer.seconds
    resumed = Trainer(RECIPE, trainer.folder, small_network(seed=7))
    assert resumed.resume()
    assert (resumed.seconds, resumed.steps, resumed.seen) == (seconds, 3, 3 * len(chosen))
    assert not (trainer.folder / "checkpoint.part").exists()
    for one in (trainer, resumed):
        one.seconds = 0.0  # the same rate for both
        one.step(chosen)
    found, spoken = resumed.network.state_dict(), [bool(name) for name in FIXED_NAMES]
    for name, value in trainer.network.state_dict().items():
        rows_of = spoken if name.startswith("fixed") else ...
        assert value[rows_of].equal(found[name][rows_of]), name


def test_there_is_nothing_to_resume_at_first(trainer: Trainer) -> None:
    assert not trainer.resume()


def test_training_is_boxed_in_time_and_leaves_a_curve(tmp_path: Path) -> None:
    recipe = replace(RECIPE, minutes=0.001)
    found = samples()
    done = train(recipe, tmp_path, found, [1.0] * len(found), [], small_network())
    assert done.progress >= 1
    again = train(recipe, tmp_path, found, [1.0] * len(found), [], small_network())
    assert again.steps == done.steps + 1  # time was over; one batch shows it
    events = (tmp_path / "curve.jsonl").read_text("utf-8").splitlines()
    assert "started" in events[0]
    assert "resumed" in events[2]


def test_held_out_samples_are_measured_and_not_learned(trainer: Trainer) -> None:
    before = weights(trainer.network)
    found = held_out(trainer, samples())
    assert found == held_out(trainer, samples())
    assert found["held_out_derivation"] > 0
    assert trainer.network.training
    assert all(old.equal(trainer.network.state_dict()[name]) for name, old in before.items())
    assert held_out(trainer, []) == {}


def old_checkpoint(network: Network, *, fewer: int, room: bool) -> dict[str, Any]:
    """As it was when the last actions and some symbols were not there, nor perhaps the room."""
    actions = ACTIONS[: len(ACTIONS) - fewer]
    symbols = (*SYMBOLS[:5], *SYMBOLS[5 + fewer :])
    spare = [""] * (FIXED - len(actions) - len(CONTROL_NAMES)) if room else []
    names = [*actions, *spare, *CONTROL_NAMES]
    state = weights(network)
    for name in ("fixed.weight", "fixed_head.weight", "fixed_head.bias"):
        state[name] = torch.arange(len(names)).float().reshape(-1, *[1] * (state[name].dim() - 1))
        state[name] = state[name].expand(len(names), *network.state_dict()[name].shape[1:]).clone()
    width = network.config.width
    state["symbols.weight"] = torch.arange(len(symbols)).float()[:, None].expand(-1, width).clone()
    return {
        "config": {**asdict(network.config), "fixed": len(names), "symbols": len(symbols)},
        "actions": actions,
        "symbols": symbols,
        "network": state,
        "names": names,
    }


@pytest.mark.parametrize("room", [True, False])
def test_rows_keep_their_weights_when_the_vocabulary_has_grown(room: bool) -> None:
    state = old_checkpoint(small_network(), fewer=3, room=room)
    found = todays_weights(state)
    for number, name in enumerate(FIXED_NAMES):
        rows = [found[f"{layer}.weight"][number] for layer in ("fixed", "fixed_head")]
        known = name in state["names"] and name
        expected = float(state["names"].index(name)) if known else 0.0
        assert [row.unique().tolist() for row in rows] == [[expected]] * 2, name
        assert float(found["fixed_head.bias"][number]) == (expected if known else UNLIKELY)
    for number, symbol in enumerate(SYMBOLS):
        known = symbol in state["symbols"]
        expected = float(state["symbols"].index(symbol)) if known else 0.0
        assert found["symbols.weight"][number].unique().tolist() == [expected]
    small_network().load_state_dict(found)


def test_todays_weights_are_left_as_they_are() -> None:
    network = small_network()
    state = {"actions": ACTIONS, "symbols": SYMBOLS, "network": weights(network)}
    assert has_todays_vocabulary(state)
    found = todays_weights(state)
    spoken = [bool(name) for name in FIXED_NAMES]
    for name, value in network.state_dict().items():
        rows_of = spoken if name.startswith("fixed") else ...
        assert value[rows_of].equal(found[name][rows_of]), name


def test_a_vocabulary_that_has_grown_is_seen() -> None:
    network = small_network()
    for room in (True, False):
        assert not has_todays_vocabulary(old_checkpoint(network, fewer=3, room=room))
        # the same actions, but no room for more: the optimizer's moments are of other shapes
        assert has_todays_vocabulary(old_checkpoint(network, fewer=0, room=room)) == room


@pytest.mark.parametrize("fewer", [0, 3])
def test_a_run_goes_on_under_a_vocabulary_that_has_grown(trainer: Trainer, fewer: int) -> None:
    chosen = rows()
    trainer.step(chosen)
    trainer.save()
    path = trainer.folder / "checkpoint.pt"
    old = old_checkpoint(trainer.network, fewer=fewer, room=False)
    torch.save({**read_checkpoint(path), **old}, path)
    resumed = Trainer(RECIPE, trainer.folder, small_network())
    assert resumed.resume()
    assert torch.isfinite(resumed.step(chosen).total)


def test_a_network_is_loaded_for_inference(trainer: Trainer) -> None:
    trainer.save()
    path = trainer.folder / "checkpoint.pt"
    loaded = load_network(path)
    assert not loaded.training
    batch, _ = batch_of(rows(), 16)
    inputs = to_tensors(batch, torch.device("cpu"))
    trainer.network.eval()
    with torch.no_grad():
        assert loaded.encode(**inputs).items.equal(trainer.network.encode(**inputs).items)
    old = old_checkpoint(trainer.network, fewer=2, room=True)
    torch.save({**read_checkpoint(path), **old}, path)
    grown = load_network(path)
    assert grown.fixed_head.bias[len(ACTIONS) - 1] == NEVER
    assert len(grown.symbols.weight) == len(SYMBOLS)


def test_the_mean_of_runs_is_a_network_of_the_same_shape(tmp_path: Path) -> None:
    states = [old_checkpoint(small_network(), fewer=0, room=True) for _ in range(2)]
    states[1]["network"] = {name: w + 1 for name, w in states[1]["network"].items()}
    for number, state in enumerate(states):
        torch.save(state, tmp_path / f"{number}.pt")
    average([tmp_path / "0.pt", tmp_path / "1.pt"], tmp_path / "mean.pt")
    mean = read_checkpoint(tmp_path / "mean.pt")
    name = "fixed_head.bias"
    both = torch.stack([state["network"][name] for state in states])
    assert torch.allclose(mean["network"][name], both.mean(0))
    load_network(tmp_path / "mean.pt")


def test_runs_of_another_shape_have_no_mean(tmp_path: Path) -> None:
    state = old_checkpoint(small_network(), fewer=0, room=True)
    torch.save(state, tmp_path / "0.pt")
    torch.save({**state, "symbols": ()}, tmp_path / "1.pt")
    with pytest.raises(BadArgument, match="another shape"):
        average([tmp_path / "0.pt", tmp_path / "1.pt"], tmp_path / "mean.pt")
