"""What the collaboration asks of models, as data; and how a batch of such calls is performed.

The collaboration yields a call and is sent its answer. Who performs it, and together with which
other conversations' calls, is the driver's business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from route_pg.models.base import Ask, Draft, Embedder, Model, Prefix


@dataclass(frozen=True, kw_only=True, slots=True)
class Embed:
    """Embed texts; the answer is a list of as many vectors."""

    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkSchema:
    """The task schema_linking; the answer is a Linked."""

    ask: Ask


@dataclass(frozen=True, kw_only=True, slots=True)
class Generate:
    """The task text_to_sql; the answer is a list of candidates, best first."""

    ask: Ask
    beam: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Judge:
    """The task noise_correction; the answer is a list of as many judgements."""

    drafts: tuple[Draft, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Continue:
    """The task continuation_writing; the answer is a list of lists of candidates."""

    prefixes: tuple[Prefix, ...]
    beam: int


Call = Embed | LinkSchema | Generate | Judge | Continue


def perform_calls(model: Model, embedder: Embedder, calls: Sequence[Call]) -> list[Any]:
    """Perform calls of several conversations, those of one task at once; answers in their order.

    Calls that differ in beam do not share a batch.
    """
    groups: dict[tuple[type, int], list[int]] = {}
    for index, call in enumerate(calls):
        groups.setdefault((type(call), getattr(call, "beam", 0)), []).append(index)
    answers: list[Any] = [None] * len(calls)
    for indexes in groups.values():
        group = [calls[index] for index in indexes]
        for index, answer in zip(indexes, _perform(model, embedder, group), strict=True):
            answers[index] = answer
    return answers


def _perform(model: Model, embedder: Embedder, group: list[Any]) -> list[Any]:
    match group[0]:
        case Embed():
            return _spread(embedder.embed, [call.texts for call in group])
        case LinkSchema():
            return list(model.schema_linking([call.ask for call in group]))
        case Generate(beam=beam):
            return list(model.text_to_sql([call.ask for call in group], beam=beam))
        case Judge():
            return _spread(model.noise_correction, [call.drafts for call in group])
        case Continue(beam=beam):
            return _spread(
                lambda prefixes: model.continuation_writing(prefixes, beam=beam),
                [call.prefixes for call in group],
            )
        case other:
            raise TypeError(other)


def _spread(perform: Callable[[list[Any]], list[Any]], parts: list[tuple[Any, ...]]) -> list[Any]:
    """Perform all parts as one, and hand each its share."""
    answers = iter(perform([item for part in parts for item in part]))
    return [[next(answers) for _ in part] for part in parts]
