"""Literals of a statement: words of a question, or cells, as constants of the right type.

Numbers may be written in words, with separators or a unit; times as a year, a month, a quarter, a
day or a moment. Nothing here knows of tokens or of statements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal as OneOf

Grain = OneOf["range", "decade", "year", "half", "quarter", "month", "day"]

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_DAYS = "sunday monday tuesday wednesday thursday friday saturday".split()
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "k": 1000,
    "million": 10**6,
    "m": 10**6,
    "billion": 10**9,
}
NUMBER_WORDS = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: number * 10 for number, word in enumerate(_TENS) if number > 1},
    "once": 1,
    "twice": 2,
    "third": 3,
    "hundred": 100,
    "thousand": 1000,
}
"""Words that say a number by themselves, and nothing else."""
_WORDS = {
    **{word: number for word, number in NUMBER_WORDS.items() if word not in ("third", *_SCALES)},
    "a": 1,
    "an": 1,
    "single": 1,
    "both": 2,
    "couple": 2,
    "dozen": 12,
    "half": 0.5,
}
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "last": 4,
}
_TRUE = frozenset(("true", "t", "yes", "y", "1", "on", "1.0"))
_FALSE = frozenset(("false", "f", "no", "n", "0", "off", "0.0"))
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?\Z", re.IGNORECASE)
_SEPARATED = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?\Z")
_WITH_UNIT = re.compile(r"([-+]?[\d.,]+)\s*([a-z]+)\Z")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days."""

    start: date
    end: date  # the first day after it
    grain: Grain


def quote(text: str) -> str:
    r"""A string constant of PostgreSQL.

    >>> print(quote("O'Hara"), quote("a\\b"))
    'O''Hara' E'a\\b'
    """
    doubled = text.replace("'", "''").replace("\x00", "")
    if "\\" in doubled:
        return "E'" + doubled.replace("\\", "\\\\") + "'"
    return f"'{doubled}'"


def number(text: str) -> str | None:
    """The digits that a text means, None if it is no number.

    >>> number("1,200"), number("twenty-five"), number("$3.5 million"), number("20%"), number("x")
    ('1200', '25', '3500000', '20', None)
    """
    plain = text.strip().strip("$€£%\"'").strip().lower()
    if _NUMBER.match(plain):
        return _tidy(plain)
    if _SEPARATED.match(plain):
        return plain.replace(",", "").lstrip("+")
    found = _WITH_UNIT.match(plain)
    if found and found[2] in _SCALES and _NUMBER.match(found[1].replace(",", "")):
        return _digits(float(found[1].replace(",", "")) * _SCALES[found[2]])
    if found and _NUMBER.match(found[1].replace(",", "")) and found[2] not in _MONTHS:
        return _tidy(found[1].replace(",", ""))
    return _in_words(re.split(r"[\s-]+", plain))


def _tidy(digits: str) -> str:
    digits = digits.lstrip("+")
    if digits.startswith("."):
        return f"0{digits}"
    return digits.removesuffix(".")


def _digits(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def _in_words(words: list[str]) -> str | None:
    total: float = 0
    current: float = 0
    seen = False
    for word in words:
        if word in _WORDS:
            current += _WORDS[word]
            seen = True
        elif word in _SCALES and seen:
            current *= _SCALES[word]
            if _SCALES[word] > 100:
                total, current = total + current, 0
        elif word in _SCALES and len(word) > 1:
            current, seen = _SCALES[word], True
        elif word not in ("and", "times", "of"):
            return None
    return _digits(total + current) if seen else None


def boolean(text: str) -> str | None:
    """'true' or 'false', None if a text is neither.

    >>> boolean("Yes"), boolean("0"), boolean("maybe")
    ('true', 'false', None)
    """
    plain = text.strip().lower()
    return "true" if plain in _TRUE else "false" if plain in _FALSE else None


def part_of_time(text: str, part: str) -> str | None:
    """The number of a month or a day of the week by its name, or a plain number.

    >>> part_of_time("March", "month"), part_of_time("tue", "dow"), part_of_time("2024", "year")
    ('3', '2', '2024')
    """
    plain = text.strip().lower().rstrip(".")
    names = {"month": _MONTHS, "dow": _DAYS}.get(part)
    if names and len(plain) >= 3:
        for position, name in enumerate(names):
            if name.startswith(plain.removesuffix("s")[:9]) or plain == f"{name}s":
                return str(position + (part == "month"))
    if part == "quarter" and re.fullmatch(r"q[1-4]", plain):
        return plain[1]
    if plain in _ORDINALS:
        return str(_ORDINALS[plain])
    digits = number(plain)
    return digits.lstrip("0") or "0" if digits else None


_DATE_FORMATS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%m/%d/%Y",
    "%m/%d/%y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%B %d %Y",
    "%b %d %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%Y%m%d",
    "%A %B %d %Y",
)
_MOMENT_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M:%S.%f",
)
_MONTH_FORMATS = ("%Y-%m", "%B %Y", "%b %Y", "%m/%Y", "%Y %B", "%Y/%m")

