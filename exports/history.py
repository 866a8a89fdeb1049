"""The stored revisions of one article, and what changed from each to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from exports.connection import connect
from exports.difference import Paragraph, paragraphs, words
from exports.errors import ExportError
from exports.views import build_views, unreadable
from pilsetas_crawl.items import REMOVED, Article

if TYPE_CHECKING:
    from datetime import datetime

    from pilsetas_crawl.store import Part, Store

# Besides the text: what a reader of the site sees. Lists are compared as one value each.
COMPARED = ("title", "lead", "author", "categories", "image_url", "published_at", "url")
_COLUMNS = (
    *("article_id", "municipality", "revision", "status", "fetched_at", "modified_at", "body", "attachments"),
    *COMPARED,
)


@dataclass(frozen=True, slots=True)
class Step:
    """What one revision changed.

    Attributes:
        revision: its number.
        status: new, edited or removed.
        seen_at: when it was read (the change happened between the reading before and this one).
        modified_at: when the site says it changed; None where it says nothing.
        title: words of the title, where it differs.
        fields: other columns that differ → value before and after.
        body: paragraphs of both versions; empty where the text is the same.
    """

    revision: int
    status: str | None
    seen_at: datetime | None
    modified_at: datetime | None
    title: Paragraph | None
    fields: dict[str, tuple[Any, Any]]
    body: list[Paragraph]

    @property
    def changed(self) -> bool:
        """Whether a reader of the site would see a difference."""
        return bool(self.title or self.fields or self.body)


@dataclass(frozen=True, slots=True)
class History:
    """An article and its steps.

    Attributes:
        article_id: its identity.
        municipality: slug of its publisher.
        url: its address, as last read.
        title: its headline, as last read.
        first_seen: when its first stored revision was read.
        steps: one for each later revision, oldest first.
    """

    article_id: str
    municipality: str | None
    url: str | None
    title: str | None
    first_seen: datetime | None
    steps: tuple[Step, ...]


def history(store: Store, article: str) -> History:
    """The history of an article.

    Args:
        store: the store.
        article: its `article_id`, or an address it was read under.

    Raises:
        ExportError: no such article is stored, or a part cannot be read.
    """
    rows = _revisions(store, article)
    if not rows:
        raise ExportError(f"no article {article!r} is stored: give its article_id or its address")
    told = rows[0]
    steps = []
    for row in rows[1:]:
        steps.append(_step(told, row))
        # A removal is stored without content: what comes back is compared with what there was.
        told = told if row["status"] == REMOVED else row
    first = rows[0]
    return History(
        first["article_id"],
        first["municipality"],
        told["url"],
        told["title"],
        first["fetched_at"],
        tuple(steps),
    )


def _revisions(store: Store, article: str) -> list[dict[str, Any]]:
    by = ("url", "canonical_url") if "://" in article else ("article_id",)

    def keep(part: Part) -> bool:
        return part.dataset == Article.dataset and ("url" in by or article.startswith(f"{part.source}-"))

    names = ", ".join(_COLUMNS)
    where = " OR ".join(f"{name} = $article" for name in by)
    with connect() as con:
        build_views(con, store, whole=False, keep=keep)
        try:
            result = con.execute(
                f"SELECT {names} FROM revisions WHERE article_id = ("  # noqa: S608 # our own names
                f"SELECT article_id FROM revisions WHERE {where} ORDER BY fetched_at DESC LIMIT 1) "
                "ORDER BY revision",
                {"article": article},
            )
            return [dict(zip(_COLUMNS, row, strict=True)) for row in result.fetchall()]
        except duckdb.Error as error:
            raise unreadable(error) from error


def _step(before: dict[str, Any], after: dict[str, Any]) -> Step:
    common = (after["revision"], after["status"], after["fetched_at"], after["modified_at"])
    if after["status"] == REMOVED:
        return Step(*common, None, {}, [])
    fields = {
        name: (before[name], after[name])
        for name in COMPARED[1:]
        if (before[name] or None) != (after[name] or None)
    }
    files = [[file["url"] for file in row["attachments"] or ()] for row in (before, after)]
    if files[0] != files[1]:
        fields["attachments"] = (files[0], files[1])
    same_title = before["title"] == after["title"]
    title = None if same_title else words(before["title"] or "", after["title"] or "")
    body = [] if before["body"] == after["body"] else paragraphs(before["body"], after["body"])
    return Step(*common, title, fields, body)
