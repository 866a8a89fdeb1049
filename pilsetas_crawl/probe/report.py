"""The report of a probe, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.probe.fields import field_lines

if TYPE_CHECKING:
    from pilsetas_crawl.probe.exchange import Exchange
    from pilsetas_crawl.probe.findings import ArticleFinding, SiteReport
    from pilsetas_crawl.probe.ways import Section, WayFinding

KILO = 1000
LONGEST = 150  # characters of headers in one line
LONGEST_PATH = 90  # and of an address
CODES = {"as declared": 0, "unreachable": 1, "different": 3, "proposed": 0}


def verdict(report: SiteReport) -> str:
    """One word: as declared, different, unreachable; proposed for a site that has no spider."""
    if not report.reached:
        return "unreachable"
    if not report.declared:
        return "proposed" if report.wins else "different"
    return "different" if report.differences else "as declared"


def exit_code(reports: list[SiteReport]) -> int:
    """0 when all sites are as declared, 1 when one was not reached, else 3."""
    codes = {CODES[verdict(report)] for report in reports}
    return 1 if 1 in codes else max(codes, default=1)


# --- for people ------------------------------------------------------------------------------------


def text_of(report: SiteReport) -> str:
    """The report in readable lines."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: SiteReport) -> Iterator[str]:
    yield f"== {report.slug}  {report.site}  {verdict(report)}"
    if any(one.status is not None for one in report.exchanges):
        yield f"system    {report.detection.told}; read as {report.platform or 'nothing'}"
        yield f"robots    {_robots(report)}"
    yield "answers"
    yield from (_answer(one) for one in report.exchanges)
    if report.ways:
        yield "ways"
        yield from (line for way in report.ways for line in _way(way, wins=way.name == report.wins))
    yield from _article(report.article)
    yield from _numbered(
        "differences", [f"{one.what}" + (f" → {one.do}" if one.do else "") for one in report.differences]
    )
    yield from _numbered("notes", report.notes)
    if report.declaration:
        what = "declaration that would be right" if report.declared else "declaration"
        yield f"{what}  spiders/{report.slug.replace('-', '_')}.py"
        yield from (f"    {line}".rstrip() for line in report.declaration.splitlines())


def _robots(report: SiteReport) -> str:
    robots = report.robots
    delay = f"; crawl-delay {robots.crawl_delay:g} s" if robots.crawl_delay else ""
    maps = f"; sitemaps {', '.join(robots.sitemaps)}" if robots.sitemaps else ""
    told = f"; forbids {', '.join(robots.forbidden)}" if robots.forbidden else "; nothing we ask is forbidden"
    return robots.told + delay + maps + (told if robots.told.endswith("bytes") else "")


def _answer(one: Exchange) -> str:
    head = f"  {one.purpose:<11} {one.status or '–':>3}"
    if one.status is None:
        return f"{head}  {_cut(one.path, LONGEST_PATH)}  {one.error}"
    seconds = f"{one.seconds:.2f} s" if one.seconds is not None else ""
    moved = f" → {one.final_url}" if one.moved else ""
    path, headers = _cut(one.path, LONGEST_PATH), _cut(one.told_headers(), LONGEST)
    return f"{head} {len(one.body) / KILO:>7.1f} kB {seconds:>7}  {path}{moved}  ({headers})"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"


def _way(way: WayFinding, *, wins: bool) -> Iterator[str]:
    told = f"{len(way.entries)} articles, {way.span}" if way.works else f"{way.outcome}: {way.detail or '–'}"
    by = f", rows {', '.join(way.generations)}" if way.generations else ""
    yield f"  {way.name:<11} {told}{by}" + ("   << wins" if wins else "")
    yield from (f"      {_section(one)}" for one in way.sections)


def _section(one: Section) -> str:
    further = f", second page {one.further} further" if one.further is not None else ""
    pager = f", its pager leads to {one.pager}" if one.pager else ""
    return f"{one.path}: {one.articles} articles{further}{pager}"


def _article(finding: ArticleFinding | None) -> Iterator[str]:
    if finding is None:
        return
    yield f"article   {finding.url}  (named by {finding.way})"
    if finding.article is None:
        yield f"  {finding.error}"
    else:
        yield from (f"  {line}" for line in field_lines(finding.article))


def _numbered(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield title
        yield from (f"  {number}. {line}" for number, line in enumerate(lines, 1))


# --- for programs ----------------------------------------------------------------------------------


def json_of(report: SiteReport) -> dict[str, Any]:
    """The report as JSON values; dates become text when it is written."""
    article = report.article
    return {
        "slug": report.slug,
        "site": report.site,
        "verdict": verdict(report),
        "declared": report.declared,
        "system": asdict(report.detection),
        "platform": report.platform,
        "robots": asdict(report.robots),
        "answers": [_answer_json(one) for one in report.exchanges],
        "ways": [_way_json(way) for way in report.ways],
        "wins": report.wins,
        "article": asdict(article) if article else None,
        "differences": [asdict(one) for one in report.differences],
        "notes": report.notes,
        "declaration": report.declaration,
    }


def _answer_json(one: Exchange) -> dict[str, Any]:
    told = {
        name: getattr(one, name) for name in ("purpose", "url", "final_url", "status", "seconds", "error")
    }
    return {**told, "bytes": len(one.body), "headers": one.headers, "clock_skew": one.skew}


def _way_json(way: WayFinding) -> dict[str, Any]:
    entries = [
        {"url": one.url, "title": one.title, "published": one.published.utc if one.published else None}
        for one in way.entries
    ]
    return {
        "name": way.name,
        "outcome": way.outcome,
        "detail": way.detail,
        "generations": way.generations,
        "sections": [asdict(one) for one in way.sections],
        "entries": entries,
    }
