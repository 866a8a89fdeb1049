"""A WordPress site that holds an archive; its REST interface is open, whatever the small site's is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pilsetas_crawl.demo.archive import NEWEST, Archive
from pilsetas_crawl.demo.facts import FACTS
from pilsetas_crawl.demo.wire import Reply
from pilsetas_crawl.demo.wp import WordPressSite
from pilsetas_crawl.demo.wp_json import list_of_numbers, moment_bound
from pilsetas_crawl.demo.wp_links import post_path
from pilsetas_crawl.demo.wp_rest import WpRest
from pilsetas_crawl.demo.wp_sitemap import entries, index
from pilsetas_crawl.demo.wp_terms import Term, categories

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pilsetas_crawl.demo.model import DemoArticle
    from pilsetas_crawl.demo.wire import Ask
    from pilsetas_crawl.demo.world import World

_MAP_SIZE = 2000


class WpArchive(WordPressSite):
    """Answers as a WordPress site with very many posts does; keeps no page."""

    def __init__(self, world: World, slug: str, base: str, count: int) -> None:
        super().__init__(world, slug, base)
        self.settings = replace(self.settings, rest=True)
        self.archive = Archive(FACTS[slug], count)
        self.rest = _ArchiveRest(world, slug, base, self.archive)

    def respond(self, ask: Ask) -> Reply:
        """Answer one request, made for it alone."""
        return self._feed(ask) if self._is_feed(ask) else self._with_link(self._answer(ask))

    def _answer(self, ask: Ask) -> Reply:
        if ask.path.endswith(".xml") and not self.settings.yoast:
            return self._map(ask.path)
        return super()._answer(ask)

    def _map(self, path: str) -> Reply:
        """Site maps of 2,000 addresses, the oldest first."""
        stem = "/wp-sitemap-posts-post-"
        count = -(-len(self.archive) // _MAP_SIZE)
        if path == "/wp-sitemap.xml":
            body = index([f"{self.base}{stem}{n}.xml" for n in range(1, count + 1)])
            return Reply(200, body, "application/xml; charset=UTF-8")
        number = path.removeprefix(stem).removesuffix(".xml")
        if not number.isdecimal() or not 1 <= int(number) <= count:
            return self._missing()
        part = self.archive.turned()[(int(number) - 1) * _MAP_SIZE : int(number) * _MAP_SIZE]
        return Reply(200, entries(part, self.base, dated=False), "application/xml; charset=UTF-8")

    def _news(self) -> Sequence[DemoArticle]:
        return self.archive

    def _last_change(self) -> datetime:
        return NEWEST

    def _sticky(self) -> list[DemoArticle]:
        return []

    def _within(self, term: Term) -> Sequence[DemoArticle]:
        return self.archive.of_category(term.name)

    def _found(self, path: str) -> DemoArticle | None:
        article = self.archive.by_slug(path.rstrip("/").rpartition("/")[2])
        return article if article and post_path(article) == path else None

    def _guessed(self, slug: str) -> DemoArticle | None:
        return self.archive.by_slug(slug)


class _ArchiveRest(WpRest):
    """Collections of an archive: days, categories and numbers select by arithmetic."""

    def __init__(self, world: World, site: str, base: str, archive: Archive) -> None:
        super().__init__(world, site, base)
        self.archive = archive

    def _single_of(self, kind: str, number: int) -> DemoArticle | None:
        return self.archive.of(number) if kind == "news" else None

    def _selected(self, ask: Ask, kind: str) -> Sequence[DemoArticle]:
        """Posts are never edited here, so both pairs of bounds mean the same moments."""
        query = ask.query
        if kind != "news":
            return []
        if include := list_of_numbers(query, "include"):
            return [found for number in sorted(include, reverse=True) if (found := self.archive.of(number))]
        if "slug" in query:
            found = self.archive.by_slug(query["slug"])
            return [found] if found else []
        wanted = list_of_numbers(query, "categories")
        names = [term.name for term in categories(self.site).values() if term.number in wanted]
        posts = self.archive.of_category(names[0]) if names else self._between(query)
        return posts.turned() if query.get("order") == "asc" else posts

    def _between(self, query: dict[str, str]) -> Archive:
        posts = self.archive
        for prefix in ("", "modified_"):
            first, last = (moment_bound(query, f"{prefix}{name}") for name in ("after", "before"))
            if first or last:
                posts = self.archive.between(first, last)
        return posts
