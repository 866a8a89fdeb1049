"""Runs after the first: cheap when nothing has changed, and exact when something has.

Every round changes several sites at once and crawls them two at a time; each test looks at one of them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.crawl.crawling import (
    CROSSCHECK,
    OK,
    PARTIAL,
    SITES,
    Result,
    crawl,
    crawl_all,
    expected_paths,
    latest,
    no_traceback,
    path_of,
    rows,
    runs,
    stored_paths,
)

if TYPE_CHECKING:
    from pilsetas_crawl.demo import DemoServer

Covered = Callable[[str], Path]
WORDPRESS = ("sigulda", "kuldiga", "rezeknes-novads")
TVP = ("ludza", "tukums", "jurmala")
# Sites whose lists, feeds or interface tell of edits and removals among the newest articles.
TELLING = (*TVP, *WORDPRESS)
RECHECKED = ("tukums", "madona", "cesis")
# Every stored article is looked at again, whatever today is.
RECHECK = ("-a", "recheck=4000")
# Ludza's one article behind the firewall is asked for again by every run.
REFUSED = "/lv/jaunums/jauniesu-it-nometne-insert-select-aicina-pieteikties"
TEXT = ["Pirmā rindkopa par notikušo.", "Otrā rindkopa ar sīkāku stāstu par to pašu."]
TITLE = "Cits virsraksts pēc labojuma"
LONG_AGO = "2026-03-05T10:00:00+02:00"


@dataclass
class Round:
    """A world with changes, crawled over settled archives.

    Attributes:
        made: what was changed, by site and kind.
        before: stored articles before the crawl, by site and path.
        requests: what each site was asked for, without the article that is refused again and again.
        right: paths a perfect crawl holds after it.
    """

    made: dict[str, dict[str, Any]] = field(default_factory=dict)
    before: dict[str, dict[str, Any]] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)
    requests: dict[str, list[str]] = field(default_factory=dict)
    right: dict[str, list[str]] = field(default_factory=dict)

    def pages(self, name: str) -> list[str]:
        """Article pages a site was asked for."""
        return [target for target in self.requests[name] if target in self.right[name]]


Play = Callable[..., Round]


@pytest.fixture(scope="module")
def play(ground: Any, settled: dict[str, Result], tmp_path_factory: pytest.TempPathFactory) -> Play:
    """Play one round: change sites of a fresh world, crawl each over a copy of its archive."""

    def run(names: tuple[str, ...], change: Callable[..., dict[str, Any]], *more: str) -> Round:
        server = ground.pristine()
        ground.changed = True
        played = Round({name: change(server, name) for name in names})
        stores = {name: tmp_path_factory.mktemp("round") / name for name in names}
        for name, store in stores.items():
            shutil.copytree(settled[name].store, store)
            played.before[name] = {path_of(row["url"]): row for row in latest(store, name).values()}
        played.results = crawl_all(names, server, stores, *more)
        for name in names:
            log = [entry["target"] for entry in server.control.log(name)]
            played.requests[name] = [target for target in log if target != REFUSED]
            played.right[name] = expected_paths(server, name)
        return played

    return run


def newest_first(server: DemoServer, name: str) -> list[dict[str, Any]]:
    """Right answers without sticky ones."""
    found: list[dict[str, Any]] = server.control.expected(name)["articles"]
    return [article for article in found if article["key"] != "sticky"]


def well(name: str) -> int:
    """Exit code of a good run."""
    return PARTIAL if name == "ludza" else OK


# --- nothing new ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def quiet(play: Play) -> Round:
    return play(SITES, lambda *_: {})


@pytest.mark.parametrize("name", SITES)
def test_a_daily_run_after_one_of_certain_days_adds_nothing(name: str, settled: dict[str, Result]) -> None:
    assert settled[name].changes == (0, 0, 0), settled[name].why
    assert settled[name].code == well(name), settled[name].why


@pytest.mark.parametrize("name", SITES)
def test_a_second_run_adds_nothing_for_two_requests(
    name: str, quiet: Round, settled: dict[str, Result]
) -> None:
    result = quiet.results[name]
    assert result.changes == (0, 0, 0), result.why
    assert result.code == well(name), result.why
    assert quiet.requests[name][:1] == ["/robots.txt"]
    assert len(quiet.requests[name]) <= 2, quiet.requests[name]
    assert quiet.pages(name) == []
    assert rows(result.store, name) == rows(settled[name].store, name)


@pytest.fixture(scope="module")
def touched(play: Play) -> Round:
    def touch(server: DemoServer, name: str) -> dict[str, Any]:
        server.control.touch(name)
        return {}

    return play(("ludza", "jurmala", "kuldiga", "madona"), touch)


@pytest.mark.parametrize("name", ["ludza", "jurmala", "kuldiga", "madona"])
def test_changed_validators_over_the_same_content_add_nothing(name: str, touched: Round) -> None:
    result = touched.results[name]
    assert result.changes == (0, 0, 0), result.why
    assert result.code == well(name), result.why
    assert touched.pages(name) == []


# --- news, edits, removals -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def changed(play: Play) -> Round:
    """One new article everywhere; where lists tell of it, one recent edit and one recent removal too."""

    def change(server: DemoServer, name: str) -> dict[str, Any]:
        recent = newest_first(server, name)
        made = {"new": server.control.insert(name, title="Pavisam jauna ziņa par ielas darbiem", body=TEXT)}
        if name in TELLING:
            made["edit"] = server.control.edit(name, recent[3]["key"], title=TITLE, body=TEXT)
            made["removal"] = server.control.delete(name, recent[5]["key"])
        return made

    return play(SITES, change)


@pytest.mark.parametrize("name", SITES)
def test_one_new_article_is_one_new_row(name: str, changed: Round) -> None:
    """Also past sticky items, which stand before the newest on WordPress sites."""
    result, path = changed.results[name], changed.made[name]["new"]["path"]
    new = [row for row in result.added if row["status"] == "new"]
    assert [path_of(row["url"]) for row in new] == [path], result.why
    assert (new[0]["revision"], new[0]["body"]) == (1, "\n\n".join(TEXT))
    assert set(changed.pages(name)) <= {made["path"] for made in changed.made[name].values()}
    assert result.code == well(name), result.why


@pytest.mark.parametrize("name", TELLING)
def test_an_edit_is_one_more_revision_of_the_same_article(name: str, changed: Round) -> None:
    result, path = changed.results[name], changed.made[name]["edit"]["path"]
    (revision,) = [row for row in result.added if row["status"] == "edited"]
    before = changed.before[name][path]
    assert (path_of(revision["url"]), revision["revision"]) == (path, 2)
    assert (revision["title"], revision["body"]) == (TITLE, "\n\n".join(TEXT))
    kept = ("article_id", "first_seen_at", "published_at", "published_precision")
    assert [revision[column] for column in kept] == [before[column] for column in kept]


@pytest.mark.parametrize("name", TELLING)
def test_a_removal_is_a_tombstone(name: str, changed: Round) -> None:
    result, path = changed.results[name], changed.made[name]["removal"]["path"]
    (tombstone,) = [row for row in result.added if row["status"] == "removed"]
    before = changed.before[name][path]
    assert (path_of(tombstone["url"]), tombstone["revision"], tombstone["body"]) == (path, 2, None)
    assert tombstone["article_id"] == before["article_id"]
    assert [row["body"] for row in rows(result.store, name) if row["article_id"] == before["article_id"]] == [
        before["body"],
        None,
    ]


@pytest.mark.parametrize("name", SITES)
def test_after_the_changes_the_archive_is_the_site_as_it_is_now(name: str, changed: Round) -> None:
    result = changed.results[name]
    assert result.changes == ((1, 1, 1) if name in TELLING else (1, 0, 0))
    assert stored_paths(result.store, name) == changed.right[name]
    assert no_traceback(result), result.why


@pytest.fixture(scope="module")
def rechecked(play: Play) -> Round:
    """An old text is changed and an old article is gone: only looking again shows it."""

    def change(server: DemoServer, name: str) -> dict[str, Any]:
        old = newest_first(server, name)
        return {
            "edit": server.control.edit(name, old[-4]["key"], body=TEXT),
            "removal": server.control.delete(name, old[-6]["key"]),
        }

    return play(RECHECKED, change, *RECHECK)


@pytest.mark.parametrize("name", RECHECKED)
def test_a_recheck_finds_what_no_list_tells(name: str, rechecked: Round) -> None:
    result, made = rechecked.results[name], rechecked.made[name]
    assert {path_of(row["url"]): (row["status"], row["revision"]) for row in result.added} == {
        made["edit"]["path"]: ("edited", 2),
        made["removal"]["path"]: ("removed", 2),
    }, result.why


def test_an_edit_of_an_old_post_is_found_through_the_interface(
    changing: DemoServer, covered: Covered
) -> None:
    """Old posts do not come back into the feed; the interface lists them by their change."""
    old = newest_first(changing, "kuldiga")[-5]
    changing.control.edit("kuldiga", old["key"], body=TEXT)
    result = crawl("kuldiga", changing, covered("kuldiga"))
    assert result.changes == (0, 1, 0), result.why
    assert path_of(result.added[0]["url"]) == old["path"]


def test_two_edits_are_two_revisions_and_a_run_between_adds_none(
    changing: DemoServer, covered: Covered
) -> None:
    store, name = covered("sigulda"), "sigulda"
    article = newest_first(changing, name)[2]
    for turn, edit in enumerate((True, False, True)):
        if edit:
            changing.control.edit(name, article["key"], body=[*TEXT, f"Papildināts {turn}. reizi."])
        result = crawl(name, changing, store)
        assert result.changes == (0, int(edit), 0), result.why
    told = [row for row in rows(store, name) if path_of(row["url"]) == article["path"]]
    assert [row["revision"] for row in told] == [1, 2, 3]
    assert told[-1]["body"].endswith("Papildināts 2. reizi.")


# --- out of order --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def late(play: Play) -> Round:
    """An import with a date in the past leaves the feed and its validators as they were."""

    def insert(server: DemoServer, name: str) -> dict[str, Any]:
        title = "Novēloti ievietota ziņa"
        return {"new": server.control.insert(name, title=title, body=TEXT, published=LONG_AGO)}

    return play(WORDPRESS, insert, *CROSSCHECK)


@pytest.mark.parametrize("name", WORDPRESS)
def test_a_back_dated_post_is_found_by_the_daily_cross_check(name: str, late: Round) -> None:
    result = late.results[name]
    assert [path_of(row["url"]) for row in result.added] == [late.made[name]["new"]["path"]], result.why
    assert (str(result.added[0]["published_date"]), result.changes) == ("2026-03-05", (1, 0, 0))


def test_totals_betray_a_back_dated_post_as_soon_as_the_site_has_news(
    changing: DemoServer, covered: Covered
) -> None:
    name = "rezeknes-novads"
    late = changing.control.insert(name, title="Novēloti ievietota ziņa", body=TEXT, published=LONG_AGO)
    new = changing.control.insert(name, title="Pavisam jauna ziņa", body=TEXT)
    result = crawl(name, changing, covered(name))
    assert {path_of(row["url"]) for row in result.added} == {late["path"], new["path"]}, result.why


@pytest.fixture(scope="module")
def released(play: Play) -> Round:
    return play(WORDPRESS, lambda server, name: {"new": server.control.release_scheduled(name)[0]})


@pytest.mark.parametrize("name", WORDPRESS)
def test_a_scheduled_post_is_found_when_its_hour_has_come(name: str, released: Round) -> None:
    result, path = released.results[name], released.made[name]["new"]["path"]
    assert path not in released.before[name]
    assert [path_of(row["url"]) for row in result.added] == [path], result.why
    assert result.changes == (1, 0, 0)


# The daily check of the whole archive and not of its last days, whatever today is.
WHOLE_PATROL = (
    *CROSSCHECK,
    *("-s", "PILSETAS_PATROL_DAYS=4000"),
    *("-s", "PILSETAS_PATROL_ARTICLES=4000"),
    *("-s", "PILSETAS_PATROL_REACH_DAYS=4000"),
)


@pytest.fixture(scope="module")
def patrolled(play: Play, ground: Any) -> Round:
    """Where no way tells: a back-dated article, an old text changed, an old article gone.

    Two runs: the first goes on from where the patrol before it had stopped, the second from the beginning.
    """

    def change(server: DemoServer, name: str) -> dict[str, Any]:
        old = newest_first(server, name)
        return {
            "new": server.control.insert(
                name, title="Novēloti ievietota ziņa", body=TEXT, published=LONG_AGO
            ),
            "edited": server.control.edit(name, old[-4]["key"], body=TEXT),
            "removed": server.control.delete(name, old[-6]["key"]),
        }

    played = play(RECHECKED, change, *WHOLE_PATROL)
    stores = {name: result.store for name, result in played.results.items()}
    crawl_all(RECHECKED, ground.server, stores, *WHOLE_PATROL)
    return played


@pytest.mark.parametrize("name", RECHECKED)
def test_the_daily_patrol_finds_what_was_back_dated_changed_or_taken_away(
    name: str, patrolled: Round
) -> None:
    result, made = patrolled.results[name], patrolled.made[name]
    first = runs(result.store, name)[-2]["run_id"]
    found = {path_of(row["url"]): row["status"] for row in rows(result.store, name) if row["run_id"] >= first}
    assert found == {article["path"]: status for status, article in made.items()}, result.why


def test_the_patrol_reads_a_few_articles_a_day_and_all_in_turn(demo: DemoServer, covered: Covered) -> None:
    """Whole days are taken, so a day with several articles may bring more than asked for."""
    store, name = covered("madona"), "madona"
    in_turn = (*CROSSCHECK, "-s", "PILSETAS_PATROL_ARTICLES=30", "-s", "PILSETAS_PATROL_REACH_DAYS=4000")
    read: list[set[str]] = []
    for _ in range(2):
        demo.control.clear_log()
        result = crawl(name, demo, store, *in_turn, "-s", "PILSETAS_PATROL_DAYS=0")
        assert result.changes == (0, 0, 0), result.why
        read.append({entry["target"] for entry in demo.control.log(name) if "fu=read" in entry["target"]})
    assert all(30 <= len(targets) < 40 for targets in read), [len(targets) for targets in read]
    assert not read[0] & read[1]


def test_days_long_past_are_reached_without_paging_there(demo: DemoServer, tmp_path: Path) -> None:
    """The state platform's list has a filter by day; everything published on these days is found with it."""
    name, first, last = "tukums", "2025-03-01", "2025-06-30"
    wanted = [a["path"] for a in newest_first(demo, name) if first <= a["published_date"] <= last]
    pages = len(newest_first(demo, name)) // 10
    result = crawl(name, demo, tmp_path / "store", "-a", f"start={first}", "-a", f"end={last}")
    listed = [entry["target"] for entry in demo.control.log(name) if "/lv/jaunumi" in entry["target"]]
    assert sorted(stored_paths(result.store, name)) == sorted(wanted), result.why
    assert 2 < len(wanted) < 10 * pages
    # The pages that hold them, and the one beyond, which is asked for twice before it is believed.
    assert len(listed) <= -(-len(wanted) // 10) + 2 < pages, listed
