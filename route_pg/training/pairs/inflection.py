"""English nouns in one and in many."""

from __future__ import annotations

_IRREGULAR = {
    "person": "people",
    "man": "men",
    "woman": "women",
    "child": "children",
    "foot": "feet",
    "tooth": "teeth",
    "mouse": "mice",
    "life": "lives",
    "wife": "wives",
    "half": "halves",
    "datum": "data",
    "medium": "media",
    "criterion": "criteria",
    "phenomenon": "phenomena",
    "index": "indexes",
}
_SINGULAR = {plural: word for word, plural in _IRREGULAR.items()}
_UNCHANGED = frozenset(
    """staff series species news aircraft data media info information equipment furniture music
    sheep fish details mathematics physics economics sales premises goods savings""".split()
)
_IES = frozenset("movies calories cookies zombies genies selfies".split())
_ENDS_LIKE_PLURAL = ("ss", "us", "is", "as")


def plural(word: str) -> str:
    """Many of it.

    >>> [plural(word) for word in ("city", "day", "box", "match", "person", "staff", "cars")]
    ['cities', 'days', 'boxes', 'matches', 'people', 'staff', 'cars']
    """
    if word in _UNCHANGED or word in _SINGULAR or is_plural(word):
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + "s"


def singular(word: str) -> str:
    """One of it.

    >>> [singular(word) for word in ("cities", "boxes", "courses", "status", "people", "series")]
    ['city', 'box', 'course', 'status', 'person', 'series']
    """
    if word in _UNCHANGED or word in _IRREGULAR:
        return word
    if word in _SINGULAR:
        return _SINGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-1] if word in _IES else word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses", "uses")) and word not in ("houses", "causes"):
        return word[:-2]
    if word.endswith("s") and len(word) > 3 and not word.endswith(_ENDS_LIKE_PLURAL):
        return word[:-1]
    return word


def is_plural(word: str) -> bool:
    """Whether a word looks like many of something.

    >>> is_plural("cities"), is_plural("status"), is_plural("people"), is_plural("address")
    (True, False, True, False)
    """
    return word in _SINGULAR or (word not in _UNCHANGED and singular(word) != word)
