"""Rule: a page is kept by a command, and what is kept is looked after."""

from __future__ import annotations

import json
from argparse import Namespace

import pytest
from scrapy.settings import Settings

from pilsetas_crawl.commands.golden import Command
from pilsetas_crawl.errors import PilsetasError
from tests.pilsetas_crawl.commands.test_read import PAGE

URL = "https://www.ludzasnovads.lv/lv/jaunums/domes-sede"


@pytest.fixture
def golden(tmp_path):
    """Run the command in this process on golden pages under `tmp_path`; gives its exit code."""

    def run(*args, **given):
        command = Command()
        command.settings = Settings()
        command.settings.setmodule("pilsetas_crawl.settings")
        usual = {"slug": None, "url": None, "day": None, "name": "article", "accept": False, "loglevel": None}
        command.execute(list(args), Namespace(**{**usual, "into": tmp_path / "golden", **given}))
        return command.exitcode

    return run


@pytest.fixture
def saved(tmp_path):
    """A page somebody has saved."""
    file = tmp_path / "lapa.html"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_a_saved_page_is_kept_shown_judged_and_held(golden, saved, tmp_path, capsys):
    assert golden(str(saved), url=URL, day="2025-11-06") == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["title"], shown["published_date"]) == ("Domes sēde", "2025-11-05")
    folder = tmp_path / "golden" / "ludza" / "2025-11-06"
    assert not (folder / "article.expected.json").exists()  # a person has not looked yet
    assert golden() == 3
    assert "nobody has looked yet" in capsys.readouterr().out
    assert golden(accept=True) == 0
    assert golden() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "ludza/2025-11-06/article: alike"
    expected = folder / "article.expected.json"
    expected.write_text(
        expected.read_text(encoding="utf-8").replace("Domes sēde", "Cita sēde"), encoding="utf-8"
    )
    assert golden() == 3
    assert "article: differs" in capsys.readouterr().out


def test_relative_dates_are_told_from_the_day_the_page_was_saved(golden, saved, capsys):
    saved.write_text(PAGE.replace("05.11.2025.", "vakar"), encoding="utf-8")
    golden(str(saved), url=URL, day="2025-11-06")
    assert json.loads(capsys.readouterr().out)["published_date"] == "2025-11-05"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "say where it comes from and of which day it is"),
        ({"url": URL, "day": "6.11.2025"}, "is no date: write it as 2026-10-31"),
        ({"url": "https://www.example.lv/a", "day": "2025-11-06"}, "no spider owns https://www.example.lv/a"),
        ({"url": URL, "day": "2025-11-06", "slug": "ludzza"}, "no spider for the municipality 'ludzza'"),
    ],
)
def test_a_page_that_cannot_be_placed_is_refused(golden, saved, given, words):
    with pytest.raises(PilsetasError, match=words):
        golden(str(saved), **given)


def test_a_page_that_is_no_article_is_told_and_not_kept(golden, saved, tmp_path):
    saved.write_text("<html><head><title>Lapa nav atrasta</title></head><h1>Lapa nav atrasta</h1></html>")
    with pytest.raises(PilsetasError, match="is no article: soft_404"):
        golden(str(saved), url=URL, day="2025-11-06")
    assert not (tmp_path / "golden").exists()


def test_a_missing_file_and_an_empty_folder_are_told(golden, tmp_path):
    with pytest.raises(PilsetasError, match=r"cannot read none\.html"):
        golden("none.html", url=URL, day="2025-11-06")
    with pytest.raises(PilsetasError, match="no golden pages under"):
        golden()
