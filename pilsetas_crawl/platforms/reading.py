"""Ways of reading one field from a page, to be declared in order by a platform.

A way is a name and a function from `Page` to raw values (texts, nodes or a `DateReading`); an empty answer
means the next way is asked. The name of the way that won is stored with the article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.reading.dates import DateReading, find_labelled_date, read_date, read_machine_date
from pilsetas_crawl.reading.text import clean_line

# Name of the way that makes a title from the text.
FIRST_LINE = "text:first-line"
# Ways of reading a body that take the headline along with it.
WITH_HEADLINE = frozenset({"block:headline-and-label", "block:headline", "trafilatura"})
# Characters of text beside the headline that make a block the article's.
LEAST_TEXT = 80

# Text of an element without its comments, and its text nodes without scripts (plain strings, no smart ones).
text_of = etree.XPath("string()", smart_strings=False)
_WORDS = etree.XPath(".//text()[not(parent::script or parent::style)]", smart_strings=False)


@dataclass(frozen=True, slots=True)
class Way:
    """One way of reading one field."""

    name: str
    read: Callable[[Page], Any]

    @property
    def own(self) -> bool:
        """Whether the page itself is read, not what was told beside it or its address."""
        return not self.name.startswith(("told:", "address"))


def css(query: str, *, name: str | None = None) -> Way:
    """All texts of a CSS query; without ``::text`` or ``::attr`` the whole text of each node."""
    if "::" in query:
        return Way(name or f"css:{query}", lambda page: page.find(query))

    def texts(page: Page) -> list[str]:
        return [clean_line(text_of(node)) for node in page.find(query)]

    return Way(name or f"css:{query}", texts)


def nodes(query: str, *, name: str | None = None) -> Way:
    """The outermost nodes of a CSS query, for bodies."""

    def outermost(page: Page) -> list[Any]:
        found = page.find(query)
        inner = set(found)
        return [node for node in found if not any(up in inner for up in node.iterancestors())]

    return Way(name or f"css:{query}", outermost)


def meta(accessor: str, *, name: str | None = None) -> Way:
    """What the page's metadata says: JSON-LD, then OpenGraph and ``article:*``, then microdata."""
    return Way(name or f"meta:{accessor}", lambda page: getattr(page.metadata, accessor))


def told(attribute: str) -> Way:
    """What the way of discovery (feed, REST, listing) told of the article."""

    def hint(page: Page) -> Any:
        return getattr(page.candidate, attribute) if page.candidate is not None else None

    return Way(f"told:{attribute}", hint)


def told_exactly(attribute: str) -> Way:
    """A moment told by the way of discovery, only where it is exact to the minute."""

    def hint(page: Page) -> DateReading | None:
        reading = getattr(page.candidate, attribute) if page.candidate is not None else None
        return reading if reading is not None and reading.precision == "minute" else None

    return Way(f"told:{attribute}", hint)


def machine_date(query: str, *, name: str | None = None) -> Way:
    """A machine-readable date in an attribute, such as ``time::attr(datetime)``."""

    def moment(page: Page) -> DateReading | None:
        values = page.find(query)
        return next((reading for value in values if (reading := read_machine_date(value))), None)

    return Way(name or f"css:{query}", moment)


def meta_date(accessor: str) -> Way:
    """A date from the page's metadata."""

    def moment(page: Page) -> DateReading | None:
        value = getattr(page.metadata, accessor)
        return read_machine_date(value) if value else None

    return Way(f"meta:{accessor}", moment)


def text_date(query: str, *, name: str | None = None) -> Way:
    """A written date that is the whole text of a node."""

    def moment(page: Page) -> DateReading | None:
        for node in page.find(query):
            reading = read_date(clean_line(text_of(node)), reference=page.fetched_at)
            if reading:
                return reading
        return None

    return Way(name or f"text:{query}", moment)


