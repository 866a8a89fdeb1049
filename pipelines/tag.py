"""Duty 700: tags, for now the site's own."""

from __future__ import annotations

from pilsetas_crawl.items import Article, Event
from pilsetas_crawl.reading.text import fold


class TagPipeline:
    """Makes one list of what a site itself calls an article's categories and tags.

    Sites use the two alike (a feed cannot even tell them apart), so who asks for a tag means either.
    """

    def process_item(self, item: Article | Event) -> Article | Event:
        """Tag one article or event in place; spellings that differ in case or diacritics are one tag."""
        spelled = {fold(name): name for name in reversed([*item.tags, *item.categories])}
        item.tags = list(reversed(spelled.values()))
        return item
