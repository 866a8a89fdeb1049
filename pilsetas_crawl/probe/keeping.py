"""Keeping answers of living sites as golden pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pilsetas_crawl.probe.exchange import MAX_BODY
from pilsetas_crawl.probe.golden import MANIFEST, GoldenError, read_json, write_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pilsetas_crawl.probe.exchange import Exchange
    from pilsetas_crawl.probe.findings import SiteReport

ARTICLE = "article"
# Headers that stay: those a reader looks at, or a person may want to know.
KEPT_HEADERS = frozenset(
    {
        "content-type", "date", "etag", "last-modified", "link", "server", "x-generator", "x-wp-total",
        "x-wp-totalpages",
    }
)  # fmt: skip
# What a content type speaks of → ending of the file.
ENDINGS = {"html": "html", "rss": "xml", "atom": "xml", "xml": "xml", "json": "json"}


def save(report: SiteReport, root: Path) -> Path:
    """Keep a probe's answers, one case per way that worked and one for the article.

    Raises:
        GoldenError: nothing was answered, or the folder cannot be written.
    """
    chosen = [{"name": way.name} for way in report.ways if way.works and way.asked]
    if report.article and report.article.article:
        chosen.insert(0, {"name": ARTICLE, "url": report.article.url})
    return keep(root, report.slug, report.exchanges, chosen)


def keep(root: Path, spider: str, answers: Sequence[Exchange], cases: Sequence[dict[str, str]]) -> Path:
    """Add answers and cases to the spider's golden pages of the day; expectations that are there stay.

    Args:
        root: folder of all golden pages.
        spider: whose reading it is.
        answers: what to keep; what had no answer is left out.
        cases: the name of each, and the address where an article is to be read.

    Returns:
        The folder they were written to.

    Raises:
        GoldenError: there is nothing to keep, or the folder cannot be written.
    """
    kept = [one for one in answers if one.status is not None and len(one.body) <= MAX_BODY]
    if not kept:
        raise GoldenError(f"{spider}: no answer to keep")
    folder = root / spider / f"{kept[-1].fetched_at:%Y-%m-%d}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        manifest = _manifest(folder, spider, kept[0])
        for one in _first_of_each(kept):
            _put(manifest["answers"], "url", one.url, partial(_kept, folder, one))
        for case in cases:
            _put(manifest["cases"], "name", case["name"], partial(_case, case))
        write_json(folder / MANIFEST, manifest)
    except OSError as error:
        raise GoldenError(f"cannot write {folder}: {error.strerror}") from None
    return folder


def _manifest(folder: Path, spider: str, first: Exchange) -> dict[str, Any]:
    if (folder / MANIFEST).exists():
        told: dict[str, Any] = read_json(folder / MANIFEST)
        if not isinstance(told, dict) or not {"answers", "cases"} <= told.keys():
            raise GoldenError(f"{folder / MANIFEST} is damaged: remove the folder, or mend it")
        return told
    parts = urlsplit(first.url)
    return {"spider": spider, "site": f"{parts.scheme}://{parts.netloc}", "answers": [], "cases": []}


def _first_of_each(answers: Sequence[Exchange]) -> list[Exchange]:
    """One answer per address: a second one was asked for by another name only."""
    first: dict[str, Exchange] = {}
    for one in answers:
        first.setdefault(one.url, one)
    return list(first.values())


def _put(entries: list[dict[str, Any]], key: str, value: str, make: Callable[[int], dict[str, Any]]) -> None:
    """Put an entry in the place of that of the same key, else at the end; it is made for its place."""
    place = next((number for number, one in enumerate(entries) if one[key] == value), len(entries))
    entries[place : place + 1] = [make(place + 1)]


def _case(case: dict[str, str], _: int) -> dict[str, Any]:
    return dict(case)


def _kept(folder: Path, one: Exchange, number: int) -> dict[str, Any]:
    """Write a body; what stands of the answer in the manifest."""
    kind = one.headers.get("content-type", "").lower()
    ending = next((ending for word, ending in ENDINGS.items() if word in kind), "txt")
    file = f"{number:02}-{one.purpose.replace(' ', '-')}.{ending}"
    (folder / file).write_bytes(one.body)
    return {
        "url": one.url,
        "final_url": one.final_url,
        "purpose": one.purpose,
        "status": one.status,
        "headers": {name: value for name, value in one.headers.items() if name in KEPT_HEADERS},
        "fetched_at": one.fetched_at.isoformat(timespec="seconds"),
        "file": file,
    }
