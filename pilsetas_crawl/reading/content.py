"""An article's text out of its markup.

One walk over the tree, nothing in it is changed. What counts as furniture stands in `_noise`; links, files
and pictures are collected in `_links` and offered here.
"""

import re
from typing import Any

import lxml.html

from pilsetas_crawl.reading._emails import cloudflare_email, spamspan_email
from pilsetas_crawl.reading._links import collect_attachments, collect_images, collect_links
from pilsetas_crawl.reading._noise import (
    is_more_link,
    is_noise,
    is_share_row,
    is_tool_line,
    is_translation_disclaimer,
)
from pilsetas_crawl.reading.text import clean_line, clean_paragraphs, unmask_email

__all__ = ["collect_attachments", "collect_images", "collect_links", "html_to_text"]

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "legend", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "ul",
    }
)  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SPECIAL = frozenset({"a", "br", "button", "dd", "form", "hr", "li", "span", "td", "th", "tr"})

# Marks that cannot come from a page: text.clean_* would let them through, so page text loses them first.
_BULLET, _CELL, _LINE = "\ue000", "\ue001", "\ue002"
_MARKS = re.compile("[\ue000-\ue002]")
_BULLET_AND_SPACE = re.compile(rf"{_BULLET}[\s{_LINE}]*")
_LINE_AND_SPACE = re.compile(rf"\s*{_LINE}[\s{_LINE}]*")
# In running text a line break is a space; the other white space is settled at the end.
_BREAKS_AND_MARKS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029\ue000-\ue002]+")
_EXTERNAL_NOTE = re.compile(r",\s*(?:Ārējā saite|External link|Внешняя ссылка)(?!\w)")
_UNPARSABLE = re.compile("[\x00\ud800-\udfff]")
_LONGEST_CELL = 400  # characters; a longer cell of several paragraphs is page layout, no table
_HEAD_PARAGRAPHS = 3


def as_element(node_or_html: Any) -> Any:
    """Return the lxml element behind a parsel selector, an element or some HTML; None for empty text."""
    node = getattr(node_or_html, "root", node_or_html)
    if isinstance(node, bytes):
        node = node.decode("utf-8", errors="replace")
    if not isinstance(node, str):
        return node.getroot() if hasattr(node, "getroot") else node
    # An XML declaration makes lxml refuse text, half a surrogate pair too; NUL ends the text for libxml2.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", _UNPARSABLE.sub("", node))
    return lxml.html.fromstring(f"<div>{text}</div>") if text.strip() else None


def html_to_text(node_or_html: Any, *, base_url: str = "") -> str:  # noqa: ARG001 - see Args
    """Return the readable text of an element: paragraphs with one blank line between them.

    List items become "- …" lines, table rows cells joined by " | ", headings own paragraphs. Scripts, forms,
    menus, share, print and read-aloud tools, cookie dialogues, "lasīt vairāk" links, hidden texts and the
    notice beside a translation widget are left out; masked e-mail addresses are written out. Texts of
    pictures (alt) never appear. The tree is not changed.

    Args:
        node_or_html: a parsel selector, an lxml element, or HTML text such as WordPress `content.rendered`;
            a list of them (`page.css(".text__text-content")`) is read as one text.
        base_url: the page's address, which all page readers take; not needed so far, the text holds no links.
    """
    walker = _Walker()
    for node in node_or_html if isinstance(node_or_html, list) else [node_or_html]:
        root = as_element(node)
        if root is not None:
            walker.walk(root)
    return _finish("".join(walker.out))


def _settle(raw: str) -> str:
    """Settle white space: line marks in a row are one line break, unless a paragraph ends there."""
    text = _BULLET_AND_SPACE.sub(_BULLET, raw)
    if _LINE in text:
        text = _LINE_AND_SPACE.sub(lambda found: "\n\n" if found.group().count("\n") > 1 else "\n", text)
    return clean_paragraphs(text)


def _finish(raw: str) -> str:
    text = _settle(raw.replace(_CELL, " "))
    text = _EXTERNAL_NOTE.sub("", unmask_email(text))
    paragraphs = []
    for index, block in enumerate(text.split("\n\n")):
        lines = [_item(line) for line in block.split("\n")]
        kept = "\n".join(line for line in lines if line and not is_tool_line(line))
        disclaims = index < _HEAD_PARAGRAPHS and is_translation_disclaimer(kept)
        if kept and not disclaims and not is_share_row(kept):
            paragraphs.append(kept)
    return "\n\n".join(paragraphs)


