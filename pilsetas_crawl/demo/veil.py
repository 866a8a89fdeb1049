"""How a site misrepresents what it holds while a fault of that kind is on.

The world itself stays as it is, so the right answers stay the right answers.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pilsetas_crawl.demo.model import DemoArticle

SAME_TITLE = "Pašvaldības jaunumi"
FUTURE_SHIFT = timedelta(days=400)
# A feed that has stood still: nothing of the last weeks is in it.
STALE_BEFORE = timedelta(days=45)


def veiled(articles: Sequence[DemoArticle], veil: str) -> list[DemoArticle]:
    """The articles as the site shows them under a veil; an unknown veil changes nothing."""
    if veil == "stale_feed":
        newest = max((article.published for article in articles), default=None)
        return [a for a in articles if newest and a.published < newest - STALE_BEFORE]
    change = _CHANGES.get(veil)
    return [change(article) for article in articles] if change else list(articles)


def _emptied(article: DemoArticle) -> DemoArticle:
    """Every other article, the same ones each time."""
    return replace(article, blocks=(), lead=None) if crc32(article.key.encode()) % 2 else article


def _later(article: DemoArticle) -> DemoArticle:
    modified = article.modified + FUTURE_SHIFT if article.modified else None
    return replace(article, published=article.published + FUTURE_SHIFT, modified=modified)


def _moved(article: DemoArticle) -> DemoArticle:
    """Another slug, and another number where the number is the address."""
    uid = article.uid + 50_000 if article.site == "madona" else article.uid
    return replace(article, slug=f"jauna-{article.slug}", uid=uid)


_CHANGES: dict[str, Callable[[DemoArticle], DemoArticle]] = {
    "half_empty": _emptied,
    "same_titles": lambda article: replace(article, title=SAME_TITLE, title_html=None),
    "future_dates": _later,
    "new_addresses": _moved,
}
