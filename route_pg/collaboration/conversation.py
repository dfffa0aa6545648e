"""One question as a generator without I/O: ROUTE's multitask collaboration.

It yields requests to the backend and calls of models, is sent their answers, and returns an Answer
or a Refusal. Every driver of it, the worker's socket, a psycopg connection, a test, is a loop.
After ROUTE (Qin et al., ICLR 2025), section 3.4; what differs is that candidates are tried in the
caller's own transaction, and that results which agree speak for each other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Any

from route_pg.analysis.statement import Statement, analyse, columns_used
from route_pg.collaboration.examination import examine
from route_pg.collaboration.inquiry import Entry, Inquiry, Options
from route_pg.collaboration.narrowing import narrow
from route_pg.collaboration.refusals import (
    asks_to_write,
    check_answerable,
    check_slice,
    nothing_runs,
    too_unsure,
)
from route_pg.collaboration.timing import Step, timed
from route_pg.collaboration.verified import examine_pair, find_pair
from route_pg.errors import BadArgument, NoCandidateStands, RefusedAsUnsafe, RouteError
from route_pg.linking.values import place_matches
from route_pg.linking.words import lookup_words
from route_pg.models.base import Ask, Draft, Prefix
from route_pg.models.calls import Call, Continue, Embed, Generate, Judge, LinkSchema
from route_pg.protocol.messages import (
    Answer,
    Ending,
    Link,
    Question,
    Refusal,
    Request,
    Slice,
)
from route_pg.types import Candidate, Judgement, Result

MAX_QUESTION_CHARACTERS = 4000
MAX_ROUNDS = 10  # of noise correction, whatever the caller allows

Conversation = Generator[Request | Call, Any, Ending]


def converse(
    question: Question,
    *,
    embedder: str,
    options: Options | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Conversation:
    """Work on one question: a generator that returns an Answer or a Refusal.

    `embedder` names what the model side embeds with; `clock` gives seconds, for the trace. A
    RouteError thrown in at a yield ends the question as the refusal that it names.
    """
    inquiry = Inquiry(question=question, embedder=embedder, options=options or Options())
    try:
        for step in STEPS:
            ending = yield from timed(step, inquiry, clock)
            if ending is not None:
                return ending
    except RouteError as error:
        return _refusal(error, inquiry)
    return _refusal(NoCandidateStands(), inquiry)


def check_question(inquiry: Inquiry) -> Step:
    """Refuse what is no question, and what plainly asks to write."""
    text = inquiry.question.question
    if not text.strip() or "\x00" in text:
        raise BadArgument(
            message="there is no question",
            detail="It is empty, or holds a zero byte.",
            hint="Ask in English, for example: how many orders were placed last year",
        )
    if len(text) > MAX_QUESTION_CHARACTERS:
        raise BadArgument(
            message=f"the question is longer than {MAX_QUESTION_CHARACTERS} characters",
            detail=f"It has {len(text)}.",
            hint="Say in a sentence or two what you want to see.",
        )
    if inquiry.question.task == "answer" and asks_to_write(text):
        raise RefusedAsUnsafe(detail="The question asks to change data.")
    yield from ()  # a generator like every step
    return None


def link(inquiry: Inquiry) -> Step:
    """Rank the caller's part of the catalog by the question."""
    text = inquiry.question.question
    vectors = yield Embed(texts=(text,))
    reply: Slice = yield Link(
        vectors=tuple(map(tuple, vectors)),
        words=lookup_words(text),
        limits=inquiry.options.limits,
        question=text,
    )
    inquiry.slice = reply
    check_slice(reply, inquiry)
    inquiry.schema = place_matches(text, reply.schema)
    return None


def verified_pair(inquiry: Inquiry) -> Step:
    """Answer with what a curator verified for this very question, where that runs."""
    pair = find_pair(inquiry) if inquiry.question.task == "answer" else None
    if pair is None:
        return None
    entry = yield from examine_pair(inquiry, pair)
    return _answer(inquiry, entry) if inquiry.runnable() else None


def schema_linking(inquiry: Inquiry) -> Step:
    """Let the model say what is needed, and whether the question can be answered here."""
    if inquiry.options.schema_linking:
        inquiry.linked = yield LinkSchema(ask=_ask(inquiry))
    if inquiry.question.task == "link":
        return Answer(sql="", confidence=1.0, trace=inquiry.trace())
    if inquiry.linked is not None:
        check_answerable(inquiry.linked, inquiry)
    return None


def keep_needed(inquiry: Inquiry) -> Step:
    """Narrow the schema to the union of what linking names and what a first draft uses."""
    if not inquiry.options.narrow or inquiry.linked is None:
        return None
    columns, tables = list(inquiry.linked.columns), list(inquiry.linked.tables)
    drafts: list[Candidate] = yield Generate(ask=_ask(inquiry), beam=1)
    for draft in drafts[:1]:
        statement = analyse(draft.sql, inquiry.schema)
        if isinstance(statement, Statement):
            columns += columns_used(statement.sql, inquiry.schema)
            tables += statement.tables
    if columns or tables:
        inquiry.written_over = narrow(inquiry.schema, columns, tables)
    return None


