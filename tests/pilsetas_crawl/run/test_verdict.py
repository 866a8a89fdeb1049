"""Rule: silence is never success; what failed is tried again and said; only a balanced account is ok."""

from __future__ import annotations

import pytest

from pilsetas_crawl.run.outcomes import Bucket
from pilsetas_crawl.run.report import run_row, summary
from pilsetas_crawl.run.verdict import Outcome, WayOutcome, judge


@pytest.fixture
def session(spider_of):
    return spider_of("ludza").session


def listed(session, removed=0, **buckets):
    """Lists articles and settles them; `open` ones get no verdict."""
    number = 0
    for name, count in buckets.items():
        for _ in range(count):
            number += 1
            session.account.enter(f"/lv/jaunums/{number}")
            if name != "open":
                session.account.settle(f"/lv/jaunums/{number}", Bucket(name))
    session.account.removed = removed


@pytest.mark.parametrize(
    ("buckets", "outcome", "cause"),
    [
        ({"new": 3}, Outcome.OK, ""),
        ({"new": 1, "known": 9}, Outcome.OK, ""),
        ({"edited": 1, "known": 9}, Outcome.OK, ""),
        ({"known": 9, "removed": 1}, Outcome.OK, ""),
        ({"known": 10}, Outcome.UNCHANGED, ""),
        ({"known": 8, "duplicate": 2}, Outcome.UNCHANGED, ""),
        ({"new": 9, "rejected": 1}, Outcome.OK, ""),
        ({"known": 9, "rejected": 1}, Outcome.UNCHANGED, ""),
        ({"rejected": 4}, Outcome.FAILED, "none of the 4 listed articles could be read"),
        ({"new": 9, "failed": 1}, Outcome.PARTIAL, "1 of 10 listed articles failed and will be tried again"),
        ({"known": 1, "failed": 1}, Outcome.PARTIAL, "1 of 2 listed articles failed and will be tried again"),
        ({"failed": 3}, Outcome.FAILED, "3 of 3 listed articles failed and will be tried again"),
        ({"new": 1, "open": 1}, Outcome.PARTIAL, "the account does not balance: listed 2"),
        ({}, Outcome.FAILED, "no way of discovery found an article (none was tried)"),
    ],
)
def test_the_table_of_finished_runs(session, buckets, outcome, cause):
    listed(session, **buckets)
    told = judge(session, "finished")
    assert told[0] is outcome
    assert told[1].startswith(cause)
    assert bool(told[1]) is bool(cause)


@pytest.mark.parametrize(
    "reason", ["shutdown", "source_unreachable", "store_unavailable", "memusage_exceeded"]
)
def test_a_run_that_ended_early_is_never_ok(session, reason):
    assert judge(session, reason) == (Outcome.FAILED, f"ended early ({reason})")
    listed(session, new=5)
    assert judge(session, reason) == (Outcome.PARTIAL, f"ended early ({reason})")


def test_nothing_listed_is_fine_only_when_the_source_says_so(session):
    session.log.note("feed", WayOutcome.EMPTY, "no entry")
    assert judge(session, "finished")[0] is Outcome.FAILED
    assert "feed: empty" in judge(session, "finished")[1]
    session.log.note("listing", WayOutcome.UNCHANGED)
    assert judge(session, "finished")[0] is Outcome.UNCHANGED


def test_a_walk_that_did_not_reach_far_enough_is_partial(session):
    listed(session, new=5)
    session.log.unfinished.append("no way of discovery reached back to 2025-01-01")
    assert judge(session, "finished") == (Outcome.PARTIAL, "no way of discovery reached back to 2025-01-01")


def test_a_broken_way_is_told_even_in_a_good_run(session):
    listed(session, new=5)
    session.log.note("feed", WayOutcome.UNREADABLE, "no feed: <html>")
    session.log.note("listing", WayOutcome.ITEMS)
    session.log.note("sitemap", WayOutcome.MISSING, "status 404")
    outcome, cause = judge(session, "finished")
    assert outcome is Outcome.OK
    assert cause == "feed unreadable: no feed: <html>"


def test_a_fault_of_a_way_that_gave_items_before_is_still_told(session):
    listed(session, new=5)
    session.log.note("listing", WayOutcome.ITEMS)
    session.log.note("listing", WayOutcome.UNREACHABLE, "status 500")
    assert session.log.answered("listing")
    assert "status 500" in judge(session, "finished")[1]


def test_the_row_of_a_run_holds_its_account(session):
    listed(session, new=2, known=1, removed=4)
    session.account.discovery["feed"] = 20
    row = run_row(session, "finished", Outcome.OK, "")
    assert (row.listed, row.new, row.known, row.edited, row.failed, row.removed) == (3, 2, 1, 0, 0, 4)
    assert row.listed == sum(getattr(row, bucket) for bucket in Bucket)
    assert (row.municipality, row.region, row.platform, row.outcome, row.cause) == (
        "ludza",
        "latgale",
        "tvp",
        "ok",
        None,
    )
    assert row.discovery == {"feed": 20}
    assert row.started_at <= row.finished_at
    assert row.requests == 0


def test_the_run_is_told_in_one_line(session):
    listed(session, new=2, failed=1, removed=1)
    told = summary(session, Outcome.PARTIAL, "1 of 3 listed articles failed")
    assert told == "ludza partial: 1 of 3 listed articles failed; 3 listed (2 new, 1 failed, 1 removed)"
    assert "\n" not in told
