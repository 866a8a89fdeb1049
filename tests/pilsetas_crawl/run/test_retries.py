"""Rule: a first failure is queued at once, a repeated one counts at the end, a hopeless one is given up."""

from __future__ import annotations

import pytest

from pilsetas_crawl.run.retries import Failure, Retries


@pytest.fixture
def state(spider_of):
    return spider_of("ludza").session.state


def failure(number: int) -> Failure:
    return Failure(f"/lv/jaunums/{number}", f"https://x.lv/{number}", {"title": f"T{number}"}, "status 500")


def attempts(state) -> dict[str, int]:
    return {entry.key: entry.attempts for entry in state.retries()}


def end(retries: Retries, state, *, tried: bool) -> None:
    with state.staged() as stage:
        retries.keep(stage, state, tried=tried)


def test_a_first_failure_is_queued_in_the_middle_of_a_run_and_counts_once(state):
    retries = Retries()
    retries.add(failure(1))
    retries.queue_new(state)
    assert attempts(state) == {"/lv/jaunums/1": 1}
    [entry] = state.retries()
    assert (entry.url, entry.hints, entry.last_error) == ("https://x.lv/1", {"title": "T1"}, "status 500")
    retries.queue_new(state)
    end(retries, state, tried=True)
    assert attempts(state) == {"/lv/jaunums/1": 1}


def test_a_repeated_failure_counts_at_the_end_and_only_if_the_site_answered(state):
    state.add_retry("https://x.lv/1", "/lv/jaunums/1", {}, "status 500")
    for tried, count in ((False, 1), (True, 2)):
        retries = Retries()
        retries.add(failure(1))
        retries.queue_new(state)
        end(retries, state, tried=tried)
        assert attempts(state) == {"/lv/jaunums/1": count}


def test_what_has_failed_in_so_many_runs_is_taken_out(state):
    for _ in range(3):
        state.add_retry("https://x.lv/1", "/lv/jaunums/1", {}, "status 500")
    state.add_retry("https://x.lv/2", "/lv/jaunums/2", {}, "status 500")
    retries = Retries()
    for number in (1, 2, 3):
        retries.add(failure(number))
    retries.queue_new(state)
    assert [one.key for one in retries.take_hopeless(state, 4)] == ["/lv/jaunums/1"]
    assert set(retries.keys()) == {"/lv/jaunums/2", "/lv/jaunums/3"}
