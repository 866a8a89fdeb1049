"""Names without a unit word: towns anywhere, villages where the publisher or the company vouches for them."""

from __future__ import annotations

from pilsetas_crawl.gazetteer import STATE_CITY, Place
from pilsetas_crawl.gazetteer.declension import LOCATIVE, NOMINATIVE
from pilsetas_crawl.places.candidates import (
    Candidate,
    begins_sentence,
    dashed,
    join,
    next_word,
    previous,
)
from pilsetas_crawl.places.units import Found
from pilsetas_crawl.places.vetoes import veto
from pilsetas_crawl.places.vocabulary import AFTER_A_PLACE, BEFORE_A_PLACE

_TOWN, _TOWN_LOCATIVE, _TOWN_WORD, _ALIAS = 0.9, 0.95, 0.75, 0.7
_VILLAGE, _VILLAGE_LOCATIVE, _VILLAGE_BESIDE = 0.8, 0.9, 0.85

Cases = frozenset[str]


def with_bare_names(
    text: str, tokens: list[Candidate], found: list[Found | None], publisher: str | None
) -> list[Found | None]:
    """Decide what the unit words have left open."""
    free = [index for index, decision in enumerate(found) if decision is None]
    for index in free:
        found[index] = _town(text, tokens, index)
    for index in free:
        if found[index] is None:
            found[index] = _village(text, tokens, index, publisher)
    for index in reversed(free):
        if found[index] is None:
            found[index] = _beside(text, tokens, index, found)
    return found


def _town(text: str, tokens: list[Candidate], index: int) -> Found | None:  # noqa: PLR0911 - one per rule
    token = tokens[index]
    options = token.entry.towns or token.entry.aliases
    if not options:
        return None
    place = options[0][0]
    cases = frozenset(case for one, case in options if one is place)
    if not _route(text, tokens, index):
        reason = veto(text, token, cases)
        if reason:
            return Found((), token.end, 0.0, reason)
    if not token.entry.towns:
        return Found((place,), token.end, _ALIAS, "alias")
    if LOCATIVE in cases:
        return Found((place,), token.end, _TOWN_LOCATIVE, "town_locative")
    if token.entry.common and place.kind != STATE_CITY and _capital_says_nothing(text, token):
        if not (_noun_of_a_place(text, token) or _in_company(text, tokens, index)):
            return Found((), token.end, 0.0, "common_word")
        return Found((place,), token.end, _TOWN_WORD, "town_vouched")
    return Found((place,), token.end, _TOWN, "town")


def _capital_says_nothing(text: str, token: Candidate) -> bool:
    return token.capitals or begins_sentence(text, token.start)


def _noun_of_a_place(text: str, token: Candidate) -> bool:
    word = next_word(text, token.end)[0]
    return word.lower().startswith(AFTER_A_PLACE)


def _in_company(text: str, tokens: list[Candidate], index: int) -> bool:
    """A town beside it in a list or a route, whose name is no ordinary word."""
    return any(
        tokens[other].entry.towns and not tokens[other].entry.common
        for other in (index - 1, index + 1)
        if 0 <= other < len(tokens) and _joined(text, tokens, index, other)
    )


def _joined(text: str, tokens: list[Candidate], one: int, other: int) -> bool:
    left, right = sorted((one, other))
    end, start = tokens[left].end, tokens[right].start
    return join(text, end, start) is not None or dashed(text, end, start)


def _route(text: str, tokens: list[Candidate], index: int) -> bool:
    """Whether a dash leads to the next town: *Krāslava–Preiļi–Madona*."""
    return any(
        dashed(text, tokens[min(index, other)].end, tokens[max(index, other)].start)
        and bool(tokens[other].entry.towns or tokens[other].entry.villages)
        for other in (index - 1, index + 1)
        if 0 <= other < len(tokens)
    )


def _villages(text: str, token: Candidate) -> tuple[list[Place], Cases, int]:
    """Villages a token may be with the cases of its form, and where the name ends."""
    for rest, place, case in token.entry.phrases:
        if text.startswith(f" {rest}", token.end):
            return [place], frozenset({case}), token.end + 1 + len(rest)
    places = list(dict.fromkeys(place for place, _ in token.entry.villages))
    return places, frozenset(case for _, case in token.entry.villages), token.end


def _village(  # noqa: PLR0911 - one per rule
    text: str, tokens: list[Candidate], index: int, publisher: str | None
) -> Found | None:
    token = tokens[index]
    places, cases, end = _villages(text, token)
    own = tuple(place for place in places if place.municipality == publisher)
    if not own or token.folded:
        return None
    route = _route(text, tokens, index)
    reason = None if route or end != token.end else veto(text, token, cases)
    if reason:
        return Found((), end, 0.0, reason)
    if end != token.end or route:
        return Found(own, end, _VILLAGE, "own_village")
    vouched = _noun_of_a_place(text, token)
    if _capital_says_nothing(text, token):
        # At the start of a sentence only a locative or a noun behind it tells a village from a river.
        if token.entry.common or token.capitals or not (LOCATIVE in cases or vouched):
            return None
        return Found(own, end, _VILLAGE, "own_village")
    before = previous(text, token.start)
    led = before is not None and before.near and before.word.lower() in BEFORE_A_PLACE
    if LOCATIVE in cases:
        return Found(own, end, _VILLAGE_LOCATIVE, "own_village_locative")
    if led or vouched or not (token.entry.common or NOMINATIVE in cases):
        return Found(own, end, _VILLAGE, "own_village")
    return None


def _beside(text: str, tokens: list[Candidate], index: int, found: list[Found | None]) -> Found | None:
    """A village named with its parish or novads: *Garkalnē, Ropažu novadā*; *Ropažu novada Garkalnē*."""
    places, cases, end = _villages(text, tokens[index])
    for other in (index + 1, index - 1):
        company = found[other] if places and 0 <= other < len(tokens) else None
        if company is None or not company.rule.startswith(("unit", "beside")):
            continue
        if company.places and _touch(text, tokens, index, other, found, end):
            inside = tuple(place for place in places if _lies_in(place, company.places))
            if inside and not veto(text, tokens[index], cases):
                return Found(inside, end, _VILLAGE_BESIDE, "beside_unit")
    return None


def _touch(
    text: str, tokens: list[Candidate], index: int, other: int, found: list[Found | None], end: int
) -> bool:
    if other > index:
        gap = text[end : tokens[other].start]
        return gap.strip() in (",", "(", "un", "/") and len(gap) < 6  # noqa: PLR2004 # " un " and a blank
    company = found[other]
    return company is not None and text[company.end : tokens[index].start].strip() in ("", ",")


def _lies_in(village: Place, units: tuple[Place, ...]) -> bool:
    return any(
        unit.key == village.parent_atvk
        or (not unit.parent_atvk and unit.municipality == village.municipality)
        or (unit.kind == "ciems" and unit.municipality == village.municipality)
        for unit in units
    )
