"""What a cycle does for those who ask the archive: fewer parts, and a catalog of what it has stored."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pilsetas_crawl.commands.compact import describe
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.fleet.places import lock_folder

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

    from pilsetas_crawl.store import Store


def keep_up(settings: BaseSettings) -> None:
    """Merge small parts where that is worth the while, and build the catalog anew.

    A failure of either is told and spoils nothing: the next cycle does it.
    """
    from pilsetas_crawl.store import Store
    from pilsetas_crawl.store.compaction import AFTER_CRAWL, WORTH, compact

    address, cache = settings["PILSETAS_STORE"], settings.get("PILSETAS_CACHE", "")
    try:
        store = Store.open(address, cache=cache)
        done = compact(store, lock_folder(settings), now=datetime.now(UTC), least=AFTER_CRAWL, worth=WORTH)
        if done.merged:
            print(describe(done))
    except (PilsetasError, OSError) as error:
        print(f"note: small parts are not merged: {error}", file=sys.stderr)
    try:
        _catalog(Store.open(address, cache=cache), settings["PILSETAS_CATALOG"])
    except (PilsetasError, OSError) as error:
        print(f"note: the catalog is as it was: {error}", file=sys.stderr)


def _catalog(store: Store, setting: str) -> None:
    from exports.catalog import build_catalog, default_path

    path = default_path(store, setting)
    summary = build_catalog(store, path)
    print(f"catalog: {summary.articles} articles in {path}")
