"""The four tasks over any language model: prompts out, answers in.

Knows of the model that it writes texts for chats (`Writer`): in this process, or at an endpoint.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from route_pg.errors import BadArgument
from route_pg.models.base import Ask, Draft, Prefix
from route_pg.models.language_settings import SENDABLE, LanguageSettings
from route_pg.models.prompting.answers import (
    ANSWERABLE,
    VERDICTS,
    as_candidates,
    clean_answer,
    parse_continuation,
    parse_judgement,
    parse_linking,
    parse_statements,
)
from route_pg.models.prompting.prompts import Given, Message, PromptOptions, ask_of, render_prompt
from route_pg.types import Candidate, Judgement, Linked, Task

LEAST_BUDGET = 256  # tokens of a prompt that can say anything
CHARACTERS_PER_TOKEN = 8  # of an answer, rather too many than too few
LONGEST_ANSWER = 32_768
"""Characters that are read of an answer, at least: servers may write beyond bounds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """One answer of a language model to one chat."""

    text: str
    score: float = 0.0  # log probability, natural logarithm; 0.0 where it is not known
    prompt_tokens: int = 0
    answer_tokens: int = 0
    openings: tuple[float, ...] = ()  # probability of each opening, summing to 1; () not known


class Writer(Protocol):
    """A language model, whatever runs it."""

    name: str
    version: str
    form: Literal["zero-shot", "few-shot"]  # of the prompts that it understands best
    local: bool  # whether prompts stay in this process
    context: int  # tokens of a prompt and its answer together, at most; 0 not known

    def count(self, text: str) -> int:
        """Tokens of a text, rather too many than too few."""

    def write(
        self, chats: Sequence[list[Message]], *, beams: int, openings: Sequence[str] = ()
    ) -> list[list[Reply]]:
        """Answer each chat with up to `beams` texts, best first; RouteError where it cannot.

        `openings` are words that an answer may begin with, of which Reply tells the probabilities.
        """


class LanguageModel:
    """A Model over a Writer."""

    def __init__(self, writer: Writer, settings: LanguageSettings) -> None:
        self.name, self.version = writer.name, writer.version
        self._writer = writer
        self._beams = settings.beams
        self._longest = max(LONGEST_ANSWER, CHARACTERS_PER_TOKEN * settings.answer)
        send = settings.send
        if send is None:
            send = frozenset(SENDABLE if writer.local else ())
        self.options = PromptOptions(
            form=writer.form if settings.form == "auto" else settings.form,
            words="comments" in send,
            values="values" in send,
            rows="rows" in send,
            budget=_budget(writer, settings),
            count=writer.count,
        )

    def schema_linking(self, asks: Sequence[Ask]) -> list[Linked]:
        """See Model."""
        replies = self._write("schema_linking", asks, 1, ANSWERABLE)
        return [
            parse_linking(best.text, ask.schema, best.openings)
            for ask, (best, *_) in zip(asks, replies, strict=True)
        ]

    def text_to_sql(self, asks: Sequence[Ask], *, beam: int) -> list[list[Candidate]]:
        """See Model."""
        return [
            self._merged(replies, [parse_statements(each.text) for each in replies], "text_to_sql")
            for replies in self._write("text_to_sql", asks, beam)
        ]

    def noise_correction(self, drafts: Sequence[Draft]) -> list[Judgement]:
        """See Model."""
        replies = self._write("noise_correction", drafts, 1, VERDICTS)
        found = [
            parse_judgement(best.text, draft, best.openings[0] if best.openings else None)
            for draft, (best, *_) in zip(drafts, replies, strict=True)
        ]
        return [replace(one, corrections=self._showable(one.corrections)) for one in found]

    def continuation_writing(
        self, prefixes: Sequence[Prefix], *, beam: int
    ) -> list[list[Candidate]]:
        """See Model."""
        task: Task = "continuation_writing"
        return [
            self._merged(replies, [parse_continuation(each.text, prefix) for each in replies], task)
            for prefix, replies in zip(prefixes, self._write(task, prefixes, beam), strict=True)
        ]

    def _write(
        self, task: Task, given: Sequence[Given], beams: int, openings: Sequence[str] = ()
    ) -> list[list[Reply]]:
        chats = [render_prompt(task, each, self.options) for each in given]
        written = self._writer.write(chats, beams=min(beams, self._beams), openings=openings)
        for each, replies in zip(given, written, strict=True):
            ask_of(each).meter.add(
                prompt_tokens=max((reply.prompt_tokens for reply in replies), default=0),
                answer_tokens=sum(reply.answer_tokens for reply in replies),
            )
        return [
            [replace(each, text=self._clean(each.text, chat)) for each in replies]
            for chat, replies in zip(chats, written, strict=True)
        ]

    def _merged(
        self, replies: Sequence[Reply], statements: Sequence[list[str]], task: Task
    ) -> list[Candidate]:
        """The statements of several answers, best first; what two of them say counts for both."""
        merged: dict[str, Candidate] = {}
        for reply, found in zip(replies, statements, strict=True):
            for candidate in self._showable(as_candidates(found, task, reply.score)):
                first = merged.get(candidate.sql)
                score = candidate.score if first is None else _sum(first.score, candidate.score)
                merged[candidate.sql] = replace(candidate, score=score)
        return sorted(merged.values(), key=lambda candidate: -candidate.score)

    def _showable(self, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """Without statements that are too long to be shown to the model again with their schema."""
        most = self.options.budget // 2
        return tuple(each for each in candidates if self.options.count(each.sql) <= most)

    def _clean(self, text: str, chat: list[Message]) -> str:
        """An answer that can be read in little time and told to PostgreSQL."""
        text = text[: self._longest].replace("\0", " ").encode(errors="replace").decode()
        return clean_answer(text, chat[-1]["content"])


def _budget(writer: Writer, settings: LanguageSettings) -> int:
    """Tokens of a prompt that leave room for the answer."""
    if not writer.context:
        return settings.budget
    room = writer.context - settings.answer
    if room < LEAST_BUDGET:
        raise BadArgument(
            f"{writer.name} reads {writer.context} tokens, prompt and answer together",
            hint="Lower --lm-answer, or take another model.",
        )
    return min(settings.budget, room)


def _sum(first: float, second: float) -> float:
    """The logarithm of the sum of two probabilities given by theirs."""
    high, low = max(first, second), min(first, second)
    return high + math.log1p(math.exp(low - high))
