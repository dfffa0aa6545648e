"""Two reports over the same examples: what flipped each way, and whether it could be chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

from route_pg.errors import BadArgument
from route_pg.evaluation.records import Report, Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """What changed between two reports, over the examples that both could judge."""

    both: int  # examples compared
    only_in_one: int  # executable in one report, absent or not executable in the other
    right_before: int
    right_after: int
    won: tuple[tuple[Verdict, Verdict], ...]  # wrong before, right after
    lost: tuple[tuple[Verdict, Verdict], ...]  # right before, wrong after

    @property
    def p_value(self) -> float:
        """McNemar's exact test, two-sided, of the flips."""
        return mcnemar(len(self.won), len(self.lost))


def mcnemar(won: int, lost: int) -> float:
    """The chance of flips at least this one-sided, were each as likely one way as the other.

    The exact binomial form, two-sided.

    >>> mcnemar(0, 0), mcnemar(5, 5), mcnemar(8, 0)
    (1.0, 1.0, 0.0078125)
    """
    flips, fewer = won + lost, min(won, lost)
    tail = sum(comb(flips, k) for k in range(fewer + 1))
    chance: float = 2 * tail / 2**flips
    return min(1.0, chance)


def differ(before: Report, after: Report) -> Difference:
    """Compare two reports; BadArgument where they are not over the same questions."""
    if before.benchmark != after.benchmark or before.judging != after.judging:
        message = "the reports cannot be compared"
        detail = f"{before.benchmark}: {before.judging}; {after.benchmark}: {after.judging}."
        raise BadArgument(message, detail=detail)
    pairs = _pairs(before.examples, after.examples)
    judged = [(one, other) for one, other in pairs if one.executable and other.executable]
    if not judged:
        message = "the reports have no judged example in common"
        raise BadArgument(message)
    every = sum(v.executable for v in (*before.examples, *after.examples))
    return Difference(
        both=len(judged),
        only_in_one=every - 2 * len(judged),
        right_before=sum(one.outcome == "right" for one, _ in judged),
        right_after=sum(other.outcome == "right" for _, other in judged),
        won=tuple(p for p in judged if p[0].outcome != "right" and p[1].outcome == "right"),
        lost=tuple(p for p in judged if p[0].outcome == "right" and p[1].outcome != "right"),
    )


def _pairs(before: Sequence[Verdict], after: Sequence[Verdict]) -> list[tuple[Verdict, Verdict]]:
    later = {verdict.index: verdict for verdict in after}
    pairs = [(one, later[one.index]) for one in before if one.index in later]
    moved = next((one for one, other in pairs if one.question != other.question), None)
    if moved is not None:
        message = "the reports are over different questions"
        detail = f"Example {moved.index} is {moved.question!r} in the first."
        raise BadArgument(message, detail=detail)
    return pairs
