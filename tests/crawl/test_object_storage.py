"""Rule: a store on object storage takes the same commands as a local one, and gives the same answers."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from pilsetas_crawl.items import Article
from pilsetas_crawl.store import Store, leaving, replacement
from tests.crawl.crawling import PROJECT, path_of
from tests.crawl.object_storage import BUCKET, HALF, READER, WITHOUT_CLOUD, Place, Storage, address, ended

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pilsetas_crawl.demo import DemoServer

LUDZA, SIGULDA = "ludza", "sigulda"
PREFIX = "archīvs/of news"
QUICK = ("-s", "DOWNLOAD_DELAY=0", "-s", "PILSETAS_QUIET_RUNS=0")
SINCE = "2026-11-01"


@pytest.fixture(scope="module")
def storage() -> Iterator[Storage]:
    """The server; whoever asks it from within the tests is the writer."""
    started = Storage.start()
    with pytest.MonkeyPatch.context() as environment:
        for name, value in started.credentials().items():
            environment.setenv(name, value)
        yield started
    started.stop()


@pytest.fixture(scope="module")
def down(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[subprocess.Popen[str]]]:
    """Two commands on a server that is not there, begun early: they ask again for six seconds."""
    with socket.socket() as free:
        # Bound and not listening: nobody else can take the port meanwhile.
        free.bind(("127.0.0.1", 0))
        where = address(free.getsockname()[1], "x").replace("s3://", "s3://key:secret@")
        place = Place(tmp_path_factory.mktemp("down"), where, WITHOUT_CLOUD)
        asked = [place.begin("query"), place.begin("crawl", LUDZA, "-a", "site=http://127.0.0.1:9")]
        yield asked
        for process in asked:
            if process.returncode is None:
                ended(process)


@pytest.fixture(scope="module")
def sites(ground, tmp_path_factory: pytest.TempPathFactory) -> tuple[DemoServer, str]:
    """The demo sites, and the file that names two of them."""
    server = ground.pristine()
    path = tmp_path_factory.mktemp("sites") / "sites.json"
    path.write_text(json.dumps({name: server.url(name) for name in (LUDZA, SIGULDA)}))
    return server, str(path)


@pytest.fixture(scope="module")
def crawler(storage: Storage, sites, down, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The machine that has crawled two sites into the bucket, with all a cycle does after it."""
    place = Place(tmp_path_factory.mktemp("crawler"), storage.address(PREFIX), storage.credentials())
    done = place.run("crawlall", "--sites", sites[1], "-a", f"start={SINCE}", *QUICK)
    assert done.code == 0, done.log
    assert "catalog: " in done.out
    return place


