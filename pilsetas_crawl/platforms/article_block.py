"""The block of a page that holds an article, found from its headline, and freed of what is not its text."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from pilsetas_crawl.platforms.discovery.page_links import HEADINGS
from pilsetas_crawl.platforms.discovery.rows import date_line
from pilsetas_crawl.platforms.furniture import is_cookie_notice, is_related_list
from pilsetas_crawl.reading.dates import MODIFIED_LABELS, PUBLISHED_LABELS, find_labelled_date
from pilsetas_crawl.reading.text import clean_line, fold

# A text without links of so many characters is prose; shorter ones are labels.
PROSE = 40
# The shortest that is a sentence, where it ends like one.
SENTENCE = 12
# A wider block must hold so many times the prose of the one inside it to be the article; the whole page more.
MORE_PROSE, WHOLE_PAGE = 1.3, 2.0
# Lines right below the headline that may only date the article, and the longest of them (characters).
DATE_LINES, LONGEST_LINE = 4, 80
# A picture above the headline belongs to the article if it stands this close (levels); beyond stand logos.
PICTURE_LEVELS = 2
# A line without a full stop that is no longer is a label (characters).
LONGEST_LABEL = 30
NOISE_TAGS = frozenset({"nav", "footer", "aside", "form", "script", "style", "noscript", "iframe", "select"})
_NOISE = re.compile(
    r"(?!has|with|no-|without)\S*(?:comment|komentar|related|saistit|lidzig|share|social|calendar|kalendar"
    r"|breadcrumb|pager|pagination|sidebar|newsletter|banner|rating|poll|cookie|widget|popular|recommend)\S*",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:rakstam vel nav pievienoti komentari|(?:pievienot |rakstit )?komentar\w*(?: ?\(?\d+\)?)?"
    r"|\d+ komentar\w*|(?:leave a )?(?:comments?|reply)(?: ?\(?\d+\)?)?"
    r"|kommentare?(?: ?\(?\d+\)?)?|комментарии(?: ?\(?\d+\)?)?)[.: ]*"
)


class Prose:
    """Where the running text of a tree stands: one look at every element, asked for many blocks.

    Args:
        root: the tree.
        headline: element that is no prose, and around which nothing is noise.
        short: count short sentences too, for greetings and calls of a line or two.
    """

    def __init__(self, root: Any, headline: Any | None, *, short: bool = False) -> None:
        self.short = short
        around = set() if headline is None else {headline, *headline.iterancestors()}
        self._beside: set[Any] = set()
        self._letters: dict[Any, int] = {}
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            inside = element.getparent() in self._beside
            if inside or (element not in around and (element.tag == "a" or is_noise_block(element))):
                self._beside.add(element)
            elif element is not headline:
                self._add(element, _own_text(element))

    def is_prose(self, text: str) -> bool:
        """Whether a text is running text, and no label."""
        return len(text) >= PROSE or (self.short and len(text) >= SENTENCE and text[-1] in ".!?…")

    def _add(self, element: Any, text: str) -> None:
        if self.is_prose(text):
            letters = len(text)
            for up in (element, *element.iterancestors()):
                self._letters[up] = self._letters.get(up, 0) + letters

    def of(self, block: Any) -> int:
        """Characters of running text in a block; links, noise and teasers of other articles do not count."""
        return self._letters.get(block, 0)

    def is_beside(self, element: Any) -> bool:
        """Whether an element lies in noise, in a link, or in the teaser of another article."""
        return element in self._beside


def _own_text(element: Any) -> str:
    return clean_line(" ".join(text for text in (element.text, *(child.tail for child in element)) if text))


def article_block(prose: Prose, headline: Any) -> Any | None:
    """The block around a headline that holds the article's prose; None where there is next to none.

    The smallest with any prose, then wider ones as long as they hold much more: the lead may stand in a block
    of its own with the headline, or the headline in the page's head.
    """
    best, most = None, 0
    for up in headline.iterancestors():
        if up.tag == "html":
            break
        found = prose.of(up)
        if found > most * (WHOLE_PAGE if up.tag == "body" else MORE_PROSE):
            best, most = up, found
    return best


def is_noise_block(element: Any) -> bool:
    """Whether an element is furniture by tag, class or id, or the teaser of another article."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    noisy = element.tag in NOISE_TAGS or any(map(_NOISE.fullmatch, names))
    return noisy or _is_teaser(element) or is_related_list(element) or is_cookie_notice(element)


def _is_teaser(element: Any) -> bool:
    """Whether a block's heading is a link."""
    headings = [inner for inner in element.iterchildren() if inner.tag in HEADINGS]
    return bool(headings) and all(
        inner.find(".//a") is not None or any(up.tag == "a" for up in inner.iterancestors())
        for inner in headings
    )


