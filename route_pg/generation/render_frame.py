"""What a statement is rendered in: its relations and their aliases, what it sees outside, kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from route_pg.generation.joins import JoinTree, Node, Pair
from route_pg.generation.joins_derived import resolve
from route_pg.generation.kinds import kind_of
from route_pg.generation.tree import Call, Part, Predicate, Query, Use
from route_pg.generation.uses import clause_parts, end_of, node_of, source_node, used_nodes, walk
from route_pg.generation.vocabulary import ColumnRef
from route_pg.identifiers import RESERVED, quote_identifier
from route_pg.types import Column, Schema


class Unrenderable(ValueError):
    """The derivation makes no sense as a statement; the reason is a short slug."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived query in sight."""

    name: str
    outputs: tuple[str, ...]  # names of its columns
    kinds: tuple[str, ...]
    passed: tuple[int | None, ...]  # the columns of the schema that it passes on


@dataclass(slots=True)
class Names:
    """Aliases and names given out in one statement, inner ones included."""

    taken: set[str] = field(default_factory=set)

    def alias(self, name: str) -> str:
        """A short alias for a table: the first letters of its words."""
        words = [word for word in re.split(r"[^a-z0-9]+", _snake(name)) if word]
        short = "".join(word[0] for word in words if word[0].isalpha()) or "t"
        return self.unique(short)

    def unique(self, name: str) -> str:
        """The name, numbered where it is taken."""
        found, number = name, 1
        while found in self.taken or found in RESERVED:
            number += 1
            found = f"{name}{number}"
        self.taken.add(found)
        return found


def _snake(name: str) -> str:
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()


@dataclass(slots=True)
class Frame:
    """One SELECT while it is rendered."""

    schema: Schema
    query: Query
    names: Names
    derived: tuple[Derived, ...]  # in sight, the latest last
    parent: Frame | None
    tree: JoinTree
    cross: list[Node]
    order: list[Node]  # of first use
    aliases: dict[Node, str] = field(default_factory=dict)
    qualified: bool = True

    @classmethod
    def of(
        cls,
        schema: Schema,
        query: Query,
        names: Names,
        derived: tuple[Derived, ...],
        parent: Frame | None,
    ) -> Frame:
        """The frame of a statement; Unrenderable where its tables cannot be joined."""
        cross = [source_node(source) for source in query.cross]
        pairs = [(end_of(left, schema), end_of(right, schema)) for left, right in query.on]
        named = [*query.sources, *query.left, *query.full]
        nodes = dict.fromkeys(used_nodes(query, schema))
        nodes.update(dict.fromkeys(source_node(source) for source in named))
        nodes.update(dict.fromkeys(node for pair in pairs for node, _ in pair))
        order = [node for node in nodes if node not in cross]
        if not order and not cross and derived and not _is_constant(query):
            order = [(-1, 1)]
        if not order and cross:
            order, cross = cross[:1], cross[1:]
        tree = _tree(schema, order, pairs, derived)
        cross = [node for node in cross if node not in tree.nodes]
        frame = cls(schema, query, names, derived, parent, tree, cross, order)
        frame.order = [*order, *sorted(tree.nodes - set(order))]
        frame._name()
        return frame

    def _name(self) -> None:
        nodes = [*self.order, *self.cross]
        self.qualified = len(nodes) > 1 or self._is_seen_from_inside()
        for node in nodes:
            if node[0] < 0:
                derived = self.derived_of(node)
                twice = any(node in f.aliases for f in self.outward())
                self.aliases[node] = derived.name if not twice else self.names.unique(derived.name)
            elif self.qualified:
                self.aliases[node] = self.names.alias(self.schema.tables[node[0]].name)

    def outward(self) -> Iterator[Frame]:
        """The frames around this one."""
        frame = self.parent
        while frame is not None:
            yield frame
            frame = frame.parent

    def _is_seen_from_inside(self) -> bool:
        for part in clause_parts(self.query):
            for inner, depth in walk(part):
                if isinstance(inner, Use) and depth and inner.outer == depth:
                    return True
                if isinstance(inner, Predicate) and inner.operator in ("ever", "never"):
                    return True
                if isinstance(inner, Predicate) and inner.operator in ("exists", "not_exists"):
                    return True
        return self.parent is not None and self._looks_outside()

    def _looks_outside(self) -> bool:
        return any(
            isinstance(inner, Use) and inner.outer > depth
            for part in clause_parts(self.query)
            for inner, depth in walk(part)
        )

    def derived_of(self, node: Node) -> Derived:
        """The derived query of a node."""
        if -node[0] > len(self.derived):
            raise Unrenderable("no-derived-query")
        return self.derived[node[0]]

    def out(self, steps: int) -> Frame:
        """The frame so many statements further out."""
        frame: Frame = self
        for _ in range(steps):
            if frame.parent is None:
                raise Unrenderable("no-outer-statement")
            frame = frame.parent
        return frame

    def kind(self, part: Part) -> str:
        """The kind of an expression, 'any' where it is not known."""
        if isinstance(part, Use) and isinstance(part.pointer, str):
            frame = self.out(part.outer)
            node, number = end_of(part, frame.schema)
            kinds = frame.derived_of(node).kinds
            return kinds[number - 1] if number <= len(kinds) else "any"
        if isinstance(part, Call) and part.name == "sub" and isinstance(part.arguments[0], Query):
            items = part.arguments[0].items
            return kind_of(self.schema, items[0]) if len(items) == 1 else "any"
        return kind_of(self.schema, part)

    def column_of(self, part: Part) -> Column | None:
        """The column of the schema that an expression is."""
        if isinstance(part, Use) and isinstance(part.pointer, ColumnRef):
            return self.schema.columns[part.pointer.index]
        return None

    def use(self, use: Use) -> str:
        """A column's text."""
        frame = self.out(use.outer)
        node = node_of(use, frame.schema)
        if node[0] >= 0:
            assert isinstance(use.pointer, ColumnRef)
            name = quote_identifier(self.schema.columns[use.pointer.index].name)
        else:
            outputs = frame.derived_of(node).outputs
            number = end_of(use, self.schema)[1]
            if number > len(outputs):
                raise Unrenderable("no-such-output")
            name = quote_identifier(outputs[number - 1])
        if not frame.qualified:
            return name
        if node not in frame.aliases:
            raise Unrenderable("column-out-of-sight")
        return f"{quote_identifier(frame.aliases[node])}.{name}"


def _is_constant(query: Query) -> bool:
    return all(isinstance(item, Call) and item.name in _FREE for item in query.items)


_FREE = frozenset(("sub", "+", "-", "*", "/", "percent_of", "now", "today", "days_between"))


def _tree(
    schema: Schema, nodes: list[Node], pairs: list[Pair], derived: tuple[Derived, ...]
) -> JoinTree:
    for node in nodes:
        if node[0] < 0 and -node[0] > len(derived):
            raise Unrenderable("no-derived-query")
    if not nodes:
        return JoinTree(frozenset(), ())
    outputs = {node: derived[node[0]].passed for node in nodes if node[0] < 0}
    tree = resolve(schema, nodes, pairs, outputs)
    if tree is None:
        raise Unrenderable("no-join")
    return tree


def relation_text(schema: Schema, table: int) -> str:
    """A table with its schema."""
    found = schema.tables[table]
    return f"{quote_identifier(found.schema)}.{quote_identifier(found.name)}"
