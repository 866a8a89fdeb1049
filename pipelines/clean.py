"""Duty 100: every text in one written form."""

from __future__ import annotations

import unicodedata
from dataclasses import fields

from pilsetas_crawl.items import Article, Event
from pilsetas_crawl.reading.text import word_count


class CleanPipeline:
    """Puts texts into NFC, turns empty ones into unknown, and counts words.

    The loaders clean what they read; this is the promise kept for whatever reaches the store.
    """

    def process_item(self, item: Article | Event) -> Article | Event:
        """Clean one article or event in place."""
        for column in fields(item):
            value = getattr(item, column.name)
            if isinstance(value, str):
                setattr(item, column.name, composed(value))
            elif isinstance(value, list) and value and isinstance(value[0], str):
                setattr(item, column.name, unique(value))
        if isinstance(item, Event):
            return item
        for file in item.attachments:
            file.name, file.type = composed(file.name or ""), composed(file.type or "")
        item.word_count = word_count(item.body) if item.body else None
        return item


def composed(text: str) -> str | None:
    """The text in NFC without white space around it; None when nothing is left."""
    return unicodedata.normalize("NFC", text).strip() or None


def unique(values: list[str]) -> list[str]:
    """Composed values without empty and repeated ones, in their order."""
    return list(dict.fromkeys(told for value in values if (told := composed(value))))
