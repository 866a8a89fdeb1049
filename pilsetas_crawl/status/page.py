"""The status page: one static file, without scripts, that reads well on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from pilsetas_crawl import __version__
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.run.verdict import Verdict
from pilsetas_crawl.status.text import SIGNS, ago

if TYPE_CHECKING:
    from pilsetas_crawl.items import Run
    from pilsetas_crawl.status.overview import Overview, SourceStatus

# Verdict → class of its colour; the words and signs say the same without it.
CLASSES = {
    Verdict.OK: "good",
    Verdict.QUIET: "good",
    Verdict.SUSPICIOUS: "look",
    Verdict.PARTIAL: "look",
    Verdict.NOT_RUN: "none",
}
# What somebody has to look at stands first.
ORDER = (
    *(Verdict.BROKEN_LAYOUT, Verdict.BLOCKED, Verdict.UNREACHABLE, Verdict.SUSPICIOUS, Verdict.NOT_RUN),
    *(Verdict.PARTIAL, Verdict.OK, Verdict.QUIET),
)


def render(overview: Overview) -> str:
    """The page of all sources."""
    bad = [status for status in overview.sources if not status.verdict.healthy]
    good = [status for status in overview.sources if status.verdict.healthy]
    bad.sort(key=lambda status: ORDER.index(status.verdict))
    parts = [
        *_head(overview),
        *_alarms(overview),
        *_section(f"To look at ({len(bad)})", bad, overview),
        *_section(f"In order ({len(good)})", good, overview),
        *_foot(),
    ]
    return "\n".join(parts) + "\n"


def _head(overview: Overview) -> Iterator[str]:
    css = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    healthy = sum(status.verdict.healthy for status in overview.sources)
    when = overview.at.astimezone(RIGA)
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="robots" content="noindex">'
    yield f"<title>{healthy} of {len(overview.sources)} sources in order</title>"
    yield f"<style>\n{css}</style>\n</head>\n<body>"
    yield "<h1>Latvian municipal news: sources</h1>"
    stamp = f'<time datetime="{when.isoformat(timespec="minutes")}">{when:%Y-%m-%d %H:%M}</time>'
    yield f'<p class="soft">As of {stamp}, Rīga time. If that is long ago, nothing runs any more.</p>'
    yield '<ul class="counts">'
    verdicts = [status.verdict for status in overview.sources]
    for verdict in ORDER:
        if count := verdicts.count(verdict):
            yield f'<li class="{_class(verdict)}">{SIGNS[verdict]} {count} {verdict}</li>'
    yield "</ul>"


def _alarms(overview: Overview) -> Iterator[str]:
    if overview.alarms:
        yield '<section class="alarm" role="alert"><strong>⚠ Platform change</strong>'
        yield "<p>Several sources of one system changed together: look at that, not at each site.</p><ul>"
        yield from (f"<li>{escape(alarm.line)}</li>" for alarm in overview.alarms)
        yield "</ul></section>"


def _section(title: str, statuses: Iterable[SourceStatus], overview: Overview) -> Iterator[str]:
    statuses = list(statuses)
    if statuses:
        yield f'<h2>{title}</h2>\n<div class="cards">'
        for status in statuses:
            yield from _card(status, overview)
        yield "</div>"


def _card(status: SourceStatus, overview: Overview) -> Iterator[str]:
    place, kind = status.place, _class(status.verdict)
    yield f'<article class="card" id="{place.slug}"><header>'
    yield f'<h3><a href="{escape(place.site)}" rel="noreferrer">{escape(place.name)}</a></h3>'
    yield f'<span class="badge {kind}">{SIGNS[status.verdict]} {status.verdict}</span></header>'
    if status.cause:
        yield f'<p class="why">{escape(_sentence(status.cause))}</p>'
    if status.advice:
        yield f'<p class="todo"><b>To do:</b> {_code(status.advice)}</p>'
    yield _figures(status, overview)
    yield f'<div class="strips">{_trend(status, overview.today)}{_runs(status.runs)}</div></article>'


def _figures(status: SourceStatus, overview: Overview) -> str:
    article = status.last_article
    told = {
        "last run": ago(status.last_run, overview.at),
        "last article": article.isoformat() if article else "none",
        "a week": f"{status.a_week(overview.today):.1f}",
        "system": status.platform or "not known yet",
    }
    if status.since:
        told |= {f"{status.verdict} since": f"{status.since.astimezone(RIGA):%Y-%m-%d %H:%M}"}
    if status.learning and status.runs:
        told["history"] = "short"
    cells = (f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in told.items())
    return f'<dl class="figures">{"".join(cells)}</dl>'


def _trend(status: SourceStatus, today: date) -> str:
    counts = status.trend(today)
    most = max(1, *counts)
    bars = "".join(f'<i style="height:{100 * count / most:.0f}%"></i>' for count in counts)
    label = f"articles of the last {len(counts)} days: {', '.join(map(str, counts))}"
    return f'<div class="trend" role="img" aria-label="{label}" title="{label}">{bars}</div>'


def _runs(runs: Iterable[Run]) -> str:
    cells = []
    for run in list(runs)[-8:]:
        verdict = Verdict(run.verdict) if run.verdict else Verdict.NOT_RUN
        started = f"{run.started_at.astimezone(RIGA):%Y-%m-%d %H:%M}" if run.started_at else ""
        label = escape(f"{started} {verdict}: {run.new or 0} new, {run.edited or 0} edited")
        sign = f'<span class="{_class(verdict)}" role="img" aria-label="{label}" title="{label}">'
        cells.append(f"{sign}{SIGNS[verdict]}</span>")
    return f'<div class="runs">{"".join(cells)}</div>'


def _foot() -> Iterator[str]:
    signs: dict[str, list[str]] = {}
    for verdict in ORDER:
        signs.setdefault(SIGNS[verdict], []).append(verdict.value)
    yield '<footer class="soft"><p>Bars: articles a day, fourteen days.'
    yield "Squares: the last runs, the newest on the right.</p>"
    yield "<p>" + "; ".join(f"{sign} {', '.join(names)}" for sign, names in signs.items()) + ".</p>"
    yield f"<p>pilsetas_crawl {__version__}</p></footer>\n</body>\n</html>"


def _class(verdict: Verdict) -> str:
    return CLASSES.get(verdict, "bad")


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _code(text: str) -> str:
    """Text with what stands between backticks as code."""
    pieces = escape(_sentence(text)).split("`")
    return "".join(f"<code>{piece}</code>" if n % 2 else piece for n, piece in enumerate(pieces))
