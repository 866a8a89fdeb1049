"""Rows for the store's tests: real items, small and complete ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from pilsetas_crawl.items import Article, Reject, Run
from pilsetas_crawl.store import SourceState, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RUN = "20261122T233144-ludza"
RIGA = ZoneInfo("Europe/Riga")


def key_of(url: str) -> str:
    """Stands in for the address keys of a source: scheme and closing slash do not matter."""
    return url.partition("://")[2].rstrip("/")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(str(tmp_path / "krātuve"))


@pytest.fixture
def make() -> Callable[..., Article]:
    """Article number n of a source, published n days after 1 March 2026 at noon; anything may be given."""

    def article(n: int, *, source: str = "ludza", **values: Any) -> Article:
        at = datetime(2026, 3, 1, 12, tzinfo=RIGA) + timedelta(days=n)
        first = {
            "article_id": f"{source}-{n:04d}",
            "revision": 1,
            "municipality": source,
            "region": "latgale",
            "url": f"https://www.{source}.lv/lv/jaunums/{n}",
            "source_id": str(1000 + n),
            "title": f"Virsraksts {n}",
            "content_hash": f"h{n}",
            "published_at": at,
            "published_date": at.date(),
            "published_precision": "minute",
            "first_seen_at": datetime(2026, 11, 20, 8, tzinfo=RIGA),
            "status": "new",
        }
        return Article(**{**first, **values})

    return article


@pytest.fixture
def opened(store: Store) -> Iterator[Callable[[], SourceState]]:
    """Opens the state of Ludza; whatever is open at the end is closed."""
    states: list[SourceState] = []

    def open_state() -> SourceState:
        states.append(SourceState.open(store, "ludza", key_of=key_of))
        return states[-1]

    yield open_state
    for state in states:
        state.close()


@pytest.fixture
def full_article() -> Article:
    """An article with something in every column, hard cases among them."""
    from pilsetas_crawl.items import Attachment, PlaceMention

    return Article(
        article_id="ludza-4f1c9a0be27d6a35",
        url="https://www.ludza.lv/lv/jaunums/svetki",
        canonical_url="https://www.ludza.lv/lv/jaunums/svetki-0",
        source_id="39021",
        revision=3,
        municipality="ludza",
        atvk="0037000",
        region="latgale",
        region_name="Latgale",
        planning_region="Latgales plānošanas reģions",
        platform="tvp",
        spider_version="0.1.0",
        run_id="20261122T233144-ludza",
        title="Šķīstošā dzeršļa „āžu” – 1; \"2\", 'ģ' 🎄",
        lead="  ar atstarpēm apkārt  ",
        body="Pirmā rindkopa.\n\nOtrā\trindkopa\r\nar a\u0304 (NFD) un \u00a0 un \u200b.",
        language="lv",
        language_declared="lv-LV",
        author="Anna Bērziņa",
        categories=["Kultūra", "", "Sports; atpūta"],
        image_url="https://www.ludza.lv/att%C4%93ls.jpg",
        attachments=[Attachment("https://x.lv/a.pdf", "Nolikums", "pdf"), Attachment("https://x.lv/b")],
        links=["https://x.lv/?a=1&b=2"],
        word_count=2**40,
        published_at=datetime(2026, 10, 25, 3, 30, 0, 123456, tzinfo=RIGA, fold=1),
        published_date=date(2026, 10, 25),
        published_raw="25.10.2026.",
        published_precision="minute",
        published_from="time",
        modified_at=datetime(2026, 10, 25, 3, 30, tzinfo=RIGA, fold=0),
        first_seen_at=datetime(1970, 1, 1, tzinfo=RIGA),
        fetched_at=datetime(2026, 3, 29, 4, 0, tzinfo=RIGA),
        places=[
            PlaceMention(
                "0037000",
                "Ludzas novads",
                "novads",
                2,
                in_title=True,
                key="0037000",
                municipality="ludza",
                confidence=0.99,
                rule="unit_novads",
            ),
            PlaceMention(),
        ],
        primary_place="Ludza",
        primary_place_key="0037210",
        lat=56.546,
        lon=-0.0,
        tags=["ziemassvētki", "egle"],
        tag_keys=["ziemassvet", "egl"],
        site_tags=["Ziemassvētki"],
        keywords=["egle"],
        topics=["culture"],
        topic_reasons={"culture": "koncerts (title)"},
        content_hash="9f" * 32,
        extraction={"title": "selector", "body": "json-ld"},
        http_etag='W/"1795392000"',
        http_last_modified="Sun, 22 Nov 2026 21:31:44 GMT",
        status="edited",
    )


@pytest.fixture
def filled(store: Store, opened: Callable[[], SourceState], make: Callable[..., Article]) -> list[list[Any]]:
    """A store with three commits (new, edited, removed, undated), the state written along; its rows."""
    commits = [
        [make(n, canonical_url=f"https://ludza.lv/k/{n}", http_etag=f'"{n}"') for n in range(20)],
        [
            make(
                3, revision=2, content_hash="x", status="edited", modified_at=datetime(2026, 8, 1, tzinfo=UTC)
            )
        ],
        [
            make(4, revision=2, status="removed"),
            make(30, published_at=None, published_date=None, published_precision="none", source_id=None),
            Reject(region="latgale", url="https://x.lv/nav", reason="soft_404"),
            Run(run_id=RUN, region="latgale"),
        ],
    ]
    state = opened()
    for rows in commits:
        state.ingest(store.commit("ludza", RUN, rows), rows)
    state.set("walked_to", "2026-01-01")
    state.set_validators("u", etag="e")
    state.add_retry("https://x.lv/r", "r", {"title": "Ā"}, "503")
    state.close()
    return commits


@pytest.fixture
def state_file(store: Store) -> Path:
    """Where the state of Ludza lies."""
    return Path(store.address) / "state/ludza.sqlite"


@pytest.fixture
def snapshot() -> Callable[[SourceState], list[Any]]:
    """Everything a state of the articles of `filled` says of them."""

    def taken(state: SourceState) -> list[Any]:
        everything = [state.by_id(f"ludza-{n:04d}") for n in range(31)]
        addresses = [state.by_address(f"www.ludza.lv/lv/jaunums/{n}") for n in range(31)]
        canonical = [state.by_address(f"ludza.lv/k/{n}") for n in range(31)]
        live = list(state.live_between(date(1900, 1, 1), date(2100, 1, 1)))
        return [everything, addresses, canonical, live, state.count_live(), state.newest()]

    return taken
