"""What an administrator sets of a language model: flags, each with a variable of the environment.

The variable of `--lm-beams` is ROUTE_PG_LM_BEAMS, and so on; a flag wins. The key of an endpoint
has a variable and no flag, since flags can be read by everybody on the machine.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from route_pg.errors import BadArgument
from route_pg.models.prompting.prompts import BUDGET

KEY_VARIABLE = "ROUTE_PG_OPENAI_API_KEY"
PREFIX = "ROUTE_PG_LM_"

Form = Literal["auto", "zero-shot", "few-shot"]
DType = Literal["auto", "float32", "float16", "bfloat16"]
Cache = Literal["dynamic", "static", "off"]

SENDABLE = ("comments", "values", "rows")
"""What a prompt may say beside names and types: what people wrote (comments, terms, verified
pairs), stored values, the first rows of trials."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LanguageSettings:
    """How a language model is opened and asked."""

    form: Form = "auto"  # of prompts; auto: zero-shot where the model was tuned on them
    send: frozenset[str] | None = None  # of SENDABLE; None: all to our own process, none beyond it
    budget: int = BUDGET  # tokens of a prompt
    answer: int = 512  # tokens of an answer
    beams: int = 1  # answers to one prompt, at most
    batch: int = 8  # prompts at once
    device: str = "auto"  # 'cpu', 'cuda', 'cuda:1', 'mps'; auto: the best there is
    dtype: DType = "auto"  # auto: bfloat16 on an accelerator, float32 on a CPU
    four_bit: bool = False  # by bitsandbytes
    cache: Cache = "dynamic"  # of keys and values
    timeout: float = 30.0  # seconds for one answer of an endpoint, all attempts together
    attempts: int = 4  # at an endpoint

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> LanguageSettings:
        """The settings of the environment's variables; BadArgument where one is not valid."""
        found = os.environ if environment is None else environment
        return read_settings(_parser(found).parse_args([]))


def add_arguments(
    parser: argparse.ArgumentParser, environment: Mapping[str, str] | None = None
) -> None:
    """The flags of a command that opens a language model."""
    found = os.environ if environment is None else environment
    defaults = LanguageSettings()
    group = parser.add_argument_group("language models (transformers:.., openai:..)")

    def add(name: str, default: object, help: str, **options: Any) -> None:
        variable = PREFIX + name.upper().replace("-", "_")
        text = found.get(variable)
        given = default if text is None else text
        group.add_argument(f"--lm-{name}", default=given, help=f"{help} (${variable})", **options)

    add("form", defaults.form, "of prompts: auto, zero-shot (tuned models) or few-shot")
    add("send", None, "what prompts may say: comments,values,rows, or all, or none")
    add("budget", defaults.budget, "tokens of a prompt", metavar="N")
    add("answer", defaults.answer, "tokens of an answer", metavar="N")
    add("beams", defaults.beams, "answers to one prompt", metavar="N")
    add("device", defaults.device, "cpu, cuda, cuda:1, mps or auto")
    add("dtype", defaults.dtype, "float32, float16, bfloat16 or auto")
    add("4bit", "off", "on: weights in 4 bits, by bitsandbytes", nargs="?", const="on")
    add("cache", defaults.cache, "of keys and values: dynamic, static or off")
    add("timeout", defaults.timeout, "seconds for an endpoint's answer", metavar="SECONDS")
    add("attempts", defaults.attempts, "at an endpoint before it is given up", metavar="N")


def read_settings(arguments: argparse.Namespace, batch: int | None = None) -> LanguageSettings:
    """The settings of parsed flags; BadArgument where one is not valid."""
    defaults = LanguageSettings()
    return LanguageSettings(
        form=cast(Form, _one_of(arguments.lm_form, "--lm-form", get_args(Form))),
        send=_sendable(arguments.lm_send),
        budget=_whole(arguments.lm_budget, "--lm-budget"),
        answer=_whole(arguments.lm_answer, "--lm-answer"),
        beams=_whole(arguments.lm_beams, "--lm-beams"),
        batch=defaults.batch if batch is None else batch,
        device=arguments.lm_device,
        dtype=cast(DType, _one_of(arguments.lm_dtype, "--lm-dtype", get_args(DType))),
        four_bit=_one_of(arguments.lm_4bit, "--lm-4bit", ("on", "off")) == "on",
        cache=cast(Cache, _one_of(arguments.lm_cache, "--lm-cache", get_args(Cache))),
        timeout=_seconds(arguments.lm_timeout, "--lm-timeout"),
        attempts=_whole(arguments.lm_attempts, "--lm-attempts"),
    )


def _parser(environment: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    add_arguments(parser, environment)
    return parser


def _one_of(text: str, flag: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise BadArgument(f"{text!r} is no value for {flag}", hint=f"One of {', '.join(allowed)}.")
    return text


def _sendable(text: str | None) -> frozenset[str] | None:
    if text is None or text in ("all", "none", ""):
        return None if text is None else frozenset(SENDABLE if text == "all" else ())
    named = [name.strip() for name in text.split(",")]
    return frozenset(_one_of(name, "--lm-send", SENDABLE) for name in named)


def _whole(value: str | int, flag: str) -> int:
    try:
        number = int(value)
    except ValueError:
        number = 0
    if number < 1:
        raise BadArgument(f"{value!r} is no value for {flag}", hint="A whole number from 1 on.")
    return number


def _seconds(value: str | float, flag: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise BadArgument(f"{value!r} is no value for {flag}", hint="Seconds, more than 0.")
    return number
