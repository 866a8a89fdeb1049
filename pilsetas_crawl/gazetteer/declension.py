"""Case forms of Latvian place names, by the rules of declension.

The ending of the nominative decides; what it does not decide stands in the short lists of exceptions below.
Forms are made, never listed: all 81 towns and every village go through here.
"""

from __future__ import annotations

import re
from itertools import product
from typing import NamedTuple

NOMINATIVE, GENITIVE, DATIVE, ACCUSATIVE, LOCATIVE = (
    "nominative",
    "genitive",
    "dative",
    "accusative",
    "locative",
)
CASES = (NOMINATIVE, GENITIVE, DATIVE, ACCUSATIVE, LOCATIVE)

# Names in -is that are plurals of the sixth declension; every other -is is singular of the second.
SIXTH_PLURAL = frozenset({"Cēsis"})
# Endings that never change: borrowed names, and genitives the sources took for names (*Cenu*).
UNCHANGED = ("o", "ē", "u", "ū", "ī")

# Softening of the last consonants; the longer ones are tried first.
_SOFTENING = (
    ("dz", "dž"), ("ll", "ļļ"), ("nn", "ņņ"), ("ln", "ļņ"), ("sn", "šņ"), ("zn", "žņ"), ("st", "st"),
    ("b", "bj"), ("m", "mj"), ("p", "pj"), ("v", "vj"), ("c", "č"), ("d", "ž"), ("l", "ļ"), ("n", "ņ"),
    ("s", "š"), ("t", "š"), ("z", "ž"),
)  # fmt: skip

# Endings by declension, in the order of CASES. A tilde softens the stem.
_FIRST = ("s", "a", "am", "u", "ā")
_MASCULINE_PLURAL = ("i", "u", "iem", "us", "os")
_SECOND = ("is", "~a", "im", "i", "ī")
_THIRD = ("us", "us", "um", "u", "ū")
_FOURTH = ("a", "as", "ai", "u", "ā")
_FOURTH_PLURAL = ("as", "u", "ām", "as", "ās")
_FIFTH = ("e", "es", "ei", "i", "ē")
_FIFTH_PLURAL = ("es", "~u", "ēm", "es", "ēs")
_SIXTH = ("s", "s", "ij", "i", "ī")
_SIXTH_PLURAL = ("is", "u", "īm", "is", "īs")
_BY_ENDING = (
    ("pils", "s", _SIXTH), ("us", "us", _THIRD), ("is", "is", _SECOND), ("as", "as", _FOURTH_PLURAL),
    ("es", "es", _FIFTH_PLURAL), ("a", "a", _FOURTH), ("e", "e", _FIFTH), ("i", "i", _MASCULINE_PLURAL),
)  # fmt: skip

# A definite adjective grown together with a noun (*Zilaiskalns*) is declined inside too. Its long forms are
# the rule of grammar, the short ones (*Zilākalnā*) what people write.
_ADJECTIVE_INSIDE = re.compile(r"(?P<stem>[^\W\d_]{2,})ais(?P<noun>(?:kaln|krog|ciem|mež|purv)s)")
_ADJECTIVE_MASCULINE = (("ais",), ("ā",), ("ajam", "ā"), ("o",), ("ajā", "ā"))
_ADJECTIVE_FEMININE = (("ā",), ("ās",), ("ajai",), ("o",), ("ajā",))


class Form(NamedTuple):
    """One case form of a name."""

    text: str
    case: str


def soften(stem: str) -> str:
    """A stem with its last consonants softened; r, st and what is soft already stay.

    >>> soften("Gulbīt"), soften("Aizup"), soften("Daukst")
    ('Gulbīš', 'Aizupj', 'Daukst')
    """
    for hard, soft in _SOFTENING:
        if stem.endswith(hard):
            return stem.removesuffix(hard) + soft
    return stem


def decline(name: str) -> tuple[Form, ...]:
    """Every case form of a name given in the nominative, several for a case where usage has several.

    >>> [form.text for form in decline("Cēsis")]
    ['Cēsis', 'Cēsu', 'Cēsīm', 'Cēsis', 'Cēsīs']
    """
    words = name.split(" ")
    tables = [_word(words[-1])]
    for word in reversed(words[:-1]):
        # "Lielā Pīkova" declines both words; in "Skultes muiža" the first is a genitive and stays.
        tables.insert(0, _adjective(word) if word.endswith("ā") else ((word,),) * len(CASES))
    return tuple(
        Form(" ".join(parts), case)
        for case, variants in zip(CASES, zip(*tables, strict=True), strict=True)
        for parts in product(*variants)
    )


def genitives(name: str) -> tuple[str, ...]:
    """The genitive forms of a name."""
    return tuple(form.text for form in decline(name) if form.case == GENITIVE)


def nominative_of_head(head: str) -> str | None:
    """The name a head in the genitive stands for: *Augšdaugava* of *Augšdaugavas*; None if not sure."""
    return head.removesuffix("s") if head.endswith(("as", "es")) else None


def _word(word: str) -> tuple[tuple[str, ...], ...]:
    inside = _ADJECTIVE_INSIDE.fullmatch(word)
    if inside:
        noun = _simple(inside["noun"])
        return tuple(
            tuple(f"{inside['stem']}{ending}{form}" for ending in endings)
            for endings, form in zip(_ADJECTIVE_MASCULINE, noun, strict=True)
        )
    return tuple((form,) for form in _simple(word))


def _simple(word: str) -> tuple[str, ...]:
    if word in SIXTH_PLURAL:
        return _with(word.removesuffix("is"), _SIXTH_PLURAL)
    if word.endswith(UNCHANGED):
        return (word,) * len(CASES)
    for ending, cut, table in _BY_ENDING:
        if word.endswith(ending):
            return _with(word.removesuffix(cut), table)
    if word.endswith(("s", "š")):
        return (word, *_with(word[:-1], _FIRST)[1:])
    return (word,) * len(CASES)


def _adjective(word: str) -> tuple[tuple[str, ...], ...]:
    stem = word.removesuffix("ā")
    return tuple(tuple(stem + ending for ending in endings) for endings in _ADJECTIVE_FEMININE)


def _with(stem: str, endings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(soften(stem) + ending[1:] if ending.startswith("~") else stem + ending for ending in endings)
