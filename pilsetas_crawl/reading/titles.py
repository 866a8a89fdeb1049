"""Titles: what remains of a page's title once markup, the site's name and placeholders are gone."""

import re
from collections.abc import Sequence

from pilsetas_crawl.reading.text import clean_line, decode_entities_once, fold

_BLOCK_TAG = re.compile(r"</?(?:br|p|div|h[1-6]|li|hr)\b[^<>]*>", re.IGNORECASE)
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|big|em|font|i|img|mark|s|small|span|strong|sub|sup|u|wbr)\b[^<>]*>", re.IGNORECASE
)
_STILL_ENCODED = re.compile(
    r"&(?:amp|quot|apos|lt|gt|nbsp|[nm]dash|[lr]dquo|bdquo|[lr]squo|hellip|#x?\w{2,6});"
)

_SEPARATOR = re.compile(r"\s*\|\s*|\s+(?:[–—»«•·]|-{1,2}|::)\s+")
# Folded: how the tails of Latvian municipal titles end. Up to five words, then the kind of institution.
_INSTITUTION = re.compile(
    r"(?:[^\W\d_][\w.-]*\s+){1,5}"
    r"(?:pasvaldiba|pasvaldibas|novads|dome|pilseta|valstspilseta|pagasts|parvalde|majaslapa|portals)"
    r"|(?:.{1,60}\s)?(?:majas ?lapa|timekla? ?vietne|timeklvietne|oficialais portals|official (?:web)?site)"
)
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?(?:[a-z0-9-]+\.)+(?:lv|eu|com|org|net|info)/?", re.IGNORECASE)
_KIND_WORD = re.compile(r"\b(?:novads|pilseta|pasvaldiba|dome|pagasts)\b")

_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+"  # http://…, www.…
    r"|/?[a-z0-9]+(?:-[a-z0-9]+){2,}/?"  # a slug: three or more parts in small ASCII letters
    r"|/(?:[\w%.~-]+/?)+"  # /lv/jaunums/…
    r"|(?:[a-z0-9%_.~-]+/)+[a-z0-9%_.~-]*-[a-z0-9%_.~-]*/?"  # lv/jaunums/sede-notiks
    r"|\S+\.(?:jpe?g|png|gif|webp|pdf|docx?|xlsx?|html?|php)",
    re.IGNORECASE,
)
_SMALL_ASCII = re.compile(r"[^A-ZĀČĒĢĪĶĻŅŠŪŽ]*")
# What content systems and editors write where a title is missing; image placeholders seen on TVP sites.
_PLACEHOLDERS = frozenset(
    {
        "bez nosaukuma",
        "bez virsraksta",
        "nav nosaukuma",
        "nosaukums",
        "virsraksts",
        "attels",
        "fona attels",
        "vizualis",
        "untitled",
        "no title",
        "auto draft",
        "image",
        "null",
        "none",
        "undefined",
    }
)
_OPENING, _CLOSING = "„“”«\"'‘‚", "”“»\"'’"


def _plain(raw: str) -> str:
    text = decode_entities_once(raw)
    if _STILL_ENCODED.search(text):  # feeds and REST answers escape what was escaped already
        text = decode_entities_once(text)
    if "<" in text:
        text = _INLINE_TAG.sub("", _BLOCK_TAG.sub(" ", text))
    return clean_line(text)


def _is_site_name(tail: str, head: str, *, pipe: bool, names: frozenset[str]) -> bool:
    folded = fold(tail).strip(" .")
    if folded in names or _DOMAIN.fullmatch(tail):
        return True
    if not _INSTITUTION.fullmatch(folded) or not tail[:1].isupper():
        return False
    # "Latvijas zaļākais novads – Līgatnes novads": behind a dash the tail may be the answer, not the site.
    return pipe or not _KIND_WORD.search(fold(head))


def _cut_suffix(title: str, names: frozenset[str]) -> str:
    """Cut the site's name behind the last separator, again and again while what stands there is one."""
    while True:
        found = list(_SEPARATOR.finditer(title))
        if not found:
            return title
        last = found[-1]
        head, tail = title[: last.start()], title[last.end() :]
        if not _is_site_name(tail, head, pipe="|" in last.group(), names=names):
            return title
        title = head


def _trim(title: str) -> str:
    """Take dangling dashes, pipes, colons and lone quotation marks off both ends."""
    before = None
    while before != title:
        before = title
        title = title.rstrip(" |–—-:·•").lstrip(" |–—:·•")
        # A leading hyphen before a digit is a minus sign ("-20 grādi").
        title = re.sub(r"^-+(?!\d)\s*", "", title)
        title = _trim_quotes(title)
    return title


def _trim_quotes(title: str) -> str:
    opening = title[:1]
    if opening and opening in _OPENING and not any(mark in title[1:] for mark in _CLOSING):
        return title[1:]
    closing = title[-1:]
    if closing and closing in _CLOSING and not any(mark in title[:-1] for mark in _OPENING):
        return title[:-1]
    return title


def is_placeholder(text: str) -> bool:
    """Say whether a title or image text says nothing: empty, marks only, "attēls", "Bez nosaukuma"."""
    folded = fold(text).strip(" .()[]<>\"'")
    return folded in _PLACEHOLDERS or not any(map(str.isalnum, folded))


def is_address(text: str) -> bool:
    """Say whether the text is an address, a slug or a file name instead of words."""
    if " " in text:
        return False
    if _DOMAIN.fullmatch(text):
        return True
    return _ADDRESS.fullmatch(text) is not None and (
        _SMALL_ASCII.fullmatch(text) is not None or "/" in text or "." in text
    )


def clean_title(raw: str, *, site_names: Sequence[str] = ()) -> str | None:
    """Return the title a reader would give the page, or None when the raw text holds none.

    Entities are decoded, tags removed, the text brought to NFC. The tail behind the last " | ", " – ", " - "
    or " » " goes only when it is one of `site_names`, a domain, or reads like an institution ("… novada
    pašvaldība", "… novads"); so "Sēde 12. novembrī – tiešraide" stays whole.

    Args:
        raw: what stood in the heading, the title element, the feed or the REST answer.
        site_names: names under which the site signs its titles, any case.
    """
    names = frozenset(fold(clean_line(name)).strip(" .") for name in site_names)
    title = _trim(_cut_suffix(_plain(raw), names))
    return None if is_placeholder(title) or is_address(title) else title
