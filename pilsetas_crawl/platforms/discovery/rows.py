"""Rows of a list whose markup nobody has described: what stands around each of its links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from pilsetas_crawl.platforms.discovery.page_links import HEADINGS, PageLink, step_of
from pilsetas_crawl.reading.dates import (
    MODIFIED_LABELS,
    PUBLISHED_LABELS,
    DateReading,
    find_labelled_date,
    read_date,
    read_machine_date,
)
from pilsetas_crawl.reading.text import clean_line, fold

# Characters: a longer text is no bare date; a shorter one is no headline; a longer one is more than that.
LONGEST_DATE = 40
SHORTEST_TITLE = 3
LONGEST_TITLE = 200
# A row longer than this is no teaser (characters); its labels are looked for in its beginning.
LONGEST_ROW = 2000
# With the indentation of templates (characters).
LONGEST_LINE = 400
_APART = re.compile(r"\s*[|•·»]\s*|\s+[–—-]\s+")
_HAS_DAY = re.compile(r"\d|[a-zāčēģīķļņšūž]{5}", re.IGNORECASE)
_SAYS_PUBLISHED = re.compile("|".join(re.escape(fold(label)) for label in PUBLISHED_LABELS))
_CHANGED = tuple(fold(label) for label in MODIFIED_LABELS)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list.

    Attributes:
        published: the date that stands in it or, in flat lists, beside it.
        text: characters of text besides the headline.
        heading: the headline is a heading, or stands in one.
    """

    key: str
    url: str
    title: str | None
    published: DateReading | None
    text: int
    heading: bool


def rows_of(links: Sequence[PageLink], reference: datetime) -> list[Row]:
    """Rows around the links of a list, one per address, in the page's order.

    The row of a link is the widest block around it that holds no other link of the list. Where the list is
    flat (headings and paragraphs in turn), what stands between two such blocks belongs to the one before it,
    or, if dates stand there only before the links, to the one behind it.
    """
    by_key: dict[str, list[PageLink]] = {}
    for link in links:
        by_key.setdefault(link.key, []).append(link)
    key_of = {link.node: link.key for link in links}
    blocks = {key: _blocks(found, key_of) for key, found in by_key.items()}
    dates = {key: date_in(parts, reference) for key, parts in blocks.items()}
    beside: dict[str, list[Any]] = {}
    if sum(map(bool, dates.values())) < len(dates) / 2:
        beside, dates = _dates_beside(blocks, key_of, reference, dates)
    rows = [_row(key, found, blocks[key] + beside.get(key, []), dates[key]) for key, found in by_key.items()]
    # Links named after months and days are an archive or a calendar, not articles with dates.
    return [replace(row, published=None) if _is_date(row.title, reference) else row for row in rows]


def _is_date(title: str | None, reference: datetime) -> bool:
    return title is not None and date_line(title, reference) is not None


def _blocks(links: Sequence[PageLink], key_of: dict[Any, str]) -> list[Any]:
    """The widest blocks around the links of one address, the inner ones left out."""
    found = [_widest(link.node, key_of) for link in links]
    return list(dict.fromkeys(found))


def _widest(node: Any, key_of: dict[Any, str]) -> Any:
    key, block = key_of[node], node
    for up in node.iterancestors():
        if up.tag in ("body", "html") or any(key_of.get(inner, key) != key for inner in up.iter("a")):
            break
        block = up
    return block


def _dates_beside(
    blocks: dict[str, list[Any]],
    key_of: dict[Any, str],
    reference: datetime,
    dates: dict[str, DateReading | None],
) -> tuple[dict[str, list[Any]], dict[str, DateReading | None]]:
    """What stands between the blocks of a flat list, on the side on which more of it holds dates."""
    best: tuple[dict[str, list[Any]], dict[str, DateReading | None]] = ({}, dates)
    for forward in (True, False):
        beside = {
            key: _siblings(parts[-1 if forward else 0], key_of, forward) for key, parts in blocks.items()
        }
        read = {key: dates[key] or date_in(parts, reference) for key, parts in beside.items()}
        if sum(map(bool, read.values())) > sum(map(bool, best[1].values())):
            best = (beside, read)
    return best


