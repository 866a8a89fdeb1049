"""An article shown field by field, with the way that read each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pilsetas_crawl.items import Article

SHOWN = (
    "title", "lead", "body", "language", "author", "categories", "tags", "published_at", "published_date",
    "published_raw", "published_precision", "modified_at", "image_url", "attachments", "links", "source_id",
    "canonical_url", "url",
)  # fmt: skip
# `extraction` names the date's way under one field.
WAY_OF = {
    "published_date": "published_at",
    "published_raw": "published_at",
    "published_precision": "published_at",
}
SHORT = 240


def field_lines(article: Article) -> list[str]:
    """One line per field: name, value cut to a line, and in brackets the way that won."""
    width = max(map(len, SHOWN))
    return [_line(article, name, width) for name in SHOWN]


def _line(article: Article, name: str, width: int) -> str:
    value = getattr(article, name)
    if value in (None, [], {}):
        told = "–"
    elif isinstance(value, list):
        told = "; ".join(str(getattr(part, "url", part)) for part in value)
    else:
        told = str(value)
    one_line = " ¶ ".join(told.split("\n\n")).replace("\n", " / ")
    cut = one_line if len(one_line) <= SHORT else f"{one_line[:SHORT]}… ({len(told)} characters)"
    way = article.extraction.get(WAY_OF.get(name, name), "")
    return f"{name:<{width}}  {cut}" + (f"   [{way}]" if way else "")