@pytest.fixture(scope="module")
def local(storage: Storage, crawler: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The same store as a folder, with the same state."""
    folder = tmp_path_factory.mktemp("local")
    storage.download(PREFIX, folder / "store")
    shutil.copytree(crawler.folder / "state", folder / "state")
    return Place(folder, str(folder / "store"), {})


@pytest.fixture
def reader(storage: Storage, crawler: Place, tmp_path: Path) -> Place:
    """A machine that has seen nothing of the store yet, and may only read it."""
    return Place(tmp_path, crawler.store, storage.credentials(READER))


def test_a_cycle_leaves_the_archive_in_the_bucket_and_nothing_else(storage, crawler, sites):
    there = storage.objects(PREFIX)
    copy = Store.open(crawler.store, create=False, cache=str(crawler.folder / "cache"))
    listed = {part.path: part.bytes for part in copy.parts()}
    manifests = {f"manifests/{name}.json" for name in (LUDZA, SIGULDA, "stories")}
    assert {path: size for path, size in there.items() if path.startswith("data/")} == listed
    assert set(there) - set(listed) == manifests
    stored = copy.read("articles", ["url", "municipality"], [LUDZA]).to_pylist()
    paths = sorted(path_of(row["url"]) for row in stored)
    expected = sites[0].control.expected(LUDZA)["articles"]
    assert paths == sorted(one["path"] for one in expected if one["published_date"] >= SINCE)
    assert len(paths) > 5


# Words of a command whose answer must not depend on where the store is.
QUESTIONS = (
    ("query", "--region", "Latgale", "--json", "--limit", "0"),
    ("query", "--events", "--json"),
    ("query", "--sql", "FROM sources"),
    ("query", "--text", "Ludza", "--json"),
    ("export", "--from", "2026-11-10", "-o", "-", "--format", "csv"),
    ("export", "--format", "ics", "-o", "-"),
    ("digest", "latgale", "--since", SINCE, "--peek"),
)


@pytest.mark.parametrize("words", QUESTIONS, ids=lambda words: " ".join(words[:3]))
def test_answers_are_those_of_a_local_store(crawler, local, reader, words):
    shutil.copytree(crawler.folder / "state", reader.folder / "state")
    far, near = reader.ask(*words), local.ask(*words)
    assert (far.code, far.out, far.log) == (near.code, near.out, near.log)
    assert far.code == 0
    assert len(far.out) > 100


def test_sources_are_told_from_the_bucket_where_there_is_no_state(local, reader, tmp_path):
    elsewhere = Place(tmp_path / "nothing", local.store, {})
    told = [json.loads(place.ask("sources", "--json").out)["sources"] for place in (reader, elsewhere)]
    assert told[0] == told[1]
    assert {one["source"]: sum(one["trend"]) > 0 for one in told[0]}[LUDZA]


def test_only_what_is_asked_for_is_copied_and_only_once(crawler, reader):
    listed = Store.open(crawler.store, create=False, cache=str(crawler.folder / "cache")).parts()

    def needed(*regions: str) -> list[str]:
        return sorted(
            part.path for part in listed if part.dataset in ("articles", "links") and part.region in regions
        )

    assert reader.ask("query", "--region", "Vidzeme").code == 0
    assert reader.copies == needed("vidzeme")
    made = {path: path.stat().st_ino for path in reader.mirror.rglob("*.parquet")}
    assert len(made) > 1
    assert reader.ask("query").code == 0
    assert reader.copies == needed("vidzeme", "latgale")
    assert {path: path.stat().st_ino for path in made} == made


def test_many_processes_share_the_copies(reader):
    words = ("query", "--json", "--limit", "0")
    asked = [reader.begin(*words) for _ in range(3)]
    told = [ended(process) for process in asked]
    assert {(one.code, one.out) for one in told} == {(0, told[0].out)}
    assert len(json.loads(told[0].out)) > 10
    assert list(reader.mirror.rglob("*.tmp")) == []


def test_the_catalog_stands_beside_the_copies(crawler, reader):
    done = reader.ask("catalog")
    assert (done.code, done.log) == (0, "")
    for place in (crawler, reader):
        with duckdb.connect(str(place.mirror / "pilsetas.duckdb"), read_only=True) as con:
            found = con.execute(
                "SELECT municipality, count(*) FROM articles GROUP BY 1 ORDER BY 1"
            ).fetchall()
        assert [name for name, count in found if count > 5] == [LUDZA, SIGULDA]


def test_another_machine_finds_nothing_new(storage, crawler, sites, tmp_path):
    """It has no state of its own: what is known is read from the bucket."""
    place = Place(tmp_path, storage.copy(PREFIX, "another"), storage.credentials())
    site = f"site={sites[0].url(LUDZA)}"
    done = place.run("crawl", LUDZA, "-a", site, "-a", f"start={SINCE}", *QUICK)
    assert done.code == 0, done.log
    store = Store.open(place.store, cache=str(tmp_path / "cache"))
    runs = store.read("runs", sources=[LUDZA]).sort_by("started_at").to_pylist()
    assert len(runs) == 2
    assert (runs[1]["new"], runs[1]["edited"], runs[1]["removed"]) == (0, 0, 0)
    assert runs[1]["known"] == runs[0]["new"] > 5


# --- upkeep ------------------------------------------------------------------------------------------


@pytest.fixture
def small(storage: Storage, tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    """A store with five articles of Ludza in three parts, one of them edited."""
    place = Place(tmp_path, storage.address(f"small/{request.node.name}"), storage.credentials())
    store = Store.open(place.store, cache=str(tmp_path / "cache"))
    store.commit("ludza", "a-ludza", [article(number) for number in range(4)])
    store.commit("ludza", "b-ludza", [article(3, revision=2, status="edited", title="Jauns virsraksts")])
    store.commit("ludza", "c-ludza", [article(4)])
    return place


def article(number: int, **values: Any) -> Article:
    day = date(2026, 11, 1 + number)
    common: dict[str, Any] = {
        "article_id": f"ludza-{number}",
        "revision": 1,
        "status": "new",
        "municipality": "ludza",
        "region": "latgale",
        "region_name": "Latgale",
        "url": f"https://www.ludza.lv/{number}",
        "title": f"Kārsavā atklāts tilts {number}",
        "body": "Kārsavas pilsētā atklāts jauns tilts pār upi.",
        "published_at": datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        "published_date": day,
        "fetched_at": datetime(2026, 11, 20, number, values.get("revision", 1), tzinfo=UTC),
    }
    return Article(**{**common, **values})


ALL = ("query", "--json", "--limit", "0", "--columns", "article_id,revision,title")


def test_small_parts_are_merged_and_say_the_same(storage, small, request):
    prefix = f"small/{request.node.name}"
    before, answer = storage.objects(prefix), small.ask(*ALL).out
    done = small.ask("compact")
    assert done.out.startswith("3 of 3 parts became 1 (6 rows"), done.log
    assert small.ask(*ALL).out == answer
    assert small.ask("compact").out == "nothing to merge in 1 parts\n"
    store = Store.open(small.store, cache=str(small.folder / "cache"))
    # Queries that began before still find the old ones, for an hour.
    old = [path for path in before if path.startswith("data/")]
    assert set(old) <= set(storage.objects(prefix))
    assert replacement.purge(store.files, grace=0) == 3
    data = [path for path in storage.objects(prefix) if path.startswith("data/")]
    assert data == [part.path for part in store.parts()]
    assert small.copies == sorted([*old, *data])
    # The first look notes what is not needed any more, a later one removes it.
    for removed in (0, 3):
        assert leaving.clear(small.mirror, ("data",), set(data), grace=0, every=0) == removed
    assert small.copies == data


def test_the_archive_is_tagged_anew(small):
    assert json.loads(small.ask("query", "--place", "Kārsava", "--json").out) == []
    done = small.ask("retag", "--jobs", "1")
    assert done.out.startswith("6 revisions looked at, 6 tagged otherwise"), done.log
    assert len(json.loads(small.ask("query", "--place", "Kārsava", "--json").out)) == 5


def test_changes_are_told(small):
    done = small.ask("diff", "ludza-3")
    assert (done.code, done.log) == (0, "")
    assert "Jauns" in done.out


KILLED = """
import os, signal, sys
from pilsetas_crawl.items import Article
from pilsetas_crawl.store import Store, manifest
from tests.crawl.test_object_storage import article
manifest.save = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
Store.open(sys.argv[1], cache=sys.argv[2]).commit("ludza", "d-ludza", [article(5), article(4)])
"""


def test_a_commit_that_was_killed_is_settled(storage, small, request):
    prefix = f"small/{request.node.name}"
    before, answer = storage.objects(prefix), small.ask(*ALL).out
    words = [sys.executable, "-c", KILLED, small.store, str(small.folder / "cache")]
    done = subprocess.run(words, cwd=PROJECT, env=small.environment, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    left = sorted(set(storage.objects(prefix)) - set(before))
    assert [path.partition("/")[0] for path in left] == ["data", "manifests"]
    assert small.ask(*ALL).out == answer
    store = Store.open(small.store, cache=str(small.folder / "cache"))
    assert store.settle("ludza") == left[:1]
    assert storage.objects(prefix) == before


# --- what cannot be done -----------------------------------------------------------------------------


def test_wrong_credentials_are_refused_in_one_line(storage, reader):
    key, _ = storage.keys[READER]
    for wrong in ({"AWS_SECRET_ACCESS_KEY": "secret/guess"}, {"AWS_ACCESS_KEY_ID": "AKIAGUESS"}):
        place = Place(reader.folder, reader.store, reader.credentials | wrong)
        line = place.ask("query").refusal
        assert "the storage refuses (ACCESS_DENIED" in line
        assert "AWS_SECRET_ACCESS_KEY" in line
        assert "guess" not in line.lower()
        assert key not in line


def test_who_may_only_read_cannot_write(storage, small):
    place = Place(small.folder, small.store, storage.credentials(READER))
    line = place.ask("compact").refusal
    assert "cannot merge parts at" in line
    assert "the storage refuses (ACCESS_DENIED during PutObject)" in line
    assert len(json.loads(place.ask(*ALL).out)) == 5


def test_parts_that_are_refused_are_not_taken_for_damaged_ones(storage, small):
    """Else an outage would be an archive without articles."""
    place = Place(small.folder, small.store, storage.credentials(HALF))
    for more in ((), ("--skip-damaged",)):
        line = place.ask(*ALL, *more).refusal
        assert "cannot read s3://bucket/small/" in line
        assert "the storage refuses (ACCESS_DENIED" in line


def test_a_place_without_bucket_or_store_is_refused_in_one_line(storage, reader):
    for where, told in (
        (storage.address("x", bucket="nowhere"), "there is no bucket for the store at s3://nowhere/x"),
        (storage.address("nowhere"), "there is no store at s3://bucket/nowhere"),
    ):
        place = Place(reader.folder, where, storage.credentials())
        for words in (("query",), ("sources",), ("compact",), ("link",)):
            assert told in place.ask(*words).refusal


def test_a_server_that_is_down_is_told_in_one_line(down):
    query, crawl = map(ended, down)
    assert "cannot reach the store at s3://bucket/x" in query.refusal
    assert "the storage does not answer (Could not connect to server)" in query.refusal
    assert crawl.code == 1
    (line,) = [line for line in crawl.log.splitlines() if "] ERROR: " in line]
    assert "the storage does not answer" in line
    for log in (query.log, crawl.log):
        assert "secret" not in log
        assert "Traceback" not in log


def test_commands_that_keep_a_state_ask_for_its_folder(reader):
    for words in (("link",), ("index",), ("compact",), ("digest", "latgale"), ("query", "--text", "x")):
        place = Place(reader.folder, reader.store, reader.credentials)
        assert "set PILSETAS_STATE to a local folder" in place.ask(*words, PILSETAS_STATE="").refusal


def test_a_damaged_object_is_refused_or_left_out(storage, small, request):
    prefix = f"small/{request.node.name}"
    first = min(path for path in storage.objects(prefix) if path.endswith("a-ludza-1.parquet"))
    data = bytearray(storage.content(prefix, first))
    # The bytes of one page: neither the size nor the ends of the file tell of it.
    data[100] ^= 0xFF
    storage.replace(prefix, first, bytes(data))
    line = small.ask(*ALL).refusal
    assert "damaged part s3://bucket/small/" in line
    done = small.ask(*ALL, "--skip-damaged")
    assert [row["article_id"] for row in json.loads(done.out)] == ["ludza-4", "ludza-3"]
    assert done.log.startswith("left out damaged part s3://bucket/small/")
    assert small.copies == sorted(set(part_paths(small)) - {first})
    storage.client.delete_object(Bucket=BUCKET, Key=f"{prefix}/{first}")
    assert "missing" in small.ask(*ALL).refusal


def part_paths(place: Place) -> list[str]:
    return [part.path for part in Store.open(place.store, cache=str(place.folder / "cache")).parts()]


def test_a_spoiled_copy_is_fetched_again(small):
    answer = small.ask(*ALL).out
    copy = small.mirror / small.copies[0]
    copy.write_bytes(copy.read_bytes()[:-1])
    assert small.ask(*ALL).out == answer
