"""Rule: each of the 42 stands as its last run says, if that was not too long ago; nothing is locked."""

from __future__ import annotations

import shutil
from datetime import date, timedelta

import pytest

from pilsetas_crawl.run.template import TEMPLATE, Template
from pilsetas_crawl.run.verdict import Verdict
from pilsetas_crawl.status.accept import accept
from pilsetas_crawl.status.overview import look, state_folder
from pilsetas_crawl.store import SourceLocked, SourceState, Store
from tests.pilsetas_crawl.status.conftest import NOW


@pytest.fixture
def overview(store):
    return look(store, state_folder(store, ""), stale_hours=26, now=NOW)


def of(overview, slug):
    [status] = [one for one in overview.sources if one.place.slug == slug]
    return status


def test_all_42_are_there_in_the_order_of_the_registry(overview):
    assert len(overview.sources) == 42
    assert [one.place.atvk for one in overview.sources] == sorted(one.place.atvk for one in overview.sources)


def test_the_last_run_speaks(overview):
    told = of(overview, "ludza")
    assert (told.verdict, told.cause, told.platform) == (Verdict.QUIET, "", "tvp")
    assert told.last_run == NOW - timedelta(hours=1)
    assert told.last_article == date(2026, 11, 20)
    assert told.since is None


def test_the_trend_ends_with_today_and_the_week_is_that_of_four(overview):
    told = of(overview, "ludza")
    assert told.trend(overview.today) == [0] * 10 + [1, 1, 1, 3]
    assert told.a_week(overview.today) == 7 / 4
    assert of(overview, "tukums").trend(overview.today) == [0] * 14


def test_trouble_begins_with_the_first_of_the_last_bad_runs(overview):
    told = of(overview, "tukums")
    assert (told.verdict, told.since) == (Verdict.PARTIAL, NOW - timedelta(hours=25))


def test_a_run_too_long_ago_is_none(overview):
    told = of(overview, "madona")
    assert told.verdict is Verdict.NOT_RUN
    assert told.cause == "last run 4.2 days ago, then ok"
    assert told.since == NOW - timedelta(hours=100 - 26)


def test_a_source_never_run_says_how_to(overview):
    told = of(overview, "riga")
    assert (told.verdict, told.cause, told.advice) == (
        Verdict.NOT_RUN,
        "never run",
        "run it: scrapy crawl riga",
    )
    assert (told.last_run, told.last_article) == (None, None)


def test_without_the_states_the_store_tells_the_same(store, overview):
    far = look(store, None, stale_hours=26, now=NOW)
    for slug in ("ludza", "tukums", "jurmala", "madona", "riga"):
        here, there = of(overview, slug), of(far, slug)
        assert (there.verdict, there.cause, there.last_run, there.since) == (
            here.verdict, here.cause, here.last_run, here.since,
        )  # fmt: skip
        assert there.trend(far.today) == here.trend(far.today)


def test_a_source_at_work_is_looked_at_and_not_disturbed(store):
    with SourceState.open(store, "ludza", key_of=lambda url: url) as state, state.transaction():
        told = of(look(store, state_folder(store, ""), stale_hours=26, now=NOW), "ludza")
    assert told.verdict is Verdict.QUIET
    assert told.trend(date(2026, 11, 20))[-1] == 3


def test_accepting_needs_the_source_to_be_at_rest_and_known(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "store")
    copy = Store.open(str(tmp_path / "store"), create=False)
    states = state_folder(copy, "")
    with SourceState.open(copy, "ludza", key_of=lambda url: url), pytest.raises(SourceLocked):
        accept(copy, states, "ludza")
    assert accept(copy, states, "ludza") == (0, False)
    template = Template()
    template.look([frozenset({"h1.old"})] * 40, date(2026, 4, 1))
    assert template.look([frozenset({"h1.new"})] * 6, date(2026, 4, 23))
    with SourceState.open(copy, "ludza", key_of=lambda url: url) as state:
        state.set(TEMPLATE, template.to_text())
    assert accept(copy, states, "ludza") == (0, True)
    assert accept(copy, states, "ludza") == (0, False)
    with pytest.raises(Exception, match="riga was never crawled"):
        accept(copy, states, "riga")
