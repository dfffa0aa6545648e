"""Slips: what a language model gets wrong, made in a right statement.

Each takes the tree of a statement and returns one that differs in one place, or None where it finds
no place for itself. Whether the result is wrong is not decided here: it is run.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlglot
from sqlglot import exp

from route_pg.identifiers import quote_identifier
from route_pg.linking.names import identifier_words
from route_pg.types import Schema

Slip = Callable[[exp.Expr, Schema, random.Random], exp.Expr | None]

Kind = type[exp.Expr]
Others = Mapping[Kind, tuple[Kind, ...]]

_OTHER_AGGREGATES: Others = {
    exp.Max: (exp.Min, exp.Avg),
    exp.Min: (exp.Max, exp.Sum),
    exp.Avg: (exp.Sum, exp.Max),
    exp.Sum: (exp.Count, exp.Avg),
}
_OTHER_COMPARISONS: Others = {
    exp.GT: (exp.GTE, exp.LT),
    exp.GTE: (exp.GT, exp.LTE),
    exp.LT: (exp.LTE, exp.GT),
    exp.LTE: (exp.LT, exp.GTE),
    exp.EQ: (exp.NEQ,),
    exp.NEQ: (exp.EQ,),
}
_OTHER_SETS: Others = {
    exp.Except: (exp.Intersect, exp.Union),
    exp.Intersect: (exp.Union, exp.Except),
    exp.Union: (exp.Intersect,),
}


def slipped(sql: str, schema: Schema, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Statements that each differ from `sql` in one slip, and its name; in random order."""
    kinds = list(SLIPS)
    rng.shuffle(kinds)
    same = restyled(sql)
    for kind in kinds:
        made = SLIPS[kind](sqlglot.parse_one(sql, read="postgres"), schema, rng)
        if made is not None and (text := _written(made)) != same:
            yield kind, text


def restyled(sql: str) -> str:
    """The same statement as one with a slip would be written: the style must tell nothing.

    >>> restyled("SELECT Count( * ) FROM a WHERE NOT EXISTS (SELECT 1)")
    'SELECT count(*) FROM a WHERE NOT EXISTS (SELECT 1)'
    """
    return _written(sqlglot.parse_one(sql, read="postgres"))


def _written(tree: exp.Expr) -> str:
    text = tree.sql(dialect="postgres", normalize_functions="lower")
    return text.replace("EXISTS(", "EXISTS (")


def _all(tree: exp.Expr, *kinds: Kind) -> list[Any]:
    return [node for node in tree.walk() if isinstance(node, kinds)]


def _pick(tree: exp.Expr, rng: random.Random, *kinds: Kind) -> Any:
    found = _all(tree, *kinds)
    return rng.choice(found) if found else None


def _exchange(tree: exp.Expr, others: Others, rng: random.Random) -> exp.Expr | None:
    """Another class for one node of the tree, with the same parts."""
    node = _pick(tree, rng, *others)
    if node is None:
        return None
    other: exp.Expr = rng.choice(others[type(node)])(**node.args)
    if node is tree:
        return other
    node.replace(other)
    return tree


def other_aggregate(tree: exp.Expr, schema: Schema, rng: random.Random) -> exp.Expr | None:
    """The largest for the smallest, the sum for the mean."""
    return _exchange(tree, _OTHER_AGGREGATES, rng)


def other_comparison(tree: exp.Expr, schema: Schema, rng: random.Random) -> exp.Expr | None:
    """More for at least, different for equal; the conditions of joins are left alone."""
    marked = [n for n in _all(tree, *_OTHER_COMPARISONS) if not n.find_ancestor(exp.Join)]
    if not marked:
        return None
    node = rng.choice(marked)
    node.replace(rng.choice(_OTHER_COMPARISONS[type(node)])(**node.args))
    return tree


def other_set(tree: exp.Expr, schema: Schema, rng: random.Random) -> exp.Expr | None:
    """Both for either, either for all but."""
    return _exchange(tree, _OTHER_SETS, rng)


def other_column(tree: exp.Expr, schema: Schema, rng: random.Random) -> exp.Expr | None:
    """Another column of the same table."""
    node = _pick(tree, rng, exp.Column)
    if node is None:
        return None
    tables = {c.table for c in schema.columns if c.name == node.name}
    names = sorted({c.name for c in schema.columns if c.table in tables} - {node.name})
    return _renamed(tree, node, rng.choice(names)) if names else None


def foreign_column(tree: exp.Expr, schema: Schema, rng: random.Random) -> exp.Expr | None:
    """A column of a table that is not read: it does not exist here."""
    read = {table.name for table in tree.find_all(exp.Table)}
    tables = {index for index, table in enumerate(schema.tables) if table.name not in read}
    own = {c.name for c in schema.columns if c.table not in tables}
    names = sorted({c.name for c in schema.columns if c.table in tables} - own)
    node = _pick(tree, rng, exp.Column)
    return _renamed(tree, node, rng.choice(names)) if names and node else None


