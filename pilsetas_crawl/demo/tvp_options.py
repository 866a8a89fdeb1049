"""In what the sites of the unified platform differ.

Working feeds were reported of nine municipal sites; of the others nobody has seen one. Here some of those
have a feed and some say that there is none. The form of the machine date in list rows was never shown, so all
three plausible ones occur.
"""

from __future__ import annotations

from dataclasses import dataclass

from pilsetas_crawl.demo.facts import TVP_SITES


@dataclass(frozen=True, slots=True)
class TvpOptions:
    """How one site is set up.

    Attributes:
        feed: there is a feed; without one the hub says so and the feed's address is missing.
        validators: the feed carries ETag and Last-Modified.
        cdata: descriptions are CDATA sections instead of escaped text.
        stamp: form of the machine date in list rows: "day", "utc" or "local".
        old: lists and pages have the markup of before 23 April 2026.
    """

    feed: bool = True
    validators: bool = True
    cdata: bool = True
    stamp: str = "local"
    old: bool = False


_STAMPS = ("local", "utc", "day")
_NO_FEED = frozenset({"balvi", "dobele", "gulbene", "jekabpils", "ogre"})
_NO_VALIDATORS = frozenset({"limbazi", "ropazi", "talsi"})
_OLD = frozenset({"aizkraukle", "bauska", "gulbene", "limbazi", "livani", "ropazi", "talsi"})


def _options(slug: str, number: int) -> TvpOptions:
    return TvpOptions(
        feed=slug not in _NO_FEED,
        validators=slug not in _NO_VALIDATORS,
        cdata=number % 2 == 0,
        stamp=_STAMPS[number % len(_STAMPS)],
        old=slug in _OLD,
    )


TVP_OPTIONS = {slug: _options(slug, number) for number, slug in enumerate(TVP_SITES)} | {
    "ludza": TvpOptions(stamp="day"),
    "tukums": TvpOptions(validators=False, cdata=False, old=True),
    "jurmala": TvpOptions(feed=False, cdata=False, stamp="utc"),
}
