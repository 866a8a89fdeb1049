"""What a body's own blocks enclose: text of the article that a theme has put beside them.

A theme may set the first paragraph apart as a lead, or give one component of a text other classes. Whatever
running text stands between the headline and the end of the body belongs to the article, whoever marks it,
unless it is furniture, a teaser of another article, a picture's caption or a line that only dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pilsetas_crawl.platforms.article_block import LONGEST_LABEL, PROSE, is_noise_block, only_dates
from pilsetas_crawl.platforms.discovery.page_links import HEADINGS
from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.reading._noise import is_noise
from pilsetas_crawl.reading.text import clean_line

# Name of the way behind that of the body's own, where text was taken in.
ENCLOSED = "+enclosed"
# A lead stands this close to the body (levels of its ancestors); beyond stand other columns of the page.
LEVELS = 4
# Where the headline is far away: the body's column, its component and the article around them.
NEIGHBOURS = 3
_ENDS = (".", "!", "?", "…", ":", "”", '"', "»", ")")
_TEXT_TAGS = frozenset({"p", "ul", "ol", "dl", "table", "blockquote", "pre", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset({"a", "abbr", "b", "br", "em", "i", "span", "strong", "sub", "sup", "u"})
_WIDE = frozenset({"html", "body", "main"})
_NO_TEXT = frozenset({"figure", "figcaption", "img", "picture", "button", "label", "time"})


def with_enclosed(page: Page, nodes: Sequence[Any], headline: Any | None) -> list[Any]:
    """Blocks of a body together with the text that belongs to them, in the page's order.

    That is what stands between them, a lead before them, and paragraphs that go on right behind the last.

    Args:
        page: the page.
        nodes: the body's blocks, parts of the page's tree.
        headline: the headline's element; a lead stands behind it, or close to the body where it is far away.
    """
    if not nodes or any(node.getroottree().getroot() is not page.root for node in nodes):
        return list(nodes)
    near, has_headline = _near(nodes, headline)
    order = list(_in_order(near, {*nodes}, headline)) if near is not None else []
    places = [place for place, one in enumerate(order) if any(one is node for node in nodes)]
    if not places:
        return list(nodes)
    begin = next((place + 1 for place, one in enumerate(order) if one is headline), 0) if has_headline else 0
    lead = _lead(order[begin : places[0]])
    return [*lead, *_between(order[places[0] : places[-1] + 1], nodes), *_behind(nodes[-1])]


def _lead(blocks: Sequence[Any]) -> list[Any]:
    """Text from the first block that is surely running text up to the body."""
    start = next((place for place, one in enumerate(blocks) if _is_prose(one)), len(blocks))
    return [one for one in blocks[start:] if _is_text(one) and not _is_label(one)]


def _is_label(block: Any) -> bool:
    """Whether a bare block before the body is a section's name rather than a paragraph."""
    text = _text(block)
    return block.tag == "div" and len(text) <= LONGEST_LABEL and not text.endswith(_ENDS)


def _between(blocks: Sequence[Any], nodes: Sequence[Any]) -> list[Any]:
    own = {*nodes}
    return [one for one in blocks if one in own or _is_text(one)]


def _behind(last: Any) -> list[Any]:
    """What goes on right behind the last block, as its siblings, up to the last paragraph, list or table.

    Other blocks of text count only between such: behind the last one stand boxes about the author.
    """
    run: list[Any] = []
    own = _whole(last)
    for sibling in own.itersiblings():
        if isinstance(sibling.tag, str) and (text := _text(sibling)):
            if not _is_text(sibling):
                break
            run.append((sibling, len(text) >= PROSE))
    while run and not (_is_paragraph(run[-1][0]) or _alike(run[-1][0], own)):
        run.pop()
    sure = any(is_prose and (_is_paragraph(block) or _alike(block, own)) for block, is_prose in run)
    return [block for block, _ in run] if sure else []


def _alike(block: Any, own: Any) -> bool:
    """Whether a block is a component of the same kind as one of the body's."""
    names, others = {*(block.get("class") or "").split()}, {*(own.get("class") or "").split()}
    return block.tag == own.tag and (bool(names & others) or not names | others)


def _whole(block: Any) -> Any:
    """The widest element that holds nothing but a block."""
    up = block.getparent()
    while up is not None and up.tag not in _WIDE and _text(up) == _text(block):
        block, up = up, up.getparent()
    return block


def _is_paragraph(block: Any) -> bool:
    """Whether a block is one of text by its tag; a bare ``div`` with nothing but text is a paragraph too."""
    bare = block.tag == "div" and not block.attrib and all(inner.tag in _INLINE for inner in block)
    return block.tag in _TEXT_TAGS or bare or _only_heading(block)


def _only_heading(block: Any) -> bool:
    """Whether a block holds a heading and nothing else, as those of folded parts do."""
    return len(block) == 1 and block[0].tag in HEADINGS and _text(block) == _text(block[0])


def _near(nodes: Sequence[Any], headline: Any | None) -> tuple[Any | None, bool]:
    """The block around the body's blocks and, if it stands close, the headline; and whether it does."""
    above = [set(node.iterancestors()) for node in nodes]
    shared = [up for up in nodes[0].iterancestors() if all(up in others for others in above)]
    lines = {headline, *headline.iterancestors()} if headline is not None else set()
    for up in shared[:LEVELS]:
        if up in lines:
            return up, True
    # Far from the headline nothing but the body's own neighbours is looked at.
    close = [up for up in shared[:NEIGHBOURS] if up.tag not in _WIDE]
    return (close[-1], False) if close else (None, False)


def _in_order(block: Any, own: set[Any], headline: Any | None) -> Iterator[Any]:
    """The parts of a block: the body's, the headline, and each widest one that holds none of these."""
    marks = {*own} if headline is None else {*own, headline}
    open_ones = {up for mark in marks for up in mark.iterancestors()}

    def parts(parent: Any) -> Iterator[Any]:
        for child in parent:
            if child in marks or child not in open_ones:
                yield child
            else:
                yield from parts(child)

    yield from parts(block)


def _is_prose(block: Any) -> bool:
    """Whether a block is surely running text: it is long, and holds or ends a sentence."""
    text = _text(block)
    return len(text) >= PROSE and (". " in text or text.endswith(_ENDS)) and _is_text(block)


def _is_text(block: Any) -> bool:
    """Whether a block is text: no furniture, no picture, no list of links, no bare label."""
    text = _text(block)
    if not text or is_noise(block, block.tag) or is_noise_block(block) or only_dates(block, text):
        return False
    if block.tag in _NO_TEXT or block.find(".//img") is not None or block.find(".//figure") is not None:
        return False
    if not _is_paragraph(block) and len(text) < PROSE:
        return False
    linked = sum(len(clean_line(link.text_content())) for link in block.iter("a"))
    return linked < len(text) / 2


def _text(block: Any) -> str:
    return clean_line(" ".join(block.itertext())) if isinstance(block.tag, str) else ""
