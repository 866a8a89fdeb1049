"""Tags, keywords and topics of a whole article."""

from __future__ import annotations

from pilsetas_crawl.items import Article
from pilsetas_crawl.tags.clean import clean_tags, one_of_each
from pilsetas_crawl.tags.keywords import Exclude, keywords_of
from pilsetas_crawl.tags.stems import tag_key
from pilsetas_crawl.tags.topics import topics_of


def tag_article(article: Article, exclude: Exclude = ()) -> None:
    """Set keywords, topics, their reasons, tags and tag keys from what the article holds; may be done again.

    The site's own tags are taken from `site_tags`, never from `tags`, so a better vocabulary can be applied
    to stored articles.

    Args:
        article: with title, body, language, categories and `site_tags`.
        exclude: the places of the text, which are no keywords (see `keywords_of`).
    """
    own = clean_tags([*article.site_tags, *article.categories], article.municipality)
    hits = topics_of(article.title, article.body, [*article.categories, *article.site_tags])
    article.topics = [hit.topic for hit in hits]
    article.topic_reasons = {hit.topic: hit.reason for hit in hits}
    article.keywords = keywords_of(
        article.title, article.body, language=article.language, exclude=exclude, topics=article.topics
    )
    article.tags = one_of_each([*own, *article.keywords])
    article.tag_keys = [tag_key(tag) for tag in article.tags]
