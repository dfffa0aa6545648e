"""Conditions of derivations as PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

from route_pg.generation import literals
from route_pg.generation.joins import correlation
from route_pg.generation.render_analysis import special_condition
from route_pg.generation.render_expressions import Expressions
from route_pg.generation.render_frame import Unrenderable
from route_pg.generation.render_text import ATOM, LOOSE, SUM, Text, cast
from route_pg.generation.tree import Call, Conditions, Part, Predicate, Query, Source, Use
from route_pg.generation.vocabulary import ColumnRef, Literal

_PATTERNS = {
    "contains": "%{}%",
    "starts": "{}%",
    "ends": "%{}",
    "like": "",
    "like_exact": "",
}
_SUFFIXES = {
    "is_null": "IS NULL",
    "not_null": "IS NOT NULL",
    "is_true": "",
    "is_false": "",
    "not_true": "IS NOT TRUE",
}
_COMPARISONS = {
    **{sign: sign for sign in (">", "<", ">=", "<=")},
    "=": "=",
    "!=": "<>",
    "distinct_from": "IS DISTINCT FROM",
    "not_distinct_from": "IS NOT DISTINCT FROM",
}
_DAY = timedelta(days=1)

AND, OR = 1, 0


def conditions_text(to: Expressions, conditions: Conditions) -> Text:
    """Conditions; binds LOOSE where an OR stands outermost, else as AND does."""
    groups = _groups(conditions)
    disjuncts = []
    for group in groups:
        texts = []
        for alternatives in group:
            inner = [predicate_text(to, predicate) for predicate in alternatives]
            joined = " OR ".join(inner)
            texts.append(f"({joined})" if len(inner) > 1 and len(group) > 1 else joined)
        disjuncts.append((" AND ".join(texts), len(group) == 1 and len(group[0]) > 1))
    sql = " OR ".join(text for text, _ in disjuncts)
    loose = len(disjuncts) > 1 or disjuncts[0][1]
    return Text(sql, LOOSE if loose else SUM)


def _groups(conditions: Conditions) -> list[list[list[Predicate]]]:
    """Disjunction of conjunctions of `alt` groups."""
    groups = [[[conditions.first]]]
    for connective, predicate in conditions.rest:
        if connective == "alt":
            groups[-1][-1].append(predicate)
        elif connective == "and":
            groups[-1].append([predicate])
        else:
            groups.append([[predicate]])
    return groups


def predicate_text(to: Expressions, predicate: Predicate) -> str:
    """One condition."""
    operator, left = predicate.operator, predicate.left
    if left is None:
        return _existence(to, predicate)
    if operator.removeprefix("not_") in _PATTERNS:
        return _like(to, left, operator, predicate.right[0])
    if operator in _SUFFIXES:
        return _truth(to, left, operator)
    if operator in ("in", "not_in"):
        return _in(to, left, operator, predicate.right[0])
    if operator in ("one_of", "none_of"):
        return _one_of(to, left, operator, predicate.right)
    if operator in ("between", "not_between"):
        return _between(to, left, operator, predicate.right)
    if operator in _COMPARISONS:
        return _compare(to, left, operator, predicate.right[0])
    return special_condition(to, predicate)


def _existence(to: Expressions, predicate: Predicate) -> str:
    first = predicate.right[0]
    no = "NOT " if predicate.operator in ("not_exists", "never") else ""
    if isinstance(first, Query):
        return f"{no}EXISTS ({to.statement(first, to.frame, 'exists')})"
    assert isinstance(first, Source)
    if first.table is None:
        raise Unrenderable("ever-derived")
    conditions = predicate.right[1] if len(predicate.right) > 1 else None
    assert conditions is None or isinstance(conditions, Conditions)
    nodes = [*to.frame.tree.nodes, *to.frame.cross]
    found = correlation(to.frame.schema, nodes, first.table)
    if found is None:
        raise Unrenderable("no-correlation")
    (_, instance), edge = found
    pairs = [(Use(ColumnRef(inner)), Use(ColumnRef(outer), instance, 1)) for outer, inner in edge]
    related = Query((Call("one"),), where=conditions, sources=(first,))
    return f"{no}EXISTS ({to.statement(_correlated(related, pairs), to.frame, 'exists')})"


def _correlated(query: Query, pairs: list[tuple[Use, Use]]) -> Query:
    """The query with its link to the row outside; conditions in OR are kept together as `alt`."""
    links = [Predicate(inner, "=", (outer,)) for inner, outer in pairs]
    if query.where is None:
        return Query(
            query.items,
            where=Conditions(links[0], tuple(("and", link) for link in links[1:])),
            sources=query.sources,
        )
    found: list[tuple[str, Predicate]] = []
    for group in _groups(query.where):
        flat = [("and", link) for link in links]
        for alternatives in group:
            flat.append(("and", alternatives[0]))
            flat.extend(("alt", predicate) for predicate in alternatives[1:])
        flat[0] = ("or", flat[0][1])
        found.extend(flat)
    where = Conditions(found[0][1], tuple(found[1:]))
    return Query(query.items, where=where, sources=query.sources)


def _like(to: Expressions, left: Part, operator: str, pattern: Part) -> str:
    no = "NOT " if operator.startswith("not_") else ""
    name = operator.removeprefix("not_")
    if not isinstance(pattern, Literal):
        if isinstance(pattern, Call) and pattern.name == "empty":
            pattern = Literal("")
        else:
            raise Unrenderable("like-expression")
    text = pattern.text
    if _PATTERNS[name]:
        for mark in ("\\", "%", "_"):
            text = text.replace(mark, f"\\{mark}")
        text = _PATTERNS[name].format(text)
    sign = "LIKE" if name == "like_exact" else "ILIKE"
    return f"{to.text_operand(left)} {no}{sign} {literals.quote(text)}"


def _truth(to: Expressions, left: Part, operator: str) -> str:
    text = to.text(left)
    if operator == "is_true":
        return text.sql
    if operator == "is_false":
        return f"NOT {text.at(ATOM)}"
    return f"{text.at(SUM)} {_SUFFIXES[operator]}"


def _in(to: Expressions, left: Part, operator: str, query: Part) -> str:
    assert isinstance(query, Query)
    if len(query.items) != 1 or query.items[0] == Call("star"):
        raise Unrenderable("in-of-several")
    text = to.text(left)
    kinds = {to.kind(left), to.kind(Call("sub", (query,)))} - {"any", "value"}
    sql, inner = text.at(SUM), ""
    if len(kinds) > 1:
        sql, inner = cast(text, "text"), "text"
    no = "NOT " if operator == "not_in" else ""
    return f"{sql} {no}IN ({to.statement(query, to.frame, inner)})"


def _one_of(to: Expressions, left: Part, operator: str, values: tuple[Part, ...]) -> str:
    no = "NOT " if operator == "none_of" else ""
    column = to.frame.column_of(left)
    if to.kind(left) == "time" and (column is None or column.type != "date"):
        single = "=" if not no else "!="
        joined = (" AND " if no else " OR ").join(_compare(to, left, single, v) for v in values)
        return f"({joined})"
    texts = [to.text(item, left).sql for item in values]
    return f"{to.text(left).at(SUM)} {no}IN ({', '.join(texts)})"


def _between(to: Expressions, left: Part, operator: str, bounds: tuple[Part, ...]) -> str:
    text = to.text(left).at(SUM)
    if to.kind(left) == "time" and all(isinstance(bound, Literal) for bound in bounds):
        low, high = _compare(to, left, ">=", bounds[0]), _compare(to, left, "<=", bounds[1])
        return f"NOT ({low} AND {high})" if operator == "not_between" else f"{low} AND {high}"
    no = "NOT " if operator == "not_between" else ""
    low, high = (to.text(bound, left).at(SUM) for bound in bounds)
    return f"{text} {no}BETWEEN {low} AND {high}"


def _compare(to: Expressions, left: Part, operator: str, right: Part) -> str:
    sign = _COMPARISONS[operator]
    if operator in ("=", "!=") and _is_missing(to, left, right):
        return f"{to.text(left).at(SUM)} IS {'NOT ' if operator == '!=' else ''}NULL"
    if isinstance(right, Literal) and to.kind(left) == "time":
        found = _compare_time(to, left, operator, right)
        if found:
            return found
    if isinstance(right, Call) and right.name in ("all_of", "any_of"):
        (query,) = right.arguments
        assert isinstance(query, Query)
        quantifier = "ALL" if right.name == "all_of" else "ANY"
        inner = to.statement(query, to.frame, "")
        return f"{to.text(left).at(SUM)} {sign} {quantifier} ({inner})"
    texts = [to.text(left), to.text(right, left)]
    kinds = [to.kind(left), to.kind(right)]
    if {"any", "value"}.isdisjoint(kinds) and kinds[0] != kinds[1]:
        return " ".join((cast(texts[0], "text"), sign, cast(texts[1], "text")))
    if kinds == ["text", "value"] and isinstance(right, Call):
        return f"{texts[0].at(SUM)} {sign} {literals.quote(texts[1].sql.strip(chr(39)))}"
    return f"{texts[0].at(SUM)} {sign} {texts[1].at(SUM)}"


def _compare_time(to: Expressions, left: Part, operator: str, right: Literal) -> str:
    """A comparison with a whole day, month or year; '' where the literal is a point in time."""
    column = to.frame.column_of(left)
    kind = column.type if column is not None else "timestamp"
    if not kind.startswith(("date", "timestamp")) or literals.moment(right.text):
        return ""
    period = literals.period(right.text)
    if period is None or (kind == "date" and period.grain == "day"):
        return ""
    text = to.text(left)
    start, end = (literals.quote(day.isoformat()) for day in (period.start, period.end))
    sql = text.at(SUM)
    match operator:
        case "=" if period.grain == "day":
            return f"{cast(text, 'date')} = {start}"
        case "!=" if period.grain == "day":
            return f"{cast(text, 'date')} <> {start}"
        case "=":
            return f"{sql} >= {start} AND {sql} < {end}"
        case "!=":
            return f"NOT ({sql} >= {start} AND {sql} < {end})"
        case ">":
            return f"{sql} >= {end}"
        case "<":
            return f"{sql} < {start}"
        case ">=":
            return f"{sql} >= {start}"
        case "<=":
            return f"{sql} < {end}"
    return ""


def _is_missing(to: Expressions, left: Part, right: Part) -> bool:
    """Whether a number or a time is compared with a text that stands for none."""
    blank = right == Call("empty") or (isinstance(right, Literal) and not right.text.strip())
    word = isinstance(right, Literal) and right.text.strip().lower() in ("null", "none", "n/a")
    return (blank or word) and to.kind(left) in ("number", "time", "boolean")
