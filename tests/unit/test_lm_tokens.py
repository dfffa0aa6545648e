"""Conversations as tokens: what is learned of them, and that packs lose and mix nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from route_pg.errors import BadArgument
from route_pg.training.lm.tokens import (
    IGNORED,
    Encoded,
    Message,
    collate,
    encode,
    pack,
    read_conversations,
)


class Letters:
    """A tokenizer whose tokens are characters; its template marks roles by < > and ends by $."""

    def __init__(self, eos_token: str | None = "$", after: str = "\n") -> None:
        self.eos_token = eos_token
        self._after = after

    def apply_chat_template(
        self, conversation: Any, add_generation_prompt: bool = False, **_: Any
    ) -> str:
        text = ""
        for message in conversation:
            own = message["role"] == "assistant"
            text += f">{message['content']}$" if own else f"<{message['content']}"
        return text + (">" if add_generation_prompt else self._after)

    def __call__(self, text: str, **options: Any) -> dict[str, list[int]]:
        assert options == {"add_special_tokens": False}
        return {"input_ids": [ord(letter) for letter in text]}


def chat(*contents: str) -> list[Message]:
    roles = ("user", "assistant")
    return [{"role": roles[i % 2], "content": text} for i, text in enumerate(contents)]


def texts(encoded: Encoded) -> tuple[str, str]:
    letters = "".join(map(chr, encoded.ids))
    return letters[: encoded.answer], letters[encoded.answer :]


def prompt_of(tokenizer: Letters) -> Any:
    return lambda messages: tokenizer.apply_chat_template(messages, add_generation_prompt=True)


def encoded(messages: Sequence[Message], tokenizer: Letters) -> tuple[str, str]:
    return texts(encode(messages, tokenizer, prompt_of(tokenizer)))


def test_the_answer_alone_is_learned_with_its_end() -> None:
    assert encoded(chat("how many?", "SELECT 1"), Letters()) == ("<how many?>", "SELECT 1$")


def test_of_several_turns_the_last_is_learned() -> None:
    said = encoded(chat("a", "b", "c", "d"), Letters())
    assert said == ("<a>b$<c>", "d$")


def test_a_template_without_an_end_gets_one() -> None:
    class Open(Letters):
        def apply_chat_template(self, conversation: Any, **options: Any) -> str:
            return super().apply_chat_template(conversation, **options).replace("$", "")

    assert encoded(chat("a", "b"), Open()) == ("<a>", "b$")


def test_a_tokenizer_without_an_end_learns_the_bare_answer() -> None:
    class Bare(Letters):
        def apply_chat_template(self, conversation: Any, **options: Any) -> str:
            return super().apply_chat_template(conversation, **options).replace("$", "")

    assert encoded(chat("a", "b"), Bare(eos_token=None)) == ("<a>", "b")


def test_a_template_that_rewrites_the_question_still_teaches_the_answer() -> None:
    class Rewriting(Letters):
        def apply_chat_template(self, conversation: Any, **options: Any) -> str:
            return f"{len(conversation)}" + super().apply_chat_template(conversation, **options)

    assert encoded(chat("a", "b"), Rewriting()) == ("1<a>", "b$")


lengths = st.lists(
    st.integers(1, 40).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))), min_size=1
)


def numbered(sizes: Sequence[tuple[int, int]]) -> list[Encoded]:
    """Conversations whose tokens say whose they are."""
    return [
        Encoded(ids=tuple(number * 100 + place for place in range(size)), answer=answer)
        for number, (size, answer) in enumerate(sizes)
    ]


@given(sizes=lengths, seed=st.integers(0, 9), together=st.booleans())
def test_packs_hold_every_conversation_once(
    sizes: list[tuple[int, int]], seed: int, together: bool
) -> None:
    every = numbered(sizes)
    packs = pack(every, 40, seed, together=together)
    parts: list[Encoded] = []
    for one in packs:
        assert len(one.ids) == len(one.labels) == len(one.positions) <= 40
        starts = [place for place, position in enumerate(one.positions) if position == 0]
        assert len(starts) == one.conversations
        for start, end in zip(starts, [*starts[1:], len(one.ids)], strict=True):
            labels = one.labels[start:end]
            answer = labels.count(IGNORED)
            assert set(labels[:answer]) <= {IGNORED}
            assert labels[answer:] == one.ids[start + answer : end]
            assert one.positions[start:end] == tuple(range(end - start))
            parts.append(Encoded(ids=one.ids[start:end], answer=answer))
    assert sorted(parts, key=lambda part: part.ids) == sorted(every, key=lambda part: part.ids)


def test_packs_are_full() -> None:
    packs = pack(numbered([(25, 5)] * 10 + [(15, 5)] * 10), 40, 0, together=True)
    assert [len(one.ids) for one in packs] == [40] * 10


def test_packs_depend_on_the_seed_alone() -> None:
    every = numbered([(size, 0) for size in range(1, 41)])
    assert pack(every, 60, 3, together=True) == pack(every, 60, 3, together=True)
    assert pack(every, 60, 3, together=True) != pack(every, 60, 4, together=True)


def test_what_fills_a_batch_is_a_part_of_its_own() -> None:
    packs = pack(numbered([(4, 2), (2, 1)]), 4, 0, together=False)
    batch = collate(sorted(packs, key=lambda one: len(one.ids)), padding=7)
    assert batch["input_ids"] == [[100, 101, 7, 7], [0, 1, 2, 3]]
    assert batch["labels"] == [[IGNORED, 101, IGNORED, IGNORED], [IGNORED, IGNORED, 2, 3]]
    assert batch["position_ids"] == [[0, 1, 0, 1], [0, 1, 2, 3]]


def test_a_file_of_conversations_is_read(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    line = {"task": "text_to_sql", "messages": chat("ä\u2028b", "c")}
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n")
    assert read_conversations(path) == [chat("ä\u2028b", "c")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1: no conversation"),
        ("[]", "line 1: no conversation"),
        ('{"messages": [{"role": "user"}]}', "line 1: no conversation"),
        (json.dumps({"messages": chat("a")}), "not the assistant's"),
        (json.dumps({"messages": chat("a", "b", "c")}), "not the assistant's"),
    ],
)
def test_what_is_no_conversation(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "data.jsonl"
    path.write_text(line)
    with pytest.raises(BadArgument, match=said):
        read_conversations(path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match="cannot be read"):
        read_conversations(tmp_path / "nothing")
