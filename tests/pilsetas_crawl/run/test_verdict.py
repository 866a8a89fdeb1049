"""Rule: silence is never success; what failed is tried again and said; only a balanced account is ok."""

from __future__ import annotations

from dataclasses import fields

import pytest

from pilsetas_crawl.items import Run
from pilsetas_crawl.run.evidence import evidence_of
from pilsetas_crawl.run.judging import with_verdict
from pilsetas_crawl.run.outcomes import Bucket, Reason, RejectedError
from pilsetas_crawl.run.report import MOMENTS, run_row, runs_from, runs_to, summary
from pilsetas_crawl.run.verdict import ADVICE, Judgement, Verdict, WayOutcome, judge


@pytest.fixture
def session(spider_of):
    return spider_of("ludza").session


def told(session, reason="finished"):
    """Verdict and cause of a run."""
    return judge(evidence_of(session, reason))[:2]


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


ALL_FAILED = "3 of 3 listed articles failed and will be tried again"


@pytest.mark.parametrize(
    ("buckets", "verdict", "cause"),
    [
        ({"new": 3}, Verdict.OK, ""),
        ({"new": 1, "known": 9}, Verdict.OK, ""),
        ({"edited": 1, "known": 9}, Verdict.OK, ""),
        ({"known": 9, "removed": 1}, Verdict.OK, ""),
        ({"known": 10}, Verdict.QUIET, ""),
        ({"known": 8, "duplicate": 2}, Verdict.QUIET, ""),
        ({"new": 9, "rejected": 1}, Verdict.OK, ""),
        ({"known": 9, "rejected": 1}, Verdict.QUIET, ""),
        ({"rejected": 4}, Verdict.BROKEN_LAYOUT, "none of the 4 listed articles could be read"),
        ({"new": 9, "failed": 1}, Verdict.PARTIAL, "1 of 10 listed articles failed and will be tried again"),
        ({"known": 1, "failed": 1}, Verdict.PARTIAL, "1 of 2 listed articles failed and will be tried again"),
        ({"new": 1, "open": 1}, Verdict.PARTIAL, "the account does not balance: 2 listed, 1 new"),
    ],
)
def test_the_table_of_finished_runs(session, buckets, verdict, cause):
    session.log.note("listing", WayOutcome.ITEMS)
    listed(session, **buckets)
    assert told(session) == (verdict, cause)


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [
        (WayOutcome.REFUSED, Verdict.BLOCKED),
        (WayOutcome.UNREACHABLE, Verdict.UNREACHABLE),
        (WayOutcome.UNREADABLE, Verdict.BROKEN_LAYOUT),
    ],
)
def test_articles_that_all_failed_are_judged_by_what_they_met(session, kind, verdict):
    session.log.note("listing", WayOutcome.ITEMS)
    for number in range(3):
        session.account.enter(f"/lv/jaunums/{number}")
        session.fail(f"/lv/jaunums/{number}", "https://www.ludzasnovads.lv/x", "status 403", kind=kind)
    assert told(session) == (verdict, f"{ALL_FAILED}: status 403")
    # Among known ones likewise: everything that was asked for failed.
    session.account.enter("/lv/jaunums/known")
    session.account.settle("/lv/jaunums/known", Bucket.KNOWN)
    assert told(session) == (verdict, "all 3 articles asked for failed: status 403")


def test_two_pages_looked_at_and_none_readable_are_new_markup(session):
    session.log.note("listing", WayOutcome.ITEMS)
    listed(session, known=8)
    for key in ("a", "b"):
        session.account.enter(key)
        session.reject(key, "https://www.ludzasnovads.lv/x", RejectedError(Reason.NO_TITLE, "no title"))
    assert told(session) == (Verdict.BROKEN_LAYOUT, "none of the 2 articles looked at could be read")


def test_two_pages_that_are_gone_are_no_new_markup(session):
    session.log.note("listing", WayOutcome.ITEMS)
    listed(session, known=8)
    for key in ("a", "b"):
        session.account.enter(key)
        session.reject(key, "https://www.ludzasnovads.lv/x", RejectedError(Reason.NOT_FOUND, "status 404"))
    assert told(session) == (Verdict.QUIET, "")


@pytest.mark.parametrize(
    "reason", ["shutdown", "source_unreachable", "store_unavailable", "memusage_exceeded"]
)
def test_a_run_that_ended_early_is_never_ok(session, reason):
    verdict, cause = told(session, reason)
    assert verdict is (Verdict.UNREACHABLE if reason == "source_unreachable" else Verdict.NOT_RUN)
    assert cause.startswith(f"ended early ({reason})")
    listed(session, new=5)
    assert told(session, reason) == (Verdict.PARTIAL, f"ended early ({reason})")


WAYS = [
    ([], Verdict.NOT_RUN),
    ([("feed", "refused", "status 403"), ("listing", "refused", "challenge: x")], Verdict.BLOCKED),
    ([("feed", "refused", "status 429")], Verdict.BLOCKED),
    ([("feed", "missing", "status 404"), ("listing", "forbidden by robots.txt", "")], Verdict.BLOCKED),
    ([("feed", "refused", "status 503"), ("listing", "refused", "status 503")], Verdict.UNREACHABLE),
    ([("feed", "refused", "maintenance: x")], Verdict.UNREACHABLE),
    ([("feed", "unreachable", "the host has no address")], Verdict.UNREACHABLE),
    ([("feed", "missing", ""), ("listing", "unreachable", "no answer in time")], Verdict.UNREACHABLE),
    ([("feed", "unreachable", ""), ("listing", "empty", "")], Verdict.BROKEN_LAYOUT),
    ([("feed", "missing", ""), ("listing", "empty", "")], Verdict.BROKEN_LAYOUT),
    ([("feed", "missing", ""), ("listing", "missing", "")], Verdict.BROKEN_LAYOUT),
    ([("listing", "unreadable", "names only another site"), ("rest", "missing", "")], Verdict.BROKEN_LAYOUT),
    ([("feed", "forbidden by robots.txt", ""), ("listing", "empty", "")], Verdict.BROKEN_LAYOUT),
]


