"""Rule: `scrapy sources` shows how each source stands, and its exit code is that of the worst shown."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from pilsetas_crawl.run.report import RECENT_RUNS, runs_to
from pilsetas_crawl.run.verdict import EXIT_CODES, Verdict
from pilsetas_crawl.status.text import BARS, ago, sparkline
from pilsetas_crawl.store import SourceState, Store
from tests.pilsetas_crawl.status.conftest import run

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A store with one healthy source and one in trouble, as of now."""
    folder = tmp_path_factory.mktemp("sources") / "store"
    store = Store.open(str(folder))
    for slug, verdicts in (("ludza", ["ok", "quiet"]), ("tukums", ["ok", "suspicious"])):
        runs = [
            run(
                slug,
                verdict,
                started_at=NOW - timedelta(hours=2 - n),
                cause=None if n == 0 else "some\tcause",
            )
            for n, verdict in enumerate(verdicts)
        ]
        with SourceState.open(store, slug, key_of=lambda url: url) as state:
            state.set(RECENT_RUNS, runs_to(runs))
    return folder


@pytest.fixture
def ask(scrapy, made):
    return lambda *words: scrapy("sources", *words, PILSETAS_STORE=str(made))


def test_all_sources_are_shown_a_line_each(ask):
    done = ask()
    assert done.returncode == 1  # forty were never run
    head, *lines, last = done.stdout.splitlines()
    assert head.split("\t")[:3] == ["source", "verdict", "last run"]
    assert len(lines) == 42
    shown = {line.split("\t")[0]: line.split("\t") for line in lines}
    assert shown["ludza"][1] == "quiet"
    assert shown["tukums"][1] == "suspicious"
    assert shown["tukums"][-1] == "some cause"  # one line, whatever a site said
    assert shown["riga"][1:3] == ["not run", "never"]
    assert last == "42 sources: 1 quiet, 1 suspicious, 40 not run"


@pytest.mark.parametrize(("name", "code"), [("ludza", 0), ("Tukuma novads", 3), ("riga", 1)])
def test_one_source_by_any_of_its_names(ask, name, code):
    done = ask(name)
    assert done.returncode == code, done.stderr
    assert "  ways:     feed items" in done.stdout or name == "riga"


def test_the_history_of_a_source_and_what_its_verdict_rests_on(ask):
    lines = ask("tukums").stdout.splitlines()
    assert [line.split("\t")[1] for line in lines[1:3]] == ["ok", "suspicious"]
    assert "Tukuma novads (tukums): ? suspicious" in lines
    assert "  fields:   of 3 articles read last: title 100%, body 67%" in lines
    assert any(line.startswith("  answers:  5 x 200 in 9 s") for line in lines)


def test_only_the_bad_ones(ask):
    done = ask("--bad")
    shown = [line.split("\t")[0] for line in done.stdout.splitlines()[1:-1]]
    assert len(shown) == 41
    assert "ludza" not in shown
    assert "tukums" in shown


def test_json_holds_the_same(ask):
    told = json.loads(ask("--json").stdout)
    assert len(told["sources"]) == 42
    [tukums] = [one for one in told["sources"] if one["source"] == "tukums"]
    assert (tukums["verdict"], tukums["cause"], len(tukums["trend"])) == ("suspicious", "some\tcause", 14)
    assert datetime.fromisoformat(tukums["last_run"]) == NOW - timedelta(hours=1)
    [one] = json.loads(ask("tukums", "--json").stdout)["sources"]
    assert [row["verdict"] for row in one["runs"]] == ["ok", "suspicious"]


def test_the_page_is_written_whole(ask, tmp_path):
    done = ask("--html", str(tmp_path / "status.html"))
    assert done.returncode == 1
    assert done.stderr.strip() == f"written: {tmp_path / 'status.html'}"
    assert (tmp_path / "status.html").read_text(encoding="utf-8").endswith("</html>\n")
    assert [path.name for path in tmp_path.glob("*.html*")] == ["status.html"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ludzza"], "unknown municipality 'ludzza'; nearest: "),
        (["--html", "/nowhere/at/all/x.html"], "cannot write /nowhere/at/all/x.html: "),
        (["riga", "--accept"], "riga was never crawled into "),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(ask, words, said):
    done = ask(*words)
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith(f"error: {said}")


def test_a_store_that_is_not_there_is_told(scrapy, tmp_path):
    done = scrapy("sources", PILSETAS_STORE=str(tmp_path / "none"))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "none").exists()


def test_accepting_says_what_it_did(scrapy, made, tmp_path):
    shutil.copytree(made, tmp_path / "copy")
    done = scrapy("sources", "tukums", "--accept", PILSETAS_STORE=str(tmp_path / "copy"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("tukums: 0 odd runs")


def test_every_verdict_has_an_exit_code():
    assert set(EXIT_CODES) == set(Verdict)
    assert {one for one, code in EXIT_CODES.items() if code == 0} == {Verdict.OK, Verdict.QUIET}


def test_bars_are_relative_and_nothing_is_a_dot():
    assert sparkline([0, 1, 4, 8]) == "·▁▄█"
    assert sparkline([3, 3]) == "██"
    assert sparkline([0, 0]) == "··"
    assert sparkline(range(9)) == "·" + BARS


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (0.4, "now"),
        (5, "5 min ago"),
        (119, "119 min ago"),
        (121, "2 h ago"),
        (47 * 60, "47 h ago"),
        (49 * 60, "2 d ago"),
    ],
)
def test_how_long_ago(minutes, told):
    assert ago(NOW - timedelta(minutes=minutes), NOW) == told
