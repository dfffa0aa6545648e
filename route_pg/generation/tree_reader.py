"""The tree that a derivation spells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from route_pg.generation.productions import CALLS, CLAUSES, CONSTANTS, SET_OPERATIONS
from route_pg.generation.tree import (
    INSTANCES,
    LISTS,
    ONE,
    Branches,
    Call,
    Conditions,
    Each,
    Part,
    Predicate,
    Query,
    Source,
    Use,
    Window,
)
from route_pg.generation.vocabulary import REFERENCES, UNITS, ColumnRef, Literal, TableRef, Token


class Malformed(ValueError):
    """the tokens are no derivation"""


_CONSTANTS = frozenset(name for names in CONSTANTS.values() for name in names) | {"null"}
_ENDS = frozenset((*(name for name, _ in CLAUSES), "end", *SET_OPERATIONS))
_BARE = frozenset(("is_null", "not_null", "is_true", "is_false", "not_true", "is_empty"))


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
        instance = INSTANCES.get(self.take(*INSTANCES), 1)
        token = self.next()
        if isinstance(token, TableRef):
            return Source(token.index, instance)
        if token == "derived":
            return Source(None, instance)
        raise Malformed(f"no-table:{token}")

    def use(self) -> Use:
        outer, instance = 0, 1
        while marker := self.take("outer", *INSTANCES):
            if marker == "outer":
                outer += 1
            elif instance > 1:
                raise Malformed("two-instances")
            else:
                instance = INSTANCES[marker]
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
        if isinstance(token, ColumnRef) or token in ("outer", *INSTANCES, *REFERENCES):
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
        elif operator in LISTS:
            while not self.take("close"):
                yield self.expression()
        elif operator in ("between", "not_between", "past", "coming", "older"):
            yield self.expression()
            yield self.expression()
        elif operator not in _BARE:
            yield self.expression()
