"""Many probed sites in a few lines: which are not as declared, and which differ in the same way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pilsetas_crawl.probe.report import CODES, verdict

if TYPE_CHECKING:
    from pilsetas_crawl.probe.findings import SiteReport

# So many sites of one platform that differ in the same way are a fact about the platform.
FEWEST = 3


def summary_of(reports: Sequence[SiteReport]) -> str:
    """The end of a report on several sites."""
    return "\n".join(_lines(reports)) + "\n"


def _lines(reports: Sequence[SiteReport]) -> Iterator[str]:
    verdicts = {report.slug: verdict(report) for report in reports}
    counts = Counter(verdicts.values())
    told = ", ".join(f"{counts[one]} {one}" for one in CODES if counts[one])
    yield f"== {len(reports)} sites: {told}"
    for report in sorted(reports, key=lambda report: report.slug):
        if CODES[verdicts[report.slug]]:
            yield f"  {report.slug:<16} {verdicts[report.slug]:<11} {_first(report)}".rstrip()
    yield from _shared(reports)


def _first(report: SiteReport) -> str:
    """What is to be said of a site first."""
    if not report.reached:
        return next((one.error for one in report.exchanges if one.error), "") or ""
    more = f" and {len(report.differences) - 1} more" if len(report.differences) > 1 else ""
    return f"{report.differences[0].what}{more}" if report.differences else ""


def _shared(reports: Sequence[SiteReport]) -> Iterator[str]:
    """Differences that several sites of one platform have."""
    sites: dict[tuple[str, str], list[str]] = defaultdict(list)
    for report in reports:
        for what in {one.what for one in report.differences}:
            sites[report.platform, what].append(report.slug)
    asked = Counter(report.platform for report in reports)
    for (platform, what), slugs in sorted(sites.items()):
        if len(slugs) >= FEWEST:
            yield f"  {platform}: {len(slugs)} of {asked[platform]} sites differ alike: {what}"
