"""robots.txt and site maps of the WordPress sites: the core's own, or the SEO plugin's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilsetas_crawl.demo.wp_links import post_path
from pilsetas_crawl.demo.wp_settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pilsetas_crawl.demo.model import DemoArticle
    from pilsetas_crawl.demo.world import World

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def robots(base: str, *, yoast: bool) -> bytes:
    """The robots.txt WordPress makes up; it names the site map."""
    name = "sitemap_index.xml" if yoast else "wp-sitemap.xml"
    return (
        f"User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n\nSitemap: {base}/{name}\n"
    ).encode()


def sitemap(world: World, site: str, base: str, path: str) -> bytes | None:
    """A site map document, or None for an address that has none."""
    yoast = SETTINGS[site].yoast
    post = SETTINGS[site].kind or "post"
    form = "{}-sitemap.xml" if yoast else "wp-sitemap-posts-{}-1.xml"
    names = {form.format(post): "news", form.format("page"): "page"}
    if path == ("/sitemap_index.xml" if yoast else "/wp-sitemap.xml"):
        return index([f"{base}/{name}" for name in names])
    kind = names.get(path.removeprefix("/"))
    if kind is None:
        return None
    # The core lists by ascending number: the newest are last.
    return entries(sorted(world.public(site, kind), key=lambda article: article.uid), base, dated=yoast)


def index(addresses: list[str]) -> bytes:
    """A map of maps."""
    rows = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    return f'{_HEAD}<sitemapindex xmlns="{_SPACE}">{rows}</sitemapindex>\n'.encode()


def entries(articles: Sequence[DemoArticle], base: str, *, dated: bool) -> bytes:
    """Addresses; version 6.1 of the core gives posts no lastmod, the plugin does."""
    rows = "".join(
        f"<url><loc>{base}{post_path(article)}</loc>"
        + (f"<lastmod>{article.changed.replace(microsecond=0).isoformat()}</lastmod>" if dated else "")
        + "</url>"
        for article in articles
    )
    return f'{_HEAD}<urlset xmlns="{_SPACE}">{rows}</urlset>\n'.encode()
