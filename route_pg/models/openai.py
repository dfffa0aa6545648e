"""A language model behind an endpoint that speaks OpenAI's chat completions.

vLLM, llama.cpp, Ollama, `transformers serve` and the like. No streaming: an answer is of use only
when it is whole. Prompts leave this process, so that they say of the data only what is allowed.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, Literal

from route_pg.errors import BadArgument, RouteError
from route_pg.models.endpoint import MAX_BYTES, Endpoint, RefusedRequest, unreachable
from route_pg.models.language import LanguageModel, Reply
from route_pg.models.language_settings import KEY_VARIABLE, LanguageSettings
from route_pg.models.prompting.prompts import Message, estimate_tokens

DRAFTS = 4  # requests of one call that are never queued; a call of noise correction has so many
GRACE_SECONDS = 5.0  # that a request may outstay its time before its thread is left behind
VARIETY = 0.7  # temperature of several answers; one alone is written at 0
REPLACED = {"max_tokens": "max_completion_tokens", "temperature": None, "seed": None, "n": None}
"""Fields that some servers refuse, and what they want in their place."""


def open_openai(setting: str, settings: LanguageSettings) -> LanguageModel:
    """The model of '<base url>#<model>'; BadArgument where that is none."""
    base, _, model = setting.partition("#")
    if not model or not model.isprintable():
        said = "the model's name cannot be shown" if model else "no model is named"
        raise BadArgument(said, hint="Say openai:<base url>#<model>.")
    return LanguageModel(OpenAIWriter(base, model, settings), settings)


class OpenAIWriter:
    """A Writer over HTTP; its requests of one batch go out together."""

    form: Literal["zero-shot", "few-shot"] = "few-shot"
    local = False
    context = 0  # the server's own: it refuses what is too long

    def __init__(
        self, base: str, model: str, settings: LanguageSettings, key: str | None = None
    ) -> None:
        self._endpoint = Endpoint(
            base,
            os.environ.get(KEY_VARIABLE, "").strip() if key is None else key,
            timeout=settings.timeout,
            attempts=settings.attempts,
        )
        self.name = f"openai:{self._endpoint.base}#{model}"
        self.version = model
        self._model = model
        self._settings = settings
        self._refused: frozenset[str] = frozenset()  # of REPLACED, by this server
        self._pool = ThreadPoolExecutor(DRAFTS * settings.batch, thread_name_prefix="endpoint")
        self._lock = threading.Lock()

    def count(self, text: str) -> int:
        """See Writer; an estimate: the tokenizer is the server's."""
        return estimate_tokens(text)

    def write(
        self, chats: Sequence[list[Message]], *, beams: int, openings: Sequence[str] = ()
    ) -> list[list[Reply]]:
        """See Writer; the probabilities of openings are not known."""
        waves = -(-len(chats) // DRAFTS)
        futures = [self._pool.submit(self._ask, chat, beams) for chat in chats]
        bound = waves * (self._settings.timeout + GRACE_SECONDS)
        done, _ = wait(futures, timeout=bound)
        for future in futures:
            future.cancel()
        if len(done) < len(futures):
            raise unreachable(f"{self._endpoint.base}: no answer in {bound:.0f} s")
        return [future.result() for future in futures]

    def _ask(self, chat: list[Message], beams: int) -> list[Reply]:
        """One request; again without what the server refuses of it."""
        while True:
            refused = self._refused
            payload = self._payload(chat, beams, refused)
            try:
                return self._endpoint.post("chat/completions", payload, _replies)
            except RefusedRequest as error:
                named = {name for name in REPLACED if name in error.said and name in payload}
                if error.status not in (400, 422) or not named - refused:
                    raise _refusal(error, self.name) from error
                with self._lock:
                    self._refused |= named

    def _payload(self, chat: list[Message], beams: int, refused: frozenset[str]) -> dict[str, Any]:
        payload: dict[str, Any] = {
            "model": self._model,
            "messages": chat,
            "stream": False,
            "max_tokens": self._settings.answer,
            "temperature": 0.0 if beams == 1 else VARIETY,
            "seed": 0,
        }
        payload |= {"n": beams} if beams > 1 else {}
        for name in sorted(refused & payload.keys()):
            value, other = payload.pop(name), REPLACED[name]
            payload |= {other: value} if other else {}
        return payload


def _replies(found: Any) -> list[Reply]:
    """The texts of a chat completion; ValueError where it is none."""
    try:
        texts = [choice["message"].get("content") or "" for choice in found["choices"]]
        usage = found.get("usage") or {}
        prompt, answer = (
            min(max(0, int(usage.get(f"{part}_tokens") or 0)), MAX_BYTES)  # more no text has
            for part in ("prompt", "completion")
        )
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise ValueError("its answer is no chat completion") from error
    if not texts or not all(isinstance(text, str) for text in texts):
        raise ValueError("its answer is no chat completion")
    first = Reply(text=texts[0], prompt_tokens=prompt, answer_tokens=answer)
    return [first, *(Reply(text=text, prompt_tokens=first.prompt_tokens) for text in texts[1:])]


def _refusal(error: RefusedRequest, name: str) -> RouteError:
    match error.status:
        case 401 | 403:
            hint = f"The worker's ${KEY_VARIABLE} is to hold a key that this server accepts."
        case 404:
            hint = "See whether the base URL (most end in /v1) and the model's name are right."
        case 400 | 413 | 422:
            hint = "The prompt may be too long for it: lower --lm-budget or --lm-answer."
        case _:
            hint = "Its own log says more."
    refusal = unreachable(f"{name}: {error}")
    refusal.message, refusal.hint = "the language model's server refuses the request", hint
    return refusal
