"""One declaration tried on a site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pilsetas_crawl.probe.crawl import ProbeCrawl
    from pilsetas_crawl.probe.findings import ArticleFinding
    from pilsetas_crawl.probe.proposal import Proposal
    from pilsetas_crawl.probe.ways import WayFinding


@dataclass(frozen=True)
class Attempt:
    """A declaration with what it found.

    Attributes:
        crawl: its reader and all answers so far.
        ways: what each way found, in the declared order.
        article: the article that was read, None when no way named one.
    """

    crawl: ProbeCrawl
    proposal: Proposal
    ways: list[WayFinding]
    article: ArticleFinding | None

    @property
    def fits(self) -> bool:
        """Whether it reads the site at all: a way names articles, and one was read whole."""
        named = any(way.works for way in self.ways)
        return named and self.article is not None and not self.article.missing

    @property
    def worth(self) -> tuple[bool, int]:
        """The greater the better: reading comes first, then the number of ways that work."""
        return self.fits, sum(way.works for way in self.ways)
