"""The words of the prompts. A change here is a change of every model tuned on them."""

from __future__ import annotations

from route_pg.types import Task

INSTRUCTIONS: dict[Task, str] = {
    "text_to_sql": "Write one PostgreSQL SELECT statement that answers the question.",
    "schema_linking": "Say whether the question can be answered from the database, and which"
    " tables and columns a statement for it needs.",
    "noise_correction": "Judge whether the statement answers the question; if it does not, write"
    " one that does.",
    "continuation_writing": "Complete the PostgreSQL SELECT statement so that it answers the"
    " question.",
}
"""What is asked, in one sentence: all that a tuned model needs."""

_SQL_RULES = """Rules:
- Use only the tables and columns listed, with the names as they are written there.
- Return the columns that the question asks for, in its order, and nothing else.
- Compare with stored values exactly as they are written.
- Reply with the statement alone: no explanation, no second statement."""

RULES: dict[Task, str] = {
    "text_to_sql": _SQL_RULES,
    "continuation_writing": f"{_SQL_RULES}\n- Repeat the beginning word for word, then go on.",
    "schema_linking": """Rules:
- The first line is one of: here, not here, asks to write. 'not here' where the tables hold nothing
  of what is asked; 'asks to write' where data is to be changed.
- Then a line for each table that is needed: its name, a colon, its columns with commas between.
- Name those for joins and conditions too, most needed first. No explanation.""",
    "noise_correction": """Rules:
- The first line is one of: correct, wrong.
- After 'wrong' follows the statement that should be run instead, and nothing else.
- A statement that failed is wrong. One that ran may be wrong as well: look at what it gave, at the
  columns returned, the joins, the conditions and the stored values.
- Use only the tables and columns listed.""",
}
"""What a model that was not tuned has to be told beside."""

CLOSING: dict[Task, str] = {
    "text_to_sql": "SQL:",
    "schema_linking": "Needed:",
    "noise_correction": "Verdict:",
    "continuation_writing": "Whole statement:",
}
"""The last line: where the answer begins."""
