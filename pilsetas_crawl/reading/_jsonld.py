"""JSON-LD as sites really write it: wrapped, listed, cross-referenced and sometimes broken."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pilsetas_crawl.reading.text import clean_line, decode_entities_once

_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|"
                       r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$")  # fmt: skip
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_ARTICLE_TYPES = frozenset(
    {
        "newsarticle", "article", "blogposting", "reportagenewsarticle", "analysisnewsarticle", "report",
        "socialmediaposting", "liveblogposting", "techarticle",
    }
)  # fmt: skip
_PAGE_TYPES = frozenset({"webpage", "itempage"})
_DEEPEST = 20


def parse_json_ld(text: str) -> list[dict[str, Any]] | None:
    """Return the objects of one JSON-LD script, lists and `@graph` flattened; None when it cannot be read.

    Comment and CDATA wrappings, a closing semicolon, line breaks inside strings and trailing commas are
    borne.
    """
    bare = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip().rstrip(";")
    for attempt in (bare, _TRAILING_COMMA.sub("", bare)):
        try:
            return list(_objects(json.loads(attempt, strict=False), 0))
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _objects(one, depth + 1)
    elif isinstance(value, dict):
        graph = value.get("@graph")
        if "@type" in value or graph is None:
            yield value
        if graph is not None:
            yield from _objects(graph, depth + 1)
        # Some plugins hang the article under the page it is the main entity of.
        if isinstance(value.get("mainEntity"), dict | list):
            yield from _objects(value["mainEntity"], depth + 1)


def types_of(item: dict[str, Any]) -> set[str]:
    """Return an object's types in lower case, without the vocabulary's address."""
    raw = item.get("@type")
    names = raw if isinstance(raw, list) else [raw]
    return {name.rstrip("/").rpartition("/")[2].lower() for name in names if isinstance(name, str)}


def pick_article(items: list[dict[str, Any]], canonical: str | None) -> dict[str, Any] | None:
    """Return the object of the article a page is about.

    Among several articles the one that names the canonical address wins (related articles are listed too),
    else the first; a WebPage counts only when it has a headline.
    """
    articles = [item for item in items if types_of(item) & _ARTICLE_TYPES]
    articles += [item for item in items if types_of(item) & _PAGE_TYPES and item.get("headline")]
    if canonical and len(articles) > 1:
        wanted = canonical.rstrip("/")
        for item in articles:
            if any(own.partition("#")[0].rstrip("/") == wanted for own in _addresses(item)):
                return item
    return articles[0] if articles else None


def _addresses(item: dict[str, Any]) -> Iterator[str]:
    for key in ("url", "@id", "mainEntityOfPage"):
        value = item.get(key)
        if isinstance(value, dict):
            value = value.get("@id")
        if isinstance(value, str):
            yield value


def _resolve(value: dict[str, Any], items: list[dict[str, Any]]) -> dict[str, Any]:
    """Follow a bare {"@id": …} reference into the graph."""
    if set(value) == {"@id"}:
        return next((item for item in items if item.get("@id") == value["@id"] and len(item) > 1), value)
    return value


def texts_of(value: Any, items: list[dict[str, Any]]) -> list[str]:
    """Return a property's values as text; of persons and organisations the name."""
    if isinstance(value, list):
        return [text for one in value for text in texts_of(one, items)]
    if isinstance(value, dict):
        target = _resolve(value, items)
        named = target.get("name", target.get("@value"))
        return [] if isinstance(named, dict) else texts_of(named, items)
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return []
    text = clean_line(decode_entities_once(str(value)))
    return [text] if text else []


def urls_of(value: Any, items: list[dict[str, Any]]) -> list[str]:
    """Return a property's values as addresses (pictures: a string, an ImageObject, or a list of either)."""
    if isinstance(value, list):
        return [url for one in value for url in urls_of(one, items)]
    if isinstance(value, dict):
        target = _resolve(value, items)
        inner = target.get("url") or target.get("contentUrl")
        return urls_of(inner, items) if isinstance(inner, str | list) else []
    return [value.strip()] if isinstance(value, str) and value.strip() else []
