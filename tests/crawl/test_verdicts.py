"""What a run says of a site that changed since yesterday, and of one that closed its door."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.crawl.crawling import CROSSCHECK, FAILED, OK, crawl, path_of, rows

if TYPE_CHECKING:
    from pilsetas_crawl.demo import DemoServer

Covered = Callable[[str], Path]
TEXT = ["Pirmā rindkopa par notikušo.", "Otrā rindkopa ar sīkāku stāstu par to pašu."]


def test_a_listing_that_lost_its_articles_overnight_is_told_though_nothing_is_lost(
    changing: DemoServer, covered: Covered
) -> None:
    """The platform's release of 23 April 2026, as its users should have seen it."""
    store = covered("tukums")
    new = changing.control.insert("tukums", title="Ziņa pēc pārmaiņām", body=TEXT)
    changing.control.fault("tukums", "redesign", "/lv/jaunumi*")
    broken = crawl("tukums", changing, store, *CROSSCHECK)
    assert (broken.code, broken.run["verdict"]) == (FAILED, "broken layout"), broken.why
    assert broken.run["cause"].startswith("listing answers and holds no article that can be read")
    assert "scrapy crawl tukums" in broken.run["advice"]
    # The feed carried the news all the same.
    assert [path_of(row["url"]) for row in broken.added] == [new["path"]], broken.why
    changing.control.clear_faults()
    mended = crawl("tukums", changing, store, *CROSSCHECK)
    assert (mended.code, mended.run["verdict"]) == (OK, "quiet"), mended.why


def test_articles_that_are_all_refused_are_a_closed_door_though_the_lists_answer(
    changing: DemoServer, covered: Covered
) -> None:
    store = covered("tukums")
    for number in range(3):
        changing.control.insert("tukums", title=f"Liegta ziņa {number}", body=TEXT)
    changing.control.fault("tukums", "error", "/lv/jaunums/*", status=403)
    refused = crawl("tukums", changing, store)
    assert (refused.code, refused.run["verdict"]) == (FAILED, "blocked"), refused.why
    assert "status 403" in refused.run["cause"]
    changing.control.clear_faults()
    again = crawl("tukums", changing, store)
    assert (again.code, again.run["new"]) == (OK, 3), again.why
    assert len(rows(store, "tukums", "runs")) >= 4
