"""The chat formats of the paper's models: the answer and its end are learned, nothing else."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

from route_pg.training.lm.tiny import make_tokenizer
from route_pg.training.lm.tokens import encode
from route_pg.training.lm.tuning import default_prompt

pytestmark = pytest.mark.train

INSTRUCTION = (
    "{% for m in messages %}{% if m.role == 'user' %}<s>[INST] {{ m.content }} [/INST]"
    "{% else %} {{ m.content }} </s>{% endif %}{% endfor %}"
)
HEADERS = (
    "<|begin_of_text|>{% for m in messages %}<|start_header_id|>{{ m.role }}<|end_header_id|>"
    "\n\n{{ m.content }}<|eot_id|>{% endfor %}"
    "{% if add_generation_prompt %}<|start_header_id|>assistant<|end_header_id|>\n\n{% endif %}"
)
CHATML = (
    "{% if messages[0].role != 'system' %}<|im_start|>system\nBe brief.<|im_end|>\n{% endif %}"
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
RESPONSE = (
    "{% for m in messages %}{% if m.role == 'user' %}### Instruction:\n{{ m.content }}\n"
    "### Response:\n{% else %}{{ m.content }}\n<|EOT|>\n{% endif %}{% endfor %}"
)

FORMATS = {
    "llama-2, codellama, mistral": (INSTRUCTION, "</s>", " SELECT 1 </s>"),
    "llama-3": (HEADERS, "<|eot_id|>", "SELECT 1<|eot_id|>"),
    "llama-3, its first tokenizer": (
        HEADERS,
        "<|end_of_text|>",
        "SELECT 1<|eot_id|><|end_of_text|>",
    ),
    "qwen2, qwen2.5": (CHATML, "<|im_end|>", "SELECT 1<|im_end|>"),
    "deepseek-coder": (RESPONSE, "<|EOT|>", "SELECT 1\n<|EOT|>"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_answer_and_its_end_are_learned(name: str) -> None:
    template, end, answer = FORMATS[name]
    tokenizer: Any = make_tokenizer(["How many? SELECT 1"], 300)
    tokenizer.add_special_tokens({"eos_token": end})
    tokenizer.chat_template = template
    prompt = default_prompt(tokenizer)
    messages = [
        {"role": "user", "content": "How many?"},
        {"role": "assistant", "content": "SELECT 1"},
    ]
    found = encode(messages, tokenizer, prompt)
    assert tokenizer.decode(found.ids[found.answer :]) == answer
    assert tokenizer.decode(found.ids[: found.answer]) == prompt(messages[:-1])
    assert prompt(messages[:-1]).count("How many?") == 1
    assert found.ids[-1] == tokenizer.eos_token_id
