"""The parts of a page, found by what they say: the right answers name headline, day and paragraphs.

So the rules need no class of any site, and know no more of a page than a designer who looks at it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lxml import etree

from pilsetas_crawl.demo.latvian import MONTHS_GENITIVE

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
Gold = dict[str, Any]
LONGEST_DATE = 60


# Texts that may hold a date.
_DIGITS = etree.XPath(".//text()[contains(., '20')]")
# Blocks that hold no other one.
_LEAVES = etree.XPath(
    ".//*[self::p or self::div or self::h2 or self::h3 or self::h4 or self::h5 or self::li]"
    "[not(descendant::p or descendant::div or descendant::li)]"
)


def words(node: Any) -> str:
    """Text of an element, white space tidied."""
    return " ".join(
        "".join(node.itertext()).replace("\N{NO-BREAK SPACE}", " ").replace("\N{SOFT HYPHEN}", "").split()
    )


def forms_of(day: date) -> re.Pattern[str]:
    """Every way in which the demo sites print a day."""
    month = MONTHS_GENITIVE[day.month - 1]
    english = day.strftime("%B")
    forms = (
        rf"0?{day.day}\.0?{day.month}\.{day.year}\.?",
        rf"{day.year}-{day.month:02}-{day.day:02}",
        rf"{day.year}\. gada {day.day}\. \w+",
        rf"{day.day}\. \w+,? {day.year}\.?",
        rf"{day.day} {english},? {day.year}",
        rf"0?{day.day}\. {month} {day.year}",
    )
    return re.compile("|".join(f"(?:{form})" for form in forms))


@dataclass
class Row:
    """A row of a listing: the widest block that names one article only."""

    block: Any
    link: Any
    dates: list[Any]
    gold: Gold


@dataclass
class Page:
    """A page taken apart.

    Attributes:
        root, body: the html and body elements.
        article: right answer of the article it shows; None for other pages.
        headline: its headline's element.
        dates: elements that print its day of publication, outside text and lists.
        text: the block of its paragraphs.
        paragraphs: the elements of the single paragraphs that were found.
        rows: rows of a listing.
        others: a few other articles of the site.
        institution: the site's name.
    """

    root: Any
    article: Gold | None = None
    headline: Any | None = None
    dates: list[Any] = field(default_factory=list)
    text: Any | None = None
    paragraphs: list[Any] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    others: list[Gold] = field(default_factory=list)
    institution: str = ""

    @property
    def body(self) -> Any:
        """The body element."""
        return self.root.find("body")

    @property
    def head(self) -> Any:
        """The head element."""
        return self.root.find("head")


def take_apart(html: str, path: str, gold: dict[str, Gold]) -> Page:
    """Parse a page and find its parts."""
    page = Page(etree.HTML(html))
    if page.head is None:
        page.root.insert(0, page.root.makeelement("head"))
    page.article = gold.get(path)
    page.others = [other for other in gold.values() if other is not page.article][:: max(1, len(gold) // 4)][
        :3
    ]
    if page.article is not None:
        _find_article(page, page.article)
    else:
        _find_rows(page, gold)
    return page


def _find_article(page: Page, gold: Gold) -> None:
    for node in page.body.iter(*HEADINGS):
        if words(node) == gold["title"]:
            page.headline = node
            break
    wanted = set(gold["body"])
    page.paragraphs = [
        node for node in _LEAVES(page.body) if words(node) in wanted and node is not page.headline
    ]
    page.text = _common(page.paragraphs)
    inside = set(page.text.iter()) if page.text is not None else set()
    page.dates = _dates(page.body, date.fromisoformat(gold["published_date"]), inside)


def _find_rows(page: Page, gold: dict[str, Gold]) -> None:
    names: dict[Any, str] = {}
    for link in page.body.iter("a"):
        path = _path(link.get("href") or "", gold)
        if path:
            names[link] = path
    seen: set[str] = set()
    for link, path in names.items():
        if path in seen or not words(link):
            continue
        block = _row_of(link, path, names)
        if block is None or block.tag in ("td", "tr"):
            continue
        seen.add(path)
        day = date.fromisoformat(gold[path]["published_date"])
        page.rows.append(Row(block, link, _dates(block, day, set()), gold[path]))


def _path(href: str, gold: dict[str, Gold]) -> str:
    found = re.sub(r"^https?://[^/]+", "", href)
    return next((one for one in (found, found.partition("?")[0], found + "/") if one in gold), "")


def _row_of(link: Any, path: str, names: dict[Any, str]) -> Any | None:
    row = None
    for up in link.iterancestors():
        if up.tag == "body" or any(names.get(one, path) != path for one in up.iter("a")):
            break
        row = up
    return row


def _dates(block: Any, day: date, beside: set[Any]) -> list[Any]:
    form, found = forms_of(day), []
    for text in _DIGITS(block):
        holder = text.getparent().getparent() if text.is_tail else text.getparent()
        if holder in beside or holder in found or holder.tag in ("script", "style", "title", *HEADINGS):
            continue
        if form.search(text) and len(words(holder)) <= LONGEST_DATE:
            found.append(holder)
    return found


def _common(nodes: list[Any]) -> Any | None:
    if not nodes:
        return None
    lines = [[*reversed(list(node.iterancestors()))] for node in nodes]
    best = None
    for column in zip(*lines, strict=False):
        if any(node is not column[0] for node in column):
            break
        best = column[0]
    return best if best is not None and best.tag not in ("body", "html") else None