_RANGE = re.compile(r"(.+?) (?:to|until|till|through|and|-|–) (?:end )?(.+)")

_QUARTERS = (
    r"(?P<n>first|second|third|fourth|last|\d) quarter (?P<y>[12]\d{3})",
    r"q(?P<n>[1-4])[ -]?(?P<y>[12]\d{3})",
    r"(?P<y>[12]\d{3})[ -]?q(?P<n>[1-4])",
)


def _parsed(text: str, formats: tuple[str, ...]) -> datetime | None:
    for form in formats:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None


def moment(text: str) -> str | None:
    """A point in time with its hour, as PostgreSQL writes it; None if the text is none.

    >>> moment("2024-03-05 14:30"), moment("2024-03-05")
    ('2024-03-05 14:30:00', None)
    """
    found = _parsed(text.strip(), _MOMENT_FORMATS)
    return found.isoformat(sep=" ") if found else None


def period(text: str) -> Period | None:
    """The days that a text means; None if it names none.

    >>> period("Q2 2024").start, period("March 2024").end, period("1990s").grain
    (datetime.date(2024, 4, 1), datetime.date(2024, 4, 1), 'decade')
    >>> period("1 June to 31 August 2024") == period("2024-06-01 to 2024-08-31")
    True
    """
    plain = re.sub(r"\b(\d{1,2})(st|nd|rd|th)\b", r"\1", text.strip().lower())
    plain = re.sub(r"\bof\b|\bin\b|\bthe\b|,|\byear\b", " ", plain)
    plain = " ".join(plain.split())
    if re.fullmatch(r"[12]\d{3}", plain):
        return _months(int(plain), 1, 12, "year")
    if found := re.fullmatch(r"([12]\d{2}0)s", plain):
        return Period(date(int(found[1]), 1, 1), date(int(found[1]) + 10, 1, 1), "decade")
    if quarter := _quarter(plain):
        return _months(quarter[0], 3 * quarter[1] - 2, 3, "quarter")
    if half := re.fullmatch(r"(first|second|h1|h2) (?:half )?([12]\d{3})", plain):
        return _months(int(half[2]), 1 if half[1] in ("first", "h1") else 7, 6, "half")
    if month := _parsed(plain.replace("sept ", "sep "), _MONTH_FORMATS):
        return _months(month.year, month.month, 1, "month")
    if day := _parsed(plain.replace("sept ", "sep "), _DATE_FORMATS):
        return Period(day.date(), day.date() + timedelta(days=1), "day")
    return _range(plain)


def _range(plain: str) -> Period | None:
    """From a day, month or year to another; what the first leaves out the second says."""
    found = _RANGE.fullmatch(plain)
    last = period(found[2]) if found else None
    if found is None or last is None or last.grain == "range":
        return None
    words = found[2].split()
    for shared in range(min(3, len(words))):
        first = period(" ".join((found[1], *words[len(words) - shared :])))
        if first is not None and first.start < last.start:
            return Period(first.start, last.end, "range")
    return None


def _quarter(plain: str) -> tuple[int, int] | None:
    for form in _QUARTERS:
        if found := re.fullmatch(form, plain):
            which = found["n"]
            return int(found["y"]), int(_ORDINALS.get(which, which))
    return None


def _months(year: int, month: int, count: int, grain: Grain) -> Period:
    after = month - 1 + count
    return Period(date(year, month, 1), date(year + after // 12, after % 12 + 1, 1), grain)


def same(text: str, other: str) -> bool:
    """Whether two texts mean the same value: for finding a gold literal among a question's words.

    >>> same("five", "5"), same("March 2024", "2024-03"), same("PARIS", "Paris"), same("a", "b")
    (True, True, True, False)
    """
    if text.strip().lower() == other.strip().lower():
        return True
    numbers = number(text), number(other)
    if None not in numbers and float(numbers[0] or 0) == float(numbers[1] or 0):
        return True
    periods = period(text), period(other)
    return None not in periods and periods[0] == periods[1]
