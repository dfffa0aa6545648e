"""pgspot over the extension's script: no name in it may mean what somebody else left there.

    python scripts/spot_sql.py [FILE]       lists what pgspot finds, fails where that is anything

pgspot 0.9.4 ends with an error at three things in the script. It is given them in a form that it
reads, so that nothing of the script is left out; no code of its own is ignored:

- A body in standard form (RETURN .., BEGIN ATOMIC ..) is bound when the function is made: it is
  judged by the search_path of the script at that place, as a view is.
- Its parser of PL/pgSQL knows PostgreSQL's own types alone: one of ours is a `record` there.
- It takes every text in PL/pgSQL for a statement: OPEN .. FOR EXECUTE and MOVE have expressions.

What a DO block puts together and executes it does not see. There names are looked up in pg_catalog
alone, and what is pgvector's or pg_trgm's would not be found without its schema.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from pglast import ast, parse_plpgsql, parse_sql
from pglast.parser import ParseError
from pgspot import visitors
from pgspot.formatters import raw_sql
from pgspot.state import Counter, State

SCRIPT = Path(__file__).resolve().parents[1] / "sql" / "route_pg--0.1.0.sql"
OWN_TYPES = re.compile(r"\broute\.(match|ranked|reach|scope)\b(?!\s*\[)")

OPTIONS = argparse.Namespace(
    # The caller's path has to reach these two, and neither can have a standard body (one is
    # polymorphic, one returns records). Their first statement sets the path aside; pgspot judges
    # what follows by that.
    proc_without_search_path=[
        "extschema.route_rows(question text)",
        "extschema.route_as(example anyelement,question text)",
    ],
    ignore_lang=["plpython3u"],  # route.call alone; it names everything with its schema
    ignore=[],
    plpgsql=True,
    sql_fn=[],
    summary_only=False,
)

_plain_visit = visitors.PLPGSQLVisitor.visit


def _visit_function(visitor: Any, ancestors: Any, node: Any) -> None:
    if node.sql_body is None:
        _plain_function(visitor, ancestors, node)


_plain_function = visitors.SQLVisitor.visit_CreateFunctionStmt


def _visit_plpgsql(state: State, node: ast.Node) -> None:
    visitor = visitors.PLPGSQLVisitor(state)
    for item in parse_plpgsql(OWN_TYPES.sub("record", raw_sql(node))):
        visitor(item)


def _visit_part(visitor: Any, node: Any) -> None:
    if isinstance(node, dict) and "PLpgSQL_expr" in node:
        text = node["PLpgSQL_expr"]["query"]
        visitors.visit_sql(visitor.state, text if _is_statement(text) else f"SELECT {text}")
        node = {name: part for name, part in node.items() if name != "PLpgSQL_expr"}
    _plain_visit(visitor, node)


def _is_statement(text: str) -> bool:
    try:
        parse_sql(text)
    except ParseError:
        return False
    return True


def spot(sql: str) -> Counter:
    """What pgspot counts in a script; it prints each finding, with its line."""
    visitors.SQLVisitor.visit_CreateFunctionStmt = _visit_function
    visitors.PLPGSQLVisitor.visit = _visit_part
    visitors.visit_plpgsql = _visit_plpgsql
    counter = Counter(OPTIONS)
    visitors.visit_sql(State(counter), sql, toplevel=True)
    return counter


def main() -> int:
    """1 where pgspot finds anything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=SCRIPT)
    counter = spot(parser.parse_args().file.read_text())
    print(f"pgspot: {counter}")
    return 0 if counter.is_clean() else 1


if __name__ == "__main__":
    sys.exit(main())
