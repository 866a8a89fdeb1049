"""What a page is: an article, or one of the things that come with status 200 in its place.

Every rule looks at a page's title, heading, frame classes or address, never at words in its text: an article
may speak of missing pages, passwords or firewalls. Wordings that do stand in the text count only on pages too
short to be anything else.
"""

from enum import StrEnum
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from pilsetas_crawl.reading import _pagewords as words
from pilsetas_crawl.reading._links import kept_elements
from pilsetas_crawl.reading._noise import is_more_link
from pilsetas_crawl.reading._pagesigns import SHELL_LETTERS, PageSigns, other_content, read_signs
from pilsetas_crawl.urls import absolute_url

_ERROR_STATUS = 400
_GONE = frozenset({404, 410})
_LONGEST_TEASER = 200  # letters; the platform cuts its own here, and no introduction of a list is longer


def _marked(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


_OUTSIDE_ROWS = f"[not(ancestor-or-self::*[{_marked('articles-wrapper')} or {_marked('views-row')}])]"
_DATE_LINES = etree.XPath(f"//*[@id='content-area']//*[{_marked('submitted')}]{_OUTSIDE_ROWS}")
_TEXTS = etree.XPath(f"//*[@id='content-area']//*[{_marked('text__text-content')}]{_OUTSIDE_ROWS}")
_POSTS = etree.XPath(f"//*[{_marked('entry-content')}]")
_WRAPPERS = etree.XPath(f"descendant-or-self::*[{_marked('articles-wrapper')}]")
_NODE = etree.XPath(f"ancestor::*[@role='article' or {_marked('node')}][1]")
_PARAGRAPHS = etree.XPath(f"//p{_OUTSIDE_ROWS}[not(ancestor::footer or ancestor::aside or ancestor::header)]")


class PageKind(StrEnum):
    """The kinds of pages a crawl meets; only `ARTICLE` is ever stored as one."""

    ARTICLE = "article"
    LISTING = "listing"
    FRONT_PAGE = "front_page"
    SOFT_404 = "soft_404"
    REFUSED = "refused"
    CHALLENGE = "challenge"
    LOGIN = "login"
    PASSWORD = "password"  # noqa: S105 - a kind of page, no password
    PREVIEW = "preview"
    MAINTENANCE = "maintenance"
    NOT_HTML = "not_html"
    EMPTY = "empty"


class PageVerdict(NamedTuple):
    """A page's kind and, in a short phrase, what shows it."""

    kind: PageKind
    evidence: str


class _Page(NamedTuple):
    url: str
    requested_url: str
    status: int
    signs: PageSigns


def classify_page(
    *, url: str, requested_url: str | None, status: int, content_type: str | None, root_or_text: Any
) -> PageVerdict:
    """Say what a page is and why.

    Args:
        url: the address that answered, after redirects.
        requested_url: the address asked for; None when it is the same.
        status: the HTTP status.
        content_type: the header as sent; None or empty when there was none.
        root_or_text: the page as text, as an lxml root, or as a parsel selector.
    """
    other = other_content(content_type, root_or_text)
    if other:
        return PageVerdict(PageKind.NOT_HTML, other)
    page = _Page(url, requested_url or url, status, read_signs(root_or_text))
    for rule in _RULES:
        verdict = rule(page)
        if verdict is not None:
            return verdict
    return PageVerdict(
        PageKind.ARTICLE, f"heading {page.signs.heading[:60]!r}, {page.signs.text_length} letters"
    )


def _refused(page: _Page) -> PageVerdict | None:
    seen = page.signs
    phrase = seen.title_matches(words.REFUSED_TITLE) or seen.short_text_matches(words.REFUSED_TEXT)
    return PageVerdict(PageKind.REFUSED, f"firewall answer: {phrase}") if phrase else None


def _challenge(page: _Page) -> PageVerdict | None:
    seen = page.signs
    phrase = seen.title_matches(words.CHALLENGE_TITLE) or seen.short_text_matches(words.CHALLENGE_TEXT)
    if phrase is None and seen.text_length < SHELL_LETTERS:
        phrase = seen.script_matches(words.CHALLENGE_SCRIPT)
    return PageVerdict(PageKind.CHALLENGE, f"robot check: {phrase}") if phrase else None


def _maintenance(page: _Page) -> PageVerdict | None:
    seen = page.signs
    name = seen.has_body_class(words.MAINTENANCE_CLASSES)
    phrase = seen.title_matches(words.MAINTENANCE_TITLE) or seen.short_text_matches(words.MAINTENANCE_TEXT)
    if name or phrase:
        return PageVerdict(PageKind.MAINTENANCE, f"maintenance: {name or phrase}")
    return None


def _bad_status(page: _Page) -> PageVerdict | None:
    if page.status in _GONE:
        return PageVerdict(PageKind.SOFT_404, f"status {page.status}")
    if page.status >= _ERROR_STATUS:
        return PageVerdict(PageKind.REFUSED, f"status {page.status}")
    return None


def _empty(page: _Page) -> PageVerdict | None:
    if page.signs.text_length == 0:
        return PageVerdict(PageKind.EMPTY, "no text in the page" if page.signs.has_tree else "no answer body")
    return None


def _login(page: _Page) -> PageVerdict | None:
    path = urlsplit(page.url).path
    name = page.signs.has_body_class(words.LOGIN_CLASSES)
    if words.LOGIN_PATH.search(path) or name:
        return PageVerdict(PageKind.LOGIN, f"log-in address or class: {name or path}")
    # A log-in form in the side bar is everywhere; the heading tells whether it is the page.
    phrase = page.signs.title_matches(words.LOGIN_TITLE) if page.signs.has_password_field else None
    return PageVerdict(PageKind.LOGIN, f"log-in form under {phrase!r}") if phrase else None


def _password(page: _Page) -> PageVerdict | None:
    if page.signs.password_forms == 1 and _listing_class(page) is None:
        return PageVerdict(PageKind.PASSWORD, "post-password-form in place of the text")
    return None


def _preview(page: _Page) -> PageVerdict | None:
    for url in (page.url, page.requested_url):
        query = parse_qs(urlsplit(url).query)
        if query.get("preview") == ["true"] or "preview_id" in query:
            return PageVerdict(PageKind.PREVIEW, "preview in the address")
    if page.signs.unpublished:
        return PageVerdict(PageKind.PREVIEW, f"class {page.signs.unpublished}")
    return None


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    path = parts.path.rstrip("/").removesuffix("/index.php").removesuffix("/index.html")
    # A query on the root may be an article (?p=12, ?page_id=3) or a list (?cat=2).
    return (path == "" or words.LANGUAGE_PATH.fullmatch(path) is not None) and not parts.query


def _missing(page: _Page) -> PageVerdict | None:
    seen = page.signs
    name = seen.has_body_class(words.MISSING_CLASSES)
    phrase = seen.title_matches(words.MISSING_TITLE)
    if name or phrase:
        return PageVerdict(PageKind.SOFT_404, f"says it is missing: {name or phrase}")
    return None


def _front(page: _Page) -> PageVerdict | None:
    asked_front = _is_front(page.requested_url)
    if _is_front(page.url):
        if asked_front:
            return PageVerdict(PageKind.FRONT_PAGE, "address of the front page")
        return PageVerdict(PageKind.SOFT_404, "redirected to the front page")
    seen = page.signs
    named = absolute_url(seen.canonical, page.url) if seen.canonical else None
    canonical = named is not None and _is_front(named)
    # Some sites name the front page as canonical everywhere; a page that calls itself an article is one.
    sign = seen.front_class or ("canonical" if canonical and not seen.says_article else None)
    if sign is None or urlsplit(page.url).query:
        return None
    if asked_front:
        return PageVerdict(PageKind.FRONT_PAGE, f"front page by {sign}")
    return PageVerdict(PageKind.SOFT_404, f"front page under another address ({sign})")


def _listing_class(page: _Page) -> str | None:
    # Some themes mark the whole news section "blog"; a page marked single is an article all the same.
    single = page.signs.has_body_class(words.SINGLE_CLASSES)
    return None if single else page.signs.has_body_class(words.LISTING_CLASSES)


def _listing(page: _Page) -> PageVerdict | None:
    seen = page.signs
    name = _listing_class(page)
    if name:
        return PageVerdict(PageKind.LISTING, f"class {name}")
    if seen.says_article:
        return None
    sign = f"list of {seen.rows} rows" if seen.list_wrapper else None
    if sign is None and seen.teasers:  # counting teasers is the dearest look of all
        sign = f"{seen.teasers} teasers with links to read on"
    # Related articles stand under many an article, built like a list.
    if sign is None or _has_own_text(page):
        return None
    return PageVerdict(PageKind.LISTING, sign)


def _has_own_text(page: _Page) -> bool:
    """Whether a page that shows teasers of articles is itself one, by the text it holds beside them."""
    if page.signs.has_body_class(words.SINGLE_CLASSES):
        return True
    tree = page.signs.tree
    texts = sum(_letters(text) for text in _TEXTS(tree))
    if texts > _LONGEST_TEASER or any(texts or not _holds_list(line) for line in _DATE_LINES(tree)):
        return True
    posts = _POSTS(tree)
    # Several whole posts are a list, and so is one whose text ends in links to read on.
    if len(posts) == 1 and _letters(posts[0]) and not any(map(is_more_link, posts[0].iter("a"))):
        return True
    return _paragraphs_outweigh(tree)


def _holds_list(date_line: Any) -> bool:
    """Whether a date line is that of a standing page with the list in it, not that of an article."""
    return any(_WRAPPERS(node) for node in _NODE(date_line))


def _paragraphs_outweigh(tree: Any) -> bool:
    """Whether the paragraphs before the first teaser's link and after the last are more than all teasers."""
    own = set(_PARAGRAPHS(tree))
    beside = between = waiting = 0
    linked = False
    for element in kept_elements(tree):
        if element.tag == "a" and is_more_link(element):
            # Only the next link tells that the paragraphs since this one were a teaser.
            between, beside, waiting = (between + waiting, beside, 0) if linked else (0, waiting, 0)
            linked = True
        elif element in own:
            waiting += _letters(element)
    listed = sum(_letters(block) for block in _WRAPPERS(tree))
    return beside + waiting > max(between, listed, _LONGEST_TEASER)


def _letters(element: Any) -> int:
    return len("".join("".join(element.itertext()).split()))


# The order matters: refusals and challenges come with any status, a bad status says less than they do.
_RULES = (
    _refused,
    _challenge,
    _maintenance,
    _bad_status,
    _login,
    _missing,
    _empty,
    _password,
    _preview,
    _front,
    _listing,
)
