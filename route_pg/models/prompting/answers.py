"""What models answer: written for training, read at inference.

Reading survives what chat models put around an answer: thoughts, fences, prose, several statements.
It decides nothing about safety: whatever text comes out goes through analysis like any other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from route_pg.identifiers import quote_identifier
from route_pg.models.base import Draft, Prefix
from route_pg.models.prompting.lexing import split_statements, sql_pieces
from route_pg.models.prompting.mentions import mentions
from route_pg.models.prompting.prompts import prefix_text
from route_pg.models.prompting.schema_text import table_name
from route_pg.types import Candidate, Judgement, Linked, Schema, Task

ANSWERABLE = ("here", "not here", "asks to write")
VERDICTS = ("correct", "wrong")
SURE = 0.9  # probability that stands for a plain word of a model
MAX_STATEMENTS = 4  # taken of one answer

_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_MARK = re.compile(  # of chat templates
    r"<[|｜](?:im_start\|>\w*|[\w ▁]+[|｜]>)|</?s>|\[/?INST\]"
)
_FENCE = re.compile(r"```[ \t]*[\w+-]*[ \t]*\n(.*?)(?:```|\Z)|```(?!`)([^`\n]+)```", re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_BEGINS = re.compile(
    r"""select(?=[\s("'*]|\Z) | \(\s*(?:select|with|values|\()
    | with\s+(?:recursive\s+)?(?:"[^"]*"|\w+)\s*(?:\([^)]*\)\s*)?as\b | values\s*\(
    | insert\s+into\b | delete\s+from\b | merge\s+into\b | update\s+\S+\s+set\b
    | (?:create|drop|alter|truncate|grant|revoke)\s+\w""",
    re.IGNORECASE | re.VERBOSE,
)
_IN_PROSE = re.compile(
    r"(?:\A|\n|[:`])[ \t]*(?=(?:select\s|with\s+(?:recursive\s+)?[\w\"]+(?:\s*\([^)]*\))?\s+as\b))",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"""\s*(?:[()"'*,+|<>=/-]|\d|\$|(?:select|from|where|group|having|order|limit|offset|fetch|join
    |inner|left|right|full|cross|natural|on|and|or|union|except|intersect|window|case|when|then
    |else|end|with|as|using|values|not|in|is|exists|between|like|ilike|lateral)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_VERDICT = re.compile(r"\b(in)?(correct|wrong)\b", re.IGNORECASE)


# --- written ------------------------------------------------------------------------------------


def render_statement(sql: str) -> str:
    """The answer of text_to_sql, and of continuation_writing: the whole statement, bare.

    >>> render_statement(" SELECT 1; ")
    'SELECT 1'
    """
    return sql.strip().rstrip(";").rstrip()


def render_linking(
    schema: Schema, columns: Sequence[int], tables: Sequence[int] = (), verdict: str = "here"
) -> str:
    """The answer of schema_linking: a verdict of ANSWERABLE, then a line for each table.

    `columns` and `tables` are indexes into `schema`, most needed first; a table whose columns are
    named need not be.
    """
    if verdict != "here":
        return verdict
    named: dict[int, list[str]] = {schema.columns[index].table: [] for index in columns}
    named |= {table: named.get(table, []) for table in tables}
    for index in columns:
        named[schema.columns[index].table].append(quote_identifier(schema.columns[index].name))
    lines = [f"{table_name(schema, table)}: {', '.join(names)}" for table, names in named.items()]
    return "\n".join([verdict, *(line.rstrip(": ") for line in lines)])


def render_verdict(correction: str | None) -> str:
    """The answer of noise_correction: it stands (None), or what is to be run instead.

    >>> render_verdict("SELECT 1")
    'wrong\\nSELECT 1'
    """
    return "correct" if correction is None else f"wrong\n{render_statement(correction)}"


# --- read ---------------------------------------------------------------------------------------


def clean_answer(text: str, prompt: str = "") -> str:
    """An answer without thoughts, without marks of a chat template, without the prompt repeated.

    Some servers leave them in. `prompt` is the last message that was answered.

    >>> clean_answer("<|user|>How many?<|assistant|>SELECT 1</s>", "How many?")
    'SELECT 1'
    """
    repeated = prompt.strip()
    text = text.rpartition(repeated)[2] if repeated and repeated in text else text
    return _MARK.sub("\n", _THOUGHT.sub("", text)).strip()


def parse_statements(text: str) -> list[str]:
    """The statements of an answer in their order, at most MAX_STATEMENTS, none twice.

    Those in fences if there are any; else from the first line on that begins one.

    >>> parse_statements("Sure!\\n```sql\\nSELECT 1;\\n```\\nIt counts. SELECT is a keyword.")
    ['SELECT 1']
    >>> parse_statements("SQL: SELECT a FROM t\\n\\nThis lists every a.")
    ['SELECT a FROM t']
    """
    text = clean_answer(text)
    blocks = [whole or inline for whole, inline in _FENCE.findall(text)]
    if not blocks:
        blocks = [code for code in _INLINE.findall(text) if _BEGINS.match(code)]
    if not blocks:
        found = [text] if _BEGINS.match(text) else _IN_PROSE.split(text, maxsplit=1)[1:]
        blocks = [_without_prose(block) for block in found]
    statements = [
        statement
        for block in blocks
        for statement in split_statements(_without_label(block))
        if _BEGINS.match(statement)
    ]
    return list(dict.fromkeys(statements))[:MAX_STATEMENTS]


def as_candidates(statements: Sequence[str], task: Task, score: float = 0.0) -> list[Candidate]:
    """Statements of one answer as candidates, each half as likely as the one before."""
    return [
        Candidate(sql=sql, score=score - rank * math.log(2), task=task, derivation=sql_pieces(sql))
        for rank, sql in enumerate(statements)
    ]


def parse_linking(text: str, schema: Schema, chances: Sequence[float] = ()) -> Linked:
    """The tables and columns that an answer names, in its order, and its verdict.

    `chances` are the model's own probabilities of ANSWERABLE, where it gives them.
    An answer that names nothing of the schema narrows nothing: everything is needed then.
    """
    text = clean_answer(text)
    columns, tables = mentions(_without_verdict(text), schema)
    if not tables:
        columns, tables = list(range(len(schema.columns))), list(range(len(schema.tables)))
    own = dict(zip(ANSWERABLE, chances, strict=True)) if chances else _answerable(text)
    return Linked(columns=tuple(columns), tables=tuple(tables), answerable=own)


def parse_judgement(text: str, draft: Draft, stands: float | None = None) -> Judgement:
    """The verdict of an answer, and what it would run instead.

    `stands` is the model's own probability where it gives one. Without a plain word a statement
    other than the draft's means that the draft is wrong.
    """
    text = clean_answer(text)
    own = _squeezed(draft.candidate.sql)
    others = [sql for sql in parse_statements(text) if _squeezed(sql) != own]
    said = _said(text.partition("```")[0].split("\n", 1)[0])
    if said is None:
        said = not others and bool(parse_statements(text))
    if stands is None:
        stands = SURE if said else 1 - SURE
    offered = () if said else as_candidates(others, "noise_correction")
    return Judgement(stands=stands, corrections=tuple(offered))


def parse_continuation(text: str, prefix: Prefix) -> list[str]:
    """The whole statements of an answer that wrote on from a prefix.

    Whether it repeats the beginning, as it is asked to, starts anew, or gives the rest alone.
    """
    begun = prefix_text(prefix)
    text = clean_answer(text)
    statements = parse_statements(text)
    if statements and (not begun.strip() or _is_whole(statements[0], begun)):
        return statements
    rest = next((a or b for a, b in _FENCE.findall(text)), text)
    first = split_statements(_without_prose(rest))[:1]
    gap = "" if begun[-1:].isspace() or begun[-1:] in "(." else " "
    return [render_statement(begun + gap + each) for each in first] if begun.strip() else []


def _is_whole(statement: str, begun: str) -> bool:
    """Whether an answer is a statement of its own, not a subquery that the beginning waits for."""
    if _squeezed(statement).startswith(_squeezed(begun)):
        return True
    waits = re.search(r"(?:\(|\b(?:union|except|intersect|all|as))\s*\Z", begun, re.IGNORECASE)
    return waits is None


def _squeezed(sql: str) -> str:
    """A statement without what white space, letters' case and a semicolon make of it."""
    return "".join(piece.strip().lower() for piece in sql_pieces(render_statement(sql)))


def _without_label(block: str) -> str:
    """A block from where its statement begins: 'SQL: SELECT ..' loses the label."""
    if _BEGINS.match(block.strip()):
        return block
    parts = _IN_PROSE.split(block, maxsplit=1)
    return parts[-1]


def _without_prose(text: str) -> str:
    """Text up to the blank line after which no SQL goes on."""
    paragraphs = re.split(r"\n[ \t]*\n", text)
    kept = [paragraphs[0]]
    for paragraph in paragraphs[1:]:
        if not _GOES_ON.match(paragraph) and not _BEGINS.match(paragraph.strip()):
            break
        kept.append(paragraph)
    return "\n\n".join(kept)


def _said(line: str) -> bool | None:
    """True for 'correct', False for 'wrong', 'incorrect', 'not correct'; None for neither."""
    found = _VERDICT.search(line)
    if found is None:
        return None
    positive = found[2].lower() == "correct" and not found[1]
    negated = re.search(r"\b(?:not|isn't|no longer)\s+(?:\w+\s+)?\Z", line[: found.start()])
    return positive and negated is None


def _answerable(text: str) -> dict[str, float]:
    head = text.split("\n", 1)[0].lower()
    said = next((name for name in reversed(ANSWERABLE) if name in head), "here")
    rest = (1 - SURE) / (len(ANSWERABLE) - 1)
    return {name: SURE if name == said else rest for name in ANSWERABLE}


def _without_verdict(text: str) -> str:
    """The answer with its first line blanked, where that is the verdict alone."""
    line = text.split("\n", 1)[0]
    said = line.strip().strip(".:").lower() in ANSWERABLE
    return " " * len(line) + text[len(line) :] if said else text
