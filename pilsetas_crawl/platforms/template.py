"""The signs of the template a page of an article is made from.

Readers that manage a changed theme may still get a word wrong, and no count of filled fields shows it. What
stands between headline and end of the text, by tag and class, is the same on every page of one template; when
it changes on all of them at once, somebody has to look (`run/template.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pilsetas_crawl.platforms.headline import headline_of
from pilsetas_crawl.platforms.page import Page

# Elements looked at from the headline on, and behind the end of the text.
MOST, BEHIND = 300, 6
# Letters of the last paragraph by which its element is known.
END_LETTERS = 24
# Levels above the headline that tell where it stands.
LEVELS = 2
# The editor's own markup: without a class it says nothing of the template.
_TEXT = frozenset(
    {
        *("p", "a", "b", "strong", "em", "i", "u", "span", "br", "sub", "sup", "small", "hr", "font"),
        *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "td", "th", "blockquote"),
        *("img", "picture", "source", "figure", "figcaption", "iframe", "video", "script", "style", "link"),
        *("noscript", "svg", "path", "use", "input", "option", "label", "h2", "h3", "h4", "h5", "h6"),
    }
)
# Classes that name a template's part. With digits they number a node or a column; WordPress writes an
# article's categories, tags and author into the classes of its block.
_NAME = re.compile(r"(?!category-|tag-|author-|status-|format-)[A-Za-z][A-Za-z_-]+")
NO_HEADLINE = "no headline"


def template_signs(page: Page, body: str | None) -> frozenset[str]:
    """What a template prints around and between headline and text, as ``parent>tag.class``.

    Args:
        page: the page.
        body: the text that was read, to know where it ends.
    """
    headline = headline_of(page)
    if headline is None:
        return frozenset({NO_HEADLINE})
    end = (body or "").rpartition("\n")[2].strip()[:END_LETTERS]
    found: set[str] = set()
    for element, _ in zip((headline, *headline.iterancestors()), range(LEVELS + 1), strict=False):
        found.update(_signs(element, with_tag=True))
    left = MOST
    for element in _following(headline):
        found.update(_signs(element, with_tag=element.tag not in _TEXT))
        text = element.text
        if end and text and end in text:
            end, left = "", BEHIND
        left -= 1
        if left <= 0:
            break
    return frozenset(found)


def _signs(element: Any, *, with_tag: bool) -> Iterator[str]:
    parent = element.getparent()
    place = f"{parent.tag}>{element.tag}" if parent is not None else element.tag
    if with_tag:
        yield place
    for name in (element.get("class") or "").split():
        if _NAME.fullmatch(name):
            yield f"{place}.{name}"


def _following(node: Any) -> Iterator[Any]:
    """Elements behind one, in the page's order."""
    while node is not None:
        for sibling in node.itersiblings():
            if isinstance(sibling.tag, str):
                yield from sibling.iter("*")
        node = node.getparent()
