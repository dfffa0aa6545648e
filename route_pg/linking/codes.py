"""Codes that only a comment explains: 'P plasma, T platelets', '10 entered, 20 picking'."""

from __future__ import annotations

import re

_ENTRY = re.compile(
    r"(?:[a-z][a-z ]*:\s*)?"  # what the list is of: 'channel: W web'
    r"(?P<code>\d{1,3}|[A-Z][A-Z0-9]{0,4}|'[^']{1,12}')"
    r"(?:\s*[:=]\s*|\s+(?!to\b|or\b|and\b|of\b|is\b|if\b))"
    r"(?P<meaning>[^\W\d].*)"
)
_ASIDE = re.compile(r"\s*\([^)]*\)?|[,;.]$")
_BOUND = re.compile(r"[,;](?![^(]*\))|\.\s")
_SET_OFF = re.compile(r"(?:^|[;,.:]\s*)'?\w{1,5}'?\s*[:=]")
MAX_MEANING_WORDS = 6
NO_CODES = frozenset(("NULL", "NOT"))


def coded(comment: str) -> dict[str, str]:
    """The codes that a comment lists, with what each of them means.

    >>> coded("level: 1 reminder, 2 second reminder (paid for), 3 bailiff; NULL: none sent")
    {'1': 'reminder', '2': 'second reminder', '3': 'bailiff'}
    >>> coded("Y: may carry dangerous goods"), coded("1 to 4; in cents")
    ({'Y': 'may carry dangerous goods'}, {})
    """
    found: dict[str, str] = {}
    for part in _BOUND.split(comment):
        entry = _ENTRY.fullmatch(part.strip())
        if entry is None:
            continue
        code = entry["code"].strip("'")
        meaning = _ASIDE.sub("", entry["meaning"]).strip()
        if code not in NO_CODES and meaning:
            found[code] = " ".join(meaning.split()[:MAX_MEANING_WORDS])
    # a single code is one only where something sets it off: 'Y: paid', but not '12 months at most'
    return found if len(found) > 1 or _SET_OFF.search(comment) else {}
