"""Duty 200: only articles pass."""

from __future__ import annotations

from datetime import date

from pilsetas_crawl.items import Article
from pilsetas_crawl.run.outcomes import Reason, RejectedError

# No municipal site of Latvia is older; an earlier date is a misread one.
EARLIEST = date(1995, 1, 1)


class ValidatePipeline:
    """Rejects what cannot stand in the archive; the reason is recorded with the address."""

    def process_item(self, item: Article) -> Article:
        """Check one article.

        Raises:
            RejectedError: it lacks a title or any content, or its date is impossible.
        """
        if not item.title:
            raise RejectedError(Reason.NO_TITLE, "no way of reading found a title", field="title")
        if not (item.body or item.attachments or item.image_url):
            raise RejectedError(Reason.NO_CONTENT, "no text, no document, no picture", field="body")
        if item.published_date is not None and item.published_date < EARLIEST:
            raise RejectedError(Reason.BAD_DATE, f"published {item.published_raw!r}", field="published_at")
        return item
