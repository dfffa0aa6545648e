"""Models in this process: a tiny decoder of random weights, made here."""

from __future__ import annotations

import importlib.util
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from route_pg.errors import BadArgument, WorkerUnreachable
from route_pg.models import open_model, transformers
from route_pg.models.base import Ask, Meter
from route_pg.models.language import LanguageModel, Reply
from route_pg.models.language_settings import LanguageSettings
from route_pg.models.transformers import TransformersWriter
from route_pg.models.weights import TUNED
from route_pg.training.lm.tiny import Size, save_tiny
from tests.fixtures.theatre import ASK, PREFIX, RESULT, THEATRE, draft

pytestmark = pytest.mark.train

ARCHITECTURE = {
    "model_type": "qwen2",
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
}
TEXTS = [f"SELECT title FROM stage.play -- {n} correct wrong here not asks" for n in range(40)]
CHATS = [
    [{"role": "user", "content": "How many?"}],
    [{"role": "user", "content": "Which play was sold out on most evenings of all?"}],
    [
        {"role": "user", "content": "One"},
        {"role": "assistant", "content": "SELECT 1"},
        {"role": "user", "content": "Two"},
    ],
]
SHORT = LanguageSettings(device="cpu", answer=8, budget=2000)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tiny")
    save_tiny(path, ARCHITECTURE, TEXTS, Size(layers=1, context=4096), vocabulary=400)
    return path


@pytest.fixture(scope="module")
def writer(folder: Path) -> TransformersWriter:
    return TransformersWriter(str(folder), SHORT)


def forward(writer: Any, chat: list[dict[str, str]], answer: list[int]) -> Any:
    """Log probabilities of an answer's tokens, and of all first tokens, the plain way."""
    prompt = writer._prompt(chat)
    with torch.inference_mode():
        logits = writer._model(torch.tensor([[*prompt, *answer]])).logits[0].float()
    chances = logits.log_softmax(-1)[len(prompt) - 1 : -1]
    return [float(chances[at, token]) for at, token in enumerate(answer)], chances[0]


def ids_of(writer: Any, reply: Reply, chat: list[dict[str, str]]) -> list[int]:
    """The tokens that greedy writing chose, the plain way."""
    prompt, ids = writer._prompt(chat), list[int]()
    for _ in range(reply.answer_tokens):
        with torch.inference_mode():
            ids.append(int(writer._model(torch.tensor([[*prompt, *ids]])).logits[0, -1].argmax()))
    return ids


def test_greedy_answers_and_their_scores_are_the_models(
    writer: TransformersWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transformers, "LEAST_SHARE", 0.0)
    replies = writer.write(CHATS, beams=1, openings=("SELECT", "FROM"))
    for chat, (reply,) in zip(CHATS, replies, strict=True):
        ids = ids_of(writer, reply, chat)
        chances, first = forward(writer, chat, ids)
        assert reply.text == writer._tokenizer.decode(ids, skip_special_tokens=True)
        assert reply.score == pytest.approx(sum(chances), abs=1e-3)
        pair = [
            float(first[writer._tokenizer(word)["input_ids"][0]]) for word in ("SELECT", "FROM")
        ]
        share = math.exp(pair[0]) / sum(map(math.exp, pair))
        assert reply.openings == pytest.approx((share, 1 - share), abs=1e-4)
        assert reply.prompt_tokens == len(writer._prompt(chat))


def test_an_end_closes_an_answer_and_its_score(folder: Path) -> None:
    writer: Any = TransformersWriter(str(folder), SHORT)
    (before,) = writer.write(CHATS[:1], beams=1)[0]
    ids = ids_of(writer, before, CHATS[0])
    writer._model.generation_config.eos_token_id = ids[2]
    (reply, other) = (replies[0] for replies in writer.write(CHATS[:2], beams=1))
    stop = ids.index(ids[2]) + 1
    chances, _ = forward(writer, CHATS[0], ids[:stop])
    assert reply.answer_tokens == stop
    assert reply.score == pytest.approx(sum(chances), abs=1e-3)
    assert other.answer_tokens >= 1


def test_beams_are_ordered_and_scored(writer: TransformersWriter) -> None:
    for replies in writer.write(CHATS, beams=3):
        scores = [reply.score for reply in replies]
        assert len(replies) == 3
        assert scores == sorted(scores, reverse=True)
        assert scores[0] < 0


def test_the_best_beam_is_at_least_as_likely_as_the_greedy_answer(
    writer: TransformersWriter,
) -> None:
    greedy, beams = writer.write(CHATS, beams=1), writer.write(CHATS, beams=4)
    for (one,), (best, *_) in zip(greedy, beams, strict=True):
        assert best.score >= one.score - 1e-3


def test_company_changes_no_answer(folder: Path) -> None:
    alone: Any = TransformersWriter(str(folder), replace(SHORT, batch=1))
    together: Any = TransformersWriter(str(folder), replace(SHORT, batch=8))
    one, other = alone.write(CHATS, beams=1), together.write(CHATS, beams=1)
    assert [replies[0].text for replies in one] == [replies[0].text for replies in other]


@pytest.mark.parametrize("cache", ["dynamic", "static", "off"])
def test_the_cache_changes_no_answer(folder: Path, writer: TransformersWriter, cache: Any) -> None:
    other = TransformersWriter(str(folder), replace(SHORT, cache=cache))
    expected = [replies[0].text for replies in writer.write(CHATS, beams=1)]
    assert [replies[0].text for replies in other.write(CHATS, beams=1)] == expected


