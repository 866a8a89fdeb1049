"""Reading pages of which nothing is known: by the headline, and by what stands around it.

The headline is the one thing every article page has and that something else vouches for: the way of
discovery told it, or the page's own title does. Everything else is looked for from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from pilsetas_crawl.platforms.article_block import Prose, article_block, freed, is_noise_block
from pilsetas_crawl.platforms.discovery.page_links import in_named_furniture
from pilsetas_crawl.platforms.discovery.rows import LONGEST_DATE, date_line
from pilsetas_crawl.platforms.headline import headline_of
from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.platforms.reading import Way, words_of
from pilsetas_crawl.platforms.times import moment_of, says_changed
from pilsetas_crawl.reading.dates import DateReading, find_labelled_date
from pilsetas_crawl.reading.text import clean_line, fold

# Texts beside the headline among which its date line is looked for.
NEAR_BEFORE, NEAR_AFTER = 4, 10
_FULL_DATE = re.compile(r"\b(?:19|20)\d\d\b|\d\d?\.\d\d?\.\d\d\b|vakar|sodien|pirms")


@dataclass(frozen=True)
class Surroundings:
    """The headline of a page and what stands around it.

    Attributes:
        headline: its element; None where nothing vouches for any.
        block: the block that holds the article's prose, else the one around the headline.
        prose: where the page's running text stands.
        whole: `block` holds prose.
    """

    headline: Any | None = None
    block: Any | None = None
    prose: Prose | None = None
    whole: bool = False


# Several ways look at the same surroundings of a page, one after the other.
_KNOWN: WeakKeyDictionary[Page, Surroundings] = WeakKeyDictionary()


def surroundings(page: Page) -> Surroundings:
    """The headline of a page and what stands around it, looked for once."""
    if page not in _KNOWN:
        _KNOWN[page] = _surroundings(page)
    return _KNOWN[page]


def _surroundings(page: Page) -> Surroundings:
    node = headline_of(page)
    if node is None:
        return Surroundings()
    prose = Prose(page.root, node)
    block = article_block(prose, node)
    if block is None:
        prose = Prose(page.root, node, short=True)
        block = article_block(prose, node)
    return Surroundings(node, node.getparent() if block is None else block, prose, block is not None)


def near_label(labels: Sequence[str]) -> Way:
    """The date behind a label in the article's block; not one of a teaser or a side bar."""

    def moment(page: Page) -> DateReading | None:
        words = clean_line(" ".join(_texts(surroundings(page))))
        return find_labelled_date(words, labels, reference=page.fetched_at)

    return Way("headline:label", moment)


def near_time() -> Way:
    """The machine-readable ``time`` of the article's block: the nearest behind the headline, else before."""

    def moment(page: Page) -> DateReading | None:
        found = surroundings(page)
        node, block, prose = found.headline, found.block, found.prose
        if node is None or block is None or prose is None:
            return None
        order = {one: place for place, one in enumerate(block.iter())}
        times = [one for one in block.iter("time") if not prose.is_beside(one) and not says_changed(one)]
        times.sort(key=lambda one: (order[one] < order[node], abs(order[one] - order[node])))
        readings = (moment_of(one, page) for one in times)
        return next((reading for reading in readings if reading), None)

    return Way("headline:time", moment)


def near_date() -> Way:
    """A full date that is a line of its own close to the headline; those behind it come first."""

    def moment(page: Page) -> DateReading | None:
        node = surroundings(page).headline
        if node is None:
            return None
        return _first_date(_texts_behind(node), page) or _first_date(_texts_before(node), page)

    return Way("headline:date", moment)


def end_date() -> Way:
    """A full date that is one of the last lines of the article's block, on sites that date their texts so."""

    def moment(page: Page) -> DateReading | None:
        block = surroundings(page).block
        for up in (block, block.getparent()) if block is not None else ():
            lines = (
                [line for line in _lines(up) if line.strip()] if up is not None and up.tag != "html" else []
            )
            found = _first_date(iter(lines[: -NEAR_BEFORE - 1 : -1]), page)
            if found:
                return found
        return None

    return Way("block:end-date", moment)


def labelled_text(labels: Sequence[str]) -> Way:
    """The smallest block with the headline and a labelled date, freed of what stands around articles."""

    def block(page: Page) -> list[Any]:
        found = surroundings(page)
        if found.headline is None or found.prose is None:
            return []
        for up in found.headline.iterancestors():
            if up.tag in ("body", "html"):
                break
            if find_labelled_date(words_of(up), labels, reference=page.fetched_at):
                return [freed(up, found.headline, short=found.prose.short)]
        return []

    return Way("block:headline-and-label", block)


def near_text() -> Way:
    """The block around the headline that holds the article's prose, freed of what stands around articles."""

    def block(page: Page) -> list[Any]:
        found = surroundings(page)
        short = found.prose is not None and found.prose.short
        return [freed(found.block, found.headline, short=short)] if found.whole else []

    return Way("block:headline", block)


def _texts(found: Surroundings) -> Iterator[str]:
    """Texts of the article's block, without those of teasers and side bars."""
    if found.block is None or found.prose is None:
        return
    for element in found.block.iter():
        if isinstance(element.tag, str) and not found.prose.is_beside(element):
            if element.tag not in ("script", "style"):
                yield element.text or ""
            yield from (child.tail or "" for child in element)


def _first_date(texts: Iterator[str], page: Page) -> DateReading | None:
    for text in texts:
        line = clean_line(text)
        if len(line) > 2 * LONGEST_DATE or not _FULL_DATE.search(fold(line)):
            continue
        reading = date_line(line, page.fetched_at)
        if reading and reading.utc <= page.fetched_at:  # a date to come is an event's
            return reading
    return None


def _texts_behind(node: Any) -> Iterator[str]:
    """Texts of the elements behind the headline, in order, up to so many that say anything."""
    count = 0
    for up in (node, *node.iterancestors()):
        if up.tag in ("body", "html"):
            return
        yield up.tail or ""
        for sibling in up.itersiblings():
            for text in _lines(sibling):
                yield text
                count += bool(text.strip())
                if count >= NEAR_AFTER:
                    return
            yield sibling.tail or ""


def _texts_before(node: Any) -> Iterator[str]:
    """Texts of the elements before the headline, the nearest first."""
    count = 0
    for up in (node, *node.iterancestors()):
        if up.tag in ("body", "html"):
            return
        for sibling in up.itersiblings(preceding=True):
            yield sibling.tail or ""
            for text in reversed(list(_lines(sibling))):
                yield text
                count += bool(text.strip())
                if count >= NEAR_BEFORE:
                    return
        yield (up.getparent().text or "") if up.getparent() is not None else ""


def _lines(element: Any) -> Iterator[str]:
    """Whole elements and single texts inside an element; links, noise and teasers are left out."""
    if not isinstance(element.tag, str) or element.tag == "a":
        return
    if is_noise_block(element) or in_named_furniture(element):
        return
    # A day, a month and a year may be three elements of one date.
    yield clean_line(" ".join(element.itertext()))
    yield element.text or ""
    for child in element:
        yield from _lines(child)
        yield child.tail or ""
