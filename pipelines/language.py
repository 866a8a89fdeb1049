"""Duty 700: in which language it is."""

from __future__ import annotations

from pilsetas_crawl.items import Article, Event
from pilsetas_crawl.language import language_of


class LanguagePipeline:
    """Tells the language of an article from its text; what its page declares is kept beside it."""

    def process_item(self, item: Article | Event) -> Article | Event:
        """Set the language of one article in place; events have none."""
        if isinstance(item, Article):
            item.language_declared = item.language
            item.language = language_of(item.title, item.body, item.language_declared)
        return item
