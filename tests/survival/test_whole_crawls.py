"""Whole crawls over loopback: the first on the old theme, the next on a new one; verdict and exit code."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawl.crawling import FAILED, OK, PARTIAL, SINCE, Result, crawl, latest, path_of
from tests.survival.stage import fault
from tests.survival.theme import Theme
from tests.survival.themed_site import ThemedSite

# A site of the unified platform, whose feed goes on telling headlines and days, and one of which only its
# listings and pages tell anything.
SITES = ("tukums", "olaine")
CODES = {"ok": OK, "quiet": OK, "suspicious": PARTIAL, "partial": PARTIAL, "broken layout": FAILED}
# A redesign that touches everything: names, elements, rows, days, and what stands around the text.
REDESIGN = Theme.of(
    "rows_in_list", "dates_printed_otherwise", "times_gone", "lead_apart", "related_behind", "share_block",
    "classes_renamed", "divs_to_sections", "title_changed",
    seed=5,
)  # fmt: skip


@pytest.fixture(scope="module", params=SITES)
def changed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[ThemedSite, Path]]:
    """A site with its archive from before the change, and articles that are new."""
    with ThemedSite(request.param) as site:
        store = tmp_path_factory.mktemp(f"before-{request.param}")
        first = crawl(site.ground.slug, site.url, store, *SINCE)
        assert first.code == OK, first.why
        assert len(latest(store, site.ground.slug)) == len(site.ground.gold) - len(site.ground.fresh)
        site.ground.publish()
        yield site, store


def after(changed: tuple[ThemedSite, Path], theme: Theme, store: Path) -> Result:
    site, before = changed
    shutil.copytree(before, store)
    site.theme = theme
    return crawl(site.ground.slug, site.url, store)


class Row:
    """A stored row with the names `fault` asks for."""

    def __init__(self, values: dict[str, object]) -> None:
        self.__dict__.update(values)


def test_a_redesign_is_read_rightly_or_told(changed: tuple[ThemedSite, Path], tmp_path: Path) -> None:
    result = after(changed, REDESIGN, tmp_path / "store")
    ground = changed[0].ground
    rows = {path_of(row["url"]): Row(row) for row in latest(tmp_path / "store", ground.slug).values()}
    wrong = {path: told for path in ground.gold if (told := fault(rows.get(path), ground.gold[path]))}
    assert result.code == CODES[result.run["verdict"]], result.why
    assert not wrong or result.code != OK, wrong
    assert len(rows) == len(ground.gold)
    # The lead of the new theme stands before a label that the old one printed above the text.
    assert len(wrong) <= len(ground.gold) // 4, wrong


def test_pages_that_say_nothing_fail_the_run(changed: tuple[ThemedSite, Path], tmp_path: Path) -> None:
    result = after(changed, Theme.of("everything_gone"), tmp_path / "store")
    assert (result.code, result.run["verdict"]) == (FAILED, "broken layout"), result.why
    assert len(result.errors) == 1, result.errors
