"""Rule: what cannot be crawled is said before any request; Scrapy's own commands work as ever."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["ludzza"], "error: no spider for the municipality 'ludzza'; nearest: ludza"),
        (["qqqq"], "error: no spider for the municipality 'qqqq'; `scrapy list` names them all"),
        (["ludza", "-a", "start=31.10.2025"], "error: start=31.10.2025 is no date: write it as 2025-10-31"),
        (
            ["ludza", "-a", "begin=2025-10-31"],
            "error: unknown argument 'begin': a crawl takes start, end, site, recheck",
        ),
        (
            ["ludza", "--logfile", "/no/such/folder/x.log"],
            "error: cannot write the log /no/such/folder/x.log: No such file or directory",
        ),
        (
            ["ludza", "-L", "NOISY"],
            "error: unknown log level 'NOISY': there are DEBUG, INFO, WARNING, ERROR and CRITICAL",
        ),
        (
            ["ludza", "-a", "site=ludza"],
            "error: site=ludza is no address: write it as site=https://www.example.lv",
        ),
    ],
)
def test_what_cannot_be_crawled_is_told_in_one_line(scrapy, tmp_path, args, line):
    done = scrapy("crawl", *args)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [line]
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("args", [["ludza", "tukums"], ["ludza", "--strat=2025-01-01"]])
def test_a_wrong_call_is_told_and_is_no_success(scrapy, args):
    done = scrapy("crawl", *args)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_store_that_cannot_be_used_is_told_and_is_no_success(scrapy, tmp_path):
    (tmp_path / "file").write_text("x")
    done = scrapy(
        "crawl", "ludza", "-a", "site=http://127.0.0.1:9", PILSETAS_STORE=str(tmp_path / "file" / "store")
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert [line for line in done.stderr.splitlines() if "error: " in line]


def test_list_names_the_spiders(scrapy):
    done = scrapy("list")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == sorted(done.stdout.split())
    assert {"ludza", "rezeknes-novads"} <= set(done.stdout.split())


def test_check_knows_the_example_of_every_spider(scrapy):
    done = scrapy("check", "-l")
    assert done.returncode == 0
    lines = done.stdout.split()
    names = scrapy("list").stdout.split()
    assert lines == [word for name in names for word in (name, "*", "parse")]


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["shell", "-h"], "shell"),
        (["parse", "-h"], "parse"),
        (["crawl", "-h"], "-a recheck=14"),
        (["-h"], "Show how a page is read"),
    ],
)
def test_help_is_there(scrapy, args, word):
    done = scrapy(*args)
    assert done.returncode == 0
    assert word in done.stdout
