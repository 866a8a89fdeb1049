"""Sites whose markup nobody has seen: read by their headline and by the label before the date.

A stored copy of such a page is text only. So nothing here names a class: the article is the smallest block
that holds the page's only headline together with the labelled date.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from pilsetas_crawl.platforms.base import MunicipalSpider
from pilsetas_crawl.platforms.evidence import (
    end_date,
    labelled_text,
    near_date,
    near_label,
    near_text,
    near_time,
)
from pilsetas_crawl.platforms.headline import headline
from pilsetas_crawl.platforms.reading import (
    Way,
    around_headline,
    headline_date,
    labelled_date,
    main_text,
    meta,
    meta_date,
    told,
)
from pilsetas_crawl.reading.dates import PUBLISHED_LABELS

FIELD_WAYS: dict[str, Sequence[Way]] = {
    "canonical_url": (meta("canonical"),),
    "language": (meta("language"),),
    "image_url": (meta("image"),),
}


class LabelledSpider(MunicipalSpider):
    """A platform of such sites.

    1. Set `labels`: the words before the publication date, the most trusted first.
    """

    labels: ClassVar[tuple[str, ...]]
    title_ways = (headline(), meta("headline"), told("title"), meta("title"))
    field_ways: ClassVar = FIELD_WAYS

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Make the ways that depend on the labels."""
        if "labels" in cls.__dict__:
            cls.body_ways = (labelled_text(cls.labels), near_text(), around_headline(), main_text())
            cls.published_ways = (
                near_label(cls.labels),
                headline_date(cls.labels),
                near_label(PUBLISHED_LABELS),
                labelled_date("body", cls.labels),
                meta_date("published"),
                told("published"),
                near_time(),
                near_date(),
                end_date(),
            )
        super().__init_subclass__(**kwargs)
