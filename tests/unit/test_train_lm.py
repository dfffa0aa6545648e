"""Tuning at a tiny size: what is learned, what a pack may not mix, what a run leaves behind."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("peft")
pytest.importorskip("accelerate")

from route_pg.errors import BadArgument
from route_pg.models.language_settings import LanguageSettings
from route_pg.models.transformers import open_transformers
from route_pg.models.weights import open_tokenizer
from route_pg.training.lm.architectures import CHECK
from route_pg.training.lm.recipe import Recipe, Training, model_names, read_recipe
from route_pg.training.lm.tiny import Size, count_parameters, make_tokenizer, save_tiny, tiny_model
from route_pg.training.lm.tokens import collate, pack
from route_pg.training.lm.tuning import (
    accumulation,
    default_prompt,
    encode,
    open_base,
    prepare,
    tune,
)

pytestmark = [
    pytest.mark.train,
    # peft asks transformers for an attribute by its old name
    pytest.mark.filterwarnings("ignore:.*gradient_checkpointing.*:FutureWarning"),
    # PyTorch's own warning where recomputation meets a CPU without autocast's cache
    pytest.mark.filterwarnings("ignore::UserWarning:torch.*"),
]

TEXTS = [message["content"] for messages in CHECK for message in messages]
ARCHITECTURE = read_recipe("llama-3-8b").architecture
TRAINING = Training(
    learning_rate=2e-2,
    epochs=80.0,
    cutoff=64,
    examples_per_update=4,
    batch=2,
    precision="fp32",
    recompute=False,
    weight_decay=0.0,
    checkpoint_every=10,
)
RECIPE = Recipe(name="tiny", training=TRAINING)


@pytest.fixture
def base(tmp_path: Path) -> str:
    folder = tmp_path / "base"
    save_tiny(folder, ARCHITECTURE, TEXTS, vocabulary=330)
    return str(folder)


def stated(**changes: object) -> Recipe:
    return replace(RECIPE, training=replace(TRAINING, **changes))


def same_weights(one: str | Path, other: str | Path) -> bool:
    first, second = (open_base(str(path), TRAINING).state_dict() for path in (one, other))
    return all(torch.equal(first[name], second[name]) for name in first)


def test_a_tuned_model_answers_what_it_learned(base: str, tmp_path: Path) -> None:
    report = tune(RECIPE, CHECK, tmp_path / "run", base)
    assert report.last_loss < 0.1 < report.first_loss
    assert (report.conversations, report.too_long) == (4, 0)
    assert 0 < report.learned < report.tokens
    settings = LanguageSettings(device="cpu", budget=64, answer=32)
    model = open_transformers(report.model, settings)
    assert model.options.form == "zero-shot"  # the prompts that it was tuned on
    chats = [[dict(messages[0])] for messages in CHECK]
    written = model._writer.write(chats, beams=1)
    assert [replies[0].text for replies in written] == [m[-1]["content"] for m in CHECK]


def test_a_run_leaves_its_log_its_curve_and_its_report(base: str, tmp_path: Path) -> None:
    run = tmp_path / "run"
    report = tune(stated(epochs=3.0), CHECK, run, base)
    losses = [json.loads(line)["loss"] for line in (run / "log.jsonl").read_text().splitlines()]
    assert losses == pytest.approx([losses[0], *losses[1:-1], report.last_loss])
    assert len(losses) == report.updates
    assert (run / "curve.png").read_bytes().startswith(b"\x89PNG")
    assert json.loads((run / "report.json").read_text())["updates"] == report.updates


def test_a_run_that_was_broken_off_goes_on_exactly(base: str, tmp_path: Path) -> None:
    recipe = stated(epochs=6.0, checkpoint_every=2, batch=1, examples_per_update=1)
    whole = tune(recipe, CHECK, tmp_path / "whole", base)
    tune(recipe, CHECK, tmp_path / "broken", base)
    checkpoints = sorted((tmp_path / "broken").glob("checkpoint-*"))
    assert len(checkpoints) == TRAINING.keep_checkpoints
    last = max(checkpoints, key=lambda path: int(path.name.rpartition("-")[2]))
    last.rename(tmp_path / "gone")
    resumed = tune(recipe, CHECK, tmp_path / "broken", base)
    assert 0 < resumed.resumed_at < whole.updates == resumed.updates
    assert same_weights(whole.model, resumed.model)


def test_adapters_alone_move_and_are_merged(base: str, tmp_path: Path) -> None:
    report = tune(stated(method="lora", epochs=4.0, recompute=True), CHECK, tmp_path / "run", base)
    assert 0 < report.trained < report.parameters / 10
    assert (tmp_path / "run" / "adapter" / "adapter_config.json").exists()
    before, after = (open_base(path, TRAINING).state_dict() for path in (base, report.model))
    moved = {name for name in before if not torch.equal(before[name], after[name])}
    assert moved
    assert all("q_proj" in name or "v_proj" in name for name in moved)


def test_bf16_learns_and_keeps_its_weights_whole(base: str, tmp_path: Path) -> None:
    recipe = stated(precision="bf16", recompute=True, epochs=10.0)
    report = tune(recipe, CHECK, tmp_path / "run", base)
    assert report.last_loss < report.first_loss
    weights = open_base(report.model, TRAINING).state_dict()
    assert {value.dtype for value in weights.values()} == {torch.float32}


def test_parts_of_a_pack_do_not_see_each_other() -> None:
    tokenizer = make_tokenizer(TEXTS, 330)
    model = tiny_model(ARCHITECTURE, tokenizer, Size()).eval()
    model.config.use_cache = False
    encoded = [encode(messages, tokenizer, default_prompt(tokenizer)) for messages in CHECK]

    def logits(packs: list) -> dict[tuple[int, ...], torch.Tensor]:
        found = {}
        for one in packs:
            batch = {k: torch.tensor(v) for k, v in collate([one], 0).items() if k != "labels"}
            made = model(**batch).logits[0]
            starts = [i for i, place in enumerate(one.positions) if place == 0]
            for start, end in zip(starts, [*starts[1:], len(one.ids)], strict=True):
                found[one.ids[start:end]] = made[start:end]
        return found

    with torch.no_grad():
        together = logits(pack(encoded, 4096, 0, together=True))
        apart = logits(pack(encoded, 4096, 0, together=False))
    assert together.keys() == apart.keys()
    for ids, values in together.items():
        torch.testing.assert_close(values, apart[ids], atol=1e-5, rtol=1e-4)


def test_what_is_too_long_is_left_out_and_counted() -> None:
    tokenizer = make_tokenizer(TEXTS, 330)
    long = [{"role": "user", "content": "books " * 200}, {"role": "assistant", "content": "x"}]
    prepared = prepare([*CHECK, long], tokenizer, TRAINING)
    assert (prepared.conversations, prepared.too_long) == (len(CHECK), 1)
    with pytest.raises(BadArgument, match="nothing to learn"):
        prepare([long], tokenizer, TRAINING)


def test_updates_see_as_many_conversations_as_the_recipe_says() -> None:
    tokenizer = make_tokenizer(TEXTS, 330)
    prepared = prepare(CHECK * 16, tokenizer, TRAINING)
    each = prepared.conversations / len(prepared.packs)
    for devices in (1, 2, 8):
        training = replace(TRAINING, examples_per_update=256)
        seen = accumulation(training, prepared, devices) * training.batch * devices * each
        assert seen == pytest.approx(256, rel=0.2)
    assert accumulation(replace(TRAINING, examples_per_update=1), prepared, 8) == 1


@pytest.mark.parametrize("name", model_names())
def test_recipes_build_the_models_that_they_name(name: str) -> None:
    architecture = read_recipe(name).architecture
    assert count_parameters(architecture) == architecture["parameters"]


@pytest.mark.parametrize("name", ["mistral-7b", "deepseek-coder-6.7b", "qwen2.5-7b"])
def test_an_architecture_takes_a_step(name: str, tmp_path: Path) -> None:
    base = tmp_path / "base"
    save_tiny(base, read_recipe(name).architecture, TEXTS, vocabulary=330)
    report = tune(stated(epochs=3.0), CHECK, tmp_path / "run", str(base))
    assert report.last_loss < report.first_loss


def test_what_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(BadArgument, match="names no model"):
        tune(RECIPE, CHECK, tmp_path / "run")
    with pytest.raises(BadArgument, match="cannot be opened"):
        tune(RECIPE, CHECK, tmp_path / "run", str(tmp_path / "nothing"))


def test_a_tokenizer_without_a_chat_template_is_refused(base: str, tmp_path: Path) -> None:
    (Path(base) / "chat_template.jinja").unlink()
    with pytest.raises(BadArgument, match="no chat template"):
        tune(RECIPE, CHECK, tmp_path / "run", base)


def test_a_tiny_models_tokenizer_is_opened_as_it_was_made(base: str) -> None:
    line = "CREATE TABLE shop.book (\n"
    made = make_tokenizer([*TEXTS, line * 50], 600)
    assert len(made(line)["input_ids"]) == 1
    opened = open_tokenizer(base)
    assert opened.decode(opened(TEXTS[0])["input_ids"]) == TEXTS[0]
    assert opened(TEXTS[0])["input_ids"] == make_tokenizer(TEXTS, 330)(TEXTS[0])["input_ids"]
