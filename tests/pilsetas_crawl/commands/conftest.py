"""The project's commands, run as users run them: `scrapy <command>` in the project's folder."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from pilsetas_crawl.items import Article
from pilsetas_crawl.store import Store
from tests import warm

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

ROOT = Path(__file__).parents[3]
RIGA = ZoneInfo("Europe/Riga")


@pytest.fixture
def scrapy(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command on the store `tmp_path/store`; output as UTF-8 text."""

    def run(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
        # A locale that is not UTF-8 must not change what is written.
        outer = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "PILSETAS_"))}
        env = outer | {"PILSETAS_STORE": str(tmp_path / "store"), "PILSETAS_CATALOG": ""} | environment
        command = [sys.executable, "-m", "scrapy", *args]
        return warm.run(command, cwd=ROOT, env=env, timeout=60)

    return run


@pytest.fixture
def archive(tmp_path: Path) -> Store:
    """A store with 25 articles of Ludza in November 2026 and one of Augšdaugava."""
    store = Store.open(str(tmp_path / "store"))
    store.commit("ludza", "r1", [_article("ludza", "latgale", "Latgale", day) for day in range(1, 26)])
    store.commit("augsdaugava", "r1", [_article("augsdaugava", "selija", "Sēlija", 7)])
    return store


def _article(slug: str, region: str, region_name: str, day: int) -> Article:
    at = datetime(2026, 11, day, 10, 5, tzinfo=RIGA)
    return Article(
        article_id=f"{slug}-{day:02}",
        revision=1,
        status="new",
        municipality=slug,
        region=region,
        region_name=region_name,
        title=f"Ziņa; {day}. novembrī",
        url=f"https://example.lv/{slug}/{day}",
        published_at=at,
        published_date=at.date(),
        published_precision="minute",
        tags=["Izglītība"],
    )
