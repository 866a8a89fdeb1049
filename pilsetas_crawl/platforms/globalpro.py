"""The system of GlobalPro behind Madona's site: sections, query strings and month archives.

Seen in stored copies up to October 2026: ``/lat/<section>?fu=read&id=<n>`` for an article,
``?fu=arhivs&y=&m=`` for a section's month, the date behind "iesūtīts:". Its markup was never seen, only its
texts: so pages are read by the labels in them and by what is common to all pages, and checked before they
are believed.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pilsetas_crawl.platforms.base import MunicipalSpider
from pilsetas_crawl.platforms.discovery.archive import MonthArchiveWay
from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
from pilsetas_crawl.platforms.discovery.listing import FrontPageWay, ListingWay
from pilsetas_crawl.platforms.reading import (
    address_match,
    around_headline,
    around_label,
    css,
    labelled_date,
    main_text,
    meta,
    meta_date,
    told,
)
from pilsetas_crawl.reading.text import fold
from pilsetas_crawl.run.outcomes import Reason, RejectedError

LABELS = ("iesūtīts",)
_BODY = (around_label(LABELS), around_headline(), main_text())


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


class GlobalProSpider(MunicipalSpider):
    """A site of the system.

    1. Set ``discovery = globalpro_discovery(...)`` with the news sections.
    """

    platform = "globalpro"
    article_pattern = r"^/lat/[^/?#]+\?(?:.*&)?fu=read(?:&|$)"
    # An archive links to its articles with the month beside the identifier.
    ignored_parameters = frozenset({"y", "m"})

    title_ways = (css("h1"), meta("headline"), told("title"), meta("title"))
    published_ways = (
        labelled_date("body", LABELS, name="globalpro:label"),
        meta_date("published"),
        told("published"),
    )
    body_ways = _BODY
    field_ways: ClassVar = {
        "source_id": (address_match(r"/lat/([^/?#]+)\?(?:.*&)?id=(\d+)"),),
        "canonical_url": (meta("canonical"),),
        "language": (meta("language"),),
        "image_url": (meta("image"),),
    }

    def check_page(self, page: Any) -> None:
        """An identifier the section does not hold is answered with the section's newest teasers.

        Raises:
            RejectedError: the page shows several dates of publication, so it is a list.
        """
        if fold(page.root.text_content()).count(fold(LABELS[0])) > 1:
            raise RejectedError(Reason.SOFT_404, "the section's list stands in the article's place")