def labelled_date(query: str, labels: Sequence[str], *, name: str | None = None) -> Way:
    """A written date behind one of the labels, in the text of the first node that holds one."""

    def moment(page: Page) -> DateReading | None:
        for node in page.find(query):
            reading = find_labelled_date(words_of(node), labels, reference=page.fetched_at)
            if reading:
                return reading
        return None

    return Way(name or f"label:{query}", moment)


def address_date(pattern: str) -> Way:
    """A date in the page's own address; the pattern's groups are year, month and day."""
    compiled = re.compile(pattern)

    def moment(page: Page) -> DateReading | None:
        match = compiled.search(page.url)
        return read_machine_date("-".join(match.groups())) if match else None

    return Way("address", moment)


def page_match(pattern: str, *, name: str) -> Way:
    """The first group of a pattern searched in the page's source, for identifiers in scripts and links."""
    compiled = re.compile(pattern)

    def value(page: Page) -> str | None:
        match = compiled.search(page.text)
        return match.group(1) if match else None

    return Way(name, value)


def address_match(pattern: str) -> Way:
    """The groups of a pattern searched in the address asked for, joined by a slash."""
    compiled = re.compile(pattern)

    def value(page: Page) -> str | None:
        match = compiled.search(page.candidate.url if page.candidate else page.url)
        return "/".join(match.groups()) if match else None

    return Way("address", value)


def first_sentence(query_ways: Sequence[Way], *, limit: int = 120) -> Way:
    """A title for a post without one: the first line of its text, cut at a word."""

    def title(page: Page) -> str | None:
        from pilsetas_crawl.platforms.loader import read_body  # noqa: PLC0415 # the loader imports this module

        body, _ = read_body(page, query_ways)
        line = body.partition("\n")[0] if body else ""
        if len(line) <= limit:
            return line or None
        whole_words = line[:limit].rpartition(" ")[0].rstrip(" ,;:–-")
        return (whole_words or line[:limit]) + "…"

    return Way(FIRST_LINE, title)


def words_of(element: Any) -> str:
    """Text of an element with its blocks kept apart: "…pdf" and "Publicēts" in two blocks are two words."""
    return clean_line(" ".join(_WORDS(element)))


def labelled_block(page: Page, labels: Sequence[str]) -> tuple[Any, DateReading] | None:
    """The smallest block with both the only headline and a labelled date, and that date."""
    headlines = page.root.xpath("//h1")
    if len(headlines) != 1:
        return None
    for up in headlines[0].iterancestors():
        if up.tag in ("body", "html"):
            return None
        reading = find_labelled_date(words_of(up), labels, reference=page.fetched_at)
        if reading:
            return up, reading
    return None


def headline_date(labels: Sequence[str]) -> Way:
    """The date behind a label in the block of the headline: sidebars have labelled dates of their own."""

    def moment(page: Page) -> DateReading | None:
        found = labelled_block(page, labels)
        return found[1] if found else None

    return Way("label:headline", moment)


def around_headline() -> Way:
    """The smallest block around the only headline that holds more text than links."""

    def block(page: Page) -> list[Any]:
        headlines = page.root.xpath("//h1")
        if len(headlines) != 1:
            return []
        title = len(clean_line(headlines[0].text_content()))
        for up in headlines[0].iterancestors():
            if up.tag in ("body", "html"):
                return []
            text = len(clean_line(up.text_content())) - title
            linked = sum(len(clean_line(link.text_content())) for link in up.iter("a"))
            if text - linked >= LEAST_TEXT and linked < text / 2:
                return [up]
        return []

    return Way("block:headline", block)


def main_text() -> Way:
    """The last resort for a body: a general extractor over the whole page."""

    def text(page: Page) -> str | None:
        from pilsetas_crawl.reading.fallback import main_text_of  # noqa: PLC0415 # heavy, and seldom needed

        return main_text_of(page.text)

    return Way("trafilatura", text)
