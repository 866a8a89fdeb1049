"""What the links of any page tell: articles, their rows, dates, and the way to the next page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from parsel import Selector

from pilsetas_crawl.platforms.candidate import Candidate
from pilsetas_crawl.platforms.discovery.base import Crawl
from pilsetas_crawl.platforms.discovery.page_links import HEADINGS
from pilsetas_crawl.platforms.times import day_of, is_sharp
from pilsetas_crawl.reading._noise import is_more_link
from pilsetas_crawl.reading.dates import (
    PUBLISHED_LABELS,
    find_labelled_date,
    read_date,
    read_machine_date,
)
from pilsetas_crawl.reading.text import clean_line

# Characters: a row longer than this is no teaser; a text longer than this is no bare date.
LONGEST_ROW = 2000
LONGEST_DATE = 60
# Letters and words from which the text of a link is a headline.
HEADLINE, HEADLINE_WORDS = 20, 3
_BLOCKS = frozenset({"div", "p", "section", "article", "header"})
_NUMBERS = re.compile(r"[\d\s.,:/-]*")
_NEXT_WORDS = re.compile(
    r"^(nākam\w*( lapa\w*)?|tālāk|vecāk\w*( \w+)?|next( page)?|older.*|›|»|>|>>|→"
    r"|(nächste|weiter|ältere)( \w+)?|(следующая|далее|вперёд|вперед|старые)( \w+)?"
    r"|järgmi\w+|kit(as|i)( puslapis)?|następn\w+( strona)?|suivante?|siguiente|seuraava|nästa)$",
    re.IGNORECASE,
)


def days_only(candidates: list[Candidate]) -> list[Candidate]:
    """Take back times that are none: where every row says noon or midnight sharp in UTC.

    That is how Drupal writes a day without a time. A single such time may be a real one.
    """
    told = [candidate for candidate in candidates if candidate.published]
    if len(told) > 1 and all(is_sharp(candidate.published) for candidate in told):
        for candidate in told:
            assert candidate.published is not None
            candidate.published = day_of(candidate.published)
    return candidates


def links_to_articles(
    crawl: Crawl, selector: Selector, base: str, *, way: str, scope: str = "body"
) -> list[Candidate]:
    """Candidates for every distinct link that has the form of an article address, whatever the markup.

    The row of a link is the widest block around it that speaks of no other article; title, date and teaser
    are looked for there. This is what survives a redesign.
    """
    crawl.spider.study(selector.root, base)
    links: dict[str, list[tuple[str, Any]]] = {}
    key_of: dict[Any, str] = {}
    for link in selector.css(", ".join(f"{part} a[href]" for part in scope.split(", "))):
        url = crawl.spider.article_address(urljoin(base, link.attrib["href"].strip()))
        if url is not None:
            key = crawl.spider.address_key(url)
            links.setdefault(key, []).append((url, link.root))
            key_of[link.root] = key
    return days_only([_learned(crawl, way, key, found, key_of) for key, found in links.items()])


def links_between(
    crawl: Crawl, blocks: Sequence[Any], found: Sequence[Candidate], base: str, *, way: str
) -> list[Candidate]:
    """Candidates of headlines among a list's rows that are no rows themselves.

    A theme that changes the markup of some rows (those without a picture) would hide their articles behind
    those that are still found. They are taken out of the order of dates: they may be something else.

    Args:
        crawl: the walk.
        blocks: the rows.
        found: what was read from them.
        base: address of the page.
        way: name of the way.
    """
    above = [set(block.iterancestors()) for block in blocks]
    near = (
        next((up for up in blocks[0].iterancestors() if all(up in one for one in above)), None)
        if blocks
        else None
    )
    if near is None or near.tag in ("html", "body"):
        return []
    inside, keys = {*blocks}, {crawl.spider.address_key(candidate.url) for candidate in found}
    between: dict[str, Candidate] = {}
    for link in near.iter("a"):
        if not _is_headline(link) or any(up in inside for up in link.iterancestors()):
            continue
        url = crawl.spider.article_address(urljoin(base, (link.get("href") or "").strip()))
        key = crawl.spider.address_key(url) if url is not None else ""
        if url is not None and key not in keys:
            title = clean_line(link.text_content()) or None
            between.setdefault(key, Candidate(url=url, way=way, title=title, pinned=True))
    return list(between.values())


def _is_headline(link: Any) -> bool:
    """Whether a link is a heading, holds one or is as long as one, outside menus and side bars."""
    if any(up.tag in ("nav", "aside", "footer") for up in link.iterancestors()):
        return False
    text = clean_line(link.text_content())
    is_long = len(text) >= HEADLINE and len(text.split()) >= HEADLINE_WORDS
    return is_long or link.getparent().tag in HEADINGS or any(inner.tag in HEADINGS for inner in link)


def _learned(
    crawl: Crawl, way: str, key: str, found: list[tuple[str, Any]], key_of: dict[Any, str]
) -> Candidate:
    titles = [link_title(link) for _, link in found if not is_more_link(link)]
    candidate = Candidate(url=found[0][0], way=way, title=max(titles, key=len, default="") or None)
    row = _row_of(found[0][1], key, key_of)
    texts = [clean_line(text) for text in row.itertext()] if row is not None else []
    machine = [node.get("datetime") for node in row.iter("time")] if row is not None else []
    readings = (
        *(read_machine_date(value) for value in machine),
        find_labelled_date(" ".join(texts)[:LONGEST_ROW], PUBLISHED_LABELS, reference=crawl.now),
        *(read_date(text, reference=crawl.now) for text in texts if len(text) <= LONGEST_DATE),
    )
    candidate.published = next((reading for reading in readings if reading), None)
    return candidate


def link_title(link: Any) -> str:
    """The headline a link shows: of a link around a whole row its heading, else its first line of words."""
    heading = next((inner for inner in link.iter(*HEADINGS)), None)
    if heading is not None and (text := clean_line(heading.text_content())):
        return text
    lines = [clean_line(inner.text_content()) for inner in link if inner.tag in _BLOCKS]
    worded = (line for line in lines if len(line.split()) >= HEADLINE_WORDS and not _NUMBERS.fullmatch(line))
    return next(worded, "") or clean_line(link.text_content())


def labels_of(row: Selector, query: str | None) -> list[str]:
    """Texts of the links a query finds in a row."""
    return [clean_line(link.xpath("string()").get("")) for link in row.css(query)] if query else []


def _row_of(link: Any, key: str, key_of: dict[Any, str]) -> Any | None:
    row = None
    for block in link.iterancestors():
        if block.tag in ("body", "html") or any(key_of.get(inner, key) != key for inner in block.iter("a")):
            return row
        row = block
    return row


def next_page(selector: Selector, base: str, current: int) -> str | None:
    """Address of the following page by the pager's own links: rel, wording, then the next number.

    Links to the page itself, to other hosts and to scripts are those of carousels, not of pagers.

    Args:
        selector: the listing page.
        base: its address.
        current: number of the page, counted from 1 as readers see it.
    """
    told = selector.css("a[rel~=next][href], link[rel~=next][href]")
    worded = [link for link in selector.css("a[href]") if _says_next(link)]
    numbered = [
        link for link in selector.css("[class*=pag] a[href], nav a[href]") if _label(link) == str(current + 1)
    ]
    for link in (*told, *worded, *numbered):
        address = urljoin(base, link.attrib["href"].strip())
        own = urlsplit(address)[:2] == urlsplit(base)[:2]
        if own and urldefrag(address).url != urldefrag(base).url:
            return address
    return None


def _says_next(link: Selector) -> bool:
    label = _label(link)
    return _NEXT_WORDS.match(label.rstrip(" »›>") or label) is not None


def _label(link: Selector) -> str:
    return clean_line(link.attrib.get("aria-label") or link.xpath("string()").get(""))
