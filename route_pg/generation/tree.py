"""The statement that a derivation spells, as a tree.

`tree_reader` builds the tree of a derivation, `tree_tokens` writes it out again; parsing and
rendering share it. It knows nothing of SQL text or of names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from route_pg.generation.vocabulary import ColumnRef, Literal


@dataclass(frozen=True, slots=True)
class Use:
    """A column as it is used: of the schema, or the n-th output of a derived query."""

    pointer: ColumnRef | str  # 'ref_1'.. for a derived query
    instance: int = 1  # which use of its table; of derived queries, counted back from the latest
    outer: int = 0  # how many statements further out


@dataclass(frozen=True, slots=True)
class Source:
    """A table as it is used, or a derived query (table None)."""

    table: int | None
    instance: int = 1


@dataclass(frozen=True, slots=True)
class Call:
    """A function, an operator of arithmetic, a constant, a subquery (`sub`) or a unit."""

    name: str
    arguments: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Predicate:
    """One condition: `left operator right..`; left is None for exists, ever and never."""

    left: Part | None
    operator: str
    right: tuple[Part, ...] = ()
    within: bool = False  # belongs to the outer join, not to WHERE


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions joined by `and` and `or`, as in SQL, and `alt`, an or that binds tighter."""

    first: Predicate
    rest: tuple[tuple[str, Predicate], ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """PARTITION BY ('per') and ORDER BY ('asc', 'desc') of a window."""

    keys: tuple[tuple[str, Part], ...] = ()


@dataclass(frozen=True, slots=True)
class Branches:
    """The branches of CASE after its first: ('when', conditions, result).., then 'else' or none."""

    whens: tuple[tuple[Conditions, Part], ...] = ()
    otherwise: Part | None = None


@dataclass(frozen=True, slots=True)
class Each:
    """The first rows of each group: DISTINCT ON (`each`), or by row_number or rank."""

    name: str  # 'each', 'top', 'top_ties'
    count: Part | None  # None for 'each'
    keys: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT with its derived queries and what it is combined with."""

    items: tuple[Part, ...]
    distinct: bool = False
    derived: tuple[Query, ...] = ()
    where: Conditions | None = None
    group: tuple[Part, ...] = ()
    having: Conditions | None = None
    order: tuple[tuple[Part, str], ...] = ()
    limit: Part | None = None
    ties: bool = False  # WITH TIES
    offset: Part | None = None
    each: Each | None = None
    sources: tuple[Source, ...] = ()  # beyond those whose columns are used
    left: tuple[Source, ...] = ()
    full: tuple[Source, ...] = ()
    cross: tuple[Source, ...] = ()
    on: tuple[tuple[Use, Use], ...] = ()
    operation: str = ""  # '' or a set operation with `right`
    right: Query | None = None


Part: TypeAlias = Use | Source | Literal | Call | Predicate | Conditions | Window | Branches | Query
"""Anything that a production takes as an argument."""

ONE = Call("one")
LISTS = frozenset(("one_of", "none_of", "has_all", "has_any"))
"""Operators whose right side is a list of values."""
INSTANCES = {"second": 2, "third": 3}
"""The words before a table or column that say which use of the table is meant."""
