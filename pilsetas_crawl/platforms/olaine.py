"""The home-grown system of Olaine's site.

Seen in stored copies: articles at ``/lv/jaunumi/<name>``, uploads of the KCFinder file picker, the headline
twice in a row, addresses with the fragment of a site search. Its markup and its pager were never seen, nor a
feed: pages are read by what is common to all, and the pager is followed by its own links.
"""

from __future__ import annotations

from pilsetas_crawl.platforms.generic import GenericSpider, generic_discovery


class OlaineNewsSpider(GenericSpider):
    """A site of the system."""

    platform = "olaine"
    article_pattern = r"^/lv/jaunumi/[^/?#]+$"
    pattern_seen = True
    discovery = generic_discovery("/lv/jaunumi")
