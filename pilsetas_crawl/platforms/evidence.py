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
from pilsetas_crawl.platforms.discovery.page_links import HEADINGS, in_named_furniture
from pilsetas_crawl.platforms.discovery.rows import LONGEST_DATE, date_line
from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.platforms.reading import Way
from pilsetas_crawl.reading.dates import DateReading, find_labelled_date, read_machine_date
from pilsetas_crawl.reading.text import clean_line, fold
from pilsetas_crawl.reading.titles import clean_title

# Letters from which a heading that the page's title contains is no chance.
SURE_LETTERS = 8
# Texts beside the headline among which its date line is looked for.
NEAR_BEFORE, NEAR_AFTER = 4, 10
# Characters of a line that tells where a page stands, its own headline at the end.
LONGEST_PATH = 300
_NO_HEADLINE = ("nav", "footer", "aside")
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


def headline_of(page: Page) -> Any | None:
    """The element of the page's headline; None where nothing vouches for any.

    In this order: a heading that says what the way of discovery told; one that the page's own title begins
    with or consists of; any other element that says exactly that; the only ``h1``. Names of the institution
    are no headlines.
    """
    return page.once("headline", _find_headline)


def _find_headline(page: Page) -> Any | None:
    names = {fold(name) for name in page.site_names}
    headings = [node for node in page.root.iter(*HEADINGS) if not _inside(node, *_NO_HEADLINE)]
    texts = [(node, fold(clean_line(node.text_content()))) for node in headings]
    texts = [(node, text) for node, text in texts if text and text not in names]
    told = fold(page.candidate.title or "").rstrip(" .…") if page.candidate else ""
    for node, text in texts if told else ():
        if text == told or (len(told) >= SURE_LETTERS and text.startswith(told)):
            return node
    for title in filter(None, (page.metadata.title, page.metadata.headline)):
        whole = fold(clean_title(title, site_names=page.site_names) or "")
        for node, text in texts:
            if text == whole or (len(text) >= SURE_LETTERS and text in fold(title)):
                return node
    plain = _plain_headline(page)
    if plain is not None:
        return plain
    only = [node for node, _ in texts if node.tag == "h1"]
    return only[0] if len(only) == 1 else None


def _plain_headline(page: Page) -> Any | None:
    """The first element outside menus, paths and lists of teasers whose whole text is the headline.

    A theme may print it in a paragraph. What discovery told must stand in the page's title too; where it told
    nothing, the title without the site's name is the headline.
    """
    title = page.metadata.title or ""
    known = page.candidate.title if page.candidate and page.candidate.title else None
    told = fold(clean_line(known or clean_title(title, site_names=page.site_names) or ""))
    if len(told) < SURE_LETTERS or told not in fold(clean_line(title)):
        return None
    for text in page.root.xpath("//body//text()[string-length(normalize-space()) > 7]"):
        if fold(clean_line(str(text))) == told and not text.is_tail:
            node = text.getparent()
            beside = node.tag in ("a", "script", "style") or _inside(node, "a", *_NO_HEADLINE)
            if not beside and not _ends_path(node):
                return _outermost(node, told)
    return None


def _ends_path(node: Any) -> bool:
    """Whether an element is the last of a line of links that tells where the page stands."""
    line = node.getparent()
    words = clean_line(line.text_content())
    links = [link for link in line.iter("a") if clean_line(link.text_content())]
    return bool(links) and words.endswith(clean_line(node.text_content())) and len(words) <= LONGEST_PATH


def _outermost(node: Any, told: str) -> Any:
    """The widest element around a text that holds nothing else."""
    up = node.getparent()
    while up is not None and up.tag != "body" and fold(clean_line(up.text_content())) == told:
        node, up = up, up.getparent()
    return node


def headline() -> Way:
    """The text of the page's headline."""

    def text(page: Page) -> str | None:
        node = headline_of(page)
        return clean_line(node.text_content()) if node is not None else None

    return Way("headline", text)


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
        times = [one for one in block.iter("time") if not prose.is_beside(one)]
        times.sort(key=lambda one: (order[one] < order[node], abs(order[one] - order[node])))
        readings = (read_machine_date(one.get("datetime") or "") for one in times)
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


def _inside(node: Any, *tags: str) -> bool:
    return any(up.tag in tags for up in node.iterancestors())


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
