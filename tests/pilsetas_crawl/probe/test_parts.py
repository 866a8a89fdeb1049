"""The parts of a probe: robots rules, headers, lines of sites, rows of the registry, golden cases."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from scrapy.settings import Settings

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.platforms.tvp import TvpSpider
from pilsetas_crawl.platforms.wordpress import WordPressSpider
from pilsetas_crawl.probe.exchange import Exchange, response_of
from pilsetas_crawl.probe.findings import Target
from pilsetas_crawl.probe.golden import GoldenError, cases
from pilsetas_crawl.probe.keeping import keep
from pilsetas_crawl.probe.registry_row import columns, example_row, read_row
from pilsetas_crawl.probe.robots import read_robots
from pilsetas_crawl.probe.spider import SIDE_BY_SIDE, ProbeSpider, lines_of
from pilsetas_crawl.probe.strangers import slug_of

AGENT = "pilsetas_crawl/0.1.0 (+https://pilsetas.com)"
NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


def answer(body: bytes, status: int = 200, **headers: str) -> Exchange:
    url = "https://www.example.lv/robots.txt"
    return Exchange(url, "robots", url, status, headers, body, fetched_at=NOON)


def test_robots_rules_that_touch_us_are_told():
    rules = b"User-agent: *\nCrawl-delay: 7\nDisallow: /lv/rss\nSitemap: https://www.example.lv/s.xml\n"
    ours = ["https://www.example.lv/lv/rss/articles", "https://www.example.lv/lv/jaunumi"]
    found = read_robots(answer(rules), AGENT, ours)
    assert found.forbidden == ["https://www.example.lv/lv/rss/articles"]
    assert found.crawl_delay == 7
    assert found.sitemaps == ["https://www.example.lv/s.xml"]


@pytest.mark.parametrize("exchange", [None, answer(b"User-agent: *\nDisallow: /", status=404)])
def test_without_rules_nothing_is_forbidden(exchange):
    assert read_robots(exchange, AGENT, ["https://www.example.lv/"]).forbidden == []


@pytest.mark.parametrize(
    ("date", "skew"),
    [
        ("Thu, 01 Oct 2026 12:00:30 GMT", 0),  # half a minute is usual
        ("Thu, 01 Oct 2026 13:00:00 GMT", 3600),
        ("Thu, 01 Oct 2026 11:50:00 GMT", -600),
        ("yesterday", 0),
    ],
)
def test_a_clock_is_compared_with_ours(date, skew):
    assert answer(b"", date=date).skew == skew


def test_a_kept_answer_is_decoded_by_its_bytes():
    body = "<html><body><h1>Ķekavas šķūnis</h1></body></html>".encode("windows-1257")
    page = Exchange("https://a.lv/", "x", "https://a.lv/", 200, {"content-type": "text/html"}, body)
    assert response_of(page).css("h1::text").get() == "Ķekavas šķūnis"


def test_sites_of_one_platform_stand_in_one_line_and_the_others_side_by_side():
    tvp = [Target(f"t{n}", "https://t.lv", TvpSpider) for n in range(5)]
    others = [Target(f"w{n}", "https://w.lv", WordPressSpider) for n in range(9)]
    lines = lines_of([*tvp, *others])
    assert lines[0] == tvp
    assert len(lines) == 1 + SIDE_BY_SIDE
    assert sorted(one.slug for line in lines[1:] for one in line) == [one.slug for one in others]


def test_a_site_we_stumble_over_does_not_end_the_probes_after_it(caplog):
    targets = [Target(name, f"https://{name}.lv", TvpSpider) for name in ("a", "b", "c")]
    probed = []

    async def work(_, target):
        probed.append(target.slug)
        if target.slug == "b":
            raise ZeroDivisionError

    async def probe():
        return [found async for found in ProbeSpider(targets, work, Settings()).start()]

    assert asyncio.run(probe()) == []
    assert probed == ["a", "b", "c"]
    [told] = caplog.records
    assert told.getMessage().startswith("b: ")


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://www.neibalde.lv", "neibalde"),
        ("https://pilseta.upesgrīva.ee/zinas", "pilseta-upesgriva"),
        ("http://127.0.0.1:8000", "site"),
    ],
)
def test_a_stranger_is_called_by_its_host(url, slug):
    assert slug_of(url) == slug


# --- rows of the registry --------------------------------------------------------------------------

ROW = "0002100,neibalde,Neibalde,Neibaldes,Neibaldē,valstspilseta,vidzeme,Vidzeme,,57.1,24.2,www.neibalde.lv,"


def test_a_row_becomes_a_place():
    row, place = read_row(ROW, "neibalde")
    assert list(row) == columns()
    assert (place.name_genitive, place.lat, place.towns, place.domain) == (
        "Neibaldes",
        57.1,
        (),
        "www.neibalde.lv",
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("0002100", "0001000", "code '0001000' is taken"),
        ("neibalde,Ne", "neibaldi,Ne", "slug 'neibaldi' is not 'neibalde'"),
        ("valstspilseta", "vald", "kind 'vald' is none of novads, valstspilseta"),
        ("vidzeme,Vidzeme", "harju,Harju", "region 'harju' is none of .*REGIONS in"),
        ("Vidzeme", "Kurzeme", "region_name 'Kurzeme' is not that of 'vidzeme'"),
        ("57.1", "ziemeļi", "lat and lon are degrees"),
        ("www.neibalde.lv", "https://www.neibalde.lv", "is no host"),
        ("Neibaldē", "", "empty: name_locative"),
        (",,57", ",57", "the row has 12 values, the table 13: atvk,slug,"),
    ],
)
def test_a_row_that_cannot_stand_there_is_refused(old, new, words):
    with pytest.raises(PilsetasError, match=words):
        read_row(ROW.replace(old, new), "neibalde")


def test_the_example_row_has_every_column_and_is_to_be_filled_in():
    text = example_row("neibalde", "https://www.neibalde.lv")
    assert text.count(",") == len(columns()) - 1
    with pytest.raises(PilsetasError, match="region 'REGION' is none of"):
        read_row(text, "neibalde")


# --- golden cases ----------------------------------------------------------------------------------


def page(path: str = "/lv/jaunums/a", body: bytes = b"<h1>A</h1>") -> Exchange:
    url = f"https://www.ludzasnovads.lv{path}"
    return Exchange(
        url, "article", url, 200, {"content-type": "text/html", "set-cookie": "x"}, body, fetched_at=NOON
    )


def test_a_kept_page_comes_back_whole_and_without_cookies(tmp_path):
    folder = keep(tmp_path, "ludza", [page()], [{"name": "article", "url": page().url}])
    assert folder == tmp_path / "ludza" / "2026-10-01"
    [case] = cases(tmp_path)
    assert (case.spider, case.site, case.url) == ("ludza", "https://www.ludzasnovads.lv", page().url)
    assert case.fetched_at == NOON
    assert case.answers[0].body == b"<h1>A</h1>"
    assert "set-cookie" not in case.answers[0].headers


def test_what_nobody_has_judged_is_not_expected(tmp_path):
    keep(tmp_path, "ludza", [page()], [{"name": "article", "url": page().url}])
    [case] = cases(tmp_path)
    assert case.expected() is None
    case.write_expected({"title": "Ā"})
    assert case.expected() == {"title": "Ā"}


def test_a_second_page_of_the_day_stands_beside_the_first_and_a_newer_one_replaces_it(tmp_path):
    keep(tmp_path, "ludza", [page()], [{"name": "article", "url": page().url}])
    keep(tmp_path, "ludza", [page("/lv/jaunums/b")], [{"name": "second", "url": page("/lv/jaunums/b").url}])
    keep(tmp_path, "ludza", [page(body=b"<h1>A2</h1>")], [])
    found = list(cases(tmp_path))
    assert [case.name for case in found] == ["article", "second"]
    assert [one.body for one in found[0].answers] == [b"<h1>A2</h1>", b"<h1>A</h1>"]


def test_nothing_to_keep_and_damage_are_told(tmp_path):
    with pytest.raises(GoldenError, match="ludza: no answer to keep"):
        keep(tmp_path, "ludza", [Exchange("https://a.lv/", "x", error="connection refused")], [])
    folder = keep(tmp_path, "ludza", [page()], [{"name": "article", "url": page().url}])
    (folder / "01-article.html").unlink()
    with pytest.raises(GoldenError, match="is damaged"):
        list(cases(tmp_path))
    (folder / "golden.json").write_text("[]")
    with pytest.raises(GoldenError, match="is damaged"):
        keep(tmp_path, "ludza", [page()], [])
    (folder / "golden.json").write_text("{")
    with pytest.raises(GoldenError, match="is damaged"):
        list(cases(tmp_path))
