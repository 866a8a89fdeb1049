"""Facts of a sentence: dates, times, numbers and names. Two notices of one form differ in nothing else."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from pilsetas_crawl.registry import municipalities
from pilsetas_crawl.stories.text import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

# The kind of a fact, in its highest bits.
DAY, HOUR, NUMBER, NAME, MUNICIPALITY = range(5)
_SHIFT = 29
_VALUE = (1 << _SHIFT) - 1

TOKEN = re.compile(r"\d+(?:[.:,]\d+)*|\w+")
_MONTHS = ("janv", "febr", "mart", "apr", "maij", "jūn", "jūl", "aug", "sept", "okt", "nov", "dec")
_MONTH = re.compile(
    r"(?:janvār|februār|mart[sauā]|aprīl|maij[sauā]|jūnij|jūlij|august|septembr|oktobr|novembr|decembr)"
)
_WEEKDAY_FORM = re.compile(r"(?:pirm|otr|treš|ceturt|piekt|sest|svēt)dien")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[.:]([0-5]\d)$")
_NUMERIC_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{2}|\d{4}))?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
# Words that stand between the days of a span and its month: "no 1. līdz 17. decembrim".
_SPAN = frozenset({"līdz", "un", "uz", "no"})
_LAST_MONTH = 12
_LAST_DAY = 31
# The word a municipality's name is replaced by: one notice names each publisher in turn.
OWN = "@"


def fact(kind: int, value: str) -> int:
    """A fact as 32 bits: the kind and a digest of the value."""
    return kind << _SHIFT | crc32(value.encode()) & _VALUE


def kind_of(found: int) -> int:
    """The kind of a fact."""
    return found >> _SHIFT


@cache
def municipality_stems() -> dict[str, str]:
    """Stem of the word that names a municipality → the stem of its nominative (*Preiļu* and *Preiļi*)."""
    stems = {}
    for place in municipalities().values():
        names = (place.name, place.name_genitive, place.name_locative)
        heads = [stem(name.split()[0].casefold()) for name in names]
        stems.update(dict.fromkeys(heads, heads[0]))
    return stems


@cache
def own_stem(municipality: str) -> str | None:
    """The stem a municipality is named by; None for a slug that is none."""
    place = municipalities().get(municipality)
    return municipality_stems()[stem(place.name.split()[0].casefold())] if place else None


class Words(NamedTuple):
    """A sentence taken apart.

    Attributes:
        words: as they are compared, in lower case, municipalities replaced.
        facts: dates, times, numbers, names; one may stand twice.
        places: stems of the municipalities named.
        plain: digests, 16 bits, of the words that are letters.
    """

    words: list[str]
    facts: list[int]
    places: list[str]
    plain: set[int]


def read(sentence: str) -> Words:
    """Take a sentence apart.

    Names are words with a capital, not the first and not in a line of capitals; a municipality's name
    counts wherever it stands, and is replaced among the words.
    """
    found = list(map(_SEEN.__getitem__, TOKEN.findall(sentence)))
    words = [seen[0] for seen in found]
    plain = {seen[3] for seen in found}
    facts: list[int] = []
    places: list[str] = []
    telling = [(at, seen) for at, seen in enumerate(found) if seen[1]]
    shouted = bool(telling) and sentence.isupper()
    for at, (lower, kind, value, _) in telling:
        if kind == _DIGITS:
            facts.extend(_number(words, at))
        elif kind == _PLACE:
            places.append(value)
            facts.append(fact(MUNICIPALITY, value))
            words[at] = OWN
        elif kind == _CAPITAL:
            if at and not shouted:
                facts.append(fact(NAME, value))
        elif kind == _WEEKDAY or not (at and words[at - 1][0].isdigit()):
            facts.append(fact(DAY, lower[:4]))
    plain.discard(_NO_DIGEST)
    return Words(words, facts, places, plain)


# What a word is, looked at alone.
_PLAIN, _DIGITS, _PLACE, _CAPITAL, _WEEKDAY, _MONTHLY = range(6)


# In place of the digest of a number.
_NO_DIGEST = -1


class _Seen(dict[str, tuple[str, int, str, int]]):
    """Words looked at before: most of a text is."""

    most = 200_000  # about 50 MB

    def __missing__(self, word: str) -> tuple[str, int, str, int]:
        if len(self) >= self.most:
            self.clear()
        self[word] = seen = _look(word)
        return seen


_SEEN = _Seen()


def _look(word: str) -> tuple[str, int, str, int]:
    """The word in lower case, what it is, its stem where it is a name, and its digest."""
    lower = word.lower()
    if word[0].isdigit():
        return lower, _DIGITS, "", _NO_DIGEST
    digest = crc32(lower.encode()) & 0xFFFF
    if _WEEKDAY_FORM.match(lower):
        return lower, _WEEKDAY, "", digest
    if _MONTH.match(lower):
        return lower, _MONTHLY, "", digest
    if not word[0].isupper():
        return lower, _PLAIN, "", digest
    short = stem(lower)
    place = municipality_stems().get(short)
    if place:
        return lower, _PLACE, place, crc32(OWN.encode()) & 0xFFFF
    return lower, _CAPITAL, short, digest


def _number(words: list[str], at: int) -> Iterable[int]:
    word = words[at]
    after = words[at + 1] if at + 1 < len(words) else ""
    if clock := _CLOCK.match(word):
        yield fact(HOUR, f"{int(clock[1])}:{clock[2]}")
        return
    if (date := _NUMERIC_DATE.match(word)) and int(date[2]) <= _LAST_MONTH and int(date[1]) <= _LAST_DAY:
        yield fact(DAY, f"{int(date[1])}.{int(date[2])}")
        return
    if _YEAR.match(word):
        return
    if word.isdigit() and len(word) < 3 and (month := _month(words, at + 1)):  # noqa: PLR2004 # a day
        yield fact(DAY, f"{int(word)}.{month}")
        return
    if words[at - 1] == "plkst" and at and word.isdigit():
        yield fact(HOUR, f"{int(word)}:00" if len(word) < 6 else word)  # noqa: PLR2004 # an hour
        return
    yield fact(NUMBER, word.replace(",", ".") + (after if len(after) == 1 and after in "abcd" else ""))


def _month(words: list[str], at: int) -> int | None:
    """The month a day belongs to: the next word, or the one after the span's other day."""
    for word in words[at : at + 3]:
        if _MONTH.match(word):
            return next(n for n, head in enumerate(_MONTHS, 1) if word.startswith(head))
        if word not in _SPAN and not word.isdigit():
            return None
    return None
