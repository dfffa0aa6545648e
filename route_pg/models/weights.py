"""Weights of causal language models and their tokenizers, for answering and for tuning.

Only weights of known architectures are opened: no code that comes with weights is run.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from transformers import AutoModelForCausalLM, AutoTokenizer

from route_pg.errors import BadArgument

TUNED = "route_prompts"
"""Attribute of a model's config that names the form of prompts it was tuned on."""
SLICES, SLICE_BYTES = 64, 4096  # of each file of weights, for the version


def open_tokenizer(path: str) -> Any:
    """The tokenizer of a model; BadArgument where there is none, or none for conversations."""
    try:
        tokenizer = AutoTokenizer.from_pretrained(path, trust_remote_code=False)
    except (OSError, ValueError, KeyError) as error:
        raise _unopened(path, error) from error
    if not tokenizer.chat_template:
        raise BadArgument(
            f"the tokenizer of {path} has no chat template",
            hint="Take the model's instruct form, or put a chat_template.jinja beside its weights.",
        )
    return tokenizer


def open_weights(path: str, **options: Any) -> Any:
    """A model with transformers' options; BadArgument where it cannot be opened."""
    try:
        return AutoModelForCausalLM.from_pretrained(path, trust_remote_code=False, **options)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise _unopened(path, error) from error


def _unopened(path: str, error: Exception) -> BadArgument:
    return BadArgument(
        f"the model {path!r} cannot be opened",
        detail=(str(error).strip().splitlines() or [type(error).__name__])[0],
        hint="Give a folder of weights, or a name that is in the cache of Hugging Face models.",
    )


def weights_version(path: str, config: Any) -> str:
    """Of a name, its commit; of a folder, a digest of slices all over its weights."""
    commit = getattr(config, "_commit_hash", None)
    files = sorted(Path(path).glob("*.safetensors")) + sorted(Path(path).glob("*.bin"))
    if commit and not files:
        return str(commit)[:8]
    digest = hashlib.sha256()
    for file in files:
        size = file.stat().st_size
        digest.update(f"{file.name}:{size}".encode())
        with file.open("rb") as opened:
            for part in range(SLICES):
                opened.seek(size * part // SLICES)
                digest.update(opened.read(SLICE_BYTES))
    return digest.hexdigest()[:8]
