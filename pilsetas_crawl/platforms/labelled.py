"""Sites whose markup nobody has seen: read by their headline and by the label before the date.

A stored copy of such a page is text only. So nothing here names a class: the article is the smallest block
that holds the page's only headline together with the labelled date.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from pilsetas_crawl.platforms.base import MunicipalSpider
from pilsetas_crawl.platforms.reading import (
    Way,
    around_headline,
    around_label,
    css,
    headline_date,
    labelled_date,
    main_text,
    meta,
    meta_date,
    told,
)

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
    title_ways = (css("h1"), meta("headline"), told("title"), meta("title"))
    field_ways: ClassVar = FIELD_WAYS

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Make the ways that depend on the labels."""
        if "labels" in cls.__dict__:
            cls.body_ways = (around_label(cls.labels), around_headline(), main_text())
            cls.published_ways = (
                headline_date(cls.labels),
                labelled_date("body", cls.labels),
                meta_date("published"),
                told("published"),
            )
        super().__init_subclass__(**kwargs)
