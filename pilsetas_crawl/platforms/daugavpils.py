"""The system of Daugavpils' site, home-grown or MODX.

Seen in stored copies: lists under ``?page=N`` counted from one, whose links gather the parameters of earlier
pages and of the language; rows of headline, date and teaser. No article of the present site was ever seen:
the form of their addresses is learned from the lists, a form guessed from the lists' paths is tried first.
"""

from __future__ import annotations

from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
from pilsetas_crawl.platforms.generic import GenericSpider, generic_discovery


def daugavpils_discovery(*sections: str) -> tuple[DiscoveryWay, ...]:
    """Ways of discovery of such a site.

    Args:
        sections: paths of the lists of news, with their closing slash.
    """
    return generic_discovery(*sections, page="?page={n}", first=1)


class DaugavpilsNewsSpider(GenericSpider):
    """A site of the system.

    1. Set ``discovery = daugavpils_discovery(...)`` with the lists of news.
    """

    platform = "daugavpils"
    # Lists hand their own parameters on to the links of their rows.
    ignored_parameters = frozenset({"page", "culturekey", "cultureKey"})
