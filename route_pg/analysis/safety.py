"""Is a statement one that only reads? The worker's half of the answer; the backend trusts nobody.

What a tree may consist of is listed; what is not listed is refused, so that a construct nobody
thought of is an error and not a hole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from sqlglot import exp

from route_pg.analysis.dialect import UNSAFE
from route_pg.types import Failure

_STATEMENTS = (exp.Select, exp.SetOperation, exp.Values, exp.Subquery)

_PARTS = (
    exp.Query,
    exp.Condition,
    exp.Func,
    exp.Alias,
    exp.Aliases,
    exp.AtTimeZone,
    exp.ColumnDef,
    exp.CTE,
    exp.Cube,
    exp.DataType,
    exp.DataTypeParam,
    exp.Distinct,
    exp.Fetch,
    exp.Filter,
    exp.From,
    exp.Group,
    exp.GroupingSets,
    exp.Having,
    exp.Identifier,
    exp.Interval,
    exp.IntervalSpan,
    exp.Join,
    exp.JSONKeyValue,
    exp.JSONPathPart,
    exp.JSONPath,
    exp.Kwarg,
    exp.Lateral,
    exp.Limit,
    exp.LimitOptions,
    exp.Offset,
    exp.Order,
    exp.Ordered,
    exp.PropertyEQ,
    exp.Rollup,
    exp.Star,
    exp.Table,
    exp.TableAlias,
    exp.TableSample,
    exp.Tuple,
    exp.Values,
    exp.Var,
    exp.Where,
    exp.WindowSpec,
    exp.With,
    exp.WithinGroup,
)

_NEVER = (
    exp.Command,
    exp.DDL,
    exp.DML,
    exp.Into,
    exp.Lock,
    exp.Parameter,
    exp.Placeholder,
    exp.SessionParameter,
)

_DENIED = re.compile(
    r"""set_config | nextval | setval | lastval | currval
    | pg_sleep\w* | pg_notify | pg_export_snapshot
    | pg_(try_)?advisory\w* | pg_(cancel|terminate)_backend | pg_(reload_conf|rotate_logfile)
    | pg_(read|ls|stat)_(binary_)?(file|dir|\w+dir) | pg_(file|logdir)_\w+ | pg_current_logfile
    | pg_(create|drop|copy|alter)_\w+ | pg_(replication|logical)_\w+ | pg_(switch|create)_\w+
    | pg_(start|stop)_backup | pg_backup_\w+ | pg_promote | pg_wal_\w+ | pg_log_\w+
    | pg_stat_reset\w* | pg_stat_statements_reset | pg_prewarm | autoprewarm\w*
    | lo_\w+ | loread | lowrite | dblink\w* | postgres_fdw_\w+
    | (query|table|cursor|schema|database)_to_xml\w*
    | ts_stat | ts_rewrite | crosstab\w* | connectby | xpath_table
    | txid_current | pg_current_xact_id | brin_\w+ | gin_clean_pending_list | currtid\w*
    | binary_upgrade_\w+ | route_\w+""",
    re.VERBOSE,
)
"""What runs text, waits, writes, locks or leaves the database, though it is called in a SELECT."""


def find_unsafe(tree: exp.Expression, nodes: Iterable[exp.Expr]) -> Failure | None:
    """Why a statement is refused, or None; `nodes` are all of its tree's.

    >>> import sqlglot
    >>> tree = sqlglot.parse_one("SELECT pg_sleep(1)", dialect="postgres")
    >>> find_unsafe(tree, tree.walk()).message
    'the function pg_sleep may not be called'
    """
    if not isinstance(tree, _STATEMENTS):
        return _refuse("only SELECT, WITH, VALUES and TABLE are allowed")
    for node in nodes:
        if not _is_known(type(node).__name__):
            return _refuse(f"{_describe(node)} is not allowed")
        if isinstance(node, exp.Func) and (name := _denied_name(node)):
            return _refuse(f"the function {name} may not be called")
    return None


@cache
def _is_known(name: str) -> bool:
    """Whether the class of a node, by its name in sqlglot, is one of those listed."""
    kind = getattr(exp, name, None)
    return isinstance(kind, type) and issubclass(kind, _PARTS) and not issubclass(kind, _NEVER)


def _denied_name(node: exp.Func) -> str | None:
    names = [node.name] if isinstance(node, exp.Anonymous) else node.sql_names()
    return next((name.lower() for name in names if _DENIED.fullmatch(name.lower())), None)


def _describe(node: exp.Expr) -> str:
    """The words of a node's class: 'LIKE ANY' for LikeAny."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(node).__name__).upper()


def _refuse(message: str) -> Failure:
    return Failure(sqlstate=UNSAFE, message=message)
