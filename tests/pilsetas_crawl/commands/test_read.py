"""Rule: `scrapy read` shows what a page is understood as, or says in one line why it cannot."""
# ruff: noqa: E501 # markup and rows stand in one line

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pilsetas_crawl.demo import DemoServer

GOLDEN = Path(__file__).parents[2] / "golden" / "tvp" / "mk-gov-lv-cabinet-2022-07-31.html"
PAGE = """<html lang="lv"><head>
<title>Domes sēde | Ludzas novada pašvaldība</title>
<link rel="canonical" href="https://www.ludzasnovads.lv/lv/jaunums/domes-sede"></head><body>
<h1 class="display-4">Domes sēde</h1><div id="content-area"><div class="submitted">Publicēts: 05.11.2025.</div>
<div class="text__text-content"><p>Piektdien Ludzas novada domes lielajā zālē notiks kārtējā domes sēde, kurā
deputāti lems par nākamā gada budžetu un skolu tīklu.</p></div></div></body></html>"""


@pytest.fixture(scope="module")
def ludza():
    with DemoServer(sites=["ludza"]) as server:
        yield server


def fields_of(stdout: str) -> dict[str, str]:
    return dict(line.split("  ", 1) for line in stdout.splitlines() if "  " in line)


def test_a_recorded_page_is_shown_field_by_field_with_the_ways(scrapy):
    done = scrapy("read", str(GOLDEN), "--as", "ludza")
    assert (done.returncode, done.stderr) == (0, "")
    told = {name: value.strip() for name, value in fields_of(done.stdout).items()}
    assert told["title"].startswith("Cabinet composition")
    assert told["published_date"] == "2020-12-09   [tvp:submitted]"
    assert told["source_id"] == "189   [tvp:settings]"
    assert told["author"] == "–"
    assert "[tvp:content-area]" in told["body"]
    assert "characters)" in told["body"]  # long ones are cut, and say so


def test_json_holds_every_field_whole(scrapy):
    done = scrapy("read", "--json", str(GOLDEN), "--as=ludza")
    article = json.loads(done.stdout)
    assert article["published_date"] == "2020-12-09"
    assert article["body"].startswith("Krišjānis Kariņš")
    assert article["body"].endswith("Regional Development")
    assert article["extraction"]["title"] == "tvp:page-title"


def test_a_file_finds_its_spider_by_the_address_it_names(scrapy, tmp_path):
    page = tmp_path / "lapa.html"
    page.write_text(PAGE, encoding="utf-8")
    done = scrapy("read", str(page))
    assert done.returncode == 0
    assert "Domes sēde" in done.stdout
    assert "https://www.ludzasnovads.lv/lv/jaunums/domes-sede" in done.stdout


def test_a_file_that_names_no_address_needs_one(scrapy, tmp_path):
    page = tmp_path / "lapa.html"
    page.write_text(PAGE.replace('rel="canonical"', ""), encoding="windows-1257")
    done = scrapy("read", str(page))
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"error: {page} does not say where it comes from: give its address with --url"
    ]
    done = scrapy("read", str(page), "--url", "https://www.ludzasnovads.lv/lv/jaunums/domes-sede")
    assert done.returncode == 0
    assert "Domes sēde" in done.stdout


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["none.html"], "error: cannot read none.html: No such file or directory"),
        (
            [str(GOLDEN)],
            "error: no spider owns https://www.mk.gov.lv/en/cabinet-composition: name one with --as",
        ),
        ([str(GOLDEN), "--as", "ludzza"], "error: no spider for the municipality 'ludzza'"),
        (["https://example.lv/a"], "error: no spider owns https://example.lv/a"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(scrapy, args, line):
    done = scrapy("read", *args)
    assert done.returncode == 2
    assert done.stdout == ""
    [told] = done.stderr.splitlines()
    assert told.startswith(line)


@pytest.mark.parametrize("args", [["a", "b"], ["--jsn", "a"]])
def test_a_wrong_call_is_told_and_is_no_success(scrapy, args):
    done = scrapy("read", *args)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_page_that_is_no_article_is_told_in_one_line(scrapy, tmp_path):
    page = tmp_path / "lapa.html"
    page.write_text(
        "<html><head><title>Lapa nav atrasta</title></head><body><h1>Lapa nav atrasta</h1></body></html>"
    )
    done = scrapy("read", str(page), "--as", "ludza", "--url", "https://www.ludzasnovads.lv/lv/jaunums/x")
    assert done.returncode == 2
    assert done.stderr.startswith("error: soft_404")
    assert len(done.stderr.splitlines()) == 1


def test_an_address_is_fetched_and_read(scrapy, ludza):
    wanted = next(iter(ludza.control.expected("ludza")["articles"]))
    done = scrapy("read", "--json", ludza.url("ludza") + wanted["path"], "--as", "ludza")
    assert done.returncode == 0, done.stderr
    article = json.loads(done.stdout)
    assert article["title"] == wanted["title"]
    assert article["published_date"] == wanted["published_date"]


def test_an_address_that_is_not_there_is_told_in_one_line(scrapy, ludza):
    url = ludza.url("ludza") + "/lv/jaunums/tada-nav-bijis"
    done = scrapy("read", url, "--as", "ludza")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [f"error: {url} is no article: not_found: status 404"]


def test_a_host_that_does_not_answer_is_told_in_one_line(scrapy):
    done = scrapy(
        "read",
        "http://127.0.0.1:9/lv/jaunums/x",
        "--as",
        "ludza",
        "-s",
        "RETRY_TIMES=0",
        "-s",
        "DOWNLOAD_DELAY=0",
    )
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith("error: cannot fetch http://127.0.0.1:9/lv/jaunums/x")
