"""The signs by which `pagekind` tells pages apart: one look at the tree."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import lxml.html
from lxml import etree

from pilsetas_crawl.reading._links import kept_elements
from pilsetas_crawl.reading._noise import count_more_words, in_noise, is_more_link
from pilsetas_crawl.reading.text import clean_line, fold
from pilsetas_crawl.reading.titles import clean_title

SHELL_LETTERS = 200  # a page with less text is a shell or a notice; the shortest greetings have a heading too
_SHORT_LETTERS = 900  # firewall and maintenance notices stay below this
_FIRST_BYTES = 512
_FEWEST_TEASERS, _TEASER_SLACK = 3, 50  # the slack in letters
_FRONT_CLASSES = frozenset({"home", "path-frontpage", "front", "page-front", "is-front"})
_UNPUBLISHED = frozenset(
    {
        "node--unpublished",
        "node-unpublished",
        "status-draft",
        "status-pending",
        "status-future",
        "status-private",
    }
)
_ARTICLE_SCHEMA = re.compile(r'"@type"\s*:\s*\[?\s*"(?:News)?Article"|"@type"\s*:\s*"BlogPosting"')

_SIGN_TAGS = ("title", "h1", "script", "link", "meta", "form", "input", "iframe")
_HIDDEN_TAGS = ("script", "style", "noscript", "template")
# A page holds hundreds of div: XPath goes through them without making an object of each.
_SIGN_BLOCKS = etree.XPath(
    "descendant::div[contains(@class, 'npublished') or contains(@class, 'status-')"
    " or contains(@class, 's-wrapper')]"
)
_FRAME_TAGS = ("article", "main", "section")
_UNPARSABLE = re.compile("[\x00\ud800-\udfff]")
_CHECK_BLOCKS = etree.XPath("//*[contains(@class, 'turnstile') or contains(@class, 'captcha')]/@class")
_LINK_TEXTS = etree.XPath("descendant-or-self::a//text()", smart_strings=False)
_TEXT_NODES = etree.XPath(
    "//body//text()[not(parent::script or parent::style or parent::noscript or parent::template)]"
)


@dataclass
class PageSigns:
    """What one look at a page shows."""

    tree: Any = None
    titles: list[str] = field(default_factory=list)
    body_classes: list[str] = field(default_factory=list)
    canonical: str | None = None
    front_class: str | None = None
    says_article: bool = False
    unpublished: str | None = None
    password_forms: int = 0
    has_password_field: bool = False
    list_wrapper: bool = False
    rows: int = 0
    scripts: list[str] = field(default_factory=list)

    @property
    def has_tree(self) -> bool:
        """Whether there was any markup."""
        return self.tree is not None

    @property
    def heading(self) -> str:
        """The page's heading or title, for messages."""
        return self.titles[-1] if self.titles else ""

    @cached_property
    def _body_text(self) -> str:
        body = _body(self.tree)
        return "" if body is None else str(body.xpath("string()"))

    @cached_property
    def text_length(self) -> int:
        """Letters of visible text, white space left out."""
        body = _body(self.tree)
        if body is None:
            return 0
        hidden = sum(_letters("".join(node.itertext())) for node in body.iter(*_HIDDEN_TAGS))
        return max(0, _letters(self._body_text) - hidden)

    @cached_property
    def teasers(self) -> int:
        """How many "lasīt tālāk" links end teasers of about equal length; 0 for an article with a few below.

        Letters count from the heading on: before the first link they are a teaser, or a whole article.
        """
        # Looking at each link of a page is dear; few pages hold the words at all.
        if self.tree is None or count_more_words(_LINK_TEXTS(self.tree)) < _FEWEST_TEASERS:
            return 0
        links = {link for link in self.tree.iter("a") if is_more_link(link) and not in_noise(link)}
        if len(links) < _FEWEST_TEASERS:
            return 0
        ends: list[int] = []
        letters = 0
        for element in kept_elements(self.tree):
            letters = 0 if element.tag == "h1" else letters + len((element.text or "").strip())
            if element in links:
                ends.append(letters)
            letters += len((element.tail or "").strip())
        if len(ends) < _FEWEST_TEASERS:  # links in hidden parts are passed over
            return 0
        usual = (ends[-1] - ends[0]) / (len(ends) - 1)
        return len(ends) if ends[0] <= 2 * usual + _TEASER_SLACK else 0

    def title_matches(self, pattern: re.Pattern[str]) -> str | None:
        """Return the title or heading that matches as a whole."""
        return next((title for title in self.titles if pattern.fullmatch(fold(title))), None)

    def short_text_matches(self, pattern: re.Pattern[str]) -> str | None:
        """Return the words found in the text of a page too short to be an article."""
        if self.text_length > _SHORT_LETTERS:
            return None
        found = pattern.search(fold(clean_line(" ".join(_TEXT_NODES(self.tree))))) if self.has_tree else None
        return found.group() if found else None

    def script_matches(self, pattern: re.Pattern[str]) -> str | None:
        """Return the words found in scripts, frames and form classes."""
        texts = self.scripts + ([] if self.tree is None else _CHECK_BLOCKS(self.tree))
        found = next((hit for text in texts if (hit := pattern.search(text.lower()))), None)
        return clean_line(found.group())[:60] if found else None

    def has_body_class(self, names: Iterable[str]) -> str | None:
        """Return the first of the names that the body element carries as a class."""
        wanted = set(names)
        return next((name for name in self.body_classes if name in wanted), None)


