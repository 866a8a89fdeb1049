"""How the sources stand, for a terminal, a pipe or a program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TextIO

from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.run.verdict import Verdict
from pilsetas_crawl.status.frame import show_framed

if TYPE_CHECKING:
    from pilsetas_crawl.items import Run
    from pilsetas_crawl.status.overview import Overview, SourceStatus

# A sign for each verdict, for those who do not see its colour.
SIGNS = {
    Verdict.OK: "✓",
    Verdict.QUIET: "✓",
    Verdict.SUSPICIOUS: "?",
    Verdict.PARTIAL: "~",
    Verdict.BLOCKED: "✗",
    Verdict.BROKEN_LAYOUT: "✗",
    Verdict.UNREACHABLE: "✗",
    Verdict.NOT_RUN: "○",
}
BARS = "▁▂▃▄▅▆▇█"
NOTHING = "·"
SHORT_HISTORY = "history still short"
COLUMNS = ("", "source", "verdict", "last run", "last article", "14 days", "a week", "cause")


def sparkline(counts: Iterable[int]) -> str:
    """Counts as bars of one line; a dot for none."""
    counts = list(counts)
    most = max(counts, default=0)
    return "".join(BARS[(count * len(BARS) - 1) // most] if count else NOTHING for count in counts)


def ago(moment: datetime | None, now: datetime) -> str:
    """How long ago, in the largest unit that fits."""
    if moment is None:
        return "never"
    minutes = (now - moment) / timedelta(minutes=1)
    if minutes < 1:
        return "now"
    for unit, size in (("d", 1440), ("h", 60)):
        if minutes >= 2 * size:
            return f"{minutes / size:.0f} {unit} ago"
    return f"{minutes:.0f} min ago"


def cells(status: SourceStatus, overview: Overview) -> list[str]:
    """One source as the cells of a table."""
    today = overview.today
    article = status.last_article
    return [
        SIGNS[status.verdict],
        status.place.slug,
        status.verdict.value,
        ago(status.last_run, overview.at),
        article.isoformat() if article else "none",
        sparkline(status.trend(today)),
        f"{status.a_week(today):.1f}",
        status.cause or (SHORT_HISTORY if status.learning else ""),
    ]


def show(overview: Overview, sources: list[SourceStatus], out: TextIO) -> None:
    """One line a source: a table on a terminal, tab-separated elsewhere; then how many stand how."""
    rows = [(status.verdict, cells(status, overview)) for status in sources]
    if out.isatty():
        show_framed(COLUMNS, rows, out, remark=SHORT_HISTORY)
    else:
        out.write("\t".join(COLUMNS[1:]) + "\n")
        out.writelines("\t".join(" ".join(cell.split()) for cell in row[1:]) + "\n" for _, row in rows)
    for alarm in overview.alarms:
        print(f"platform change: {alarm.line}", file=out)
    print(summary(overview), file=out)


def summary(overview: Overview) -> str:
    """How many sources stand how."""
    verdicts = [status.verdict for status in overview.sources]
    counts = ", ".join(f"{verdicts.count(one)} {one}" for one in Verdict if one in verdicts)
    return f"{len(verdicts)} sources: {counts}"


# --- one source -----------------------------------------------------------------------------------------

RUN_COLUMNS = ("", "started", "verdict", "new", "edited", "known", "rejected", "failed", "requests", "cause")


def show_one(overview: Overview, status: SourceStatus, out: TextIO) -> None:
    """A source's last runs and what its verdict rests on."""
    rows = [(Verdict(run.verdict or Verdict.NOT_RUN), run_cells(run)) for run in status.runs]
    if out.isatty():
        show_framed(RUN_COLUMNS, rows, out)
    else:
        out.write("\t".join(RUN_COLUMNS[1:]) + "\n")
        out.writelines("\t".join(row[1:]) + "\n" for _, row in rows)
    out.writelines(f"{line}\n" for line in evidence(overview, status))


def run_cells(run: Run) -> list[str]:
    """One run as the cells of a table."""
    verdict = Verdict(run.verdict or Verdict.NOT_RUN)
    started = run.started_at.astimezone(RIGA) if run.started_at else None
    counts = (run.new, run.edited, run.known, run.rejected, run.failed, run.requests)
    return [
        SIGNS[verdict],
        f"{started:%Y-%m-%d %H:%M}" if started else "",
        verdict.value,
        *(str(count or 0) for count in counts),
        run.cause or "",
    ]


def evidence(overview: Overview, status: SourceStatus) -> Iterator[str]:
    """What the verdict rests on, a line each."""
    yield f"{status.place.name} ({status.place.slug}): {SIGNS[status.verdict]} {status.verdict}"
    if status.cause:
        yield f"  cause:    {status.cause}"
    if status.advice:
        yield f"  to do:    {status.advice}"
    if status.since:
        yield f"  since:    {status.since.astimezone(RIGA):%Y-%m-%d %H:%M}"
    article = status.last_article
    week = status.a_week(overview.today)
    yield f"  articles: newest of {article or 'no day known'}; {week:.1f} a week; " + sparkline(
        status.trend(overview.today)
    )
    if status.learning:
        yield "  learning: silences and fields are judged leniently for the first six weeks"
    if status.runs:
        yield from _last_run(status.runs)


def _last_run(runs: Iterable[Run]) -> Iterator[str]:
    runs = list(runs)
    last, reading = runs[-1], next((run for run in reversed(runs) if run.read), None)
    yield "  ways:     " + (", ".join(f"{way} {told}" for way, told in last.ways.items()) or "none asked")
    if reading is not None:
        fill = ", ".join(f"{name} {share:.0%}" for name, share in reading.fill.items())
        yield f"  fields:   of {reading.read} articles read last: {fill}"
    if last.statuses:
        answers = ", ".join(f"{count} x {status}" for status, count in sorted(last.statuses.items()))
        skew = f"; its clock is {round(last.clock_skew):+d} s off ours" if last.clock_skew is not None else ""
        yield f"  answers:  {answers} in {last.seconds or 0:.0f} s{skew}"


# --- JSON -----------------------------------------------------------------------------------------------


def to_json(overview: Overview, sources: list[SourceStatus], *, runs: bool = False) -> str:
    """The same for programs; moments in ISO 8601 with the offset of Riga."""
    told = {
        "at": overview.at,
        "alarms": [
            {
                "platform": one.platform,
                "what": one.what,
                "sources": one.sources,
                "of": one.of,
                "since": one.since,
                "ways": one.ways,
            }
            for one in overview.alarms
        ],
        "sources": [_source(status, overview, runs=runs) for status in sources],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=_plain)


def _source(status: SourceStatus, overview: Overview, *, runs: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "source": status.place.slug,
        "name": status.place.name,
        "platform": status.platform or None,
        "verdict": status.verdict,
        "cause": status.cause or None,
        "advice": status.advice or None,
        "since": status.since,
        "last_run": status.last_run,
        "last_article": status.last_article,
        "trend": status.trend(overview.today),
        "a_week": status.a_week(overview.today),
        "learning": status.learning,
    }
    if runs:
        names = ("started_at", "verdict", "cause", "listed", "new", "edited", "known", "rejected", "failed")
        more = ("removed", "requests", "seconds", "ways", "fill", "statuses", "extraction")
        found["runs"] = [{name: getattr(run, name) for name in (*names, *more)} for run in status.runs]
    return found


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(RIGA).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")
