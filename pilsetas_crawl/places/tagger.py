"""Finds the places a text names.

The rules in their order, and what they cost, stand in docs/places.md. Time grows with the length of the text:
every word is looked up once, and around a name a bounded number of characters is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pilsetas_crawl.places.bare import with_bare_names
from pilsetas_crawl.places.candidates import candidates
from pilsetas_crawl.places.lexicon import bare_lexicon, lexicon
from pilsetas_crawl.places.mention import BODY, TITLE, Mention
from pilsetas_crawl.places.same_name import settle
from pilsetas_crawl.places.units import with_units
from pilsetas_crawl.places.written import Written, without_diacritics, written

# What a doubtful writing takes from the confidence.
_CAPITALS, _FOLDED = 0.1, 0.2


class Text(NamedTuple):
    """A text to be read: title, body and the slug of its publisher; each may be unknown."""

    title: str | None
    body: str | None
    publisher: str | None = None


def find_places(text: str | None, *, title: str | None = None, publisher: str | None = None) -> list[Mention]:
    """Every mention of a place, in the order of title and body.

    Args:
        text: the body; offsets of mentions refer to it as given, whatever characters it holds.
        title: the headline; mentions in it are counted apart.
        publisher: slug of the publishing municipality; settles same-named parishes and admits its villages.
            An unknown slug settles nothing.
    """
    read = [(field, written(part)) for field, part in ((TITLE, title), (BODY, text)) if part]
    folded = without_diacritics(*(part.text for _, part in read))
    mentions = [
        mention for field, part in read for mention in _in_field(part, field, publisher, folded=folded)
    ]
    return settle(mentions, publisher)


def find_places_in(texts: Iterable[Text]) -> Iterator[list[Mention]]:
    """The mentions of each of many texts, one list per text, in their order; nothing is kept between them."""
    for text in texts:
        yield find_places(text.body, title=text.title, publisher=text.publisher)


def _in_field(part: Written, field: str, publisher: str | None, *, folded: bool) -> Iterator[Mention]:
    text = part.text
    tokens = list(candidates(text, lexicon(), bare_lexicon() if folded else None))
    if not tokens:
        return
    found = with_bare_names(text, tokens, with_units(text, tokens), publisher)
    behind = 0
    for token, decision in zip(tokens, found, strict=True):
        if decision is None or not decision.places or token.start < behind:
            continue
        behind = decision.end
        start, end = part.start(token.start), part.end(decision.end)
        less = _CAPITALS * token.capitals + _FOLDED * token.folded
        place = decision.places[0] if len(decision.places) == 1 else None
        yield Mention(
            start=start,
            end=end,
            text=part.text[token.start : decision.end],
            field=field,
            key=place.key if place else None,
            kind=decision.places[0].kind,
            confidence=round(max(decision.confidence - less, 0.05), 2),
            rule=decision.rule,
            place=place,
            candidates=() if place else tuple(one.key for one in decision.places),
        )