def other_content(content_type: str | None, root_or_text: Any) -> str | None:
    """Return why an answer is no web page, None when it may be one."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind:
        return None if kind in {"text/html", "application/xhtml+xml"} else f"content type {kind}"
    if isinstance(root_or_text, str):
        start = root_or_text[:_FIRST_BYTES].lstrip("\ufeff \t\r\n")
        if start.startswith(("%PDF", "{", "[", "PK\x03\x04")):
            return f"starts with {start[:10]!r}"
    return None


def read_signs(root_or_text: Any) -> PageSigns:
    """Look at a page once and note its signs."""
    tree = getattr(root_or_text, "root", root_or_text)
    if isinstance(tree, str):
        tree = _parse(tree)
    if tree is None:
        return PageSigns()
    seen = PageSigns(tree=tree)
    body = _body(tree)
    seen.body_classes = [] if body is None else (body.get("class") or "").split()
    seen.front_class = seen.has_body_class(_FRONT_CLASSES)
    for node in tree.iter(*_SIGN_TAGS):
        _NOTES[node.tag](seen, node)
    for node in (*tree.iter(*_FRAME_TAGS), *_SIGN_BLOCKS(tree)):
        _note_block(seen, node)
    return seen


def _body(tree: Any) -> Any:
    if tree is None or tree.tag == "body":
        return tree
    return next(tree.iter("body"), None)


def _letters(text: str) -> int:
    return len("".join(text.split()))


def _parse(text: str) -> Any:
    bare = re.sub(r"^\s*<\?xml[^>]*\?>", "", _UNPARSABLE.sub("", text))
    try:
        return lxml.html.document_fromstring(bare, parser=lxml.html.HTMLParser(huge_tree=True))
    except etree.ParserError:  # nothing but white space or closing tags
        return None


def _note_block(seen: PageSigns, node: Any) -> None:
    classes = (node.get("class") or "").split()
    seen.unpublished = seen.unpublished or next((name for name in classes if name in _UNPUBLISHED), None)
    if "articles-wrapper" in classes:
        seen.list_wrapper = True
        seen.rows += sum(1 for row in node.iter("div") if "views-row" in (row.get("class") or "").split())


def _note_link(seen: PageSigns, node: Any) -> None:
    if "canonical" in (node.get("rel") or "").lower().split():
        seen.canonical = seen.canonical or node.get("href")


def _note_meta(seen: PageSigns, node: Any) -> None:
    if node.get("property") == "og:type" and (node.get("content") or "").strip().lower() == "article":
        seen.says_article = True


def _note_form(seen: PageSigns, node: Any) -> None:
    seen.password_forms += "post-password-form" in (node.get("class") or "").split()


def _note_input(seen: PageSigns, node: Any) -> None:
    seen.has_password_field = seen.has_password_field or (node.get("type") or "").lower() == "password"


def _note_frame(seen: PageSigns, node: Any) -> None:
    seen.scripts.append(node.get("src") or "")


def _note_title(seen: PageSigns, node: Any) -> None:
    text = clean_line("".join(node.itertext()))
    if node.getparent() is None or not text or any(True for _ in node.iterancestors("svg")):
        return
    # Both with and without the site's name: "404 | Dobele" and "Attention Required! | Cloudflare".
    seen.titles += list(dict.fromkeys((text, clean_title(text) or text, text.partition(" | ")[0])))


def _note_script(seen: PageSigns, node: Any) -> None:
    text = node.text or ""
    seen.scripts.append(text)
    if '"isFront":true' in text:
        seen.front_class = seen.front_class or "isFront"
    seen.says_article = seen.says_article or _ARTICLE_SCHEMA.search(text) is not None


_NOTES = {
    "title": _note_title,
    "h1": _note_title,
    "script": _note_script,
    "link": _note_link,
    "meta": _note_meta,
    "form": _note_form,
    "input": _note_input,
    "iframe": _note_frame,
}
