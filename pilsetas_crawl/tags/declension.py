"""Latvian nouns backwards: from a form to the nominatives it can belong to.

The six declensions as in `docs/tags.md`; what softens is turned back both ways where the letter does not
tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

SINGULAR, PLURAL, EITHER = "singular", "plural", "either"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a form.

    Attributes:
        lemma: nominative singular.
        declension: 1 to 6.
        number: singular, plural, or either where the form is both.
        genitive: whether the form can be a genitive.
    """

    lemma: str
    declension: int
    number: str
    genitive: bool


# Ending → (declension, ending of the lemma, number, genitive?, softened?).
_ENDINGS: dict[str, tuple[tuple[int, str, str, bool, bool], ...]] = {
    "s": ((1, "s", SINGULAR, False, False), (6, "s", SINGULAR, True, False)),
    "š": ((1, "š", SINGULAR, False, False),),
    "a": ((4, "a", SINGULAR, False, False), (1, "s", SINGULAR, True, False), (2, "is", SINGULAR, True, True)),
    "am": ((1, "s", SINGULAR, False, False),),
    "ā": ((1, "s", SINGULAR, False, False), (4, "a", SINGULAR, False, False)),
    "i": (
        (1, "s", PLURAL, False, False), (2, "is", PLURAL, False, True), (2, "is", SINGULAR, False, False),
        (5, "e", SINGULAR, False, False), (6, "s", SINGULAR, False, False), (3, "us", PLURAL, False, False),
    ),
    "iem": ((1, "s", PLURAL, False, False), (2, "is", PLURAL, False, True), (3, "us", PLURAL, False, False)),
    "us": ((1, "s", PLURAL, False, False), (2, "is", PLURAL, False, True), (3, "us", SINGULAR, True, False)),
    "os": ((1, "s", PLURAL, False, False), (2, "is", PLURAL, False, True), (3, "us", PLURAL, False, False)),
    "is": ((2, "is", SINGULAR, False, False), (6, "s", PLURAL, False, False)),
    "im": ((2, "is", SINGULAR, False, False),),
    "ī": ((2, "is", SINGULAR, False, False), (6, "s", SINGULAR, False, False)),
    "um": ((3, "us", SINGULAR, False, False),),
    "ū": ((3, "us", SINGULAR, False, False),),
    "as": ((4, "a", EITHER, True, False),),
    "ai": ((4, "a", SINGULAR, False, False),),
    "ām": ((4, "a", PLURAL, False, False),),
    "ās": ((4, "a", PLURAL, False, False),),
    "e": ((5, "e", SINGULAR, False, False),),
    "es": ((5, "e", EITHER, True, False),),
    "ei": ((5, "e", SINGULAR, False, False),),
    "ē": ((5, "e", SINGULAR, False, False),),
    "ēm": ((5, "e", PLURAL, False, False),),
    "ēs": ((5, "e", PLURAL, False, False),),
    "ij": ((6, "s", SINGULAR, False, False),),
    "īm": ((6, "s", PLURAL, False, False),),
    "īs": ((6, "s", PLURAL, False, False),),
    "u": (
        (1, "s", EITHER, True, False), (4, "a", EITHER, True, False), (2, "is", PLURAL, True, True),
        (5, "e", PLURAL, True, True), (6, "s", PLURAL, True, True), (3, "us", EITHER, True, False),
    ),
}  # fmt: skip
# Softened end of a stem → what it was; the first that fits.
_HARD = (
    ("šņ", ("sn",)), ("žņ", ("zn",)), ("ļņ", ("ln",)), ("ļļ", ("ll",)), ("ņņ", ("nn",)), ("dž", ("dz",)),
    ("bj", ("b",)), ("mj", ("m",)), ("pj", ("p",)), ("vj", ("v",)), ("č", ("c",)), ("ļ", ("l",)),
    ("ņ", ("n",)), ("š", ("t", "s")), ("ž", ("d", "z")),
)  # fmt: skip
# Nouns of the second declension whose nominative ends in -s after a consonant; the whole list of the grammar.
_IRREGULAR = {
    stem: lemma
    for lemma, stems in {
        "akmens": ("akmen", "akmeņ"), "asmens": ("asmen", "asmeņ"), "mēness": ("mēnes",), "sāls": ("sāl",),
        "rudens": ("ruden", "rudeņ"), "suns": ("sun", "suņ"), "ūdens": ("ūden", "ūdeņ"), "zibens": ("ziben",),
    }.items()
    for stem in stems
}  # fmt: skip
# Stems behind which the first declension can have -š (ceļš, vējš).
_BEFORE_SZ = ("ļ", "j", "ņ", "ģ", "ķ")
_LONGEST = max(map(len, _ENDINGS))


@lru_cache(maxsize=8192)
def readings(form: str) -> tuple[Reading, ...]:
    """Every noun a lower-case form can belong to; nothing is said of whether there is such a noun."""
    return tuple(dict.fromkeys(_readings(form)))


def _readings(form: str) -> Iterator[Reading]:
    for length in range(_LONGEST, 0, -1):
        ending, stem = form[-length:], form[:-length]
        if len(stem) < 2:  # noqa: PLR2004 # shorter than any stem
            continue
        for declension, nominative, number, genitive, softened in _ENDINGS.get(ending, ()):
            if stem in _IRREGULAR:
                yield Reading(_IRREGULAR[stem], 2, number, genitive)
                continue
            for hard in _hardened(stem) if softened else (stem,):
                yield Reading(hard + nominative, declension, number, genitive)
            if declension == 1 and nominative == "s" and stem.endswith(_BEFORE_SZ):
                yield Reading(stem + "š", declension, number, genitive)


def _hardened(stem: str) -> tuple[str, ...]:
    for soft, hards in _HARD:
        if stem.endswith(soft):
            return (*(stem.removesuffix(soft) + hard for hard in hards), stem)
    return (stem,)


def plural(lemma: str, declension: int) -> str:
    """Nominative plural of a noun.

    >>> plural("jaunietis", 2), plural("iela", 4), plural("noteikums", 1)
    ('jaunieši', 'ielas', 'noteikumi')
    """
    if declension in (4, 5):
        return lemma + "s"
    if declension == 6:  # noqa: PLR2004 # the sixth declension
        return lemma.removesuffix("s") + "is"
    stem = lemma[:-2] if declension in (2, 3) and lemma.endswith(("is", "us")) else lemma[:-1]
    return (_softened(stem) if declension == 2 else stem) + "i"  # noqa: PLR2004 # the second


def _softened(stem: str) -> str:
    if stem.endswith("st"):
        return stem
    for soft, hards in _HARD:
        for hard in hards:
            if stem.endswith(hard):
                return stem.removesuffix(hard) + soft
    return stem
