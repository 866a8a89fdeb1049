"""Rule: a probe says what a site answers, what is read of it, and which declaration would be right."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from pilsetas_crawl.commands.probe import Command, site_of
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.probe.golden import cases
from pilsetas_crawl.probe.site import REQUESTS
from tests.pilsetas_crawl.probe.conftest import QUICK, ROOT, environment
from tests.pilsetas_crawl.probe.town import STORIES

SETTINGS = Settings()
SETTINGS.setmodule("pilsetas_crawl.settings")


def what(report):
    return [one["what"] for one in report["differences"]]


def ways(report):
    return {way["name"]: way for way in report["ways"]}


# --- sites that are as declared --------------------------------------------------------------------


def test_sites_as_declared_are_said_to_be(healthy):
    probed, _, _ = healthy
    assert probed.code == 0, probed.log
    assert {name: report["verdict"] for name, report in probed.sites.items()} == dict.fromkeys(
        ("ludza", "kuldiga", "madona", "cesis"), "as declared"
    )
    assert all(not report["differences"] and not report["declaration"] for report in probed.sites.values())


@pytest.mark.parametrize(
    ("name", "system", "wins"),
    [
        ("ludza", "tvp", "feed"),
        ("kuldiga", "wordpress", "rest"),
        ("madona", "globalpro", "listing"),
        ("cesis", "zinas", "listing"),
    ],
)
def test_the_system_is_recognised_and_the_first_way_that_works_wins(healthy, name, system, wins):
    report = healthy[0].sites[name]
    assert report["system"]["system"] == report["platform"] == system
    assert report["system"]["evidence"]
    assert report["wins"] == wins


@pytest.mark.parametrize("name", ["ludza", "kuldiga", "madona", "cesis"])
def test_few_requests_are_made_and_none_twice(healthy, name):
    targets = healthy[1](name)
    assert targets[0] == "/robots.txt"
    # One for robots.txt, and what a redirect of the front page leads to.
    assert len(targets) <= REQUESTS + 2
    assert len(set(targets)) == len(targets)


@pytest.mark.parametrize("name", ["ludza", "kuldiga", "madona", "cesis"])
def test_one_article_is_read_as_it_was_written(healthy, demo, name):
    article = healthy[0].sites[name]["article"]
    written = {one["path"]: one for one in demo.control.expected(name)["articles"]}
    gold = written[article["url"].removeprefix(demo.url(name))]
    assert article["article"]["title"] == gold["title"]
    assert article["article"]["published_date"] == gold["published_date"]
    assert set(article["article"]["extraction"]) >= {"title", "body", "published_at"}


def test_a_listing_tells_its_rows_and_where_its_pager_leads(healthy, demo):
    listing = ways(healthy[0].sites["ludza"])["listing"]
    assert listing["generations"] == ["tvp-2026"]
    # The platform shows ten to a page, and numbers pages from zero.
    [section] = listing["sections"]
    assert (section["path"], section["articles"], section["further"]) == ("/lv/jaunumi", 10, 10)
    assert section["pager"] == demo.url("ludza") + "/lv/jaunumi?page=1"


def test_answers_are_told_with_the_headers_that_matter(healthy):
    report = healthy[0].sites["ludza"]
    feed = next(one for one in report["answers"] if one["purpose"] == "feed")
    assert feed["status"] == 200
    assert feed["bytes"] > 1000
    assert feed["seconds"] > 0
    assert {"etag", "last-modified", "content-type"} <= feed["headers"].keys()
    assert any(one["purpose"] == "robots" for one in report["answers"])


def test_nothing_is_stored(healthy):
    store = healthy[2] / "store"
    assert not list(store.rglob("*.parquet"))


# --- kept answers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ludza", "kuldiga", "madona", "cesis"])
def test_kept_answers_give_without_a_network_what_the_probe_read(healthy, name):
    report, folder = healthy[0].sites[name], healthy[2] / "golden" / name
    kept = {case.name: case.read(SETTINGS) for case in cases(folder)}
    working = {way["name"] for way in report["ways"] if way["entries"]}
    # A way whose every answer another way had asked for already has no case of its own.
    assert {"article", report["wins"]} <= set(kept) <= {"article", *working}
    for way in report["ways"]:
        if way["name"] in kept:
            assert [one["url"] for one in kept[way["name"]]] == [one["url"] for one in way["entries"]]
    assert kept["article"]["title"] == report["article"]["article"]["title"]
    assert kept["article"]["body"] == report["article"]["article"]["body"]


# --- sites that differ -----------------------------------------------------------------------------


def test_a_site_that_is_not_reached_decides_the_exit_code(altered):
    assert altered.code == 1, altered.log
    report = altered.sites["limbazi"]
    assert report["verdict"] == "unreachable"
    assert report["answers"][0]["error"] == "connection refused"
    assert len(report["answers"]) == 1  # nobody is there: nothing more is asked


def test_a_feed_that_is_off_is_declared_so(altered):
    report = altered.sites["tukums"]
    assert report["verdict"] == "different"
    assert what(report) == ["feed: missing (status 404)"]
    assert report["wins"] == "listing"
    assert "    discovery = tvp_discovery(feed=False)\n" in report["declaration"]
    assert "class TukumsSpider(TvpSpider):" in report["declaration"]


def test_a_redesigned_listing_is_told(altered):
    report = altered.sites["jurmala"]
    assert any(one.startswith("listing: ") for one in what(report))
    assert report["verdict"] == "different"


def test_a_site_that_has_changed_its_system_gets_a_new_declaration(altered):
    report = altered.sites["sigulda"]  # declared as WordPress, probed where a site of the state's platform is
    assert report["platform"] == "tvp"
    assert any(one.startswith("wordpress is declared, but this is tvp") for one in what(report))
    assert "class SiguldaSpider(TvpSpider):" in report["declaration"]
    assert "https://sigulda.lv/lv/jaunums/" in report["declaration"]


def test_a_system_nobody_described_is_read_by_the_generic_platform(altered):
    report = altered.sites["talsi"]
    assert report["platform"] == "generic"
    assert ways(report)["feed"]["sections"] == []
    # The feed names the newest six, the list three to a page.
    assert len(ways(report)["feed"]["entries"]) == 6
    assert len(ways(report)["listing"]["entries"]) == 6
    newest = report["article"]["article"]
    assert (newest["title"], newest["published_date"]) == (STORIES[0].title, str(STORIES[0].day))
    assert 'generic_discovery("/vietejas-zinas", feeds=("/padeve.xml",))' in report["declaration"]
    assert r"article_pattern = r\"^/lasit/" in report["declaration"].replace('"', r"\"")


def test_a_generic_spider_promises_no_address_and_so_breaks_no_promise(altered):
    report = altered.sites["valka"]  # the system of its site is not known
    assert (report["platform"], report["verdict"], report["wins"]) == ("generic", "as declared", "feed")
    assert ways(report)["rest"]["outcome"] == "missing"


def test_a_listing_that_stands_elsewhere_is_found(altered):
    report = altered.sites["balvi"]
    assert report["platform"] == "tvp"
    assert {"feed: missing (status 404)", "listing: missing (status 404)"} <= set(what(report))
    assert len(ways(report)["listing"]["entries"]) == len(STORIES)
    assert 'paths=("/lv/zinas",)' in report["declaration"]
    assert "FeedWay" not in report["declaration"]


def test_a_site_that_has_moved_is_followed_and_told(altered, demo):
    report = altered.sites["kuldiga"]
    new = report["answers"][0]["url"].removesuffix("/robots.txt")
    assert new != demo.url("kuldiga")
    assert what(report) == [f"the site answers from another host, {new}"]
    assert f"set domain to {new.removeprefix('http://')}" in report["differences"][0]["do"]
    assert report["wins"] == "rest"  # everything is read from there


def test_a_clock_that_is_wrong_is_told_and_is_no_difference(altered):
    report = altered.sites["cesis"]
    assert report["verdict"] == "as declared"
    [note] = [one for one in report["notes"] if "clock" in one]
    assert note.endswith("ahead")


# --- calls -----------------------------------------------------------------------------------------


def test_several_sites_end_with_a_summary_and_a_log_that_cannot_be_written_is_one_line(town, tmp_path):
    table = tmp_path / "sites.json"
    table.write_text(json.dumps({"ludza": "http://127.0.0.1:9", "kuldiga": town.url}))
    words = [sys.executable, "-m", "scrapy", "probe", "--all", *QUICK]
    given = {
        "cwd": ROOT, "env": environment(tmp_path, PILSETAS_SITES=str(table)), "capture_output": True,
        "encoding": "utf-8", "timeout": 120,
    }  # fmt: skip
    done = subprocess.run(words, check=False, **given)
    assert done.returncode == 1
    last = done.stdout[done.stdout.rindex("== ") :].splitlines()
    assert last[0] == "== 2 sites: 1 unreachable, 1 different"
    assert last[2] == "  ludza            unreachable connection refused"
    done = subprocess.run([*words, "--logfile", "/no/such/folder/x.log"], check=False, **given)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: cannot write the log /no/such/folder/x.log: No such file or directory\n"


def targets(*args, **given):
    command = Command()
    command.settings = SETTINGS
    options = type("Options", (), {"all": False, "url": None, "site": None, **given})
    return command._targets(list(args), options)


def test_every_spider_is_probed_at_its_own_address_with_all():
    every = {target.slug: target.site for target in targets(all=True)}
    assert len(every) > 30
    assert every["ludza"] == "https://www.ludzasnovads.lv"


def test_an_address_needs_no_spider():
    [target] = targets(url="www.neibalde.lv/lv")
    assert (target.slug, target.site, target.spider) == ("neibalde", "https://www.neibalde.lv", None)


@pytest.mark.parametrize(
    ("args", "given", "kind", "words"),
    [
        ([], {}, UsageError, "name municipalities"),
        (["ludza"], {"all": True}, UsageError, "name municipalities"),
        (["ludza", "tukums"], {"site": "http://127.0.0.1"}, UsageError, "one municipality"),
        (["ludzza"], {}, PilsetasError, "nearest: ludza"),
        (["ludza"], {"site": "ftp://127.0.0.1"}, PilsetasError, "is no address"),
        ([], {"url": "http://exa mple.lv"}, PilsetasError, "is no address"),
    ],
)
def test_a_wrong_call_is_told(args, given, kind, words):
    with pytest.raises(kind, match=words):
        targets(*args, **given)


def test_the_site_of_an_address_is_its_host():
    assert site_of("www.talsunovads.lv/lv/jaunumi?page=2") == "https://www.talsunovads.lv"
    assert site_of("http://127.0.0.1:8000/") == "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    "text", ["http://[::1", "ftp://a.lv", "http://a.lv:0", "http://a.lv:x", "http://", "a b"]
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(PilsetasError, match="is no address: write it as"):
        site_of(text)
