"""The platforms' own makers of ways, and which call of one may give the ways of a proposal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pilsetas_crawl.platforms import drupal, generic, globalpro, tvp, wordpress, zinas
from pilsetas_crawl.platforms.discovery.auto import AutoFeedWay
from pilsetas_crawl.platforms.discovery.auto_listing import AutoListingWay
from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
from pilsetas_crawl.platforms.discovery.feed import FeedWay
from pilsetas_crawl.platforms.discovery.front_page import FrontPageWay
from pilsetas_crawl.platforms.discovery.listing import ListingWay
from pilsetas_crawl.platforms.discovery.rest import RestWay
from pilsetas_crawl.platforms.discovery.sitemap import SitemapWay
from pilsetas_crawl.platforms.discovery.years import YearArchiveWay

if TYPE_CHECKING:
    from pilsetas_crawl.probe.proposal import Proposal

W = TypeVar("W", bound=DiscoveryWay)


class Call(NamedTuple):
    """A call of a maker of ways."""

    maker: Callable[..., Sequence[DiscoveryWay]]
    arguments: tuple[str, ...] = ()
    options: dict[str, Any] = {}  # never changed

    @property
    def ways(self) -> tuple[DiscoveryWay, ...]:
        """The ways it gives."""
        return tuple(self.maker(*self.arguments, **self.options))


def makers_of(proposal: Proposal) -> Iterator[Call]:
    """Calls that may give a proposal's ways; which of them does is seen by comparing."""
    listing = _first(proposal, ListingWay)
    paths = listing.paths if listing else ()
    match proposal.base.platform:
        case "tvp":
            feed = _first(proposal, FeedWay)
            yield Call(tvp.tvp_discovery, (), {"feed": False})
            yield Call(tvp.tvp_discovery, feed.paths if feed else ())
        case "wordpress":
            yield _wordpress(proposal)
        case "globalpro":
            yield Call(globalpro.globalpro_discovery, paths)
        case "zinas":
            yield Call(zinas.zinas_discovery, paths[:1])
    auto, feeds = _first(proposal, AutoListingWay), _first(proposal, AutoFeedWay)
    if auto is not None:
        hints = {"feeds": feeds.hints} if feeds and feeds.hints else {}
        yield Call(generic.generic_discovery, auto.hints, hints)
        yield Call(drupal.drupal_discovery, auto.hints)
        yield Call(drupal.drupal_discovery, auto.hints, {"front_page": "/"})


def _wordpress(proposal: Proposal) -> Call:
    rest, feed, years = (_first(proposal, kind) for kind in (RestWay, FeedWay, YearArchiveWay))
    listing = next((way for way in proposal.ways if type(way) is ListingWay), None)
    front = _first(proposal, FrontPageWay) is not None
    maps = _first(proposal, SitemapWay)
    told: dict[str, Any] = {
        "page": listing.page if listing else "page/{n}/",
        "rest": rest.paths if isinstance(rest, RestWay) else (),
        "whole_posts": bool(listing and listing.whole_posts),
        "feeds": feed.paths if isinstance(feed, FeedWay) else wordpress.FEEDS,
        "types": maps is not None and maps.only == wordpress.TYPE_MAPS,
        "years": years.paths[0] if isinstance(years, YearArchiveWay) else None,
        "front_page": front and listing is not None,
    }
    usual = {
        "page": "page/{n}/", "rest": wordpress.INTERFACE, "whole_posts": False, "feeds": wordpress.FEEDS,
        "types": False, "years": None, "front_page": False,
    }  # fmt: skip
    options = {name: value for name, value in told.items() if value != usual[name]}
    return Call(wordpress.wordpress_discovery, listing.paths if listing else (), options)


def _first(proposal: Proposal, kind: type[W]) -> W | None:
    return next((way for way in proposal.ways if isinstance(way, kind)), None)
