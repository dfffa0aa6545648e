"""A tiny decoder of random weights, and a tokenizer of its data: for checks without downloads.

It has the architecture of the model that it stands for; only its numbers are small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import AutoConfig, AutoModelForCausalLM, PreTrainedTokenizerFast

PIECES = (
    r"^(?:CREATE [^\n]*|  [^\n]*|\);|[A-Z][^:\n]*:$)\n*"  # a line of a schema, or a heading
    r"|[0-9]| ?\p{L}+| ?[^\s\p{L}0-9]|\s+"
)
"""What a token never crosses: a schema's lines are long and alike, and become one token each."""
END = "<|end|>"
PADDING = "<|pad|>"
ROLES = ("<|system|>", "<|user|>", "<|assistant|>")

CHAT_TEMPLATE = (
    "{% for message in messages %}"
    "{{ '<|' + message['role'] + '|>' + message['content'] }}"
    "{% if message['role'] == 'assistant' %}{{ eos_token }}{% endif %}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """How tiny."""

    hidden: int = 32
    layers: int = 2
    heads: int = 4
    key_value_heads: int = 0  # 0: in the proportion of the real model
    context: int = 4096


def make_tokenizer(texts: Iterable[str], vocabulary: int = 2000) -> PreTrainedTokenizerFast:
    """A byte-level tokenizer made from texts, with a chat template; digits are single tokens."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PIECES), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=[PADDING, END, *ROLES],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        eos_token=END,
        pad_token=PADDING,
        chat_template=CHAT_TEMPLATE,
        clean_up_tokenization_spaces=False,
    )


def real_config(architecture: Mapping[str, Any]) -> Any:
    """The configuration of a recipe's model at its real size."""
    stated = {key: value for key, value in architecture.items() if key != "parameters"}
    return AutoConfig.for_model(**stated)


def count_parameters(architecture: Mapping[str, Any]) -> int:
    """Parameters of a model at its real size, built without memory for them."""
    with torch.device("meta"):
        model = AutoModelForCausalLM.from_config(real_config(architecture))
    return sum(parameter.numel() for parameter in model.parameters())


def tiny_model(
    architecture: Mapping[str, Any], tokenizer: PreTrainedTokenizerFast, size: Size, seed: int = 0
) -> Any:
    """A model of the same architecture with random weights, in fp32."""
    shared = architecture["num_attention_heads"] // architecture["num_key_value_heads"]
    small = {
        "hidden_size": size.hidden,
        "intermediate_size": size.hidden * 3,
        "num_hidden_layers": size.layers,
        "num_attention_heads": size.heads,
        "num_key_value_heads": size.key_value_heads or max(1, size.heads // shared),
        "vocab_size": len(tokenizer),
        "max_position_embeddings": size.context,
        "eos_token_id": tokenizer.eos_token_id,
        "pad_token_id": tokenizer.pad_token_id,
        "bos_token_id": None,
    }
    torch.manual_seed(seed)
    config = real_config({**architecture, **small})
    return AutoModelForCausalLM.from_config(config, dtype=torch.float32)


def save_tiny(
    folder: Path,
    architecture: Mapping[str, Any],
    texts: Sequence[str],
    size: Size | None = None,
    vocabulary: int = 2000,
    seed: int = 0,
) -> int:
    """Write a tiny model with its tokenizer, as if it had been downloaded; its parameters.

    Beside a Qwen2 model transformers reads every tokenizer as Qwen2's own: prompts get longer.
    """
    tokenizer = make_tokenizer(texts, vocabulary)
    model = tiny_model(architecture, tokenizer, size or Size(), seed)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return sum(parameter.numel() for parameter in model.parameters())
