"""Address of any article of the demo world, relative to its site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilsetas_crawl.demo import cesis, madona, tvp_content
from pilsetas_crawl.demo.facts import TVP_SITES

if TYPE_CHECKING:
    from pilsetas_crawl.demo.model import DemoArticle


def article_path(article: DemoArticle) -> str:
    """Path, and query where the site uses one."""
    if article.site in TVP_SITES:
        return tvp_content.article_path(article)
    if article.site == "madona":
        return madona.article_path(article)
    return cesis.article_path(article) if article.site == "cesis" else f"/{article.slug}/"
