"""`scrapy tags`: the language, keywords and topics of a text, and why."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.commands._choose import refuse_arguments, utf8_stdout
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.items import Article
from pilsetas_crawl.language import language_of
from pilsetas_crawl.tags.article import tag_article
from pilsetas_crawl.tags.topics import TopicHit, topics_of
from pilsetas_crawl.tags.vocabulary import topics, vocabulary_table
from pipelines.clean import composed

if TYPE_CHECKING:
    import argparse


class Command(PilsetasCommand):
    """Tag one text from standard input."""

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options] < TEXT"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Show the language, keywords and topics of a text on standard input, and why"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Title, categories and form of the answer."""
        super().add_options(parser)
        parser.add_argument("--title", metavar="TEXT", help="headline; its words weigh more")
        parser.add_argument(
            "--category", metavar="NAME", action="append", default=[], help="the site's own category or tag"
        )
        parser.add_argument("--json", action="store_true", help="print as JSON")
        parser.add_argument(
            "--vocabulary", action="store_true", help="print the table of topics for docs/tags.md instead"
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the text and print what was found.

        Raises:
            PilsetasError: the text is no UTF-8, or there is none.
        """
        refuse_arguments(args)
        if opts.vocabulary:
            with utf8_stdout():
                print(vocabulary_table())
            return
        article = Article(
            title=composed(opts.title or ""), body=_standard_input(), site_tags=list(opts.category)
        )
        if not (article.title or article.body):
            raise PilsetasError("no text: give it on standard input, or a headline with --title")
        article.language = language_of(article.title, article.body)
        tag_article(article)
        hits = topics_of(article.title, article.body, article.site_tags)
        with utf8_stdout():
            print(
                json.dumps(_told(article, hits), ensure_ascii=False, indent=2)
                if opts.json
                else _shown(article, hits)
            )


def _standard_input() -> str | None:
    """The text on standard input; None where nothing is piped in.

    Raises:
        PilsetasError: it is no UTF-8.
    """
    if sys.stdin.isatty():
        return None
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PilsetasError(f"the text is not UTF-8 (byte {error.start}): convert it first") from None
    return composed(text)


def _told(article: Article, hits: list[TopicHit]) -> dict[str, Any]:
    return {
        "language": article.language,
        "tags": article.tags,
        "tag_keys": article.tag_keys,
        "keywords": article.keywords,
        "topics": [
            {
                "topic": hit.topic,
                "name": topics()[hit.topic].lv,
                "score": hit.score,
                "evidence": [
                    {"pattern": e.pattern, "where": e.where, "count": e.count, "weight": e.weight}
                    for e in hit.evidence
                ],
            }
            for hit in hits
        ],
    }


def _shown(article: Article, hits: list[TopicHit]) -> str:
    lines = [
        f"language  {article.language or 'unknown'}",
        f"keywords  {', '.join(article.keywords) or 'none'}",
        f"tags      {', '.join(article.tags) or 'none'}",
    ]
    lines += [
        f"topic     {hit.topic} ({topics()[hit.topic].lv}), {hit.score:g}: {hit.reason}" for hit in hits
    ]
    return "\n".join(lines if hits else [*lines, "topics    none"])
