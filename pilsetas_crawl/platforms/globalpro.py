"""The system of GlobalPro behind Madona's site: sections, query strings and month archives.

Seen in stored copies up to October 2026: ``/lat/<section>?fu=read&id=<n>`` for an article,
``?fu=arhivs&y=&m=`` for a section's month, the date behind "iesūtīts:". Its markup was never seen, only its
texts: so pages are read by the labels in them and by what is common to all pages, and checked before they
are believed.
"""

from __future__ import annotations

from typing import ClassVar

from pilsetas_crawl.platforms.discovery.archive import MonthArchiveWay
from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
from pilsetas_crawl.platforms.discovery.front_page import FrontPageWay
from pilsetas_crawl.platforms.discovery.listing import ListingWay
from pilsetas_crawl.platforms.labelled import FIELD_WAYS, LabelledSpider
from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.platforms.reading import address_match, labelled_block, words_of
from pilsetas_crawl.reading.text import fold
from pilsetas_crawl.run.outcomes import Reason, RejectedError


def globalpro_discovery(*sections: str) -> tuple[DiscoveryWay, ...]:
    """Ways of discovery of such a site.

    Args:
        sections: paths of the news sections.
    """
    return (
        ListingWay(sections, overview="/", whole=False),
        MonthArchiveWay(sections, page="?fu=arhivs&y={year}&m={month}"),
        FrontPageWay("/"),
    )


class GlobalProSpider(LabelledSpider):
    """A site of the system.

    1. Set ``discovery = globalpro_discovery(...)`` with the news sections.
    """

    platform = "globalpro"
    article_pattern = r"^/lat/[^/?#]+\?(?:.*&)?fu=read(?:&|$)"
    # An archive links to its articles with the month beside the identifier.
    ignored_parameters = frozenset({"y", "m"})

    # Seen: an identifier that is not there is answered with the section's list and status 200.
    gone_answers = frozenset({Reason.SOFT_404, Reason.LISTING})
    labels = ("iesūtīts",)
    field_ways: ClassVar = {
        "source_id": (address_match(r"/lat/([^/?#]+)\?(?:.*&)?id=(\d+)"),),
        **FIELD_WAYS,
    }

    def check_page(self, page: Page) -> None:
        """An identifier the section does not hold is answered with the section's newest teasers.

        Raises:
            RejectedError: the block of the headline has several dates of publication, so it is a list.
        """
        found = labelled_block(page, self.labels)
        block = found[0] if found else page.root
        if fold(words_of(block)).count(fold(self.labels[0])) > 1:
            raise RejectedError(Reason.SOFT_404, "the section's list stands in the article's place")
