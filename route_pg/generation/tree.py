"""The statement that a derivation spells, as a tree, and the two ways between them.

`read` builds the tree of a derivation, `tokens` writes it out again. The tree is shared by parsing
and rendering; it knows the productions, and nothing of SQL text or of names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, cast

from route_pg.generation.productions import CALLS, CLAUSES, CONSTANTS, SET_OPERATIONS
from route_pg.generation.vocabulary import (
    REFERENCES,
    UNITS,
    ColumnRef,
    Literal,
    TableRef,
    Token,
)


class Malformed(ValueError):
    """the tokens are no derivation"""


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
STAR = Call("star")
_CONSTANTS = frozenset(name for names in CONSTANTS.values() for name in names) | {"null"}
_ENDS = frozenset((*(name for name, _ in CLAUSES), "end", *SET_OPERATIONS))
_INSTANCES = {"second": 2, "third": 3}
_INSTANCE_NAMES = {2: "second", 3: "third"}
_LISTS = frozenset(("one_of", "none_of", "has_all", "has_any"))
_BARE = frozenset(("is_null", "not_null", "is_true", "is_false", "not_true", "is_empty"))


# Writing


def tokens(query: Query) -> tuple[Token, ...]:
    """The derivation of a statement."""
    return tuple(_query(query))


def _query(query: Query) -> Iterator[Token]:
    for derived in query.derived:
        yield "with"
        yield from _query(derived)
    yield "select_distinct" if query.distinct else "select"
    for item in query.items:
        yield from part_tokens(item)
    yield from _clauses(query)
    if query.right is None:
        yield "end"
    else:
        yield query.operation
        yield from _query(query.right)


def _clauses(query: Query) -> Iterator[Token]:
    if query.where:
        yield "where"
        yield from part_tokens(query.where)
    yield from _list("group", query.group)
    if query.having:
        yield "having"
        yield from part_tokens(query.having)
    if query.order:
        yield "order"
        for key, direction in query.order:
            yield from part_tokens(key)
            yield direction
    if query.limit is not None and query.ties:
        yield from _list("limit_ties", (query.limit,))
    elif query.limit == ONE:
        yield "first"
    elif query.limit is not None:
        yield from _list("limit", (query.limit,))
    if query.offset is not None:
        yield from _list("offset", (query.offset,))
    yield from _each(query.each)
    for name in ("from", "left", "full", "cross"):
        yield from _list(name, getattr(query, "sources" if name == "from" else name))
    yield from _list("on", [use for pair in query.on for use in pair])


def _each(each: Each | None) -> Iterator[Token]:
    if each is not None:
        counted = (each.count,) if each.count is not None else ()
        yield from _list(each.name, (*counted, *each.keys))


def _list(name: str, parts: Iterable[Part]) -> Iterator[Token]:
    """A clause with its elements, nothing where there is none."""
    for number, part in enumerate(parts):
        if number == 0:
            yield name
        yield from part_tokens(part)


def part_tokens(part: Part) -> Iterator[Token]:
    """The tokens of any part."""
    match part:
        case Literal():
            yield part
        case Use(pointer, instance, outer):
            yield from ["outer"] * outer
            if instance > 1:
                yield _INSTANCE_NAMES[instance]
            yield pointer
        case Source(table, instance):
            if instance > 1:
                yield _INSTANCE_NAMES[instance]
            yield "derived" if table is None else TableRef(table)
        case Call(name, arguments):
            yield name
            for argument, symbol in _with_symbols(name, arguments):
                yield from part_tokens(argument)
                if symbol.startswith("PREDICATE"):
                    yield "then" if name in ("case", "iif") else "close"
        case Predicate():
            yield from _predicate(part)
        case Conditions(first, rest):
            yield from _predicate(first)
            for connective, predicate in rest:
                yield connective
                yield from _predicate(predicate)
        case Window(keys):
            for name, key in keys:
                if name != "asc":
                    yield name
                yield from part_tokens(key)
            yield "close"
        case Branches():
            yield from _branches(part)
        case Query():
            yield from _query(part)


def _with_symbols(name: str, arguments: tuple[Part, ...]) -> Iterator[tuple[Part, str]]:
    symbols = CALLS[name].arguments if name in CALLS else ("TABLE",)
    wanted = [symbol for symbol in symbols if not symbol.startswith("TAIL")]
    return zip(arguments, wanted, strict=bool(arguments))


def _branches(branches: Branches) -> Iterator[Token]:
    for conditions, result in branches.whens:
        yield "when"
        yield from part_tokens(conditions)
        yield "then"
        yield from part_tokens(result)
    if branches.otherwise is None:
        yield "close"
    else:
        yield "else"
        yield from part_tokens(branches.otherwise)


def _predicate(predicate: Predicate) -> Iterator[Token]:
    if predicate.within:
        yield "within"
    if predicate.left is not None:
        yield from part_tokens(predicate.left)
    yield predicate.operator
    for part in predicate.right:
        yield from part_tokens(part)
    if predicate.operator in ("ever", "never") or predicate.operator in _LISTS:
        yield "close"


# Reading


def read(derivation: Iterable[Token]) -> Query:
    """The statement of a derivation; Malformed where it is none."""
    reader = _Reader(tuple(derivation))
    query = reader.query()
    if reader.at != len(reader.tokens):
        raise Malformed("tokens-after-end")
    return query


class _Reader:
    def __init__(self, derivation: tuple[Token, ...]) -> None:
        self.tokens = derivation
        self.at = 0

    def peek(self) -> Token:
        if self.at >= len(self.tokens):
            raise Malformed("breaks-off")
        return self.tokens[self.at]

    def next(self) -> Token:
        token = self.peek()
        self.at += 1
        return token

    def take(self, *names: str) -> str:
        """The next action if it is one of these, else ''."""
        token = self.tokens[self.at] if self.at < len(self.tokens) else ""
        if isinstance(token, str) and token in names:
            self.at += 1
            return token
        return ""

    def query(self) -> Query:
        derived = []
        while self.take("with"):
            derived.append(self.query())
        select = self.next()
        if select not in ("select", "select_distinct"):
            raise Malformed(f"no-statement:{select}")
        values: dict[str, object] = {
            "derived": tuple(derived),
            "distinct": select == "select_distinct",
            "items": self.parts(),
        }
        while not (operation := self.take("end", *SET_OPERATIONS)):
            self.clause(values)
        if operation != "end":
            values.update(operation=operation, right=self.query())
        return Query(**values)  # type: ignore[arg-type]

    def more(self) -> bool:
        """Whether another element of a list follows, rather than a clause or an end."""
        token = self.peek()
        return not (isinstance(token, str) and token in _ENDS)

    def parts(self) -> tuple[Part, ...]:
        found = []
        while self.more():
            found.append(self.expression())
        return tuple(found)

    def clause(self, values: dict[str, object]) -> None:
        name = self.next()
        match name:
            case "where" | "having":
                values[name] = self.conditions()
            case "group":
                values["group"] = self.parts()
            case "order":
                keys = []
                while self.more():
                    keys.append((self.expression(), cast(str, self.next())))
                values["order"] = tuple(keys)
            case "first":
                values["limit"] = ONE
            case "limit" | "offset":
                values[name] = self.expression()
            case "limit_ties":
                values.update(limit=self.expression(), ties=True)
            case "each":
                values["each"] = Each(name, None, self.parts())
            case "top" | "top_ties":
                count = self.expression()
                values["each"] = Each(name, count, self.parts())
            case "from" | "left" | "full" | "cross":
                sources = []
                while self.more():
                    sources.append(self.source())
                values["sources" if name == "from" else name] = tuple(sources)
            case "on":
                pairs = []
                while self.more():
                    pairs.append((self.use(), self.use()))
                values["on"] = tuple(pairs)
            case _:
                raise Malformed(f"no-clause:{name}")

    def source(self) -> Source:
        instance = _INSTANCES.get(self.take(*_INSTANCES), 1)
        token = self.next()
        if isinstance(token, TableRef):
            return Source(token.index, instance)
        if token == "derived":
            return Source(None, instance)
        raise Malformed(f"no-table:{token}")

    def use(self) -> Use:
        outer, instance = 0, 1
        while marker := self.take("outer", *_INSTANCES):
            if marker == "outer":
                outer += 1
            elif instance > 1:
                raise Malformed("two-instances")
            else:
                instance = _INSTANCES[marker]
        token = self.next()
        if isinstance(token, ColumnRef) or token in REFERENCES:
            return Use(token, instance, outer)
        raise Malformed(f"no-column:{token}")

    def expression(self) -> Part:
        token = self.peek()
        if isinstance(token, Literal):
            self.at += 1
            return token
        if isinstance(token, TableRef):
            raise Malformed("no-expression:table")
        if isinstance(token, ColumnRef) or token in ("outer", *_INSTANCES, *REFERENCES):
            return self.use()
        self.at += 1
        if token in CALLS:
            return Call(token, tuple(self.arguments(token)))
        if token == "table_star":
            return Call(token, (self.source(),))
        if token == "star" or token in _CONSTANTS or token in UNITS:
            return Call(token)
        if token in ("all_of", "any_of"):
            return Call(token, (self.query(),))
        raise Malformed(f"no-expression:{token}")

    def arguments(self, name: str) -> Iterator[Part]:
        for symbol in CALLS[name].arguments:
            if symbol.startswith("PREDICATE"):
                yield self.conditions()
                if not self.take("then", "close"):
                    raise Malformed(f"open-conditions:{name}")
            elif symbol == "WINDOW":
                yield self.window()
            elif symbol == "BRANCH":
                yield self.branches()
            elif symbol == "QUERY":
                yield self.query()
            elif symbol == "TABLE":
                yield self.source()
            elif not symbol.startswith("TAIL"):
                yield self.expression()

    def window(self) -> Window:
        keys = []
        while not self.take("close"):
            name = self.take("per", "desc") or "asc"
            keys.append((name, self.expression()))
        return Window(tuple(keys))

    def branches(self) -> Branches:
        whens = []
        while self.take("when"):
            conditions = self.conditions()
            if not self.take("then"):
                raise Malformed("open-conditions:when")
            whens.append((conditions, self.expression()))
        if self.take("else"):
            return Branches(tuple(whens), self.expression())
        if not self.take("close"):
            raise Malformed("open-case")
        return Branches(tuple(whens), None)

    def conditions(self) -> Conditions:
        first = self.predicate()
        rest = []
        while connective := self.take("and", "or", "alt"):
            rest.append((connective, self.predicate()))
        return Conditions(first, tuple(rest))

    def predicate(self) -> Predicate:
        within = bool(self.take("within"))
        if operator := self.take("exists", "not_exists"):
            return Predicate(None, operator, (self.query(),), within)
        if operator := self.take("ever", "never"):
            return Predicate(None, operator, tuple(self.related()), within)
        left = self.expression()
        name = self.next()
        if not isinstance(name, str):
            raise Malformed(f"no-operator:{name}")
        return Predicate(left, name, tuple(self.right(name)), within)

    def related(self) -> Iterator[Part]:
        yield self.source()
        if not self.take("close"):
            yield self.conditions()
            if not self.take("close"):
                raise Malformed("open-conditions:ever")

    def right(self, operator: str) -> Iterator[Part]:
        if operator in ("in", "not_in"):
            yield self.query()
        elif operator in _LISTS:
            while not self.take("close"):
                yield self.expression()
        elif operator in ("between", "not_between", "past", "coming", "older"):
            yield self.expression()
            yield self.expression()
        elif operator not in _BARE:
            yield self.expression()
