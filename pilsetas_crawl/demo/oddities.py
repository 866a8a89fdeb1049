"""Awkward articles of a site, written by hand, dates fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilsetas_crawl.demo.facts import LARGE_SITES, TVP_SITES, WORDPRESS_SITES
from pilsetas_crawl.demo.odd_common import OddWriter, add_common
from pilsetas_crawl.demo.odd_other import add_cesis, add_madona
from pilsetas_crawl.demo.odd_small import add_small
from pilsetas_crawl.demo.odd_tvp import add_tvp
from pilsetas_crawl.demo.odd_wp import add_wordpress

if TYPE_CHECKING:
    from pilsetas_crawl.demo.model import DemoArticle
    from pilsetas_crawl.demo.site_facts import SiteFacts


def odd_articles(facts: SiteFacts, seed: int) -> list[DemoArticle]:
    """All awkward articles of this site, in the order they are written down."""
    write = OddWriter(facts)
    if facts.slug not in LARGE_SITES:
        add_small(write, seed)
        return write.articles
    add_common(write)
    if facts.slug in TVP_SITES:
        add_tvp(write)
    elif facts.slug in WORDPRESS_SITES:
        add_wordpress(write)
    elif facts.slug == "madona":
        add_madona(write)
    else:
        add_cesis(write)
    return write.articles