def _siblings(block: Any, key_of: dict[Any, str], forward: bool) -> list[Any]:
    found = []
    for sibling in block.itersiblings(preceding=not forward):
        if not isinstance(sibling.tag, str):
            continue
        links = list(sibling.iter("a"))
        # A row of the same kind that links to something else is another row all the same.
        if any(link in key_of for link in links) or (links and step_of(sibling) == step_of(block)):
            break
        found.append(sibling)
    return found


def date_in(blocks: Sequence[Any], reference: datetime) -> DateReading | None:
    """The date of a row: a machine value, one behind a label, or a short text that is nothing but a date."""
    for block in blocks:
        for node in block.iter("time"):
            reading = read_machine_date(node.get("datetime") or "")
            if reading:
                return reading
    for block in blocks:
        words = clean_line(" ".join(block.itertext()))[:LONGEST_ROW]
        labelled = _SAYS_PUBLISHED.search(fold(words))
        reading = find_labelled_date(words, PUBLISHED_LABELS, reference=reference) if labelled else None
        if reading or (reading := _bare_date(block, reference)):
            return reading
    return None


def _bare_date(block: Any, reference: datetime) -> DateReading | None:
    """Whole elements first: a day, a month and a year may be three elements of one date."""
    for node in block.iter():
        if not isinstance(node.tag, str):
            continue
        whole = _short_text(node) if len(node) else ""
        for text in (whole, node.text or "", *(child.tail or "" for child in node)):
            reading = date_line(text, reference) if text else None
            if reading:
                return reading
    return None


def _short_text(node: Any) -> str:
    """Text of a small element; empty for one that holds more than a date can."""
    told: list[str] = []
    letters = 0
    for text in node.itertext():
        letters += len(text.strip())
        if letters > 2 * LONGEST_DATE:
            return ""
        told.append(text)
    return " ".join(told)


# A page's rows are looked at once for every list they might be part of.
@lru_cache(maxsize=8192)
def date_line(text: str, reference: datetime) -> DateReading | None:
    """A date out of a short line that holds nothing else, or holds it apart ("12.03.2025 | Kultūra")."""
    if len(text) > LONGEST_LINE:
        return None
    line = clean_line(text)
    if not line or len(line) > 2 * LONGEST_DATE or not _HAS_DAY.search(line):
        return None
    if fold(line).startswith(_CHANGED):
        return None
    pieces = [line, *_APART.split(line)] if _APART.search(line) else [line]
    readings = (read_date(piece, reference=reference) for piece in pieces if len(piece) <= LONGEST_DATE)
    return next((reading for reading in readings if reading), None)


def _row(key: str, links: Sequence[PageLink], blocks: Sequence[Any], published: DateReading | None) -> Row:
    title, heading = _title(links, blocks)
    words = sum(len(clean_line(" ".join(block.itertext()))) for block in blocks)
    return Row(key, links[0].url, title, published, max(0, words - len(title or "")), heading)


def _title(links: Sequence[PageLink], blocks: Sequence[Any]) -> tuple[str | None, bool]:
    """The headline of a row, and whether it is a heading.

    A heading inside a link, around one or beside a picture link; else the longest words of a link that does
    not only say "read on"; else what a picture link is called.
    """
    for link in links:
        inside = [node for node in link.node.iter() if node.tag in HEADINGS]
        around = [up for up in link.node.iterancestors() if up.tag in HEADINGS]
        for node in (*inside, *around[:1]):
            text = clean_line(node.text_content())
            if len(text) >= SHORTEST_TITLE:
                return text, True
    words = max((_words(link) for link in links if not link.more), key=len, default="")
    beside = [node for block in blocks for node in block.iter() if node.tag in HEADINGS]
    headings = [text for node in beside if len(text := clean_line(node.text_content())) >= SHORTEST_TITLE]
    if headings:
        return headings[0], True
    named = words or next((name for link in links if (name := clean_line(link.node.get("title") or ""))), "")
    return (named or None), False


def _words(link: PageLink) -> str:
    """Words of a link; of one around a whole row, its first text that is long enough and no date."""
    if len(link.text) <= LONGEST_TITLE:
        return link.text
    texts = (clean_line(text) for text in link.node.itertext())
    return next((text for text in texts if len(text) > LONGEST_DATE // 2), link.text[:LONGEST_TITLE])
