"""Clean pairs as conversations of the four tasks, by the renderer that inference uses."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from route_pg.collaboration.narrowing import narrow
from route_pg.models.base import Ask, Draft, Prefix
from route_pg.models.prompting.answers import render_linking, render_statement, render_verdict
from route_pg.models.prompting.lexing import sql_pieces
from route_pg.models.prompting.prompts import Given, PromptOptions, render_prompt
from route_pg.training.lm.mixture import Mixture
from route_pg.training.lm.pairs import Pair, Trials
from route_pg.training.lm.slips import restyled, slipped
from route_pg.training.refusals import share_a_table, write_request
from route_pg.types import Candidate, Outcome, Task

OPTIONS = PromptOptions(form="zero-shot")
STRAY = 0.15  # of the tables that a kept schema holds beyond what is needed


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """One line of the data."""

    task: Task
    kind: str  # of what sort within its task, for the table of counts
    source: str
    database: str
    messages: Sequence[Mapping[str, str]]  # the last one is the answer


def text_to_sql(pair: Pair, mixture: Mixture, rng: random.Random) -> Conversation:
    """Question and schema to statement."""
    ask, kind = _ask(pair, mixture, rng)
    return _conversation("text_to_sql", kind, pair, ask, render_statement(pair.sql))


def schema_linking(pair: Pair, mixture: Mixture, rng: random.Random) -> Conversation:
    """Question and schema to what is needed of it."""
    ask = Ask(question=pair.question, schema=pair.schema)
    answer = render_linking(pair.schema, pair.columns, pair.tables)
    return _conversation("schema_linking", "here", pair, ask, answer)


def not_here(pair: Pair, other: Pair) -> Conversation | None:
    """The question of one database put to another; None where they share the word of a table."""
    if share_a_table(pair.schema, other.schema):
        return None
    ask = Ask(question=other.question, schema=replace(pair.schema, matches=()))
    return _conversation("schema_linking", "not here", pair, ask, _refusal(pair, "not here"))


def asks_to_write(pair: Pair, rng: random.Random) -> Conversation:
    """A request to change something, in the words of the database."""
    request = write_request(pair.schema, rng)
    ask = Ask(question=request, schema=replace(pair.schema, matches=()))
    answer = _refusal(pair, "asks to write")
    return _conversation("schema_linking", "asks to write", pair, ask, answer)


def correction(
    pair: Pair,
    mixture: Mixture,
    trials: Trials,
    predicted: Sequence[str],
    rng: random.Random,
) -> Conversation | None:
    """A statement and what became of it to a verdict; None where no wrong one was found.

    `predicted` are statements that a model wrote for the question: the first that is surely wrong
    is taken before any slip is made.
    """
    ask, _ = _ask(pair, mixture, rng)
    if trials.has_rows and rng.random() < mixture.correct:
        right = [sql for sql in predicted if trials.is_right(pair.sql, sql)]
        sql = rng.choice([pair.sql, restyled(pair.sql), *right])
        return _judged(pair, ask, sql, "correct", trials, mixture, rng)
    for kind, sql in _wrong(pair, predicted, rng):
        if trials.is_wrong(pair.sql, sql):
            return _judged(pair, ask, sql, kind, trials, mixture, rng)
    return None


def _wrong(pair: Pair, predicted: Sequence[str], rng: random.Random) -> list[tuple[str, str]]:
    """Statements that may be wrong, a model's own first."""
    own = [("predicted", sql) for sql in rng.sample(list(predicted), len(predicted))]
    return own + list(slipped(pair.sql, pair.schema, rng))


def _judged(
    pair: Pair,
    ask: Ask,
    sql: str,
    kind: str,
    trials: Trials,
    mixture: Mixture,
    rng: random.Random,
) -> Conversation:
    outcome: Outcome | None = None if rng.random() < mixture.untold else trials.outcome(sql)
    draft = Draft(ask=ask, candidate=_candidate(sql), outcome=outcome)
    answer = render_verdict(None if kind == "correct" else pair.sql)
    told = "untold" if outcome is None else "told"
    return _conversation("noise_correction", f"{kind}, {told}", pair, draft, answer)


def continuation(
    pair: Pair, mixture: Mixture, rng: random.Random, length: int | None = None
) -> Conversation:
    """The beginning of the statement, cut at random or after `length` pieces, to the whole."""
    ask, kind = _ask(pair, mixture, rng)
    candidate = _candidate(pair.sql)
    length = rng.randrange(len(candidate.derivation)) if length is None else length
    prefix = Prefix(ask=ask, candidate=candidate, length=length)
    return _conversation("continuation_writing", kind, pair, prefix, render_statement(pair.sql))


def _candidate(sql: str) -> Candidate:
    return Candidate(sql=sql, score=0.0, task="text_to_sql", derivation=sql_pieces(sql))


def _ask(pair: Pair, mixture: Mixture, rng: random.Random) -> tuple[Ask, str]:
    """The question over its whole schema, or over what schema linking would keep of it."""
    if rng.random() >= mixture.narrowed:
        return Ask(question=pair.question, schema=pair.schema), "whole schema"
    stray = [table for table in range(len(pair.schema.tables)) if rng.random() < STRAY]
    kept = narrow(pair.schema, pair.columns, {*pair.tables, *stray})
    return Ask(question=pair.question, schema=kept), "kept schema"


def _refusal(pair: Pair, verdict: str) -> str:
    return render_linking(pair.schema, (), (), verdict)


def _conversation(task: Task, kind: str, pair: Pair, given: Given, answer: str) -> Conversation:
    prompt = render_prompt(task, given, OPTIONS)
    return Conversation(
        task=task,
        kind=kind,
        source=pair.source,
        database=pair.database,
        messages=[*prompt, {"role": "assistant", "content": answer}],
    )
