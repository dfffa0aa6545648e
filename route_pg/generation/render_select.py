"""One SELECT of a statement: its items and its clauses."""

from __future__ import annotations

from route_pg.generation.render_calls import call
from route_pg.generation.render_conditions import conditions_text
from route_pg.generation.render_expressions import Expressions, Renderers, Statement
from route_pg.generation.render_frame import Frame, Unrenderable
from route_pg.generation.render_from import sources
from route_pg.generation.render_grouping import redistinct, regroup, settle_ties
from route_pg.generation.render_names import output_names
from route_pg.generation.render_text import SUM, Text, cast
from route_pg.generation.tree import Call, Conditions, Part, Query, Use
from route_pg.generation.uses import node_of, source_node
from route_pg.identifiers import quote_identifier


class Select:
    """One SELECT of a statement."""

    def __init__(
        self, frame: Frame, casts: dict[int, str], exists: bool, statement: Statement
    ) -> None:
        self.frame = frame
        self.casts = casts
        self.exists = exists
        self.to = Expressions(frame, Renderers(statement, call, conditions_text))
        query = frame.query
        grouped = regroup(frame, query)
        self.query = settle_ties(frame, redistinct(grouped, bool(grouped.group)), query.group)

    def sql(self) -> str:
        """The whole SELECT, but for `each` and `top`: see `render_each`."""
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
        return output_names(self.frame, self.query.items)

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
            named = quote_identifier(name)
            plain = isinstance(item, Use) and text.sql.rpartition(".")[2] == named
            found.append(text.sql if inside or plain or not name else f"{text.sql} AS {named}")
        return found

    def item(self, item: Part) -> Text:
        """One item of the select list."""
        if item == Call("star"):
            return Text("*")
        if isinstance(item, Call) and item.name == "table_star":
            (source,) = item.arguments
            node = source_node(source)  # type: ignore[arg-type]
            alias = self.frame.aliases.get(node)
            return Text(f"{quote_identifier(alias)}.*" if alias else "*")
        if isinstance(item, Call) and item.name == "at_extreme":
            return self.at_extreme(*item.arguments)
        return self.to.text(item)

    def at_extreme(self, item: Part, extreme: Part) -> Text:
        """A column of the row that has the greatest or least value of its group."""
        assert isinstance(extreme, Call)
        way = " DESC NULLS LAST" if extreme.name == "max" else ""
        key = self.to.sql(extreme.arguments[0])
        return Text(f"(array_agg({self.to.sql(item)} ORDER BY {key}{way}))[1]")

    def sources(self) -> str:
        """FROM with its joins."""
        return sources(self.to, self.query.where)

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
            item: quote_identifier(name)
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


def _without_within(conditions: Conditions | None) -> Conditions | None:
    if conditions is None:
        return None
    kept = [("and", conditions.first), *conditions.rest]
    kept = [(name, predicate) for name, predicate in kept if not predicate.within]
    return Conditions(kept[0][1], tuple(kept[1:])) if kept else None
