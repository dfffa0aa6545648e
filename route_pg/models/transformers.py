"""A causal language model in this process, over the library transformers.

The same prompts give the same answers; in batches of another size, or on another device, sums of
floats differ in their last digits, and with them, rarely, a word.
"""

from __future__ import annotations

import importlib.util
import math
import sys
from collections.abc import Sequence
from typing import Any, Literal

import torch
from transformers import LogitsProcessor, LogitsProcessorList
from transformers.utils import logging

from route_pg.errors import BadArgument, WorkerUnreachable
from route_pg.models.language import LanguageModel, Reply
from route_pg.models.language_settings import LanguageSettings
from route_pg.models.prompting.prompts import Message
from route_pg.models.weights import TUNED, open_tokenizer, open_weights, weights_version

LEAST_SHARE = 0.5  # that the openings must have of all first tokens, to say anything


def open_transformers(path: str, settings: LanguageSettings) -> LanguageModel:
    """The model of a folder, or of a name in the cache; BadArgument where it cannot be opened."""
    if not sys.stderr.isatty():
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # a log has no use for it
    return LanguageModel(TransformersWriter(path, settings), settings)


class TransformersWriter:
    """A Writer over weights in memory."""

    local = True

    def __init__(self, path: str, settings: LanguageSettings) -> None:
        if not path:
            raise BadArgument("no model is named", hint="Say transformers:<name or path>.")
        self.name = f"transformers:{path}"
        self._settings = settings
        self._device = _device(settings.device)
        self._tokenizer = open_tokenizer(path)
        self._model = _open_model(path, settings, self._device)
        tuned = getattr(self._model.config, TUNED, None)
        self.form: Literal["zero-shot", "few-shot"] = (
            "zero-shot" if tuned == "zero-shot" else "few-shot"
        )
        self.version = weights_version(path, self._model.config)
        self.context = int(getattr(self._model.config, "max_position_embeddings", None) or 0)

    def count(self, text: str) -> int:
        """See Writer."""
        return len(self._tokenizer(text, add_special_tokens=False)["input_ids"])

    def write(
        self, chats: Sequence[list[Message]], *, beams: int, openings: Sequence[str] = ()
    ) -> list[list[Reply]]:
        """See Writer."""
        prompts = [self._prompt(chat) for chat in chats]
        order = sorted(range(len(prompts)), key=lambda index: (len(prompts[index]), index))
        found: dict[int, list[Reply]] = {}
        for start in range(0, len(order), self._settings.batch):
            batch = order[start : start + self._settings.batch]  # of about one length
            answers = self._write_batch([prompts[index] for index in batch], beams, openings)
            found |= dict(zip(batch, answers, strict=True))
        return [found[index] for index in range(len(prompts))]

    def _prompt(self, chat: list[Message]) -> list[int]:
        """Tokens of a chat up to where the answer begins, exactly as training reads them."""
        text = self._tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=True)
        return list(self._tokenizer(text, add_special_tokens=False)["input_ids"])

    def _write_batch(
        self, prompts: list[list[int]], beams: int, openings: Sequence[str]
    ) -> list[list[Reply]]:
        """Generate; out of memory, in halves."""
        try:
            return self._generate(prompts, beams, openings)
        except torch.cuda.OutOfMemoryError as error:
            torch.cuda.empty_cache()
            if len(prompts) == 1:
                raise WorkerUnreachable(
                    "the language model ran out of memory",
                    hint="Lower --lm-budget or --lm-beams, or open it with --lm-4bit.",
                ) from error
        half = len(prompts) // 2
        return [
            *self._write_batch(prompts[:half], beams, openings),
            *self._write_batch(prompts[half:], beams, openings),
        ]

    def _generate(
        self, prompts: list[list[int]], beams: int, openings: Sequence[str]
    ) -> list[list[Reply]]:
        ids, mask = self._padded(prompts)
        ledger = _Ledger(self._first_tokens(openings), self._ends())
        with torch.inference_mode():
            made = self._model.generate(
                input_ids=ids,
                attention_mask=mask,
                logits_processor=LogitsProcessorList([ledger]),
                **self._generation(beams),
            )
        texts = made.sequences[:, ids.shape[1] :]
        scores = made.sequences_scores.tolist() if beams > 1 else ledger.scores(texts)
        opened = ledger.openings.tolist() if ledger.openings is not None else []
        replies: list[list[Reply]] = []
        for row, prompt in enumerate(prompts):
            own = range(row * beams, (row + 1) * beams)
            likely = _shares(opened[row * beams]) if opened else ()
            replies.append([self._reply(texts[at], scores[at], len(prompt), likely) for at in own])
        return replies

    def _generation(self, beams: int) -> dict[str, Any]:
        """Options of `generate`: no chance, and no length preferred."""
        settings = self._settings
        more: dict[str, Any] = (
            {} if settings.cache == "off" else {"cache_implementation": settings.cache}
        )
        more |= {"length_penalty": 0.0} if beams > 1 else {}  # greedy writing has none to warn of
        return {
            "max_new_tokens": settings.answer,
            "do_sample": False,
            "temperature": None,
            "top_p": None,
            "top_k": None,
            "num_beams": beams,
            "num_return_sequences": beams,
            "use_cache": settings.cache != "off",
            "pad_token_id": self._padding(),
            "return_dict_in_generate": True,
            "output_scores": beams > 1,  # only for their sums: they take a lot of memory
            **more,
        }

    def _padded(self, prompts: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Ids and mask, padded on the left: [prompts, longest]."""
        longest = max(map(len, prompts))
        ids = [[self._padding()] * (longest - len(each)) + each for each in prompts]
        mask = [[0] * (longest - len(each)) + [1] * len(each) for each in prompts]
        return torch.tensor(ids, device=self._device), torch.tensor(mask, device=self._device)

    def _padding(self) -> int:
        found = self._tokenizer.pad_token_id
        return int(self._tokenizer.eos_token_id or 0) if found is None else int(found)

    def _ends(self) -> set[int]:
        found = self._model.generation_config.eos_token_id
        return set(found) if isinstance(found, list) else {found}

    def _first_tokens(self, openings: Sequence[str]) -> list[int]:
        """The tokens that answers begin with; none where they do not tell the answers apart."""
        first = [self._tokenizer(text, add_special_tokens=False)["input_ids"] for text in openings]
        tokens = [ids[0] for ids in first if ids]
        return tokens if len(set(tokens)) == len(openings) else []

    def _reply(
        self, ids: torch.Tensor, score: float, prompt: int, openings: tuple[float, ...]
    ) -> Reply:
        padding = self._padding()
        tokens = [token for token in ids.tolist() if token != padding]
        return Reply(
            text=self._tokenizer.decode(tokens, skip_special_tokens=True),
            score=score,
            prompt_tokens=prompt,
            answer_tokens=len(tokens),
            openings=openings,
        )


class _Ledger(LogitsProcessor):
    """Adds up the log probability of what is written, without keeping every step's scores.

    It sees a token one step after it was chosen; the last one is read from what was made.
    """

    def __init__(self, first: list[int], ends: set[int]) -> None:
        self.openings: torch.Tensor | None = None  # [rows, openings]
        self._first = first
        self._ends = ends
        self._last: torch.Tensor | None = None  # log probabilities, [rows, vocabulary]
        self._sum: torch.Tensor | None = None  # [rows]
        self._open: torch.Tensor | None = None  # rows that have not ended
        self._steps = 0

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        """Note a step; the scores are left as they are."""
        if self._last is None:
            self._sum = torch.zeros(len(scores), device=scores.device)
            self._open = torch.ones(len(scores), dtype=torch.bool, device=scores.device)
            if self._first:
                self.openings = scores.float().softmax(-1)[:, self._first]
        else:
            self._count(input_ids[:, -1])
        self._last = scores.float().log_softmax(-1)
        self._steps += 1
        return scores

    def scores(self, texts: torch.Tensor) -> list[float]:
        """The log probability of each text, its end included."""
        if self._last is None or self._sum is None:
            return [0.0] * len(texts)
        self._count(texts[:, self._steps - 1])
        return [score if math.isfinite(score) else -math.inf for score in self._sum.tolist()]

    def _count(self, tokens: torch.Tensor) -> None:
        assert self._last is not None
        assert self._sum is not None
        assert self._open is not None
        chosen = self._last.gather(1, tokens[:, None])[:, 0]
        self._sum = self._sum + torch.where(self._open, chosen, torch.zeros_like(chosen))
        for end in self._ends:
            self._open = self._open & (tokens != end)


def _shares(chances: list[float]) -> tuple[float, ...]:
    """Probabilities of openings made to sum to 1; () where the model would begin otherwise.

    >>> _shares([0.75, 0.25]), _shares([0.01, 0.04])
    ((0.75, 0.25), ())
    """
    total = sum(chances)
    return tuple(chance / total for chance in chances) if total >= LEAST_SHARE else ()


def _device(name: str) -> torch.device:
    if name == "auto":
        cuda, mps = torch.cuda.is_available(), torch.backends.mps.is_available()
        return torch.device("cuda" if cuda else "mps" if mps else "cpu")
    try:
        device = torch.device(name)
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError) as error:
        said = str(error).splitlines()[0]
        raise BadArgument(f"there is no device {name!r} here", detail=said) from error
    return device


def _open_model(path: str, settings: LanguageSettings, device: torch.device) -> Any:
    dtype = settings.dtype
    if dtype == "auto":
        dtype = "float32" if device.type == "cpu" else "bfloat16"
    options: dict[str, Any] = {"dtype": getattr(torch, dtype)}
    if settings.four_bit:
        options["quantization_config"] = _four_bits(options["dtype"])
        options["device_map"] = {"": device}
    model = open_weights(path, **options)
    return (model if settings.four_bit else model.to(device)).eval()


def _four_bits(dtype: torch.dtype) -> Any:
    if importlib.util.find_spec("bitsandbytes") is None:
        raise BadArgument(
            "weights in 4 bits need bitsandbytes",
            hint="Install it: pip install 'route-pg[lm-4bit]'; or leave out --lm-4bit.",
        )
    from transformers import BitsAndBytesConfig

    config: Any = BitsAndBytesConfig
    return config(load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=dtype)