def invented_column(tree: exp.Expr, schema: Schema, rng: random.Random) -> exp.Expr | None:
    """A name that is nearly a column's: with its table's words, or without one of its own."""
    node = _pick(tree, rng, exp.Column)
    if node is None:
        return None
    words = identifier_words(node.name)
    tables = sorted({schema.tables[c.table].name for c in schema.columns if c.name == node.name})
    invented = [f"{table}_{node.name}" for table in tables]
    invented += ["_".join(words[1:]), "_".join(words[:-1])] if len(words) > 1 else []
    taken = {column.name for column in schema.columns}
    free = [name for name in invented if name not in taken]
    return _renamed(tree, node, rng.choice(free)) if free else None


def _renamed(tree: exp.Expr, node: exp.Expr, name: str) -> exp.Expr:
    node.set("this", exp.to_identifier(name, quoted=quote_identifier(name) != name))
    return tree


def other_table(tree: exp.Expr, schema: Schema, rng: random.Random) -> exp.Expr | None:
    """Another table in the place of one."""
    node = _pick(tree, rng, exp.Table)
    if node is None:
        return None
    names = sorted({table.name for table in schema.tables} - {node.name})
    return _renamed(tree, node, rng.choice(names)) if names else None


def dropped_join(tree: exp.Expr, schema: Schema, rng: random.Random) -> exp.Expr | None:
    """A table left out of FROM."""
    node = _pick(tree, rng, exp.Join)
    if node is None or not isinstance(node.parent, exp.Select):
        return None
    node.pop()
    return tree


def dropped_condition(tree: exp.Expr, schema: Schema, rng: random.Random) -> exp.Expr | None:
    """One condition less, or the whole clause."""
    node = _pick(tree, rng, exp.And, exp.Where, exp.Having)
    if node is None:
        return None
    if isinstance(node, exp.And):
        node.replace(rng.choice((node.left, node.right)))
    else:
        node.pop()
    return tree


def other_connective(tree: exp.Expr, schema: Schema, rng: random.Random) -> exp.Expr | None:
    """OR for AND."""
    return _exchange(tree, {exp.And: (exp.Or,), exp.Or: (exp.And,)}, rng)


def other_value(tree: exp.Expr, schema: Schema, rng: random.Random) -> exp.Expr | None:
    """A text in other letters, a number beside the right one."""
    node = _pick(tree, rng, exp.Literal)
    if node is None:
        return None
    if node.is_string:
        text = node.this
        spelt = [text.lower(), text.title(), text.upper(), f"{text}s", text.split(" ")[0]]
        changed = [other for other in spelt if other != text]
        node.replace(exp.Literal.string(rng.choice(changed or [f"{text} "])))
    else:
        node.replace(exp.Literal.number(_beside(node.this, rng)))
    return tree


def _beside(number: str, rng: random.Random) -> str:
    value = float(number)
    other = rng.choice((value + 1, value * 10, abs(value - 1)))
    return f"{other:.12g}"


def other_direction(tree: exp.Expr, schema: Schema, rng: random.Random) -> exp.Expr | None:
    """Ascending for descending."""
    node = _pick(tree, rng, exp.Ordered)
    if node is None:
        return None
    node.set("desc", not node.args.get("desc"))
    node.set("nulls_first", None)
    return tree


def other_limit(tree: exp.Expr, schema: Schema, rng: random.Random) -> exp.Expr | None:
    """All rows for the first ones."""
    return _dropped(tree, rng, exp.Limit, exp.Fetch)


def dropped_group(tree: exp.Expr, schema: Schema, rng: random.Random) -> exp.Expr | None:
    """No GROUP BY."""
    return _dropped(tree, rng, exp.Group)


def _dropped(tree: exp.Expr, rng: random.Random, *kinds: Kind) -> exp.Expr | None:
    """The tree without one clause of these kinds."""
    node = _pick(tree, rng, *kinds)
    if node is None:
        return None
    node.pop()
    return tree


def changed_list(tree: exp.Expr, schema: Schema, rng: random.Random) -> exp.Expr | None:
    """A column of the answer too few, or one too many."""
    node = _pick(tree, rng, exp.Select)
    if node is None:
        return None
    items = list(node.expressions)
    others = [column for column in tree.find_all(exp.Column) if column not in items]
    column = rng.choice(others) if others else None
    if len(items) > 1 and (column is None or rng.random() < 0.5):
        items.pop(rng.randrange(len(items)))
    elif column is not None:
        items.append(column.copy())
    else:
        return None
    node.set("expressions", items)
    return tree


def counted_once(tree: exp.Expr, schema: Schema, rng: random.Random) -> exp.Expr | None:
    """DISTINCT where there was none, or none where there was."""
    node = _pick(tree, rng, exp.Select)
    if node is None:
        return None
    node.set("distinct", None if node.args.get("distinct") else exp.Distinct())
    return tree


SLIPS: Mapping[str, Slip] = {
    slip.__name__: slip
    for slip in (
        other_aggregate,
        other_comparison,
        other_set,
        other_column,
        foreign_column,
        invented_column,
        other_table,
        dropped_join,
        dropped_condition,
        other_connective,
        other_value,
        other_direction,
        other_limit,
        dropped_group,
        changed_list,
        counted_once,
    )
}
"""By name, in a fixed order: what is drawn among them depends on the seed alone."""
