"""`scrapy link`: what it says, what it refuses, and what crawlall makes of it."""

from __future__ import annotations

import fcntl
from pathlib import Path

from pilsetas_crawl.commands import crawlall
from pilsetas_crawl.fleet.outcome import Ended
from pilsetas_crawl.run.verdict import Verdict


def test_links_what_is_new_and_says_so(scrapy, archive):
    done = scrapy("link")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "stories: 26 articles looked at, 26 new stories, 0 further members, 0 moved to another story, 0 left "
        "their stories, removed by their sites, 0 exact copies; 26 rows written (index made anew: missing)\n"
    )
    again = scrapy("link")
    assert "0 articles looked at" in again.stdout
    assert "0 rows written\n" in again.stdout
    whole = scrapy("link", "--all")
    assert "26 articles looked at" in whole.stdout
    assert "0 rows written (index made anew: asked for)" in whole.stdout
    assert len(archive.parts("links")) == 2


def test_a_store_that_is_not_there_is_one_line(scrapy, tmp_path):
    done = scrapy("link", "--store", str(tmp_path / "nowhere"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: there is no store at ")
    assert done.stderr.count("\n") == 1


def test_words_it_does_not_know_are_refused(scrapy, archive):
    assert scrapy("link", "ludza").returncode == 2
    assert not archive.parts("links")


def test_another_process_at_it_is_one_line(scrapy, archive):
    state = Path(archive.address) / "state"
    state.mkdir()
    with (state / "stories.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        done = scrapy("link")
    assert done.returncode == 2
    assert done.stderr == "error: stories are being linked by another process: wait for it to end\n"


def test_a_damaged_part_is_one_line_and_the_next_step_takes_up(scrapy, archive):
    part = Path(archive.parts(sources=["ludza"])[0].uri)
    whole = part.read_bytes()
    part.write_bytes(whole[:100] + b"\0" * 50 + whole[150:])
    done = scrapy("link")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "put back a copy" in done.stderr
    part.write_bytes(whole)
    assert scrapy("link").returncode == 0
    assert archive.read("links").num_rows == 26


def test_after_a_crawl_only_what_was_stored_is_linked():
    def ended(**figures):
        return Ended("ludza", Verdict.OK, figures=figures)

    assert not crawlall._stored([ended(known=7, requests=3)])
    assert crawlall._stored([ended(known=7), ended(new=1)])
    assert crawlall._stored([ended(removed=1)])


def test_a_link_step_that_fails_is_told_and_hides_nothing(tmp_path, capsys):
    assert not crawlall._link(str(tmp_path / "nowhere"), tmp_path / "state")
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("error: stories could not be linked: there is no store at ")
    assert told.err.count("\n") == 1
