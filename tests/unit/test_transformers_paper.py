"""The models of the paper: each architecture at a tiny size, each chat format, all four tasks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

from route_pg.models import transformers
from route_pg.models.language import LanguageModel
from route_pg.models.language_settings import LanguageSettings
from route_pg.models.prompting.answers import VERDICTS
from route_pg.models.prompting.prompts import PromptOptions, render_prompt
from route_pg.models.transformers import TransformersWriter
from route_pg.training.lm.recipe import model_names, read_recipe
from route_pg.training.lm.tiny import Size, make_tokenizer, tiny_model
from route_pg.training.lm.tokens import encode
from route_pg.training.lm.tuning import default_prompt
from tests.fixtures.chat_templates import FORMATS
from tests.fixtures.theatre import ASK, PREFIX, RESULT, SQL, draft

pytestmark = pytest.mark.train

TEXTS = [f"SELECT sum(price) FROM stage.seat_sold -- {n} correct wrong here" for n in range(40)]
SHORT = LanguageSettings(device="cpu", answer=6, budget=3000)


@pytest.fixture(scope="module", params=sorted(FORMATS))
def writer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    name: str = request.param
    chat, folder = FORMATS[name], tmp_path_factory.mktemp("paper")
    tokenizer: Any = make_tokenizer(TEXTS, 400)
    tokenizer.add_special_tokens(
        {"eos_token": chat.eos, "additional_special_tokens": list(chat.marks)}
        | ({"bos_token": chat.bos} if chat.bos else {})
    )
    tokenizer.chat_template = chat.template
    tokenizer.save_pretrained(folder)
    model = tiny_model(read_recipe(name).architecture, tokenizer, Size(layers=1))
    model.save_pretrained(folder)
    return TransformersWriter(str(folder), SHORT)


def test_each_model_of_the_paper_has_a_format() -> None:
    assert sorted(FORMATS) == sorted(model_names())


def test_the_four_tasks_run(writer: Any) -> None:
    model = LanguageModel(writer, SHORT)
    assert len(model.schema_linking([ASK])) == 1
    assert len(model.text_to_sql([ASK, ASK], beam=1)) == 2
    assert len(model.noise_correction([draft(RESULT)])) == 1
    assert len(model.continuation_writing([PREFIX], beam=1)) == 1
    assert ASK.meter.answer_tokens > 0


@pytest.mark.parametrize("form", ["zero-shot", "few-shot"])
def test_a_prompt_begins_once_and_ends_where_the_assistant_speaks(writer: Any, form: Any) -> None:
    chat = render_prompt("text_to_sql", ASK, PromptOptions(form=form))
    ids, tokenizer = writer._prompt(chat), writer._tokenizer
    text = tokenizer.decode(ids)
    begins = tokenizer.bos_token
    if begins:
        assert ids[0] == tokenizer.bos_token_id
        assert ids[1] != tokenizer.bos_token_id
    assert ASK.question in text
    assert text.rstrip().endswith(("[/INST]", "### Response:", "assistant", "<|end_header_id|>"))


def test_training_and_inference_read_the_same_tokens(writer: Any) -> None:
    chat: list[Any] = render_prompt("text_to_sql", ASK, PromptOptions())
    tokenizer = writer._tokenizer
    lesson = [*chat, {"role": "assistant", "content": SQL}]
    encoded = encode(lesson, tokenizer, default_prompt(tokenizer))
    assert list(encoded.ids[: encoded.answer]) == writer._prompt(chat)
    assert encoded.ids[-1] == tokenizer.eos_token_id
    learned = tokenizer.decode(encoded.ids[encoded.answer :], skip_special_tokens=True)
    assert learned.strip() == SQL


def test_verdicts_are_told_apart_by_their_first_token(
    writer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transformers, "LEAST_SHARE", 0.0)  # random weights begin with anything
    ((reply,),) = writer.write(
        [render_prompt("noise_correction", draft(RESULT), PromptOptions())],
        beams=1,
        openings=VERDICTS,
    )
    assert sum(reply.openings) == pytest.approx(1, abs=1e-4)
    assert Path(writer.name.partition(":")[2]).is_dir()
