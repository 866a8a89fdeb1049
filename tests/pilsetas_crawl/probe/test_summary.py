"""Rule: many sites end in a few lines that say which to look at, and what is a matter of the platform."""

from __future__ import annotations

from pilsetas_crawl.probe.exchange import Exchange
from pilsetas_crawl.probe.findings import Difference, SiteReport
from pilsetas_crawl.probe.report import text_of
from pilsetas_crawl.probe.summary import summary_of

NO_FEED = "feed: missing (status 404)"


def site(slug, *differences, platform="tvp", **more):
    found = [Difference(what) for what in differences]
    values = {"declared": True, "reached": True, "platform": platform, "differences": found, **more}
    return SiteReport(slug, f"https://www.{slug}.lv", **values)


def silent(slug, error="connection refused"):
    asked = [Exchange(f"https://www.{slug}.lv/", "front page", error=error)]
    return site(slug, platform="", reached=False, exchanges=asked)


def test_sites_not_as_declared_have_a_line_and_a_platform_its_own():
    reports = [
        site("tukums", NO_FEED), site("balvi", NO_FEED, "listing: empty"), site("ludza"),
        site("ogre", NO_FEED), silent("riga"), site("madona", "sitemap: missing", platform="wordpress"),
        site("new", declared=False),
    ]  # fmt: skip
    assert summary_of(reports).splitlines() == [
        "== 7 sites: 1 as declared, 1 unreachable, 5 different",
        f"  balvi            different   {NO_FEED} and 1 more",
        "  madona           different   sitemap: missing",
        "  new              different",
        f"  ogre             different   {NO_FEED}",
        "  riga             unreachable connection refused",
        f"  tukums           different   {NO_FEED}",
        f"  tvp: 3 of 5 sites differ alike: {NO_FEED}",
    ]


def test_sites_as_declared_are_one_line():
    assert summary_of([site("ludza"), site("balvi")]) == "== 2 sites: 2 as declared\n"


def test_nothing_is_said_of_the_system_of_a_site_that_did_not_answer():
    lines = text_of(silent("riga")).splitlines()
    assert [line.split()[0] for line in lines] == ["==", "answers", "front"]
    refused = site("riga", reached=False, exchanges=[Exchange("https://x.lv/", "front page", status=403)])
    assert "system " in text_of(refused)
