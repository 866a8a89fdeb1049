"""Golden pages: kept answers of living sites, and what must be read from them.

A folder ``<spider>/<day>/`` holds the bodies of answers, a `golden.json` with their addresses, headers and
times, and the cases to be read from them: one article, and what each way of discovery names. What must be
read stands in ``<case>.expected.json``. It is written by the first reading, and then judged by a person.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from scrapy.http import TextResponse
from scrapy.spiderloader import get_spider_loader

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.platforms.candidate import Candidate
from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.probe.crawl import ReplayCrawl
from pilsetas_crawl.probe.exchange import Exchange, response_of
from pilsetas_crawl.probe.strangers import reader
from pilsetas_crawl.probe.ways import look_at

if TYPE_CHECKING:
    from scrapy.settings import Settings

    from pilsetas_crawl.items import Article
    from pilsetas_crawl.platforms.base import MunicipalSpider

MANIFEST = "golden.json"
# What of an article must be read again just so. How it was found out may change; that it was, may not.
FIELDS = (
    "url", "title", "lead", "body", "language", "author", "categories", "tags", "published_at",
    "published_date", "published_precision", "modified_at", "image_url", "attachments", "source_id",
)  # fmt: skip


class GoldenError(PilsetasError):
    """A golden page that cannot be made or read."""


@dataclass(frozen=True, eq=False)
class Case:
    """One thing to be read from kept answers.

    Attributes:
        folder: where they are kept.
        name: ``article``, or the name of the way of discovery that is replayed.
        spider: whose reading it is.
        site: address of the site they came from.
        url: the article's address, empty for a way.
        fetched_at: the moment relative dates are told from.
    """

    folder: Path
    name: str
    spider: str
    site: str
    url: str
    fetched_at: datetime
    answers: tuple[Exchange, ...]

    @property
    def expected_file(self) -> Path:
        """Where the expectation stands."""
        return self.folder / f"{self.name}.expected.json"

    def expected(self) -> Any | None:
        """What must be read; None when nobody has said yet."""
        if not self.expected_file.exists():
            return None
        return read_json(self.expected_file)

    def write_expected(self, read: Any) -> None:
        """Take what is read today for right; a person has to look at it."""
        write_json(self.expected_file, read)

    def read(self, settings: Settings) -> Any:
        """What is read from the answers today, as JSON values.

        Raises:
            GoldenError: the spider is gone, or does not ask for what was kept.
        """
        made = reader(_spider_class(self.spider, settings), settings, site=self.site)
        if self.url:
            return article_fields(self._article(made))
        return self._entries(made)

    def _article(self, made: MunicipalSpider) -> Article:
        kept = next((one for one in self.answers if one.url == self.url), None)
        response = response_of(kept) if kept else None
        if not isinstance(response, TextResponse):
            raise GoldenError(f"{self.folder / MANIFEST}: no page is kept of {self.url}")
        kind = response.headers.get("Content-Type")
        page = Page(
            response.text,
            url=response.url,
            requested_url=self.url,
            content_type=kind.decode("latin-1") if kind else None,
            candidate=Candidate(url=self.url, way="address"),
            fetched_at=self.fetched_at,
            site_names=made.site_names,
        )
        return made.reader.from_page(page)

    def _entries(self, made: MunicipalSpider) -> list[dict[str, Any]]:
        way = next((one for one in made.discovery if one.name == self.name), None)
        if way is None:
            raise GoldenError(
                f"{self.folder}: {self.spider} declares no way {self.name!r} any more: remove the case"
            )
        crawl = ReplayCrawl(made, self.answers, now=self.fetched_at)
        finding = asyncio.run(look_at(crawl, way))
        if not finding.entries and crawl.missed:
            raise GoldenError(
                f"{self.folder}: {self.name} of {self.spider} asks for {crawl.missed[0]}, which is not kept; "
                "keep the site's answers anew with `scrapy probe --save`"
            )
        return [_entry(one) for one in finding.entries]


def _entry(one: Candidate) -> dict[str, Any]:
    told = one.published
    return {
        "url": one.url,
        "title": one.title,
        "published": told.utc.isoformat() if told else None,
        "precision": told.precision.value if told else None,
        "complete": one.complete,
    }


def article_fields(article: Article) -> dict[str, Any]:
    """The fields of an article that a golden page fixes, as JSON values."""
    values = {name: getattr(article, name) for name in FIELDS}
    values["attachments"] = [asdict(one) for one in article.attachments]
    told: dict[str, Any] = json.loads(json.dumps(values, default=str))
    return told


def _spider_class(name: str, settings: Settings) -> type[MunicipalSpider]:
    loader = get_spider_loader(settings)
    if name not in loader.list():
        raise GoldenError(
            f"golden pages of {name!r}, but there is no such spider: add it, or remove the folder"
        )
    return cast("type[MunicipalSpider]", loader.load(name))


# --- finding ---------------------------------------------------------------------------------------


def cases(root: Path) -> Iterator[Case]:
    """All cases under a folder, in the order of their paths.

    Raises:
        GoldenError: a manifest is damaged.
    """
    for manifest in sorted(root.rglob(MANIFEST)):
        yield from cases_of(manifest)


def cases_of(manifest: Path) -> Iterator[Case]:
    """The cases of one manifest.

    Raises:
        GoldenError: it is damaged, or a body is missing.
    """
    told, folder = read_json(manifest), manifest.parent
    try:
        answers = tuple(_exchange(folder, one) for one in told["answers"])
        for one in told["cases"]:
            fetched_at = next(
                (a.fetched_at for a in answers if a.url == one.get("url")), answers[0].fetched_at
            )
            yield Case(
                folder, one["name"], told["spider"], told["site"], one.get("url", ""), fetched_at, answers
            )
    except (KeyError, ValueError, OSError, IndexError) as error:
        raise GoldenError(f"{manifest} is damaged ({type(error).__name__}: {error})") from None


def _exchange(folder: Path, told: dict[str, Any]) -> Exchange:
    return Exchange(
        url=told["url"],
        purpose=told.get("purpose", ""),
        final_url=told.get("final_url", told["url"]),
        status=told["status"],
        headers=told["headers"],
        body=(folder / told["file"]).read_bytes(),
        fetched_at=datetime.fromisoformat(told["fetched_at"]),
    )


def read_json(path: Path) -> Any:
    """A file of JSON.

    Raises:
        GoldenError: it cannot be read.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GoldenError(f"{path} is damaged ({error})") from None


def write_json(path: Path, value: Any) -> None:
    """Write a file of JSON as people read it."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