def text_to_sql(inquiry: Inquiry) -> Step:
    """Write a beam of candidates, and see what becomes of them."""
    options = inquiry.options
    if options.text_to_sql:
        beam: list[Candidate] = yield Generate(ask=_ask(inquiry), beam=options.beam)
    else:
        nothing = Candidate(sql="", score=0.0, task="continuation_writing")
        prefix = Prefix(ask=_ask(inquiry), candidate=nothing, length=0)
        (beam,) = yield Continue(prefixes=(prefix,), beam=options.beam)
    yield from examine(inquiry, (inquiry.add(candidate) for candidate in beam))
    return None


def noise_correction(inquiry: Inquiry) -> Step:
    """Judge what was tried; while nothing stands, try what the model would run instead."""
    if not inquiry.options.noise_correction:
        return None
    for _ in range(min(inquiry.question.settings.max_rounds, MAX_ROUNDS)):
        judged = yield from _judge(inquiry)
        if not judged or _stands(inquiry):
            break
        inquiry.rounds += 1
        added = [
            inquiry.add(correction, corrects=entry.number)
            for entry, judgement in judged
            for correction in judgement.corrections
        ]
        yield from examine(inquiry, added)
    return None


def continuation_writing(inquiry: Inquiry) -> Step:
    """Write on from the beginning of the best candidate, where it is hard or nothing stands."""
    entry = _to_be_continued(inquiry)
    if not inquiry.options.continuation_writing or entry is None:
        return None
    half = len(entry.candidate.derivation) // 2
    prefix = Prefix(ask=_ask(inquiry), candidate=entry.candidate, length=half)
    (written,) = yield Continue(prefixes=(prefix,), beam=inquiry.options.beam)
    yield from examine(inquiry, (inquiry.add(candidate) for candidate in written))
    if inquiry.options.noise_correction and inquiry.question.settings.max_rounds > 0:
        yield from _judge(inquiry)
    return None


def choose(inquiry: Inquiry) -> Step:
    """Take the candidate that agreement of results and verdicts support most, or refuse."""
    runnable = inquiry.runnable()
    if not runnable:
        raise nothing_runs(inquiry)
    confidence = inquiry.support(runnable[0])
    if confidence < inquiry.options.least_confidence:
        inquiry.confidence = confidence
        raise too_unsure(inquiry, runnable[0])
    yield from ()  # a generator like every step
    return _answer(inquiry, runnable[0])


STEPS: tuple[Callable[[Inquiry], Step], ...] = (
    check_question,
    link,
    verified_pair,
    schema_linking,
    keep_needed,
    text_to_sql,
    noise_correction,
    continuation_writing,
    choose,
)
"""A question's way, in its order; each step reads and adds to the inquiry, or ends it."""


def _refusal(error: RouteError, inquiry: Inquiry) -> Refusal:
    return Refusal(
        sqlstate=error.sqlstate,
        message=error.message,
        detail=error.detail,
        hint=error.hint,
        trace=inquiry.trace(),
    )


def _answer(inquiry: Inquiry, entry: Entry) -> Answer:
    inquiry.chosen, inquiry.confidence = entry, min(1.0, inquiry.support(entry))
    return Answer(sql=entry.sql, confidence=inquiry.confidence, trace={})


def _ask(inquiry: Inquiry) -> Ask:
    return Ask(question=inquiry.question.question, schema=inquiry.ask_schema, meter=inquiry.meter)


def _judge(inquiry: Inquiry) -> Generator[Call, Any, list[tuple[Entry, Judgement]]]:
    """Have the model judge what has an outcome and no verdict yet, the best few."""
    entries = [
        entry for entry in inquiry.written if entry.outcome is not None and entry.stands is None
    ]
    entries.sort(key=lambda entry: (entry.result is None, -entry.share, entry.number))
    entries = entries[: inquiry.options.trials]
    if not entries:
        return []
    judgements: list[Judgement] = yield Judge(
        drafts=tuple(_draft(entry, inquiry) for entry in entries)
    )
    for entry, judgement in zip(entries, judgements, strict=True):
        entry.stands = judgement.stands
    return list(zip(entries, judgements, strict=True))


def _draft(entry: Entry, inquiry: Inquiry) -> Draft:
    """A candidate as it was run: mended names are part of what the outcome is about."""
    shown = replace(entry.candidate, sql=entry.sql) if entry.repairs else entry.candidate
    return Draft(
        ask=_ask(inquiry),
        candidate=shown,
        outcome=entry.outcome,
        agreement=entry.agreement,
        had_rows=entry.failed_at == "trial",
    )


def _stands(inquiry: Inquiry) -> bool:
    return any(
        isinstance(entry.outcome, Result) and (entry.stands or 0.0) >= inquiry.options.enough
        for entry in inquiry.entries
    )


def _to_be_continued(inquiry: Inquiry) -> Entry | None:
    """The candidate whose beginning is written on from; None where that is not called for."""
    runnable = inquiry.runnable()
    best = next(iter(runnable or inquiry.written), None)
    if best is None or len(best.candidate.derivation) < 2:
        return None
    statement = best.statement
    hard = statement is not None and statement.relations >= inquiry.options.hard_relations
    unjudged = best.stands is None and bool(runnable)
    return best if hard or not (unjudged or _stands(inquiry)) else None
