"""Small things said of events in running text: where, and what it costs."""

from __future__ import annotations

import re
from typing import NamedTuple

# Locatives with which a place of events ends; folded text would confuse "skola" and "skolā".
_PLACES = (
    "namā|centrā|bibliotēkā|muzejā|skolā|vidusskolā|pamatskolā|ģimnāzijā|baznīcā|laukumā|parkā|estrādē|zālē|"
    "pilī|stadionā|klubā|galerijā|teātrī|hallē|dārzā|muižā|telpās|ielā|pagastā|katedrālē|arēnā|bērnudārzā"
)
_AT = re.compile(rf"[^.:!?]{{2,80}}\b(?:{_PLACES})(?: \d+\w?)?", re.IGNORECASE)
_FIRST = re.compile(rf"(?P<venue>{_AT.pattern})\s*(?:[–—-]|:)\s+(?P<title>\S.+)", re.IGNORECASE | re.DOTALL)
_LAST = re.compile(rf"(?P<title>.{{3,}}?),\s+(?P<venue>{_AT.pattern})[.\s]*", re.IGNORECASE | re.DOTALL)
_STREET_AND_NUMBER = re.compile(
    r"[^:!?]{2,60} (?:iela|laukums|prospekts|bulvāris|gatve|šoseja|aleja) \d{1,3} ?[a-z]?(?:[/-]\d{1,3})?\.?",
    re.IGNORECASE,
)
_VENUE_LABEL = re.compile(
    r"(?:^|(?<=[\n|.] )|(?<=\n))(?:norises vieta|pasākuma vieta|vieta|kur): ?(?P<venue>[^\n.;|]{3,120})",
    re.IGNORECASE | re.MULTILINE,
)
_PRICE = re.compile(
    r"(?:ieeja\s*[:–-]?\s*(?:brīva|bez maksas|bezmaksas|par ziedojumiem)|(?:ieejas?|dalības|biļetes?) "
    r"(?:maksa|cena)\s*[:–-]?\s*(?:no )?(?:€ ?)?\d+(?:[.,]\d{1,2})?(?: ?(?:eiro|eur|€))?|biļetes[^.]{0,40}\d+"
    r"(?:[.,]\d{1,2})? ?(?:eiro|eur|€)|bez maksas|bezmaksas pasākums)",
    re.IGNORECASE,
)


class What(NamedTuple):
    """What a line announces and where."""

    title: str
    venue: str | None = None
    address: str | None = None


def split_line(text: str) -> What:
    """Part a line into what and where, where the where surely is one; else the line is what.

    A street with a number at the end is an address, and what stands between it and the title the venue; else
    a venue is known by the word it ends with ("namā", "bibliotēkā"), in front of a dash or behind a comma.
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and _STREET_AND_NUMBER.fullmatch(parts[-1]):
        *names, address = parts
        venue = names.pop() if len(names) > 1 else None
        return What(", ".join(names), venue, address.rstrip(". "))
    found = _FIRST.fullmatch(text) or _LAST.fullmatch(text)
    return What(found["title"].strip(), found["venue"].strip()) if found else What(text)


def find_venue(text: str | None) -> str | None:
    """The place behind a label ("Norises vieta:") in a text; None where there is no such label."""
    found = _VENUE_LABEL.search(text or "")
    return found["venue"].strip() if found else None


def find_price(text: str | None) -> str | None:
    """What a text says of admission, in its own words; None where it says nothing."""
    found = _PRICE.search(text or "")
    return found[0].strip() if found else None


_STREET = re.compile(
    r"\b(?:iela|gatve|prospekts|bulvāris|šoseja|aleja|laukums|ceļš|līnija)\b|\d", re.IGNORECASE
)
_VENUE_AND_PLACE = 2


def split_where(text: str | None) -> tuple[str | None, str | None, str | None]:
    """Part "Town, venue, street" into place, venue and address.

    A street is known by its word or a number; of what is left, one part is the venue (or, before a street,
    the place) and of several the first is the place.
    """
    parts = [part.strip() for part in (text or "").split(",") if part.strip()]
    street = [part for part in parts[1:] if _STREET.search(part)]
    names = [part for part in parts if part not in street]
    address = ", ".join(street) or None
    if len(names) >= _VENUE_AND_PLACE:
        return names[0], ", ".join(names[1:]), address
    if not names:
        return None, None, address
    return (names[0], None, address) if street else (None, names[0], None)