def _item(line: str) -> str:
    """Write a list item's mark; an item without text (all of it was furniture) disappears."""
    if _BULLET not in line:
        return line
    items = [item.strip() for item in line.split(_BULLET)]
    # "– text" typed inside an item would read "- – text".
    return "\n".join(f"- {item.lstrip('-–• ')}" if n else item for n, item in enumerate(items) if item)


class _Walker:
    """Writes the text of a tree piece by piece into `out`; white space is settled afterwards."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._item_depth = 0
        self._row_starts: list[int] = []
        self._preformatted = 0

    def walk(self, root: Any) -> None:
        """Visit the elements in document order without recursion: pages may be nested 2,000 deep."""
        self._break()
        self._begin(root.tag)
        self._text(root.text)
        stack: list[tuple[Any, Any, str | None]] = [(iter(root), root.tag, None)]
        while stack:
            children, tag, tail = stack[-1]
            if not self._walk_leaves(children, stack):
                stack.pop()
                self._end(tag)
                self._text(tail)

    def _walk_leaves(self, children: Any, stack: list[tuple[Any, Any, str | None]]) -> bool:
        """Write elements up to the next one that has children; push that and say so."""
        for child in children:
            if self._enter(child):
                self._text(child.text)
                if len(child):
                    stack.append((iter(child), child.tag, child.tail))
                    return True
                self._end(child.tag)
            self._text(child.tail)
        return False

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._preformatted:
            self.out.append(_MARKS.sub(" ", text))
        else:
            self.out.append(" " if text.isspace() else _BREAKS_AND_MARKS.sub(" ", text))

    def _enter(self, element: Any) -> bool:
        """Begin an element; False when nothing inside it is to be read any more."""
        tag = element.tag
        if tag.__class__ is not str:  # comments, processing instructions, entities
            return False
        if is_noise(element, tag):
            return self._skip(tag)
        if tag in _SPECIAL and not self._special(element, tag):
            return False
        self._begin(tag)
        return True

    def _skip(self, tag: str) -> bool:
        if tag in _BLOCKS:
            self._break()
        return False

    def _special(self, element: Any, tag: str) -> bool:
        if tag == "button":
            return _is_accordion_button(element)
        if tag == "form":
            # Older systems wrap the whole page in one form.
            return element.find(".//h1") is not None or element.find(".//article") is not None
        if tag in {"a", "span"}:
            return not self._email(element) and not (tag == "a" and is_more_link(element))
        return True

    def _email(self, element: Any) -> bool:
        names = element.get("class")
        address = spamspan_email(element) if names and "spamspan" in names else cloudflare_email(element)
        if address is not None:
            self.out.append(address)
        return address is not None

    def _break(self) -> None:
        self.out.append(_LINE if self._item_depth else "\n\n")

    def _begin(self, tag: Any) -> None:
        if tag in _BLOCKS:
            self._preformatted += tag == "pre"
            self._break()
        elif tag == "li":
            self._item_depth += 1
            self.out.append(_LINE + _BULLET)
        elif tag in {"br", "dd"}:
            self.out.append("\n")
        elif tag in {"hr", "button"}:
            self._break()
        elif tag == "tr":
            self._row_starts.append(len(self.out))
        elif tag in {"td", "th"} and self._row_starts:
            self.out.append(_CELL)

    def _end(self, tag: Any) -> None:
        self._preformatted -= tag == "pre"
        if tag in _BLOCKS or tag == "button":
            self._break()
        elif tag == "li":
            self._item_depth = max(0, self._item_depth - 1)
            self.out.append(_LINE)
        elif tag == "dd":
            self.out.append(_LINE)
        elif tag == "tr" and self._row_starts:
            start = self._row_starts.pop()
            row = "".join(self.out[start:])
            self.out[start:] = [_row_text(row)]


def _is_accordion_button(element: Any) -> bool:
    """Say whether a button is the heading of a folded part (Bootstrap; TVP pages keep text folded)."""
    names = (element.get("class") or "").split()
    parent = element.getparent()
    in_heading = parent is not None and parent.tag in _HEADINGS
    return in_heading or "btn-link" in names or "accordion-button" in names


def _row_text(row: str) -> str:
    """Return a table row as one line, or its cells as blocks where the table only lays out the page."""
    before, *cells = row.split(_CELL)
    texts = [_settle(cell) for cell in cells]
    filled = [text for text in texts if text]
    layout = any((len(text) > _LONGEST_CELL and "\n" in text) or " | " in text for text in filled)
    if layout:
        return before + "".join(f"\n\n{text}\n\n" for text in filled)
    if len(filled) == 1:
        return f"{before}{_LINE}{filled[0]}{_LINE}"
    line = " | ".join(clean_line(text.replace(_BULLET, " ")) for text in texts)
    return f"{before}{_LINE}{line.strip(' |')}{_LINE}"
