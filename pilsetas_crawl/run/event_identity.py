"""Which event it is, and what it says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pilsetas_crawl.event import Event
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.reading.events_when import Basis

if TYPE_CHECKING:
    from pilsetas_crawl.store import KnownEvent

_WORDS = re.compile(r"\w+")
# Cards without a year stay on lists for weeks; the same words half a year after the end are the next one's.
_STALE = timedelta(days=180)
_FLOATING = frozenset({Basis.YEAR_CHOSEN, Basis.FIRST_TIME})


def event_id(municipality: str, basis: str) -> str:
    """Identity of an event: the publisher's slug and a digest of what it was first known by."""
    digest = hashlib.blake2b(basis.encode(), digest_size=8).hexdigest()
    return f"{municipality}-event-{digest}"


def identity_basis(event: Event, page_key: str | None, *, taken: bool) -> str:
    """What an event not met before is known by from now on.

    Args:
        event: the event.
        page_key: key of its own page, None where it has none.
        taken: another event is known by that page already.
    """
    moment = _utc(event.start_at) if event.all_day is False else event.start_date
    if page_key is not None:
        return f"at:{page_key}#{moment}" if taken else f"at:{page_key}"
    return f"named:{words(event.title)}|{moment}"


def event_hash(event: Event) -> str:
    """Digest of what is said of an event: words and moments, no markup, case or white space.

    Where the days move with the day of reading the words count, or the passing of time would look like an
    edit.
    """
    moments = (_utc(event.start_at), _utc(event.end_at), event.all_day)
    when = words(event.when_raw) if floats(event) else moments
    texts = (event.title, event.place, event.venue, event.address, event.price, event.organizer)
    told = (when, *(words(text) for text in texts), words(event.description))
    return hashlib.blake2b(repr(told).encode(), digest_size=16).hexdigest()


def floats(event: Event) -> bool:
    """Whether its days move with the day of reading although its words stay: no year told, or it recurs.

    The days told in an article are counted from the article's own day, which stays; and "rīt" is another day
    with every reading.
    """
    return event.derived_from is None and event.when_basis in _FLOATING


def elsewhere(event: Event, known: KnownEvent | Event) -> bool:
    """Whether one article tells two as different: under one title and time, but at places of other names."""
    if event.derived_from is None or event.derived_from != known.derived_from:
        return False
    here, there = where(event), where(known)
    return bool(here and there) and here != there


def where(event: KnownEvent | Event) -> str:
    """The words that tell its place."""
    return words(f"{event.venue or ''} {event.address or ''}")


def same_time(event: Event, known: KnownEvent | Event) -> bool:
    """Whether two tell the same time, as far as both tell it."""
    exact = event.when_precision == "minute" and known.when_precision == "minute"
    return event.start_at == known.start_at if exact else event.start_date == known.start_date


def same_words(event: Event, known: KnownEvent | Event) -> bool:
    """Whether two tell their time in the same words."""
    return words(event.when_raw) == words(known.when_raw)


def words(text: str | None) -> str:
    """The words of a text without case, punctuation and white space."""
    return " ".join(_WORDS.findall((text or "").casefold()))


def pick(events: Iterable[KnownEvent], event: Event) -> KnownEvent | None:
    """The one of several known events that is this one, by its words (days that float) or its time."""
    found = [known for known in events if not elsewhere(event, known)]
    by_words = (known for known in found if same_words(event, known) and _is_still(event, known))
    by_time = (known for known in found if same_time(event, known))
    return next(by_words, None) or next(by_time, None)


def _is_still(event: Event, known: KnownEvent) -> bool:
    """Whether the words of a floating time can still mean the known one."""
    if not floats(event):
        return False
    if event.when_basis == Basis.FIRST_TIME or known.end_date is None:
        return True
    read = (event.fetched_at or datetime.now(UTC)).astimezone(RIGA).date()
    return known.end_date >= read - _STALE


def _utc(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
