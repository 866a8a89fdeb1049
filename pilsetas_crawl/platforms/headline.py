"""The headline of a page of which nothing is known.

It is the one thing every article page has and that something else vouches for: the way of discovery told it,
or the page's own title does.
"""

from __future__ import annotations

from typing import Any

from pilsetas_crawl.platforms.discovery.page_links import HEADINGS
from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.platforms.reading import Way
from pilsetas_crawl.reading.text import clean_line, fold
from pilsetas_crawl.reading.titles import clean_title

# Letters from which a heading that the page's title contains is no chance.
SURE_LETTERS = 8
# Characters of a line that tells where a page stands, its own headline at the end.
LONGEST_PATH = 300
_NO_HEADLINE = ("nav", "footer", "aside")


def headline_of(page: Page) -> Any | None:
    """The element of the page's headline; None where nothing vouches for any.

    In this order: a heading that says what the way of discovery told; one that the page's own title begins
    with or consists of; any other element that says exactly that; the only ``h1``. Names of the institution
    are no headlines.
    """
    return page.once("headline", _find_headline)


def _find_headline(page: Page) -> Any | None:
    told = fold(page.candidate.title or "").rstrip(" .…") if page.candidate else ""
    for node in page.root.iter("h1") if told else ():  # what nearly every page has, found at a glance
        if fold(clean_line(node.text_content())) == told and not _inside(node, *_NO_HEADLINE):
            return node
    names = {fold(name) for name in page.site_names}
    headings = [node for node in page.root.iter(*HEADINGS) if not _inside(node, *_NO_HEADLINE)]
    texts = [(node, fold(clean_line(node.text_content()))) for node in headings]
    texts = [(node, text) for node, text in texts if text and text not in names]
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

    A theme may print it in a paragraph. The headline is what discovery told, else the page's title without
    the site's name.
    """
    title = clean_title(page.metadata.title or "", site_names=page.site_names)
    known = page.candidate.title if page.candidate else None
    for told in dict.fromkeys(fold(clean_line(one)) for one in (known, title) if one):
        found = _saying(page, told) if len(told) >= SURE_LETTERS else None
        if found is not None:
            return found
    return None


def _saying(page: Page, told: str) -> Any | None:
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
    return len(links) > 1 and words.endswith(clean_line(node.text_content())) and len(words) <= LONGEST_PATH


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


def _inside(node: Any, *tags: str) -> bool:
    return any(up.tag in tags for up in node.iterancestors())
