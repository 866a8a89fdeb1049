"""Names with their unit word: *Ludzas novads*, *Istras pag.*, and enumerations that share one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pilsetas_crawl.gazetteer import MUNICIPALITY, PARISH, STATE_CITY, TOWN, Place
from pilsetas_crawl.gazetteer.declension import GENITIVE, NOMINATIVE
from pilsetas_crawl.places.candidates import Candidate, join, next_word
from pilsetas_crawl.places.vocabulary import COUNCIL, UNITS

_SURE, _ABBREVIATED, _LISTED, _COUNCIL = 0.99, 0.97, 0.95, 0.93


@dataclass(slots=True)
class Found:
    """A decision about one candidate.

    Attributes:
        places: what it is; several where the name exists more than once, none where it is no place.
        end: offset behind the span.
        confidence: how sure.
        rule: code of the rule.
    """

    places: tuple[Place, ...]
    end: int
    confidence: float
    rule: str


REFUSED = "former_unit"
_AND_UNIT = re.compile(r"\s+(?i:un)\s+(\w+)")


def with_units(text: str, tokens: list[Candidate]) -> list[Found | None]:
    """What the unit words decide, for each candidate.

    A name that two unit words share (*Rēzeknes pilsētas un novada*) adds a candidate for the second one.
    """
    found: list[Found | None] = [None] * len(tokens)
    for index, token in enumerate(tokens):
        word, end = next_word(text, token.end)
        unit = UNITS.get(word.lower()) or UNITS.get(word.lower().rstrip("."))
        if unit is not None:
            kind, plural = unit
            short = word.lower().startswith(("nov.", "pag."))
            end -= word.endswith(".") and not short  # that dot ends the sentence
            _decide(text, tokens, index, found, kind=kind, plural=plural, end=end, short=short)
        elif word.lower().startswith(COUNCIL):
            _council(text, tokens, index, found)
    pairs: list[tuple[Candidate, Found | None]] = []
    for token, decision in zip(tokens, found, strict=True):
        pairs.append((token, decision))
        second = _second_unit(text, token, decision)
        if second is not None:
            pairs.append(second)
    tokens[:] = [token for token, _ in pairs]
    return [decision for _, decision in pairs]


def _second_unit(text: str, token: Candidate, decision: Found | None) -> tuple[Candidate, Found] | None:
    """The second place of *Rēzeknes pilsētas un novada*."""
    match = _AND_UNIT.match(text, decision.end) if decision and decision.places else None
    unit = UNITS.get(match[1].lower()) if match else None
    if match is None or unit is None or decision is None:
        return None
    named = _named(token, unit[0])
    if not named or named == decision.places or not decision.rule.startswith("unit_"):
        return None
    word = replace(token, start=match.start(1), end=match.end(1))
    return word, Found(named, match.end(1), _LISTED, f"list_{named[0].kind}")


def _decide(
    text: str,
    tokens: list[Candidate],
    index: int,
    found: list[Found | None],
    *,
    kind: str,
    plural: bool,
    end: int,
    short: bool,
) -> None:
    token = tokens[index]
    named = _named(token, kind)
    if not named:
        if kind in (MUNICIPALITY, PARISH):
            # "Kandavas novads" was one until 2021; it is neither the town nor anything of today.
            found[index] = Found((), end, 0.0, REFUSED)
        return
    code = "unit_short" if short else "unit"
    found[index] = Found(named, end, _ABBREVIATED if short else _SURE, f"{code}_{named[0].kind}")
    _enumerated(text, tokens, index, found, kind=kind, plural=plural)


def _enumerated(
    text: str, tokens: list[Candidate], last: int, found: list[Found | None], *, kind: str, plural: bool
) -> None:
    """The members before the last: *Preiļu, Krāslavas un Ludzas novados*."""
    right, members = last, []
    for index in range(last - 1, -1, -1):
        how = join(text, tokens[index].end, tokens[right].start)
        # Without "un" before the last, a comma parts levels of an address, not members of a list.
        if how is None or (how == "comma" and right == last and not plural):
            break
        named = _named(tokens[index], kind)
        if found[index] is not None or (found[last] and named == found[last].places):  # type: ignore[union-attr] # seen just before
            break
        # "Kokneses, Siguldas un Ventspils novada": what is no novads today does not end the list.
        if named:
            members.append((index, named))
        right = index
    for index, named in members:
        found[index] = Found(named, tokens[index].end, _LISTED, f"list_{named[0].kind}")


def _named(token: Candidate, kind: str) -> tuple[Place, ...]:
    entry = token.entry
    if kind == MUNICIPALITY:
        return (entry.novads,) if entry.novads else ()
    if kind == PARISH:
        return tuple(entry.parishes)
    genitive = (GENITIVE, NOMINATIVE)
    if kind == TOWN:
        return tuple(place for place, case in entry.towns if case == GENITIVE)[:1]
    return tuple(place for place, case in entry.villages if case in genitive)


def _council(text: str, tokens: list[Candidate], index: int, found: list[Found | None]) -> None:
    """*Madonas pašvaldība* is the novads, unless a state city of its own bears the name."""
    place = council_of(tokens[index])
    if place is None:
        return
    found[index] = Found((place,), tokens[index].end, _COUNCIL, "council")
    right = index
    for before in range(index - 1, -1, -1):
        how = join(text, tokens[before].end, tokens[right].start)
        place = council_of(tokens[before])
        if how is None or (how == "comma" and right == index) or place is None or found[before]:
            break
        found[before] = Found((place,), tokens[before].end, _LISTED, "list_council")
        right = before


def council_of(token: Candidate) -> Place | None:
    """The municipality whose council a bare name in the genitive stands for."""
    city = next((place for place, case in token.entry.towns if case == GENITIVE), None)
    if city is not None and city.kind == STATE_CITY and not city.parent_atvk:
        return city
    return token.entry.novads


__all__ = ["REFUSED", "TOWN", "Found", "council_of", "with_units"]