def freed(block: Any, headline: Any, *, short: bool = False) -> Any:
    """A copy of a block without the headline and what stands above it, date lines, noise, and comments."""
    place = list(block.iter()).index(headline)
    copy = deepcopy(block)
    copy.tail = None
    title = list(copy.iter())[place]
    around = {title, *title.iterancestors()}
    gone: set[Any] = set()
    for inner in list(copy.iter()):
        element = isinstance(inner.tag, str)
        if inner.getparent() in gone or (element and inner not in around and is_noise_block(inner)):
            gone.add(inner)
    for inner in gone:
        if inner.getparent() not in gone:
            _drop(inner)
    _cut_labels(copy, title, Prose(copy, title, short=short))
    _cut_head(copy, title, Prose(copy, title, short=short))
    _cut_comments(copy)
    _part_links(copy)
    return copy


def _cut_head(copy: Any, headline: Any, prose: Prose) -> None:
    """Drop the headline, what stands above it, and the lines right below it that only date the article."""
    for sibling in list(headline.itersiblings())[:DATE_LINES]:
        text = clean_line(" ".join(sibling.itertext())) if isinstance(sibling.tag, str) else ""
        if only_dates(sibling, text):
            _drop(sibling)
        elif text:
            break
    for level, up in enumerate((headline, *headline.iterancestors())):
        if up is copy:
            break
        for above in list(up.itersiblings(preceding=True)):
            if prose.of(above) <= prose.of(copy) / 2:
                _drop_text(above) if level < PICTURE_LEVELS else _drop(above)
    _drop(headline)


def _cut_labels(copy: Any, headline: Any, prose: Prose) -> None:
    """Drop short labels between headline and running text: sections, tools, a picture's name."""
    behind, labels = False, []
    for inner in copy.iter():
        if inner is headline:
            behind = True
        elif (
            behind and isinstance(inner.tag, str) and not any(up is headline for up in inner.iterancestors())
        ):
            if prose.of(inner):
                if prose.is_prose(_own_text(inner)):
                    break
            elif _is_label(inner):
                labels.append(inner)
    else:
        return
    for label in labels:
        _drop(label)


def _is_label(element: Any) -> bool:
    """Whether an element is a short label by itself, not words inside a sentence."""
    text = clean_line(" ".join(element.itertext()))
    parent = element.getparent()
    if parent is not None and _own_text(parent):
        return False
    return 0 < len(text) <= LONGEST_LABEL and text[-1] not in ".!?:;," and element.tag not in HEADINGS


def only_dates(element: Any, text: str) -> bool:
    """Whether an element with this text is nothing but the line that dates the article."""
    if element.tag == "time":
        return True
    reference = datetime.now(UTC)
    labels = (*PUBLISHED_LABELS, *MODIFIED_LABELS)
    dated = date_line(text, reference) or find_labelled_date(text, labels, reference=reference)
    return len(text) <= LONGEST_LINE and dated is not None


def _cut_comments(copy: Any) -> None:
    """Drop the line that begins the comments, and everything behind it."""
    for inner in copy.iter():
        if not isinstance(inner.tag, str) or inner is copy:
            continue
        if _COMMENTS.fullmatch(fold(clean_line(inner.text_content()))):
            later = [one for up in (inner, *inner.iterancestors()) for one in up.itersiblings()]
            for one in (inner, *later):
                _drop(one)
            return


def _part_links(copy: Any) -> None:
    """Put links that stand side by side without a letter between them on lines of their own."""
    for link in list(copy.iter("a", "span")):
        following = link.getnext()
        apart = following is None or (link.tail or "").strip() or not _is_link(following)
        if not apart and _is_link(link):
            link.addnext(etree.Element("br"))


def _is_link(element: Any) -> bool:
    """Whether an element is a link, or holds one and nothing else."""
    if element.tag == "a":
        return True
    links = element.findall("a") if element.tag == "span" else []
    words = clean_line(element.text_content())
    return len(links) == 1 and bool(words) and clean_line(links[0].text_content()) == words


def _drop_text(element: Any) -> None:
    """Drop an element, but for the pictures in it."""
    if not isinstance(element.tag, str) or (element.tag != "img" and element.find(".//img") is None):
        _drop(element)
        return
    for inner in element.iter():
        inner.text = None
        inner.tail = None


def _drop(element: Any) -> None:
    """Take an element out; the text behind it stays, which lxml would take along."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail and element.tail.strip():
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + " " + element.tail
        else:
            parent.text = (parent.text or "") + " " + element.tail
    parent.remove(element)
