"""Which class serves which site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilsetas_crawl.demo.archive_tvp import TvpArchive
from pilsetas_crawl.demo.archive_wp import WpArchive
from pilsetas_crawl.demo.cesis import CesisSite
from pilsetas_crawl.demo.daugavpils import DaugavpilsSite
from pilsetas_crawl.demo.drupal import DrupalSite
from pilsetas_crawl.demo.facts import SYSTEMS
from pilsetas_crawl.demo.kraslava import KraslavaSite
from pilsetas_crawl.demo.madona import MadonaSite
from pilsetas_crawl.demo.olaine import OlaineSite
from pilsetas_crawl.demo.tvp import TvpSite
from pilsetas_crawl.demo.valka import ValkaSite
from pilsetas_crawl.demo.wp import WordPressSite

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilsetas_crawl.demo.wire import Site
    from pilsetas_crawl.demo.world import World

_BUILDERS: dict[str, Callable[[World, str, str], Site]] = {
    "tvp": TvpSite,
    "wordpress": WordPressSite,
    "madona": MadonaSite,
    "cesis": CesisSite,
    "drupal": DrupalSite,
    "daugavpils": DaugavpilsSite,
    "olaine": OlaineSite,
    "kraslava": KraslavaSite,
    "valka": ValkaSite,
}


_ARCHIVES: dict[str, Callable[[World, str, str, int], Site]] = {
    "tvp": TvpArchive,
    "wordpress": WpArchive,
}


def build_site(world: World, slug: str, base: str) -> Site:
    """The site of this slug, rendered for this base address."""
    if slug in world.archives:
        return _ARCHIVES[SYSTEMS[slug]](world, slug, base, world.archives[slug])
    return _BUILDERS[SYSTEMS[slug]](world, slug, base)
