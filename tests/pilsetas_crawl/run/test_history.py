"""Rule: what was odd is no measure; what is stored of earlier runs is enough to know a source again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from pilsetas_crawl.items import Run
from pilsetas_crawl.run.history import (
    HARD,
    KEPT,
    SOFT,
    SOFT_DAYS,
    History,
    history_of,
    plain_row,
    stored_runs,
    sums,
)

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


def run(ago, read=5, verdict="ok", **values):
    first = {
        "run_id": f"r{ago}", "municipality": "ludza", "region": "latgale",
        "started_at": NOW - timedelta(days=ago), "verdict": verdict, "read": read,
        "fill": {"title": 1.0, "body": 0.8} if read else {}, "extraction": {"title:css:h1": read},
        "ways": {"feed": "items"}, "new": read, "edited": 0, "missed": 0, "median_words": 120.0,
    }  # fmt: skip
    return Run(**{**first, **values})


def test_odd_runs_are_no_measure_and_small_changes_are_forgiven():
    history = History()
    history.add(run(30))
    history.add(run(20), odd=HARD)
    history.add(run(19), odd=SOFT)
    assert [past.at for past in history.measure(NOW - timedelta(days=10))] == [NOW - timedelta(days=30)]
    assert [past.odd for past in history.measure(NOW)] == ["", SOFT]
    assert timedelta(days=19) > SOFT_DAYS


def test_accepting_makes_the_odd_the_measure():
    history = History()
    history.add(run(30))
    history.add(run(2, ways={"listing": "empty"}), odd=HARD)
    assert history.accept() == 1
    assert [past.at for past in history.measure(NOW)] == [NOW - timedelta(days=2)]
    assert "listing" not in history.ways


def test_the_first_look_is_the_first_that_was_believed():
    history = History()
    history.add(run(9, read=0, verdict="unreachable", ways={"feed": "unreachable"}))
    assert history.first_look() is None
    history.add(run(8))
    history.add(run(7))
    assert history.first_look() == date(2026, 11, 12)


def test_ways_are_counted_from_their_last_articles_on():
    history = History()
    outcomes = ["missing", "items", "unchanged", "missing", "refused"]
    for ago, outcome in zip(range(9, 0, -1), outcomes, strict=False):
        history.add(run(ago, ways={"rest": outcome}))
    assert (history.ways["rest"].items_at, history.ways["rest"].bad) == (NOW - timedelta(days=8), 2)


def test_only_the_last_runs_are_kept():
    history = History()
    for ago in range(KEPT + 10, 0, -1):
        history.add(run(ago))
    assert len(history.runs) == KEPT
    assert history.runs[-1].at == NOW - timedelta(days=1)


def test_sums_are_over_articles_and_not_over_runs():
    history = History()
    history.add(run(3, read=10))
    history.add(run(2, read=5, fill={"title": 1.0, "body": 0.0}))
    read, filled, ways = sums(history.runs)
    assert (read, filled["title"], filled["body"], ways["title:css:h1"]) == (15, 15, 8, 15)


def test_a_history_comes_back_from_the_state_as_it_was(spider_of):
    session = spider_of("ludza").session
    history = history_of(session.state, session.store)
    assert history == History()
    history.add(run(3))
    history.add(run(2), odd=SOFT)
    session.state.set("history", history.to_text())
    assert history_of(session.state, session.store) == history


def test_a_lost_state_is_learned_again_from_the_stored_accounts(spider_of):
    session = spider_of("ludza").session
    healthy = [run(ago) for ago in (5, 4, 3)]
    session.store.commit("ludza", "r", [*healthy, run(2, verdict="broken layout")])
    history = history_of(session.state, session.store)
    assert [past.odd for past in history.runs] == ["", "", "", HARD]
    assert history.ways["feed"].items_at == NOW - timedelta(days=2)
    assert history.runs[0].fill == {"title": 1.0, "body": 0.8}
    assert history.first_look() == date(2026, 11, 15)


def test_accounts_without_the_newer_columns_stay_readable(spider_of):
    """What an earlier version stored has neither verdict nor fill: it says nothing, and hinders nothing."""
    session = spider_of("ludza").session
    old = Run(run_id="r", municipality="ludza", region="latgale", started_at=NOW, listed=3, new=3)
    session.store.commit("ludza", "r", [old])
    assert Run(**plain_row({"run_id": "r", "ways": None, "fill": None})) == Run(run_id="r")
    [read] = stored_runs(session.store, "ludza")
    assert (read.new, read.verdict, read.fill) == (3, None, {})
    assert history_of(session.state, session.store) == History()