def test_openings_that_begin_alike_tell_nothing(writer: TransformersWriter) -> None:
    ((reply,),) = writer.write(CHATS[:1], beams=1, openings=("SELECT a", "SELECT b"))
    assert reply.openings == ()


def test_the_four_tasks_answer_whatever_random_weights_say(folder: Path) -> None:
    model = open_model(f"transformers:{folder}", SHORT)
    meter = Meter()
    ask = Ask(question=ASK.question, schema=THEATRE, meter=meter)
    (linked,) = model.schema_linking([ask])
    assert sum(linked.answerable.values()) == pytest.approx(1)
    assert isinstance(model.text_to_sql([ask, ask], beam=2), list)
    (judgement,) = model.noise_correction([draft(RESULT)])
    assert 0 < judgement.stands < 1
    assert len(model.continuation_writing([PREFIX], beam=2)) == 1
    assert meter.calls == 3
    assert meter.prompt_tokens > 300
    assert meter.answer_tokens > 0
    assert model.name == f"transformers:{folder}"


def test_the_verdict_is_the_models_own_probability(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer: Any = TransformersWriter(str(folder), SHORT)
    model = LanguageModel(writer, SHORT)
    (said,) = model.noise_correction([draft(RESULT)])
    assert said.stands in (0.9, pytest.approx(0.1))  # it would hardly begin with either word
    monkeypatch.setattr(transformers, "LEAST_SHARE", 0.0)
    (meant,) = model.noise_correction([draft(RESULT)])
    assert meant.stands not in (0.9, pytest.approx(0.1))


def test_everything_may_be_said_in_this_process(folder: Path) -> None:
    model: Any = open_model(f"transformers:{folder}", SHORT)
    assert (model.options.words, model.options.values, model.options.rows) == (True, True, True)
    closed: Any = open_model(f"transformers:{folder}", replace(SHORT, send=frozenset()))
    assert (closed.options.words, closed.options.values, closed.options.rows) == (False,) * 3


def test_prompts_fit_by_the_models_own_tokenizer(folder: Path) -> None:
    model: Any = open_model(f"transformers:{folder}", replace(SHORT, budget=600))
    ask = Ask(question=ASK.question, schema=THEATRE, meter=Meter())
    model.text_to_sql([ask], beam=1)
    assert 0 < ask.meter.prompt_tokens <= 600


def test_a_prompt_leaves_room_for_the_answer(folder: Path) -> None:
    settings = replace(SHORT, budget=10_000, answer=1000)
    model: Any = open_model(f"transformers:{folder}", settings)
    assert model.options.budget == 3096


def test_a_tuned_model_is_asked_in_the_form_that_it_was_tuned_on(
    folder: Path, tmp_path: Path
) -> None:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    model: Any = AutoModelForCausalLM.from_pretrained(folder)
    setattr(model.config, TUNED, "zero-shot")
    model.save_pretrained(tmp_path)
    AutoTokenizer.from_pretrained(folder).save_pretrained(tmp_path)
    tuned: Any = open_model(f"transformers:{tmp_path}", SHORT)
    assert tuned.options.form == "zero-shot"
    plain: Any = open_model(f"transformers:{folder}", SHORT)
    assert plain.options.form == "few-shot"
    told: Any = open_model(f"transformers:{folder}", replace(SHORT, form="zero-shot"))
    assert told.options.form == "zero-shot"


def test_the_version_changes_with_the_weights(folder: Path, tmp_path: Path) -> None:
    save_tiny(tmp_path, ARCHITECTURE, TEXTS, Size(layers=1), vocabulary=400, seed=7)
    versions = [TransformersWriter(str(path), SHORT).version for path in (folder, folder, tmp_path)]
    assert versions[0] == versions[1] != versions[2]


def test_out_of_memory_is_tried_in_halves_and_then_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer: Any = TransformersWriter(str(folder), SHORT)
    generate, sizes = writer._generate, list[int]()

    def fails(prompts: list[list[int]], beams: int, openings: Any) -> Any:
        sizes.append(len(prompts))
        if len(prompts) > most:
            raise torch.cuda.OutOfMemoryError("no")
        return generate(prompts, beams, openings)

    monkeypatch.setattr(writer, "_generate", fails)
    monkeypatch.setattr(torch.cuda, "empty_cache", lambda: None)
    most = 1
    assert len(writer.write(CHATS, beams=1)) == 3
    assert sizes == [3, 1, 2, 1, 1]
    most = 0
    with pytest.raises(WorkerUnreachable, match="ran out of memory"):
        writer.write(CHATS, beams=1)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"device": "cuda:99"}, "no device"),
        ({"device": "nonsense"}, "no device"),
        ({"answer": 4000}, "reads 4096 tokens"),
        ({"four_bit": True}, "4 bits need bitsandbytes"),
    ],
)
def test_settings_that_cannot_be(folder: Path, changes: dict[str, Any], message: str) -> None:
    if "four_bit" in changes and importlib.util.find_spec("bitsandbytes"):
        pytest.skip("bitsandbytes is there")
    with pytest.raises(BadArgument, match=message) as raised:
        open_model(f"transformers:{folder}", replace(SHORT, **changes))
    assert raised.value.hint or raised.value.detail


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match="cannot be opened") as raised:
        open_model(f"transformers:{tmp_path / 'nothing'}", SHORT)
    assert "Traceback" not in raised.value.detail


def test_a_tokenizer_without_a_chat_template(folder: Path, tmp_path: Path) -> None:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.chat_template = None
    tokenizer.save_pretrained(tmp_path)
    (tmp_path / "config.json").write_text((folder / "config.json").read_text())
    with pytest.raises(BadArgument, match="no chat template"):
        open_model(f"transformers:{tmp_path}", SHORT)