@pytest.mark.parametrize(("ways", "verdict"), WAYS)
def test_why_no_way_found_an_article(session, ways, verdict):
    for way, outcome, detail in ways:
        session.log.note(way, WayOutcome(outcome), detail)
    found, cause = told(session)
    assert found is verdict
    assert cause.startswith("no way of discovery found an article (")
    assert all(f"{way}: {outcome}" in cause for way, outcome, _ in ways)


def test_old_failures_tried_again_do_not_hide_that_nobody_is_there(session):
    """The articles that wait for another try are listed by us, not by the site."""
    session.account.enter("/lv/jaunums/1")
    session.fail("/lv/jaunums/1", "https://www.ludzasnovads.lv/x", "no answer in time")
    session.log.note("feed", WayOutcome.UNREACHABLE, "no answer in time")
    session.log.unfinished.append("no way of discovery reached back to 2025-01-01")
    assert told(session)[0] is Verdict.UNREACHABLE


def test_nothing_listed_is_fine_only_when_the_source_says_so(session):
    session.log.note("feed", WayOutcome.EMPTY, "no entry")
    assert told(session)[0] is Verdict.BROKEN_LAYOUT
    session.log.note("listing", WayOutcome.UNCHANGED)
    assert told(session)[0] is Verdict.QUIET


def test_a_walk_that_did_not_reach_far_enough_is_partial(session):
    session.log.note("listing", WayOutcome.ITEMS)
    listed(session, new=5)
    session.log.unfinished.append("no way of discovery reached back to 2025-01-01")
    assert told(session) == (Verdict.PARTIAL, "no way of discovery reached back to 2025-01-01")


def test_a_broken_way_is_told_even_in_a_good_run(session):
    listed(session, new=5)
    session.log.note("feed", WayOutcome.UNREADABLE, "no feed: <html>")
    session.log.note("listing", WayOutcome.ITEMS)
    session.log.note("sitemap", WayOutcome.MISSING, "status 404")
    assert told(session) == (Verdict.OK, "feed unreadable: no feed: <html>")


def test_a_fault_of_a_way_that_gave_items_before_is_still_told(session):
    listed(session, new=5)
    session.log.note("listing", WayOutcome.ITEMS)
    session.log.note("listing", WayOutcome.UNREACHABLE, "status 500")
    assert session.log.answered("listing")
    assert "status 500" in told(session)[1]


def test_a_fault_of_this_machine_is_never_ok(session):
    session.log.note("listing", WayOutcome.ITEMS)
    listed(session, new=5)
    session.faults.append("no space left")
    assert told(session) == (Verdict.PARTIAL, "fault on this machine: no space left")


def test_whoever_has_to_act_is_told_what_to_do():
    assert {verdict for verdict in Verdict if not verdict.healthy} == set(ADVICE)


def test_the_row_of_a_run_holds_its_account(session):
    listed(session, new=2, known=1, removed=4)
    session.account.discovery["feed"] = 20
    row = with_verdict(run_row(session, "finished"), Judgement(Verdict.PARTIAL, "why", "what"))
    assert (row.listed, row.new, row.known, row.edited, row.failed, row.removed) == (3, 2, 1, 0, 0, 4)
    assert row.listed == sum(getattr(row, bucket) for bucket in Bucket)
    assert (row.municipality, row.region, row.platform) == ("ludza", "latgale", "tvp")
    assert (row.verdict, row.cause, row.advice) == ("partial", "why", "what")
    assert row.discovery == {"feed": 20}
    assert row.started_at <= row.finished_at
    assert row.requests == 0
    fine = with_verdict(run_row(session, "finished"), Judgement(Verdict.OK))
    assert (fine.verdict, fine.cause, fine.advice) == ("ok", None, None)


def test_the_run_is_told_in_one_line(session):
    listed(session, new=2, failed=1, removed=1)
    line = summary(session, Judgement(Verdict.PARTIAL, "1 of 3 listed articles failed"))
    assert line == "ludza partial: 1 of 3 listed articles failed; 3 listed (2 new, 1 failed, 1 removed)"
    assert "\n" not in line


def test_an_account_comes_back_from_the_state_as_it_was(session):
    listed(session, new=2)
    session.log.note("feed", WayOutcome.ITEMS)
    row = with_verdict(run_row(session, "finished"), Judgement(Verdict.OK))
    row.newest_at = row.started_at
    assert runs_from(runs_to([row, row])) == [row, row]


def test_every_moment_of_an_account_is_one_again():
    moments = {column.name for column in fields(Run) if "datetime" in str(column.type)}
    assert moments == set(MOMENTS)


def test_accounts_with_columns_of_an_earlier_version_are_read():
    """Those of quiet runs wait in the state through an update."""
    [row] = runs_from('[{"run_id": "r", "outcome": "unchanged", "started_at": "2026-11-20T08:00:00+00:00"}]')
    assert (row.run_id, row.verdict, row.finished_at) == ("r", None, None)
