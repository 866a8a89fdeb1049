"""Readers for a site: of its declared spider, or of a platform for a place that has none yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.extension import ExtensionManager

from pilsetas_crawl.registry import REGIONS, Municipality, municipalities, name_key
from pilsetas_crawl.run.session import RunSession

if TYPE_CHECKING:
    from scrapy.core.engine import ExecutionEngine
    from scrapy.settings import Settings

    from pilsetas_crawl.platforms.base import MunicipalSpider

UNKNOWN_PLACE = "0000000"


def slug_of(url: str) -> str:
    """A name for the place behind an address: its host without ``www.`` and ending, in plain letters."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    plain = re.sub(r"[^a-z]+", "-", name_key(host.rpartition(".")[0] or host)).strip("-")
    return plain or "site"


def introduce(slug: str, url: str) -> None:
    """Let this process know a place the registry does not list, so that a spider can be made for it.

    Known places stay as they are. Nothing is written.
    """
    region = next(iter(REGIONS))
    host, name = urlsplit(url).netloc, slug.title()
    stranger = Municipality(
        atvk=UNKNOWN_PLACE, slug=slug, name=name, name_genitive=name, name_locative=name,
        kind="novads", region=region, region_name=REGIONS[region], planning_region="", lat=0.0, lon=0.0,
        domain=host, old_domains=(), towns=(),
    )  # fmt: skip
    municipalities().setdefault(slug, stranger)


def reader_class(base: type[MunicipalSpider], slug: str, **declared: Any) -> type[MunicipalSpider]:
    """A spider class of a platform for one place."""
    return cast("type[MunicipalSpider]", type("Probed", (base,), {"name": slug, **declared}))


def reader(
    spider_class: type[MunicipalSpider],
    settings: Settings,
    *,
    site: str,
    engine: ExecutionEngine | None = None,
) -> MunicipalSpider:
    """A spider that reads and neither runs nor stores.

    Args:
        spider_class: how it reads.
        settings: the project's.
        site: address of the site.
        engine: what it asks through; None for reading what is kept.
    """
    alone = settings.copy()
    alone.setdict({"EXTENSIONS_BASE": {}, "EXTENSIONS": {RunSession: 10}}, priority="cmdline")
    crawler = Crawler(spider_class, alone)
    made = spider_class.from_crawler(crawler, site=site)
    crawler.spider = made
    if engine is not None:
        crawler.engine = engine
    # Components look the session up in a running crawl; the one of a reader is never opened.
    crawler.extensions = ExtensionManager.from_crawler(crawler)
    return made
