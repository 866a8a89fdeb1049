"""Which sources a cycle crawls, and in which order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.spiderloader import get_spider_loader

from pilsetas_crawl.arguments import CrawlArguments
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.registry import find_municipality, find_region, municipality

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings


@dataclass(frozen=True, slots=True)
class Source:
    """A municipality as a cycle sees it.

    Attributes:
        name: slug, which is the spider's name.
        region: key of its historical land.
        platform: content system.
        group: its throttle group, if any.
        site: another address to crawl, if any.
    """

    name: str
    region: str
    platform: str
    group: str | None = None
    site: str | None = None


def all_sources(settings: BaseSettings, sites: Mapping[str, str] | None = None) -> list[Source]:
    """Every source there is a spider for, in the order of the municipalities' codes."""
    loader = get_spider_loader(settings)
    sites = sites or {}
    found = []
    for name in loader.list():
        spider = loader.load(name)
        place, platform = municipality(name), str(getattr(spider, "platform", ""))
        group = getattr(spider, "throttle_group", None)
        found.append((place.atvk, Source(name, place.region, platform, group, sites.get(name))))
    return [source for _, source in sorted(found, key=lambda pair: pair[0])]


def read_sites(path: Path) -> dict[str, str]:
    """Other addresses of sources, out of a JSON file: slug → address.

    Raises:
        PilsetasError: it cannot be read or is no such table.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PilsetasError(f"cannot read the sites {path}: {error.strerror}") from None
    except ValueError as error:
        raise PilsetasError(f"the sites {path} are no JSON: {error}") from None
    if not isinstance(told, dict) or not told:
        raise PilsetasError(f'the sites {path} are no table: write {{"ludza": "http://127.0.0.1:8000", …}}')
    for name, site in told.items():
        municipality(name)
        CrawlArguments.parse({"site": str(site)})
    return {str(name): str(site) for name, site in told.items()}


def choose(
    sources: Sequence[Source],
    *,
    names: Iterable[str] = (),
    region: str | None = None,
    platform: str | None = None,
    without: Iterable[str] = (),
) -> list[Source]:
    """The sources that were asked for.

    Args:
        sources: what there is.
        names: municipalities in any spelling; none: all.
        region: only of this historical land.
        platform: only of this content system.
        without: municipalities to leave out.

    Raises:
        PilsetasError: an unknown name, or nothing is left.
    """
    by_name = {source.name: source for source in sources}
    wanted = [_known(name, by_name) for name in names] or list(by_name)
    left_out = {find_municipality(name).slug for name in without}
    land = find_region(region) if region else None
    platforms = sorted({source.platform for source in sources})
    if platform and platform not in platforms:
        raise PilsetasError(f"unknown platform {platform!r}: there are {', '.join(platforms)}")
    found = [
        by_name[name]
        for name in dict.fromkeys(wanted)
        if name not in left_out
        and land in (None, by_name[name].region)
        and platform in (None, by_name[name].platform)
    ]
    if not found:
        raise PilsetasError(
            "no source is left: the names, --region, --platform and --except exclude each other"
        )
    return found


def _known(name: str, by_name: Mapping[str, Source]) -> str:
    slug = find_municipality(name).slug
    if slug not in by_name:
        raise PilsetasError(f"no spider for {slug!r} here: `scrapy list` names them all; see also --sites")
    return slug


def in_order(
    sources: Sequence[Source], *, owed: Iterable[str] = (), seconds: Mapping[str, float] | None = None
) -> list[Source]:
    """What an interrupted cycle owes first, in its order, then what takes longest.

    A cycle lasts as long as its last source, so the long ones begin first; one that was never crawled is
    taken for the longest. Of equals those of a throttle group come first, for they wait for each other.
    """
    rank = {name: place for place, name in enumerate(owed)}
    took = seconds or {}

    def key(source: Source) -> tuple[int, float, bool]:
        place = rank.get(source.name, len(rank))
        return place, -took.get(source.name, float("inf")), source.group is None

    return sorted(sources, key=key)
