"""Prompts of the four tasks for language models: one renderer for training and for inference.

    render_prompt(task, given, options) -> chat messages

`given` is an Ask (text_to_sql, schema_linking), a Draft (noise_correction) or a Prefix
(continuation_writing), as the Model protocol has them. A message is {"role": .., "content": ..}
with the roles 'user' and 'assistant' alone, since some chat templates refuse 'system'; the last one
is the user's. What a model is to answer is written by `prompting.answers`, and read by it again:

    answers.render_statement(sql)                    text_to_sql, continuation_writing
    answers.render_linking(schema, columns, tables)  schema_linking
    answers.render_verdict(None or better_sql)       noise_correction

A Prefix's statement is cut after `length` pieces of its derivation, which for language models is
`lexing.sql_pieces(sql)`. Pure functions: no model, no file, no clock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from route_pg.errors import BadArgument
from route_pg.models.base import Ask, Draft, Prefix
from route_pg.models.prompting.examples import EXAMPLES
from route_pg.models.prompting.outcomes import MAX_ROWS, describe_outcome, repeats
from route_pg.models.prompting.schema_text import (
    View,
    describe_matches,
    describe_pairs,
    describe_tables,
    describe_terms,
)
from route_pg.models.prompting.wording import CLOSING, INSTRUCTIONS, RULES
from route_pg.types import Schema, Task

BYTES_PER_TOKEN = 3  # of SQL and English, rather too few than too many
MESSAGE_TOKENS = 8  # what a chat template puts around a message, at most
BUDGET = 4096  # tokens of a prompt; the paper's cutoff

Given = Ask | Draft | Prefix
Message = dict[str, str]


def estimate_tokens(text: str) -> int:
    """Tokens of a text where the tokenizer is not known, rather too many than too few.

    >>> estimate_tokens("SELECT 1")
    3
    """
    return -(-len(text.encode()) // BYTES_PER_TOKEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class PromptOptions:
    """How prompts are written, and what they may say of the data."""

    form: Literal["zero-shot", "few-shot"] = "zero-shot"  # for tuned models; for models as they are
    words: bool = True  # what people wrote: comments, terms, verified pairs
    values: bool = True  # stored values: of domains, matched ones, those in errors
    rows: bool = True  # the first rows of trials
    budget: int = BUDGET  # tokens of all messages together
    count: Callable[[str], int] = estimate_tokens  # tokens of a text


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shown:
    """What of everything a prompt shows."""

    view: View
    examples: int
    rows: int


def render_prompt(task: Task, given: Given, options: PromptOptions) -> list[Message]:
    """The chat messages of one task; what does not fit is dropped in the order of `DROPPED`.

    The question, the statement and what became of it are always there: BadArgument where they alone
    are over the budget.
    """
    schema = ask_of(given).schema
    shown = _Shown(
        view=View.whole(schema, words=options.words, values=options.values),
        examples=len(EXAMPLES[task]) if options.form == "few-shot" else 0,
        rows=MAX_ROWS if options.rows else 0,
    )
    messages = _messages(task, given, options, shown)
    for reduce in DROPPED:
        while _tokens(messages, options) > options.budget:
            less = reduce(shown, schema)
            if less == shown:
                break
            shown = less
            messages = _messages(task, given, options, shown)
    needed = _tokens(messages, options)
    if needed > options.budget:
        raise BadArgument(
            message="the question is too long for the language model",
            detail=f"Without any table it takes {needed} tokens of {options.budget}.",
            hint="Ask for less at once, or give the worker a larger --lm-budget.",
        )
    return messages


def ask_of(given: Given) -> Ask:
    """The question and schema in anything that is given."""
    return given if isinstance(given, Ask) else given.ask


def prefix_text(prefix: Prefix) -> str:
    """The beginning of the statement that is to be written on."""
    return "".join(map(str, prefix.candidate.derivation[: prefix.length]))


# --- what is dropped ----------------------------------------------------------------------------


def _fewer_examples(shown: _Shown, schema: Schema) -> _Shown:
    return replace(shown, examples=max(0, shown.examples - 1))


def _fewer_pairs(shown: _Shown, schema: Schema) -> _Shown:
    return replace(shown, view=replace(shown.view, pairs=max(0, shown.view.pairs - 1)))


def _no_domains(shown: _Shown, schema: Schema) -> _Shown:
    return replace(shown, view=replace(shown.view, values=False))


def _fewer_rows(shown: _Shown, schema: Schema) -> _Shown:
    return replace(shown, rows=min(shown.rows, 1))


def _no_comments(shown: _Shown, schema: Schema) -> _Shown:
    return replace(shown, view=replace(shown.view, comments=False))


def _fewer_columns(shown: _Shown, schema: Schema) -> _Shown:
    """Without the eighth that ranks last, and tables of which nothing but keys would be left.

    Keys and columns with matches stay with their tables, and so do tables that join two others.
    """
    loose = _loose_columns(shown.view.columns, schema)
    last = sorted(loose, key=lambda index: (schema.columns[index].score, -index))
    left = shown.view.columns - set(last[: -(-len(last) // 8)])
    bare = {schema.columns[index].table for index in loose}
    bare -= {schema.columns[index].table for index in _loose_columns(left, schema)}
    bare -= {schema.columns[match.column].table for match in schema.matches}
    bare = {table for table in bare if len(_neighbours(table, schema)) < 2}
    view = replace(
        shown.view,
        tables=shown.view.tables - bare,
        columns=frozenset(index for index in left if schema.columns[index].table not in bare),
    )
    return replace(shown, view=view)


def _loose_columns(columns: frozenset[int], schema: Schema) -> set[int]:
    """Those that are part of no key and hold no matched value."""
    held = {index for key in schema.foreign_keys for index in (*key.columns, *key.references)}
    held |= {match.column for match in schema.matches}
    return {i for i in columns if i not in held and not schema.columns[i].primary_key}


def _neighbours(table: int, schema: Schema) -> set[int]:
    """The tables that foreign keys join to a table."""
    ends = [
        {schema.columns[key.columns[0]].table, schema.columns[key.references[0]].table}
        for key in schema.foreign_keys
    ]
    return {other for pair in ends if table in pair for other in pair - {table}}


def _no_terms(shown: _Shown, schema: Schema) -> _Shown:
    return replace(shown, view=replace(shown.view, terms=False))


def _fewer_tables(shown: _Shown, schema: Schema) -> _Shown:
    """Without the table whose best column ranks last."""
    best = {table: float("-inf") for table in shown.view.tables}
    for column in schema.columns:
        if column.table in best:
            best[column.table] = max(best[column.table], column.score)
    if not best:
        return shown
    last = min(best, key=lambda table: (best[table], -table))
    gone = {index for index, column in enumerate(schema.columns) if column.table == last}
    view = replace(shown.view, tables=shown.view.tables - {last}, columns=shown.view.columns - gone)
    return replace(shown, view=view)


DROPPED: tuple[Callable[[_Shown, Schema], _Shown], ...] = (
    _fewer_examples,
    _fewer_pairs,
    _no_domains,
    _fewer_rows,
    _no_comments,
    _fewer_columns,
    _no_terms,
    _fewer_tables,
)
"""What a prompt over its budget goes without, first the first; each as often as it helps."""


# --- messages -----------------------------------------------------------------------------------


def _messages(task: Task, given: Given, options: PromptOptions, shown: _Shown) -> list[Message]:
    messages: list[Message] = []
    for example in EXAMPLES[task][: shown.examples]:
        view = View.whole(ask_of(example.given).schema, words=options.words, values=options.values)
        whole = _Shown(view=view, examples=0, rows=shown.rows)
        messages.append(_user(_body(task, example.given, options, whole)))
        messages.append({"role": "assistant", "content": example.answer})
    messages.append(_user(_body(task, given, options, shown)))
    rules = f"\n{RULES[task]}" if options.form == "few-shot" else ""
    messages[0] = _user(f"{INSTRUCTIONS[task]}{rules}\n\n{messages[0]['content']}")
    return messages


def _body(task: Task, given: Given, options: PromptOptions, shown: _Shown) -> str:
    ask, view = ask_of(given), shown.view
    sections = [
        ("Tables of the PostgreSQL database:", [describe_tables(ask.schema, view)]),
        ("Stored values:", describe_matches(ask.schema, view, ask.question)),
        ("Words of the house:", describe_terms(ask.schema, view)),
        ("Questions answered before:", describe_pairs(ask.schema, view)),
    ]
    parts = ["\n".join([title, *lines]) for title, lines in sections if any(lines)]
    parts.append(f"Question: {' '.join(ask.question.split())}")
    match given:
        case Draft():
            parts.append(f"Statement: {given.candidate.sql.strip()}")
            told = not given.had_rows and repeats(given.outcome, given.candidate.sql)
            quoted = options.values or told
            parts.append(
                describe_outcome(
                    given.outcome, rows=shown.rows, values=options.values, quoted=quoted
                )
            )
        case Prefix():
            parts.append(f"Beginning: {prefix_text(given).strip() or '(nothing yet)'}")
        case Ask():
            pass
    return "\n\n".join([*parts, CLOSING[task]])


def _user(content: str) -> Message:
    return {"role": "user", "content": content}


def _tokens(messages: list[Message], options: PromptOptions) -> int:
    return sum(options.count(message["content"]) + MESSAGE_TOKENS for message in messages)
