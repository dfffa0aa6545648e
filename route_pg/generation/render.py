"""Derivations as PostgreSQL: the statement, its FROM and its clauses.

`render` is the only entry. What it writes names relations with their schemas, joins explicitly, and
follows PostgreSQL's rules for GROUP BY, DISTINCT, literals and NULLs in ORDER BY.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from route_pg.generation.joins import Node, Pair
from route_pg.generation.joins_derived import passed_on
from route_pg.generation.kinds import kind_of
from route_pg.generation.render_conditions import conditions_text, predicate_text
from route_pg.generation.render_expressions import SUM, Expressions, Text, cast
from route_pg.generation.render_frame import (
    Derived,
    Frame,
    Names,
    Unrenderable,
    identifier,
    relation_text,
)
from route_pg.generation.render_grouping import expand_stars, redistinct, regroup, settle_ties
from route_pg.generation.tree import Call, Conditions, Part, Predicate, Query, Use
from route_pg.generation.tree_reader import Malformed, read
from route_pg.generation.uses import end_of, node_of, source_node, walk
from route_pg.generation.vocabulary import ColumnRef, Token
from route_pg.types import Schema

__all__ = ["Unrenderable", "render"]

_WORDS = {
    "union": "UNION",
    "union_all": "UNION ALL",
    "intersect": "INTERSECT",
    "intersect_all": "INTERSECT ALL",
    "except": "EXCEPT",
    "except_all": "EXCEPT ALL",
}


def render(tokens: Sequence[Token], schema: Schema) -> str:
    """The statement of a derivation, one line, without a semicolon.

    Raises Unrenderable, with a reason, where the derivation makes no sense.
    """
    try:
        query = read(tokens)
        return _statement(schema, query, Names(), (), None, "")
    except Malformed as error:
        raise Unrenderable(str(error)) from error
    except (IndexError, AssertionError, KeyError, RecursionError) as error:
        raise Unrenderable("malformed") from error


def _statement(
    schema: Schema,
    query: Query,
    names: Names,
    derived: tuple[Derived, ...],
    parent: Frame | None,
    first: str,
) -> str:
    """A statement with its CTEs; `first` casts its only column, 'exists' drops its columns."""
    ctes: list[str] = []
    for inner in query.derived:
        name = names.unique("q" if not names.taken & {"q"} else "q2")
        sql = _statement(schema, inner, names, derived, None, "")
        derived = (*derived, _derived(schema, inner, name, derived))
        ctes.append(f"{identifier(name)} AS ({sql})")
    body = _body(schema, query, names, derived, parent, first)
    return f"WITH {', '.join(ctes)} {body}" if ctes else body


def _body(
    schema: Schema,
    query: Query,
    names: Names,
    derived: tuple[Derived, ...],
    parent: Frame | None,
    first: str,
) -> str:
    casts = _set_casts(schema, query)
    if first == "text":
        casts = {0: "text", **casts}
    text = ""
    before = ""
    current: Query | None = query
    operand = _operand(
        schema, query, names, derived, parent, casts, first == "exists", query.right is not None
    )
    while current is not None:
        text = f"{text} {operand}" if text else operand
        if current.right is None:
            break
        if before not in ("", current.operation):
            text = f"({text})"  # from left to right, whatever binds tighter
        before = current.operation
        text += f" {_WORDS[before]}"
        current = current.right
        for inner in current.derived:
            raise Unrenderable(f"derived-in-set-operation:{len(inner.items)}")
        operand = _operand(schema, current, names, derived, parent, casts, False, True)
    return text


def _operand(
    schema: Schema,
    query: Query,
    names: Names,
    derived: tuple[Derived, ...],
    parent: Frame | None,
    casts: dict[int, str],
    exists: bool,
    combined: bool,
) -> str:
    frame = Frame.of(schema, query, names, derived, parent)
    sql = Select(frame, casts, exists).sql()
    if combined and (query.order or query.each or query.limit is not None or query.offset):
        return f"({sql})"
    return sql


def _set_casts(schema: Schema, query: Query) -> dict[int, str]:
    """The columns of a set operation whose kinds differ: they are all made text."""
    kinds: list[set[str]] = []
    current: Query | None = query if query.right is not None else None
    while current is not None:
        found = [kind_of(schema, item) for item in current.items]
        star = any(isinstance(i, Call) and i.name in ("star", "table_star") for i in current.items)
        if kinds and not star and len(found) != len(kinds):
            raise Unrenderable("set-operation-width")
        kinds = kinds or [set() for _ in found]
        for position, kind in zip(kinds, found, strict=False):
            position.add(kind)
        current = None if star else current.right
    unlike = (n for n, position in enumerate(kinds) if len(position - {"any", "value"}) > 1)
    return dict.fromkeys(unlike, "text")


def _derived(schema: Schema, query: Query, name: str, derived: tuple[Derived, ...]) -> Derived:
    """What a derived query offers."""
    frame = Frame.of(schema, query, Names(), (*derived, *_own(schema, query, derived)), None)
    items = expand_stars(frame, query.items)
    to = Expressions(frame, lambda *_: "")
    names = _output_names(frame, items)
    kinds = tuple(to.kind(item) for item in items)
    return Derived(name, names, kinds, passed_on(replace(query, items=items)))


def _own(schema: Schema, query: Query, derived: tuple[Derived, ...]) -> tuple[Derived, ...]:
    found: tuple[Derived, ...] = ()
    for inner in query.derived:
        found = (*found, _derived(schema, inner, "q", (*derived, *found)))
    return found


def _output_names(frame: Frame, items: Iterable[Part]) -> tuple[str, ...]:
    """Names of the columns of a statement, each once."""
    taken = Names()
    found = []
    for item in items:
        name = _name(frame, item)
        number, unique = 1, name
        while unique in taken.taken:
            number += 1
            unique = f"{name}_{number}"
        taken.taken.add(unique)
        found.append(unique)
    return tuple(found)


def _name(frame: Frame, item: Part) -> str:
    """What a reader would call an expression."""
    match item:
        case Use(ColumnRef(index)):
            return frame.schema.columns[index].name
        case Use(str()):
            node, number = end_of(item, frame.schema)
            outputs = frame.out(item.outer).derived_of(node).outputs
            return outputs[number - 1] if number <= len(outputs) else "value"
        case Call("count_star" | "count_of" | "count_if" | "count" | "count_distinct"):
            return "count"
        case Call("percent" | "percent_of" | "share" | "share_per"):
            return "percent"
        case Call("sum" | "avg" | "min" | "max" | "median" | "running" as name, (inner, *_)):
            short = {"sum": "total", "running": "running_total"}.get(name, name)
            return f"{short}_{_name(frame, inner)}".lower() if isinstance(inner, Use) else short
        case Call("round_to" | "round" | "filter" | "over" | "at_extreme", (inner, *_)):
            return _name(frame, inner)
        case Call(name) if name.startswith("by_"):
            return name.removeprefix("by_")
        case Call(name) if name.endswith("_of"):
            return name.removesuffix("_of")
        case Call(name) if name.isidentifier():
            return "value" if name == "sub" else name
    return "value"


class Select:
    """One SELECT of a statement."""

    def __init__(self, frame: Frame, casts: dict[int, str], exists: bool) -> None:
        self.frame = frame
        self.casts = casts
        self.exists = exists
        self.to = Expressions(frame, self.inner)
        query = frame.query
        grouped = regroup(frame, query)
        self.query = settle_ties(frame, redistinct(grouped, bool(grouped.group)), query.group)

    def inner(self, query: Query, around: Frame, first: str) -> str:
        """A statement inside this one."""
        frame = self.frame
        return _statement(frame.schema, query, frame.names, frame.derived, around, first)

    def sql(self) -> str:
        """The whole SELECT."""
        query = self.query
        if query.each is not None and not self.exists:
            from route_pg.generation.render_each import each

            return each(self)
        pieces = [self.head(), self.sources(), self.filters()]
        if not self.exists:
            pieces += [self.ordering(), self.limits()]
        return " ".join(piece for piece in pieces if piece)

    def head(self) -> str:
        """SELECT and its items."""
        if self.exists:
            return "SELECT 1"
        return f"SELECT {'DISTINCT ' if self.query.distinct else ''}{', '.join(self.items())}"

    def names(self) -> tuple[str, ...]:
        """The names of the columns, where there is no star."""
        return _output_names(self.frame, self.query.items)

    def items(self) -> list[str]:
        """The select list."""
        found = []
        inside = self.frame.parent is not None
        names = self.names() if not _has_star(self.query) else ("",) * len(self.query.items)
        for number, item in enumerate(self.query.items):
            text = self.item(item)
            if number in self.casts:
                text = Text(cast(text, self.casts[number]))
            name = names[number]
            plain = isinstance(item, Use) and text.sql.rpartition(".")[2] == identifier(name)
            found.append(
                text.sql if inside or plain or not name else f"{text.sql} AS {identifier(name)}"
            )
        return found

    def item(self, item: Part) -> Text:
        """One item of the select list."""
        if item == Call("star"):
            return Text("*")
        if isinstance(item, Call) and item.name == "table_star":
            (source,) = item.arguments
            node = source_node(source)  # type: ignore[arg-type]
            alias = self.frame.aliases.get(node)
            return Text(f"{identifier(alias)}.*" if alias else "*")
        if isinstance(item, Call) and item.name == "at_extreme":
            return self.at_extreme(*item.arguments)
        return self.to.text(item)

    def at_extreme(self, item: Part, extreme: Part) -> Text:
        """A column of the row that has the greatest or least value of its group."""
        assert isinstance(extreme, Call)
        way = " DESC NULLS LAST" if extreme.name == "max" else ""
        key = self.to.sql(extreme.arguments[0])
        return Text(f"(array_agg({self.to.sql(item)} ORDER BY {key}{way}))[1]")

    # FROM

    def sources(self) -> str:
        """FROM with its joins."""
        frame = self.frame
        nodes, pairs = frame.tree.nodes, frame.tree.pairs
        optional = {source_node(source) for source in frame.query.left}
        full = {source_node(source) for source in frame.query.full}
        if not nodes and not frame.cross:
            return ""
        start = next((n for n in frame.order if n not in optional and _joined(n, pairs)), None)
        if start is None:
            start = next((n for n in frame.order if n not in optional), None)
        if start is None:
            raise Unrenderable("all-optional")
        text = f"FROM {self.relation(start)}"
        placed, loose = {start}, set(optional)
        while step := _next(placed, pairs, loose) or _next(placed, pairs, set()):
            node, on = step
            linked = {end[0] for pair in on for end in pair} & placed
            kind = "FULL JOIN" if node in full else "JOIN"
            if node in loose or linked & loose:
                kind = "LEFT JOIN"
                loose.add(node)
            conditions = [self.equal(pair) for pair in on]
            conditions += self.within(node) if node in optional | full else []
            text += f" {kind} {self.relation(node)} ON {' AND '.join(conditions)}"
            placed.add(node)
        rest = [n for n in frame.order if n in nodes - placed] + frame.cross
        return text + "".join(f" CROSS JOIN {self.relation(node)}" for node in rest)

    def relation(self, node: Node) -> str:
        """One element of FROM."""
        frame = self.frame
        alias = frame.aliases.get(node)
        if node[0] < 0:
            name = identifier(frame.derived_of(node).name)
            return name if alias in (None, frame.derived_of(node).name) else f"{name} AS {alias}"
        text = relation_text(frame.schema, node[0])
        return f"{text} AS {identifier(alias)}" if alias else text

    def equal(self, pair: Pair) -> str:
        """One equation of a join."""
        uses = [_use(end) for end in pair]
        texts = [self.to.text(use) for use in uses]
        kinds = {self.to.kind(use) for use in uses} - {"any"}
        if len(kinds) > 1 or self.is_enum(*uses):
            texts = [Text(cast(text, "text")) for text in texts]
        return f"{texts[0].sql} = {texts[1].sql}"

    def is_enum(self, *uses: Use) -> bool:
        """Whether columns of one kind have types that PostgreSQL does not compare."""
        types = [column.type for use in uses if (column := self.frame.column_of(use))]
        texts = [kind.startswith(("text", "character", "varchar", "citext")) for kind in types]
        return len(set(types)) > 1 and any(texts) != all(texts)

    def within(self, node: Node) -> list[str]:
        """The conditions of an outer join."""
        found = []
        for predicate in _predicates(self.query.where):
            if predicate.within and _touches(predicate, node, self.frame):
                found.append(predicate_text(self.to, replace(predicate, within=False)))
        return found

    # The other clauses

    def filters(self) -> str:
        """WHERE, GROUP BY, HAVING."""
        query = self.query
        pieces = []
        where = _without_within(query.where)
        if where:
            pieces.append(f"WHERE {conditions_text(self.to, where).sql}")
        if query.group:
            pieces.append(f"GROUP BY {', '.join(self.key(key) for key in query.group)}")
        if query.having:
            pieces.append(f"HAVING {conditions_text(self.to, query.having).sql}")
        return " ".join(pieces)

    def key(self, key: Part) -> str:
        """A key of GROUP BY."""
        return self.to.text(key).at(SUM)

    def ordering(self) -> str:
        """ORDER BY."""
        if not self.query.order:
            return ""
        return f"ORDER BY {', '.join(self.order_keys())}"

    def order_keys(self) -> list[str]:
        """The keys of ORDER BY with their directions."""
        found = []
        shown = self.shown() if self.query.each is None else {}
        for key, direction in self.query.order:
            text = shown.get(key) or self.to.sql(key)
            if direction == "desc":
                text += " DESC NULLS LAST" if self.is_nullable(key) else " DESC"
            elif direction == "asc_nulls_first":
                text += " NULLS FIRST"
            found.append(text)
        return found

    def shown(self) -> dict[Part, str]:
        """The names of computed columns that nothing else in sight is called."""
        frame = self.frame
        if _has_star(self.query) or frame.parent is not None or self.query.operation:
            return {}
        tables = {node[0] for node in (*frame.order, *frame.cross) if node[0] >= 0}
        taken = {column.name for column in frame.schema.columns if column.table in tables}
        for node in (*frame.order, *frame.cross):
            taken.update(frame.derived_of(node).outputs if node[0] < 0 else ())
        pairs = zip(self.query.items, self.names(), strict=True)
        return {
            item: identifier(name)
            for item, name in pairs
            if isinstance(item, Call) and name not in taken
        }

    def is_nullable(self, key: Part) -> bool:
        """Whether a key of ORDER BY may be NULL."""
        column = self.frame.column_of(key)
        if column is not None:
            assert isinstance(key, Use)
            query = self.frame.query
            optional = {source_node(source) for source in (*query.left, *query.full)}
            return node_of(key, self.frame.schema) in optional or not (
                column.not_null or column.primary_key
            )
        return not (isinstance(key, Call) and key.name.startswith("count"))

    def limits(self) -> str:
        """LIMIT and OFFSET."""
        query = self.query
        pieces = []
        if query.offset is not None and query.ties:
            raise Unrenderable("offset-with-ties")
        if query.ties and not query.order:
            raise Unrenderable("ties-without-order")
        if query.limit is not None and query.ties:
            pieces.append(f"FETCH FIRST {self.to.count(query.limit)} ROWS WITH TIES")
        elif query.limit is not None:
            pieces.append(f"LIMIT {self.to.count(query.limit)}")
        if query.offset is not None:
            pieces.append(f"OFFSET {self.to.count(query.offset)}")
        return " ".join(pieces)


def _has_star(query: Query) -> bool:
    return any(
        isinstance(item, Call) and item.name in ("star", "table_star") for item in query.items
    )


def _joined(node: Node, pairs: Sequence[Pair]) -> bool:
    return any(node in (left[0], right[0]) for left, right in pairs)


def _use(end: tuple[Node, int]) -> Use:
    (table, instance), index = end
    return Use(ColumnRef(index), instance) if table >= 0 else Use(f"ref_{index}", -table)


def _next(
    placed: set[Node], pairs: Sequence[Pair], later: set[Node]
) -> tuple[Node, list[Pair]] | None:
    """The next relation to join, and what joins it; outer joins come after inner ones."""
    for left, right in pairs:
        if left[0] in later or right[0] in later:
            continue
        if (left[0] in placed) != (right[0] in placed):
            node = right[0] if left[0] in placed else left[0]
            return node, [
                (a, b) if a[0] == node else (b, a)
                for a, b in pairs
                if node in (a[0], b[0]) and {a[0], b[0]} <= placed | {node}
            ]
    return None


def _predicates(conditions: Conditions | None) -> list[Predicate]:
    if conditions is None:
        return []
    return [conditions.first, *(predicate for _, predicate in conditions.rest)]


def _touches(predicate: Predicate, node: Node, frame: Frame) -> bool:
    return any(
        isinstance(part, Use) and not part.outer and node_of(part, frame.schema) == node
        for part, depth in walk(predicate)
        if depth == 0
    )


def _without_within(conditions: Conditions | None) -> Conditions | None:
    if conditions is None:
        return None
    kept = [("and", conditions.first), *conditions.rest]
    kept = [(name, predicate) for name, predicate in kept if not predicate.within]
    return Conditions(kept[0][1], tuple(kept[1:])) if kept else None
