"""Head of a post as a Yoast-like plugin writes it: Open Graph, article dates and a JSON-LD graph."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from pilsetas_crawl.demo.facts import FACTS
from pilsetas_crawl.demo.wp_content import picture_path, plain_title
from pilsetas_crawl.demo.wp_links import post_path
from pilsetas_crawl.demo.wp_terms import AUTHOR

if TYPE_CHECKING:
    from pilsetas_crawl.demo.model import DemoArticle


def seo_head(article: DemoArticle, base: str) -> str:
    """Meta elements and structured data of a post."""
    image = base + picture_path(article) if article.picture else ""
    metas = {
        "og:locale": "lv_LV",
        "og:type": "article",
        "og:title": f"{plain_title(article)} - {FACTS[article.site].institution}",
        "og:url": base + post_path(article),
        "article:published_time": article.published.replace(microsecond=0).isoformat(),
        "article:modified_time": article.changed.replace(microsecond=0).isoformat(),
    } | ({"og:image": image} if image else {})
    lines = "".join(
        f'<meta property="{name}" content="{escape(value)}" />\n' for name, value in metas.items()
    )
    data = {"@context": "https://schema.org", "@graph": _graph(article, base, image)}
    graph = json.dumps(data, ensure_ascii=False)
    return f'{lines}<script type="application/ld+json" class="yoast-schema-graph">{graph}</script>\n'


def _graph(article: DemoArticle, base: str, image: str) -> list[dict[str, object]]:
    """The article, its page and the site, as three linked objects."""
    address, title = base + post_path(article), plain_title(article)
    dates = {
        "datePublished": article.published.replace(microsecond=0).isoformat(),
        "dateModified": article.changed.replace(microsecond=0).isoformat(),
    }
    piece: dict[str, object] = {"@type": "Article", "@id": f"{address}#article", "headline": title}
    piece |= dates | {"articleSection": list(article.categories), "inLanguage": "lv-LV"}
    piece |= {"author": {"name": AUTHOR, "@id": f"{base}/#/schema/person/1"}}
    piece |= {"image": {"@id": f"{address}#primaryimage"}, "thumbnailUrl": image} if image else {}
    page: dict[str, object] = {"@type": "WebPage", "@id": address, "url": address, "name": title, **dates}
    site: dict[str, object] = {"@type": "WebSite", "@id": f"{base}/#website"}
    return [piece, page, site | {"name": FACTS[article.site].institution}]
