"""From a run to its verdict: what it saw, what its source was like before, and what is to be remembered."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pilsetas_crawl.items import Run
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.run.evidence import Evidence, evidence_of
from pilsetas_crawl.run.findings import compare
from pilsetas_crawl.run.history import HISTORY, History, history_of
from pilsetas_crawl.run.report import run_row
from pilsetas_crawl.run.rhythm import WINDOW, Silence, judge_silence
from pilsetas_crawl.run.template import TEMPLATE, Template
from pilsetas_crawl.run.verdict import Found, Judgement, Verdict, judge

if TYPE_CHECKING:
    from pilsetas_crawl.run.session import RunSession
    from pilsetas_crawl.store import SourceState

logger = logging.getLogger(__name__)

LOOK = (
    "see with `scrapy read ADDRESS --as NAME` that a new article is read whole and rightly; then "
    "`scrapy sources NAME --accept`"
)
# Silences shorter than this are not looked at: no source publishes so surely.
SHORTEST = 2


class Conclusion(NamedTuple):
    """The end of a run.

    Attributes:
        row: its account, as it is stored.
        judgement: its verdict.
        claims: whether its source was read, so that its days need not be read again.
        before: verdict on the run before; None where there was none.
    """

    row: Run
    judgement: Judgement
    claims: bool
    before: str | None


def conclude(session: RunSession, reason: str) -> Conclusion:
    """Judge a run that has ended, and remember it for the judging of the next.

    Raises:
        StoreError: the state, or the accounts of earlier runs, cannot be read.
    """
    assert session.state is not None
    assert session.store is not None
    evidence, row = evidence_of(session, reason), run_row(session, reason)
    history = history_of(session.state, session.store)
    before, odd = history.verdict, _weigh(session, row, evidence, history)
    judgement = judge(evidence)
    row = with_verdict(row, judgement)
    history.add(row, odd=odd)
    session.state.set(HISTORY, history.to_text())
    return Conclusion(row, judgement, _claims(evidence, judgement), before)


def with_verdict(row: Run, judgement: Judgement) -> Run:
    """An account with its verdict."""
    return replace(
        row,
        verdict=judgement.verdict.value,
        cause=judgement.cause or None,
        # Advice names commands; here it is known for which source.
        advice=judgement.advice.replace("NAME", row.municipality or "") or None,
    )


def _claims(evidence: Evidence, judgement: Judgement) -> bool:
    """A way that broke down takes nothing back of what another one has covered."""
    if judgement.verdict.believed:
        return True
    by_another = bool(evidence.alarms) and evidence.alive and not evidence.unreadable
    return judgement.verdict is Verdict.BROKEN_LAYOUT and by_another


def _weigh(session: RunSession, row: Run, evidence: Evidence, history: History) -> str:
    """Add what is odd about the run to its evidence; returns why it is no measure for others."""
    assert session.state is not None
    last = session.log.last_finished(session.state)
    hours = (session.started_at - last).total_seconds() / 3600 if last else 24.0
    found = compare(row, history, incremental=session.incremental, hours=hours)
    evidence.alarms += found.alarms
    evidence.doubts += found.doubts
    evidence.doubts += _odd_template(session)
    if session.incremental and evidence.reason == "finished":
        silence = silence_of(
            session.state,
            looked=history.first_look(),
            today=session.started_at.astimezone(RIGA).date(),
            platform=session.spider.platform,
        )
        evidence.doubts += _odd_silence(silence)
    return found.odd


def silence_of(state: SourceState, *, looked: date | None, today: date, platform: str) -> Silence | None:
    """The silence of a source up to today; None where there is none, or nothing to judge it by.

    Args:
        state: what is stored of the source.
        looked: day of the first look at it; None where this is the first.
        today: the local day.
        platform: content system.
    """
    days = {day: n for day, n in state.days_published(today - timedelta(days=WINDOW)).items() if day <= today}
    if not days or looked is None or (today - max(*days, looked)).days <= SHORTEST:
        return None
    since = state.get("covered_since")
    first = date.fromisoformat(since) if since else min(days)
    _, silence = judge_silence(
        days, since=min(first, max(days)), last=max(days), looked=looked, today=today, platform=platform
    )
    return silence


def _odd_template(session: RunSession) -> list[Found]:
    assert session.state is not None
    template = Template.from_text(session.state.get(TEMPLATE))
    today = session.started_at.astimezone(RIGA).date()
    told = template.look(session.spider.reader.templates, today, incremental=session.incremental)
    session.state.set(TEMPLATE, template.to_text())
    return [(Verdict.SUSPICIOUS, told, LOOK)] if told else []


def _odd_silence(silence: Silence | None) -> list[Found]:
    if silence is None or not silence.odd:
        return []
    cause = (
        f"nothing published for {silence.days} days, in which articles on about {silence.expected:.0f} days "
        "were to be expected"
    )
    return [(Verdict.SUSPICIOUS, cause)]
