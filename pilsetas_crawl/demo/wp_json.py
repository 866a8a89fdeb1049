"""Objects of the WordPress REST interface, and the filters of their collections."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pilsetas_crawl.demo.model import RIGA, DemoArticle
from pilsetas_crawl.demo.wp_content import content_html, excerpt, picture_path, title_html
from pilsetas_crawl.demo.wp_links import collection, post_path, rest_path
from pilsetas_crawl.demo.wp_settings import SETTINGS
from pilsetas_crawl.demo.wp_terms import AUTHOR, Term, terms_of

# Number of the featured picture of a post: its own number and this.
_MEDIA_OFFSET = 500_000


class BadParameter(ValueError):  # noqa: N818 - named after the answer it becomes
    """A parameter WordPress answers 400 to; the message is its name."""


def post_json(article: DemoArticle, base: str, *, embed: bool) -> dict[str, Any]:
    """A post or page as the interface shows it to strangers."""
    own, labels = terms_of(article)
    data: dict[str, Any] = {
        "id": article.uid,
        "date": _local(article.published),
        "date_gmt": _utc(article.published),
        "guid": {"rendered": f"{base}/?p={article.uid}"},
        "modified": _local(article.changed),
        "modified_gmt": _utc(article.changed),
        "slug": article.slug,
        "status": "publish",
        "type": (SETTINGS[article.site].kind or "post") if article.kind == "news" else article.kind,
        "link": base + post_path(article),
        "title": {"rendered": title_html(article)},
        "content": {
            "rendered": "" if article.password else content_html(article, base),
            "protected": article.password,
        },
        "excerpt": {"rendered": "" if article.password else excerpt(article), "protected": article.password},
        "author": 1,
        "featured_media": article.uid + _MEDIA_OFFSET if article.picture else 0,
        "sticky": article.sticky,
        "format": "standard",
        "categories": [term.number for term in own],
        "tags": [term.number for term in labels],
        "_links": {
            "self": [{"href": f"{base}{rest_path(article.site)}wp/v2/{collection(article)}/{article.uid}"}]
        },
    }
    return data | ({"_embedded": _embedded(article, base)} if embed else {})


def _embedded(article: DemoArticle, base: str) -> dict[str, Any]:
    own, labels = terms_of(article)
    parts: dict[str, Any] = {
        "author": [{"id": 1, "name": AUTHOR, "slug": "san"}],
        "wp:term": [[term_json(term, base) for term in own], [term_json(term, base) for term in labels]],
    }
    if article.picture:
        media = {
            "id": article.uid + _MEDIA_OFFSET,
            "media_type": "image",
            "source_url": base + picture_path(article),
            "alt_text": article.picture.alt,
        }
        parts["wp:featuredmedia"] = [media]
    return parts


def term_json(term: Term, base: str) -> dict[str, Any]:
    """A category or tag."""
    data: dict[str, Any] = {"id": term.number, "link": base + term.path, "name": term.name, "slug": term.slug}
    data["taxonomy"] = term.taxonomy
    return data | ({"parent": term.parent} if term.taxonomy == "category" else {})


def prune(data: dict[str, Any], query: dict[str, str]) -> dict[str, Any]:
    """Only the asked ``_fields``; a dot reaches into an object."""
    wanted = [name.strip() for name in query.get("_fields", "").split(",") if name.strip()]
    if not wanted:
        return data
    kept: dict[str, Any] = {}
    for name in wanted:
        top, _, inner = name.partition(".")
        if top not in data:
            continue
        if inner and isinstance(data[top], dict):
            kept.setdefault(top, {})[inner] = data[top].get(inner)
        else:
            kept[top] = data[top]
    return kept


def list_of_numbers(query: dict[str, str], name: str) -> set[int]:
    """A parameter holding numbers parted by commas; also in its bracket form."""
    text = query.get(name) or query.get(f"{name}[]") or ""
    parts = [part for part in text.split(",") if part]
    if not all(part.isdecimal() for part in parts):
        raise BadParameter(name)
    return {int(part) for part in parts}


def date_filter(article: DemoArticle, query: dict[str, str]) -> bool:
    """after, before, modified_after and modified_before; all compare local times, as WordPress does."""
    checks = (("", article.published), ("modified_", article.changed))
    for prefix, moment in checks:
        local = moment.astimezone(RIGA).replace(tzinfo=None, microsecond=0)
        after, before = _bound(query, f"{prefix}after"), _bound(query, f"{prefix}before")
        if (after and local <= after) or (before and local >= before):
            return False
    return True


def moment_bound(query: dict[str, str], name: str) -> datetime | None:
    """A date parameter as a moment; one without an offset is read on the site's clock."""
    local = _bound(query, name)
    return local.replace(tzinfo=RIGA) if local else None


def _bound(query: dict[str, str], name: str) -> datetime | None:
    """A date parameter as local time: one with an offset is converted, one without is local already."""
    text = query.get(name)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        raise BadParameter(name) from None
    return moment.astimezone(RIGA).replace(tzinfo=None) if moment.tzinfo else moment


def ordered(articles: list[DemoArticle], query: dict[str, str]) -> list[DemoArticle]:
    """Orderby and order; descending by date unless asked otherwise."""
    keys = {
        "date": lambda a: (a.published, a.uid),
        "modified": lambda a: (a.changed, a.uid),
        "id": lambda a: a.uid,
        "slug": lambda a: a.slug,
        "title": lambda a: a.title.casefold(),
        "author": lambda a: a.uid,
        "relevance": lambda a: (a.published, a.uid),
        "include": lambda a: a.uid,
    }
    by, order = query.get("orderby", "date"), query.get("order", "desc")
    if by not in keys:
        raise BadParameter("orderby")
    if order not in {"asc", "desc"}:
        raise BadParameter("order")
    return sorted(articles, key=keys[by], reverse=order == "desc")


def _local(moment: datetime) -> str:
    return moment.astimezone(RIGA).strftime("%Y-%m-%dT%H:%M:%S")


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
