"""robots.txt and site maps of the WordPress sites: the core's own, or the SEO plugin's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilsetas_crawl.demo.wp_terms import SETTINGS

if TYPE_CHECKING:
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
    names = (
        ("post-sitemap.xml", "page-sitemap.xml")
        if yoast
        else ("wp-sitemap-posts-post-1.xml", "wp-sitemap-posts-page-1.xml")
    )
    index = "sitemap_index.xml" if yoast else "wp-sitemap.xml"
    if path == f"/{index}":
        return _index([f"{base}/{name}" for name in names])
    for name, kind in zip(names, ("news", "page"), strict=True):
        if path == f"/{name}":
            # The core lists by ascending number: the newest are last.
            entries = sorted(world.public(site, kind), key=lambda article: article.uid)
            return _entries(entries, base, dated=yoast)
    return None


def _index(addresses: list[str]) -> bytes:
    rows = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    return f'{_HEAD}<sitemapindex xmlns="{_SPACE}">{rows}</sitemapindex>\n'.encode()


def _entries(articles: list[DemoArticle], base: str, *, dated: bool) -> bytes:
    """Addresses; version 6.1 of the core gives posts no lastmod, the plugin does."""
    rows = "".join(
        f"<url><loc>{base}/{article.slug}/</loc>"
        + (f"<lastmod>{article.changed.replace(microsecond=0).isoformat()}</lastmod>" if dated else "")
        + "</url>"
        for article in articles
    )
    return f'{_HEAD}<urlset xmlns="{_SPACE}">{rows}</urlset>\n'.encode()
