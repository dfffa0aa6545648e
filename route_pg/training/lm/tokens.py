"""Conversations as tokens: what is read, what is learned, and several of them in one pack.

Knows of a tokenizer only that it has a chat template; imports no framework.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from route_pg.errors import BadArgument

IGNORED = -100
"""The label of a token that is read and not learned: PyTorch's default in cross entropy."""
OPEN_PACKS = 64  # that a conversation is tried against: packs stay full, and packing fast

Message = Mapping[str, str]


class ChatTokenizer(Protocol):
    """What is used of a tokenizer of transformers."""

    eos_token: str | None

    def apply_chat_template(self, conversation: Any, **options: Any) -> Any:
        """The text of a conversation."""

    def __call__(self, text: str, **options: Any) -> Any:
        """Tokens of a text."""


Prompt = Callable[[Sequence[Message]], str]
"""The text of a conversation up to where the answer begins, as inference writes it."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A conversation in tokens."""

    ids: tuple[int, ...]
    answer: int  # where the answer begins; what is before is not learned


@dataclass(frozen=True, slots=True)
class Pack:
    """Conversations one after the other; each counts its positions from 0.

    All three have the same length. transformers keeps the parts from seeing each other by the
    positions' new starts.
    """

    ids: tuple[int, ...]
    labels: tuple[int, ...]  # IGNORED, or the same as ids
    positions: tuple[int, ...]
    conversations: int


def read_conversations(path: Path) -> list[list[Message]]:
    """The `messages` of each line of a file of `route-pg train data`; BadArgument for others."""
    try:
        with path.open(encoding="utf-8") as file:  # splitlines() would part more than lines
            lines = list(file)
    except OSError as error:
        raise BadArgument(f"the data cannot be read: {error}") from error
    return [_messages(line, f"{path}, line {number}") for number, line in enumerate(lines, 1)]


def _messages(line: str, place: str) -> list[Message]:
    try:
        messages = json.loads(line)["messages"]
        found: list[Message] = [
            {"role": str(m["role"]), "content": str(m["content"])} for m in messages
        ]
    except (ValueError, KeyError, TypeError) as error:
        hint = 'Each line is {"messages": [{"role": .., "content": ..}, ..]}.'
        raise BadArgument(f"{place}: no conversation", hint=hint) from error
    if len(found) < 2 or found[-1]["role"] != "assistant":
        raise BadArgument(f"{place}: the last message is not the assistant's")
    return found


def encode(messages: Sequence[Message], tokenizer: ChatTokenizer, prompt: Prompt) -> Encoded:
    """A conversation whose last message is the answer.

    The prompt is tokenized by itself, exactly as inference does; the answer ends with what the
    template closes it with, the end of the text included.
    """
    before = prompt(messages[:-1])
    whole = tokenizer.apply_chat_template(list(messages), tokenize=False)
    after = _answer(whole, before, messages[-1]["content"], tokenizer.eos_token or "")
    read = tokenizer(before, add_special_tokens=False)["input_ids"]
    learned = tokenizer(after, add_special_tokens=False)["input_ids"]
    return Encoded(ids=(*read, *learned), answer=len(read))


def _answer(whole: str, before: str, content: str, end: str) -> str:
    """The answer as the template writes it, to its end token and no further."""
    if not whole.startswith(before):  # a template that rewrites what came before
        return content + end
    after = whole[len(before) :]
    kept, found, _ = after.rpartition(end) if end else (after, "", "")
    return kept + found if found else after.rstrip() + end


def pack(encoded: Sequence[Encoded], cutoff: int, seed: int, *, together: bool) -> list[Pack]:
    """Packs of at most `cutoff` tokens, in an order that the seed decides.

    First fit, the longest first within what is shuffled together. Conversations that are longer
    than `cutoff` must have been left out. `together` False: a pack for each.
    """
    order = list(encoded)
    random.Random(seed).shuffle(order)
    if not together:
        return [_pack([one]) for one in order]
    order.sort(key=lambda one: -len(one.ids))  # stable: the seed decides among equals
    packs = [_pack(part) for part in _first_fit(order, cutoff)]
    random.Random(seed + 1).shuffle(packs)
    return packs


def _first_fit(order: Sequence[Encoded], cutoff: int) -> Iterator[list[Encoded]]:
    parts: list[list[Encoded]] = []
    free: list[int] = []
    for one in order:
        need = len(one.ids)
        at = next((i for i, room in enumerate(free) if room >= need), None)
        if at is None:
            parts.append([])
            free.append(cutoff)
            at = len(parts) - 1
        parts[at].append(one)
        free[at] -= need
        if len(parts) > OPEN_PACKS:
            fullest = min(range(len(parts)), key=free.__getitem__)
            free.pop(fullest)
            yield parts.pop(fullest)
    yield from parts


def _pack(parts: Sequence[Encoded]) -> Pack:
    labels: list[int] = []
    for part in parts:
        labels += [IGNORED] * part.answer + list(part.ids[part.answer :])
    return Pack(
        ids=tuple(token for part in parts for token in part.ids),
        labels=tuple(labels),
        positions=tuple(place for part in parts for place in range(len(part.ids))),
        conversations=len(parts),
    )


def collate(packs: Sequence[Pack], padding: int) -> dict[str, list[list[int]]]:
    """Packs of one batch, made equally long by a further part that is not learned."""
    width = max(len(pack.ids) for pack in packs)
    gaps = [width - len(pack.ids) for pack in packs]
    rows = list(zip(packs, gaps, strict=True))
    return {
        "input_ids": [[*pack.ids, *[padding] * gap] for pack, gap in rows],
        "labels": [[*pack.labels, *[IGNORED] * gap] for pack, gap in rows],
        "position_ids": [[*pack.positions, *range(gap)] for pack, gap in rows],
    }
