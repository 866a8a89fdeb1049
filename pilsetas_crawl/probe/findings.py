"""What a probe of one site found."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pilsetas_crawl.probe.detect import Detection
from pilsetas_crawl.probe.robots import RobotsFinding

if TYPE_CHECKING:
    from pilsetas_crawl.items import Article
    from pilsetas_crawl.platforms.base import MunicipalSpider
    from pilsetas_crawl.probe.exchange import Exchange
    from pilsetas_crawl.probe.ways import WayFinding

# What an article must have to be of use.
NEEDED = ("title", "body", "published_date")


@dataclass(frozen=True)
class Target:
    """A site to be probed.

    Attributes:
        slug: name of the spider, or one made from the address.
        site: address without a closing slash.
        spider: the declared spider, None for a site that has none.
    """

    slug: str
    site: str
    spider: type[MunicipalSpider] | None = None


@dataclass
class ArticleFinding:
    """One article read from its page.

    Attributes:
        way: the way of discovery that named it.
        error: why it could not be read.
    """

    url: str
    way: str
    article: Article | None = None
    error: str = ""

    @property
    def missing(self) -> list[str]:
        """Fields an article must have and this one has not."""
        return [name for name in NEEDED if not getattr(self.article, name)] if self.article else list(NEEDED)


@dataclass(frozen=True)
class Difference:
    """Where the site differs from what is declared.

    Attributes:
        what: the fact.
        do: what to do about it, empty where the declaration printed below says it all.
    """

    what: str
    do: str = ""


@dataclass
class SiteReport:
    """Everything found on one site.

    Attributes:
        platform: platform of the reader that was used.
        declared: whether a spider declares it.
        reached: whether anything was answered that could be read.
        wins: the way a run would use, None when none works.
        notes: facts worth knowing that are no difference.
        declaration: source of the declaration that would be right, empty when the declared one is.
    """

    slug: str
    site: str
    declared: bool
    platform: str = ""
    reached: bool = False
    detection: Detection = field(default_factory=Detection)
    robots: RobotsFinding = field(default_factory=lambda: RobotsFinding("not asked"))
    exchanges: list[Exchange] = field(default_factory=list)
    ways: list[WayFinding] = field(default_factory=list)
    article: ArticleFinding | None = None
    differences: list[Difference] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    declaration: str = ""
    probed_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def wins(self) -> str | None:
        """The first way that works: the one a run would use."""
        return next((way.name for way in self.ways if way.works), None)
