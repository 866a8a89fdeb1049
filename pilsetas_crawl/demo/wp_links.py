"""Addresses of a WordPress site, relative to its host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilsetas_crawl.demo.latvian import slugify
from pilsetas_crawl.demo.wp_settings import SETTINGS

if TYPE_CHECKING:
    from pilsetas_crawl.demo.model import DemoArticle

# Kinds that are no posts: the part of the address before their slug.
_OTHER_KINDS = {"page": "/", "document": "/dokumenti/", "event": "/pasakums/"}


def post_path(article: DemoArticle) -> str:
    """Permalink of a post, page, document or event."""
    settings, local = SETTINGS[article.site], article.local
    if article.kind in _OTHER_KINDS:
        return f"{settings.front}{_OTHER_KINDS[article.kind]}{article.slug}/"
    section = slugify(article.categories[0]) if article.categories else "citi"
    path = settings.link.format(
        y=f"{local:%Y}", m=f"{local:%m}", d=f"{local:%d}", section=section, slug=article.slug
    )
    return f"{settings.front}{'/ru' if article.kind == 'russian' else ''}{path}"


def term_path(site: str, slug: str) -> str:
    """Address of a category's list."""
    return SETTINGS[site].front + SETTINGS[site].term.format(slug=slug)


def news_path(site: str) -> str:
    """Address of the list of all posts."""
    return SETTINGS[site].front + SETTINGS[site].news


def rest_path(site: str) -> str:
    """Root of the REST interface."""
    return f"{SETTINGS[site].rest_path}/"


def collection(article: DemoArticle) -> str:
    """The last part of the REST collection an article is in."""
    kinds = {"news": SETTINGS[article.site].kind or "posts", "document": "dokumenti"}
    return kinds.get(article.kind, "pages")
