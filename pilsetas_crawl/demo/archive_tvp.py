"""A site of the unified platform that holds an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilsetas_crawl.demo.archive import Archive
from pilsetas_crawl.demo.tvp import TvpSite, asked_day, variants

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pilsetas_crawl.demo.model import DemoArticle
    from pilsetas_crawl.demo.wire import Ask, Reply
    from pilsetas_crawl.demo.world import World


class TvpArchive(TvpSite):
    """Answers as a TVP site with very many articles does; keeps no page."""

    def __init__(self, world: World, slug: str, base: str, count: int) -> None:
        super().__init__(world, slug, base)
        self.archive = Archive(self.facts, count)

    def respond(self, ask: Ask) -> Reply:
        """Answer one request, made for it alone."""
        if ask.path == "/robots.txt" or ask.path.endswith("/rss/articles"):
            return super().respond(ask)
        copies = variants(self._answer(ask))
        return copies[ask.serial % len(copies)]

    def _news(self) -> Sequence[DemoArticle]:
        return self.archive

    def _filtered(self, query: dict[str, str]) -> Sequence[DemoArticle]:
        return self.archive.of_days(
            asked_day(query.get("created[min]")), asked_day(query.get("created[max]"))
        )

    def _alias(self, path: str) -> str:
        number = path.removeprefix("/lv").removeprefix("/node/")
        if "/node/" in path and number.isdecimal():
            return f"/lv/jaunums/arhiva-zina-{number}"
        return f"/lv{path}" if path.startswith("/jaunums/") else path

    def _found(self, path: str) -> DemoArticle | None:
        return self.archive.by_slug(path.removeprefix("/lv/jaunums/"))
