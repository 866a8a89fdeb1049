"""A real store, a clock that moves, and articles written by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pilsetas_crawl.identity import content_hash
from pilsetas_crawl.items import Article
from pilsetas_crawl.registry import municipality
from pilsetas_crawl.store import Store
from pilsetas_crawl.stories.linking import Linked, Linker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

START = datetime(2026, 11, 2, 8, tzinfo=UTC)

NATIONAL = """Valsts ugunsdzēsības un glābšanas dienests aicina pirms svētkiem pārbaudīt dūmu detektorus.

Katrā mājoklī jābūt vismaz vienam detektoram, kas uzstādīts gaitenī vai guļamistabā. Baterija jāmaina reizi \
gadā, bet ierīce jāiztīra no putekļiem ik pēc trim mēnešiem.

Pērn ugunsgrēkos bojā gāja 74 cilvēki, un lielākajā daļā mājokļu detektora nebija. Par tā neesamību \
var piemērot sodu līdz 280 eiro.

Dienesta inspektori janvārī apmeklēs daudzdzīvokļu mājas un bez maksas pārbaudīs ierīces. Jautājumus par \
ugunsdrošību var uzdot dienesta uzticības tālrunī."""


class World:
    """A store that grows and is linked now and then."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store.open(str(folder / "store"))
        self.now = START + timedelta(days=10)
        self.commits = 0

    def put(self, *articles: Article) -> None:
        """Store articles, as a run of each of their publishers."""
        self.commits += 1
        for slug in sorted({str(one.municipality) for one in articles}):
            own = [one for one in articles if one.municipality == slug]
            self.store.commit(slug, f"run{self.commits}", own)

    def link(self, *, anew: bool = False) -> Linked:
        """Run the link step, a minute after the last one."""
        self.now += timedelta(minutes=1)
        with Linker(self.store, self.folder / "store" / "state", anew=anew, clock=lambda: self.now) as linker:
            return linker.run()

    def said(self) -> dict[str, dict[str, Any]]:
        """The newest link of each article."""
        rows = sorted(self.store.read("links").to_pylist(), key=lambda row: row["linked_at"])
        return {row["article_id"]: row for row in rows}

    def story(self, article_id: str) -> str | None:
        found: str | None = self.said()[article_id]["story_id"]
        return found

    def shape(self) -> set[tuple[tuple[str, bool, float], ...]]:
        """The stories without their ids: members, which is canonical, and how alike each is."""
        by: dict[str, list[tuple[str, bool, float]]] = {}
        for name, row in self.said().items():
            if row["story_id"]:
                by.setdefault(row["story_id"], []).append((name, row["is_canonical"], row["similarity"]))
        return {tuple(sorted(members)) for members in by.values()}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def worlds(tmp_path: Path) -> Callable[[str], World]:
    return lambda name: World(tmp_path / name)


def article(name: str, title: str, body: str | None, *, hours: float = 0, **more: Any) -> Article:
    """An article; the publisher is what its name begins with."""
    slug = name.rsplit("-", 1)[0]
    at = START + timedelta(hours=hours)
    values: dict[str, Any] = {
        "article_id": name,
        "revision": 1,
        "municipality": slug,
        "region": municipality(slug).region,
        "title": title,
        "body": body,
        "content_hash": content_hash(title, body),
        "published_at": at,
        "published_date": at.date(),
        "status": "new",
    }
    return Article(**(values | more))


@pytest.fixture
def make() -> Callable[..., Article]:
    return article


@pytest.fixture
def national() -> str:
    return NATIONAL
