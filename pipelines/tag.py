"""Duty 800: tags, keywords and topics."""

from __future__ import annotations

from pilsetas_crawl.items import Article, Event
from pilsetas_crawl.tags.article import tag_article
from pilsetas_crawl.tags.clean import clean_tags
from pilsetas_crawl.tags.place_names import forms_in


class TagPipeline:
    """Cleans the tags a site gives, finds keywords and topics, and makes one list of tags.

    Sites use tags and categories alike (a feed cannot even tell them apart), so who asks for a tag means
    either.
    """

    def process_item(self, item: Article | Event) -> Article | Event:
        """Tag one article or event in place; events have the site's own tags only."""
        if isinstance(item, Event):
            item.tags = clean_tags([*item.tags, *item.categories], item.municipality)
            return item
        item.site_tags = list(item.tags)
        tag_article(item, exclude=forms_in(place.name for place in item.places))
        return item
