"""Which declaration a site asks for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from pilsetas_crawl.platforms.discovery.address_form import form_of
from pilsetas_crawl.platforms.discovery.listing import ListingWay
from pilsetas_crawl.platforms.discovery.section_words import says_news
from pilsetas_crawl.platforms.discovery.sitemap import SitemapWay
from pilsetas_crawl.platforms.drupal import DrupalSpider, drupal_discovery
from pilsetas_crawl.platforms.generic import GenericSpider, generic_discovery
from pilsetas_crawl.platforms.globalpro import GlobalProSpider, globalpro_discovery
from pilsetas_crawl.platforms.tvp import TvpSpider
from pilsetas_crawl.platforms.wordpress import WordPressSpider, wordpress_discovery
from pilsetas_crawl.platforms.zinas import ZinasSpider, zinas_discovery
from pilsetas_crawl.probe.crawl import NOT_ASKED
from pilsetas_crawl.probe.strangers import reader_class
from pilsetas_crawl.run.verdict import WayOutcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parsel import Selector

    from pilsetas_crawl.platforms.base import MunicipalSpider
    from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
    from pilsetas_crawl.probe.crawl import ProbeCrawl
    from pilsetas_crawl.probe.robots import RobotsFinding
    from pilsetas_crawl.probe.ways import WayFinding

MOST_SECTIONS = 3
# Fewer ways than this are refused by the base of all spiders.
LEAST_WAYS = 2
# Fewer articles of another form are guests.
ENOUGH_EXAMPLES = 3
# Ways that cost nothing where they are not there, and that may be switched on one day.
SPARE = frozenset({"sitemap", "front_page"})
# Ways that name articles and nothing else.
LISTS = frozenset({"feed", "listing", "rest"})
_CATEGORY = re.compile(r"^(/(?:index\.php/)?category/[^/?#]+)/?$")
_ZINAS = re.compile(r"^(/(?:[^/?#]+/)*aktualitates/zinas/)[^/?#]+/[^/?#]+/?$")
_GLOBALPRO = re.compile(r"^(/lat/[^/?#]+)\?(?:.*&)?fu=read(?:&|$)")


@dataclass(frozen=True)
class Proposal:
    """A declaration that can be compared, tried and written down.

    Attributes:
        base: the platform's spider.
        ways: its ways of discovery.
        article_pattern: form of article addresses, None for the platform's.
        aliases: further hosts.
        spider: the spider that declares it; what else it declares is kept.
    """

    base: type[MunicipalSpider]
    ways: tuple[DiscoveryWay, ...]
    article_pattern: str | None = None
    aliases: tuple[str, ...] = ()
    spider: type[MunicipalSpider] | None = None

    @classmethod
    def of(cls, declared: type[MunicipalSpider]) -> Proposal:
        """What a spider declares."""
        base = next(one for one in declared.__mro__[1:] if getattr(one, "platform", None))
        own = declared.article_pattern != getattr(base, "article_pattern", None)
        pattern = declared.article_pattern if own else None
        return cls(base, tuple(declared.discovery), pattern, tuple(declared.aliases), declared)

    def reader(self, slug: str) -> type[MunicipalSpider]:
        """A spider class for one place as proposed."""
        pattern = {"article_pattern": self.article_pattern} if self.article_pattern else {}
        return reader_class(
            self.spider or self.base, slug, discovery=self.ways, aliases=self.aliases, **pattern
        )

    def mended(self, found_ways: list[WayFinding], crawl: ProbeCrawl, robots: RobotsFinding) -> Proposal:
        """The same with what the site showed: dead sections and ways left out, its own address form."""
        found = {way.name: way for way in found_ways}
        ways = [_mended_way(way, found.get(way.name), robots) for way in self.ways]
        kept = [way for way in ways if not _is_dead(found.get(way.name))]
        usable = tuple(kept if len(kept) >= LEAST_WAYS else ways)
        pattern = learned_pattern(found_ways, crawl)
        if isinstance(crawl.spider, GenericSpider):
            return self
        return replace(self, ways=usable, article_pattern=pattern or self.article_pattern)

    def pinned(self, crawl: ProbeCrawl, named: list[WayFinding]) -> Proposal:
        """The same with what a generic spider found out by itself, as hints to be tried first."""
        spider = crawl.spider
        if not isinstance(spider, GenericSpider):
            return self
        found = spider.scout.found
        feeds = tuple(found.get("feeds", ())[:1])
        sections = tuple(spider.scout.sections)
        drupal = isinstance(spider, DrupalSpider)
        ways = drupal_discovery(*sections) if drupal else generic_discovery(*sections, feeds=feeds)
        return replace(self, ways=ways, article_pattern=_form_of_all(found.get("forms", ()), crawl, named))


def _form_of_all(forms: Iterable[str], crawl: ProbeCrawl, named: list[WayFinding]) -> str | None:
    """The narrowest learned form that holds every article the site itself lists."""
    keys = [crawl.spider.address_key(one.url) for way in named if way.name in LISTS for one in way.entries]
    holding = [form for form in forms if all(re.search(form, key) for key in keys)]
    return max(holding, key=len, default=None)


def propose(system: str, page: Selector | None, site: str) -> Proposal:
    """A first proposal for a site, from its system and the links of its front page."""
    links = front_links(page, site)
    if system == "tvp":
        return Proposal(TvpSpider, TvpSpider.discovery)
    if system == "wordpress":
        return Proposal(WordPressSpider, wordpress_discovery(*_categories(links)))
    if system == "globalpro" and (sections := _commonest(links, _GLOBALPRO)):
        return Proposal(GlobalProSpider, globalpro_discovery(*sections))
    if system == "zinas" and (roots := _commonest(links, _ZINAS)):
        pattern = "^" + re.escape(roots[0]) + "[^/?#]+/[^/?#]+$"
        return Proposal(ZinasSpider, zinas_discovery(roots[0]), pattern)
    base = DrupalSpider if system == "drupal" else GenericSpider
    return Proposal(base, base.discovery)


def front_links(page: Selector | None, site: str) -> list[tuple[str, str]]:
    """Path with query and words of every link of a page that stays on the site."""
    host = urlsplit(site).netloc
    links = []
    for link in page.css("a[href]") if page is not None else ():
        parts = urlsplit(urljoin(f"{site}/", link.attrib["href"].strip()))
        if parts.netloc.removeprefix("www.") == host.removeprefix("www."):
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            links.append((path, " ".join(link.css("::text").getall()).strip()))
    return links


def _categories(links: list[tuple[str, str]]) -> tuple[str, ...]:
    """Categories the front page links to, those that call themselves news first."""
    found = {f"{match[1]}/": words for path, words in links if (match := _CATEGORY.match(path))}
    ordered = sorted(found, key=lambda path: not says_news(f"{path} {found[path]}"))
    return tuple(ordered[:MOST_SECTIONS])


def _commonest(links: list[tuple[str, str]], form: re.Pattern[str]) -> tuple[str, ...]:
    count = Counter(match[1] for path, _ in links if (match := form.match(path)))
    return tuple(path for path, _ in count.most_common(MOST_SECTIONS))


def _is_dead(finding: WayFinding | None) -> bool:
    """Whether a way surely is not there, as against being empty or broken today."""
    if finding is None or finding.works or finding.name in SPARE or finding.detail == NOT_ASKED:
        return False
    no_feed = finding.name == "feed" and finding.outcome is WayOutcome.UNREADABLE
    return no_feed or finding.outcome in (WayOutcome.MISSING, WayOutcome.ROBOTS)


def _mended_way(way: DiscoveryWay, finding: WayFinding | None, robots: RobotsFinding) -> DiscoveryWay:
    if finding is None:
        return way
    if isinstance(way, SitemapWay) and not finding.works and robots.sitemaps:
        return replace(way, paths=tuple(robots.sitemaps))
    if isinstance(way, ListingWay) and finding.works:
        asked = {section.path: section.articles for section in finding.sections}
        alive = tuple(path for path in way.paths if asked.get(path, 1))
        return replace(way, paths=alive or way.paths)
    return way


def learned_pattern(ways: list[WayFinding], crawl: ProbeCrawl) -> str | None:
    """Form of the addresses that ways named and the declared form leaves out; None when it holds."""
    for way in ways:
        keys = [crawl.spider.address_key(one.url) for one in way.entries]
        if len(keys) < ENOUGH_EXAMPLES or any(crawl.spider.article_address(one.url) for one in way.entries):
            continue
        form = form_of(keys)
        if form is not None:
            return form.pattern
    return None
