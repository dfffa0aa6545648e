"""Conditions as trees of `and` and `or`, and the flat lists that derivations have.

Knows predicates only by their operators; no SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from route_pg.generation.parse_scope import Unrepresentable
from route_pg.generation.tree import Conditions, Part, Predicate
from route_pg.generation.vocabulary import Literal

MAX_PRODUCT = 6
"""Conjunctions that a condition may become when it has to be multiplied out."""

_NEGATED = {
    "=": "!=",
    ">": "<=",
    "<": ">=",
    "between": "not_between",
    "one_of": "none_of",
    "in": "not_in",
    "is_null": "not_null",
    "contains": "not_contains",
    "starts": "not_starts",
    "ends": "not_ends",
    "like": "not_like",
    "like_exact": "not_like_exact",
    "matches": "not_matches",
    "during": "not_during",
    "exists": "not_exists",
    "ever": "never",
    "is_true": "is_false",
    "has": "lacks",
    "has_key": "lacks_key",
    "distinct_from": "not_distinct_from",
}
NEGATED = {**_NEGATED, **{after: before for before, after in _NEGATED.items()}}


@dataclass(frozen=True, slots=True)
class Junction:
    """A conjunction or disjunction."""

    name: str  # 'and', 'or'
    parts: tuple[Formula, ...]


Formula: TypeAlias = Junction | Predicate


def flat(whole: Formula) -> Conditions:
    """The flat form: `alt` inside `and` if that suffices, else `and` inside `or`."""
    match whole:
        case Predicate():
            return Conditions(whole)
        case Junction("and", parts) if all(_is_flat(part, "or") for part in parts):
            return _listed("and", "alt", parts)
        case Junction("or", parts) if all(_is_flat(part, "and") for part in parts):
            return _listed("or", "and", parts)
    products = _products(whole)
    if len(products) > MAX_PRODUCT:
        raise Unrepresentable("condition-too-deep")
    return _listed("or", "and", tuple(combined("and", tuple(part)) for part in products))


def _is_flat(part: Formula, name: str) -> bool:
    if isinstance(part, Predicate):
        return True
    return part.name == name and all(isinstance(inner, Predicate) for inner in part.parts)


def _listed(outer: str, inner: str, parts: Sequence[Formula]) -> Conditions:
    found: list[tuple[str, Predicate]] = []
    for part in parts:
        if isinstance(part, Predicate):
            found.append((outer, part))
            continue
        for number, predicate in enumerate(part.parts):
            assert isinstance(predicate, Predicate)
            found.append((inner if number else outer, predicate))
    return Conditions(found[0][1], tuple(found[1:]))


def _products(whole: Formula) -> list[list[Formula]]:
    """The disjunctive normal form."""
    if isinstance(whole, Predicate):
        return [[whole]]
    inner = [_products(part) for part in whole.parts]
    if whole.name == "or":
        return [conjunction for part in inner for conjunction in part]
    size = 1
    for part in inner:
        size *= len(part)
    if size > MAX_PRODUCT:
        raise Unrepresentable("condition-too-deep")
    return [[p for part in choice for p in part] for choice in product(*inner)]


def combined(name: str, parts: Sequence[Formula]) -> Formula:
    """Parts under one connective, nested ones of the same name dissolved, values gathered."""
    found: list[Formula] = []
    for part in parts:
        if isinstance(part, Junction) and part.name == name:
            found.extend(part.parts)
        else:
            found.append(part)
    found = _gathered(found, *(("=", "one_of") if name == "or" else ("!=", "none_of")))
    return found[0] if len(found) == 1 else Junction(name, tuple(found))


def _gathered(parts: list[Formula], single: str, several: str) -> list[Formula]:
    """`x = a or x = b` as `x one_of a b`."""
    found: list[Formula] = []
    for part in parts:
        values = _listed_values(part, single, several)
        last = _listed_values(found[-1], single, several) if found else None
        before = found[-1] if found else None
        if (
            values
            and last
            and isinstance(part, Predicate)
            and isinstance(before, Predicate)
            and before.left == part.left
        ):
            found[-1] = Predicate(part.left, several, last + values)
        else:
            found.append(part)
    return found


def _listed_values(part: Formula, single: str, several: str) -> tuple[Part, ...] | None:
    if not isinstance(part, Predicate) or part.within:
        return None
    if part.operator == several:
        return part.right
    if part.operator == single and isinstance(part.right[0], Literal):
        return part.right
    return None


def negated(part: Formula) -> Formula:
    """The opposite."""
    if isinstance(part, Junction):
        other = "or" if part.name == "and" else "and"
        return combined(other, [negated(inner) for inner in part.parts])
    if part.operator not in NEGATED:
        raise Unrepresentable(f"not-{part.operator}")
    return Predicate(part.left, NEGATED[part.operator], part.right, part.within)
