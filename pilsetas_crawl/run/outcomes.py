"""Why an item leaves the pipelines before the store."""

from __future__ import annotations

from enum import StrEnum

from scrapy.exceptions import DropItem


class Bucket(StrEnum):
    """Where a listed article ends: exactly one of these."""

    NEW = "new"
    EDITED = "edited"
    KNOWN = "known"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    FAILED = "failed"


class Reason(StrEnum):
    """Stable codes of a rejection, as stored in the rejects dataset."""

    NO_TITLE = "no_title"
    NO_CONTENT = "no_content"
    BAD_DATE = "bad_date"
    GONE = "gone"
    NOT_FOUND = "not_found"
    NOT_ARTICLE = "not_article"
    LISTING = "listing"
    SECTION = "section"  # a list by its system's own word, which nothing but a link took for an article
    FRONT_PAGE = "front_page"
    SOFT_404 = "soft_404"
    LOGIN = "login"
    PASSWORD = "password"  # noqa: S105 # the code of a reason, no secret
    PREVIEW = "preview"
    NOT_HTML = "not_html"
    EMPTY = "empty"
    OTHER_ARTICLE = "other_article"
    ROBOTS = "robots"
    FAILED_TOO_OFTEN = "failed_too_often"
    NO_START = "no_start"  # of an event: no way of reading told when it is
    ENDS_BEFORE_START = "ends_before_start"


# Reasons that lie in how a page is read, not in what an editor did: many at once mean new markup.
UNREADABLE = frozenset(
    {
        *(Reason.NO_TITLE, Reason.NO_CONTENT, Reason.BAD_DATE, Reason.EMPTY, Reason.NOT_ARTICLE),
        *(Reason.SOFT_404, Reason.LISTING, Reason.FRONT_PAGE),
    }
)


class RejectedError(DropItem):
    """An item that is not a storable article, with the reason."""

    def __init__(self, reason: Reason, detail: str, *, field: str | None = None) -> None:
        super().__init__(f"{reason}: {detail}", log_level="DEBUG")
        self.reason = reason
        self.detail = detail
        self.field = field


class SettledError(DropItem):
    """An item that needs no storing: it is known, or another address of an article of this run."""

    def __init__(self, bucket: Bucket) -> None:
        super().__init__(bucket, log_level="DEBUG")
        self.bucket = bucket
