"""Reasons why a bare name is not the place: streets, waters, people, clubs, firms, quoted titles."""

from __future__ import annotations

import re

from pilsetas_crawl.gazetteer.declension import ACCUSATIVE, DATIVE, GENITIVE, LOCATIVE, NOMINATIVE
from pilsetas_crawl.places.candidates import CAPITAL, WINDOW, Candidate, next_word, previous
from pilsetas_crawl.places.lexicon import CAPITALS
from pilsetas_crawl.places.vocabulary import (
    CLUBS,
    COMPANIES,
    EVENTS,
    LARGE_OR_SMALL,
    NAMED,
    NOT_THE_PLACE,
    STREETS,
    UNIVERSAL_QUOTES,
    WATERS,
    WATERS_INSIDE,
    first_names,
)

# "Rīgas un Skolas ielā": a list of streets that share their noun.
_STREET_LIST = re.compile(
    rf"(?:(?:,\s*|\s+(?i:un|vai|kā arī)\s+)[{CAPITALS}][\w.]*(?:\s[{CAPITALS}]\w+)?){{0,6}}"
    rf"\s+(?i:un|vai|kā arī)\s+(?:[{CAPITALS}][\w.]*\s){{1,3}}(?P<noun>\w+)"
)
_QUOTES = re.compile(f"[{UNIVERSAL_QUOTES}]")
_WORDS = re.compile(r"\w+")
_SHORT_TITLE, _LONG_TITLE = 2, 4  # words
_SEA = ("jūras", "juras")


def veto(text: str, token: Candidate, cases: frozenset[str]) -> str | None:
    """Code of the reason why a bare name is not the place; None when there is none.

    Args:
        text: the readable text.
        token: the name.
        cases: cases its form may be in.
    """
    following, after = next_word(text, token.end)
    return (
        _by_noun(text, following.lower(), after)
        or _street_list(text, token, cases)
        or _club_behind(text, token, following)
        or _by_word_before(text, token, cases, following)
        or _hyphenated(text, token)
        or _quoted(text, token, cases)
    )


def _by_noun(text: str, following: str, after: int) -> str | None:  # noqa: PLR0911 - one per rule
    if not following:
        return None
    if following.startswith(STREETS):
        return "street"
    if following.startswith(WATERS) or following.rstrip(".").endswith(WATERS_INSIDE):
        return "water"
    if following.upper() in ("HES", "HES.") or following.startswith(NOT_THE_PLACE):
        return "not_the_place"
    second = next_word(text, after)[0].lower()
    if following.capitalize().startswith(LARGE_OR_SMALL) and second.startswith(WATERS):
        return "water"
    if following in _SEA and second.startswith(("līč", "lič", "līc", "lic")):
        return "water"
    if following.startswith(("plānošanas", "planosanas")) and second.startswith(("reģion", "region")):
        return "not_the_place"
    return None


def _street_list(text: str, token: Candidate, cases: frozenset[str]) -> str | None:
    if GENITIVE not in cases:
        return None
    match = _STREET_LIST.match(text, token.end, token.end + 2 * WINDOW)
    return "street" if match and match["noun"].lower().startswith(STREETS) else None


def _club_behind(text: str, token: Candidate, following: str) -> str | None:
    if following.rstrip(".") in CLUBS:
        return "club"
    if text[token.end : token.end + 1] == "/" and CAPITAL.match(text, token.end + 1):
        return "club"  # a team with its sponsor; routes are let through before
    return None


def _by_word_before(  # noqa: PLR0911 - one per rule
    text: str, token: Candidate, cases: frozenset[str], following: str
) -> str | None:
    before = previous(text, token.start)
    if before is None or not (before.near or before.quote):
        return None
    if not before.dot and before.word in CLUBS:
        return "club"
    if not before.dot and before.word in COMPANIES:
        return "company"
    if before.quote:
        return None
    if before.word.lower().startswith(NAMED) and cases == {NOMINATIVE} and before.word.islower():
        return "named_after"
    if LOCATIVE in cases and len(cases) == 1:
        return None
    if before.dot:
        return "surname" if len(before.word) == 1 and CAPITAL.match(before.word) else None
    name = before.word.capitalize() if before.word.isupper() else before.word
    return "surname" if _is_surname(first_names().get(name), cases, following) else None


def _is_surname(first: frozenset[str] | None, cases: frozenset[str], following: str) -> bool:
    """A first name before it; but "Anna Ludzas bibliotēkā" is Anna in the library of Ludza."""
    if first is None:
        return False
    if cases == {GENITIVE} and following[:1].islower():
        return GENITIVE in first
    return bool(first & (cases | {GENITIVE, DATIVE, ACCUSATIVE} if NOMINATIVE in cases else cases))


def _hyphenated(text: str, token: Candidate) -> str | None:
    """*Valmiera-Ozola* is a surname; routes are let through before."""
    behind = text[token.end : token.end + 1] == "-" and CAPITAL.match(text, token.end + 1)
    ahead = text[token.start - 1 : token.start] == "-" and text[token.start - 2 : token.start - 1].isalpha()
    return "hyphen" if behind or ahead else None


def _quoted(text: str, token: Candidate, cases: frozenset[str]) -> str | None:  # noqa: PLR0911 - one per rule
    opening = _opening_quote(text, token.start)
    if opening is None:
        return None
    closing = _QUOTES.search(text, token.end, token.end + WINDOW)
    if closing is None:
        return None
    inside = text[opening + 1 : closing.start()]
    words = _WORDS.findall(inside)
    before = previous(text, opening)
    label = before.word if before else ""
    if label in COMPANIES:
        return "company"
    if opening + 1 != token.start:
        return "named_after" if label.lower().startswith(NAMED) and len(words) <= _LONG_TITLE else None
    if len(words) == 1:
        return "quoted_name"
    second = words[1]
    if second.lower().startswith(EVENTS):
        return None
    if len(words) <= _SHORT_TITLE or (
        len(words) <= _LONG_TITLE and (label.lower().startswith(NAMED) or CAPITAL.match(second))
    ):
        return "quoted_name" if LOCATIVE not in cases or len(words) == 1 else None
    return None


def _opening_quote(text: str, at: int) -> int | None:
    """Offset of the quotation mark that opens the quote a word stands in; None when it stands in none."""
    nearest = None
    for match in _QUOTES.finditer(text, max(0, at - WINDOW), at):
        nearest = match.start()
    if nearest is None or "\n" in text[nearest:at]:
        return None
    before, behind = text[nearest - 1 : nearest], text[nearest + 1 : nearest + 2]
    opens = (not before or before.isspace() or before in "([") and not behind.isspace()
    return nearest if opens else None
