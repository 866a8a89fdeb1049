"""Rule: parts become fewer and rows stay what they are, whoever crawls, asks or dies meanwhile."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from exports.connection import connect, path_list
from pilsetas_crawl.items import Article, Link, Run
from pilsetas_crawl.store import SourceState, Store, StoreError, replacement
from pilsetas_crawl.store.compaction import LARGEST, SMALL, Compacted, Merge, compact, plan
from pilsetas_crawl.store.locks import FileLock
from pilsetas_crawl.store.parts import Part
from pilsetas_crawl.store.succession import changes
from tests.pilsetas_crawl.store.dying import comes_to_its_end

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ROOT = Path(__file__).parents[3]


def article(number: int, source: str = "ludza", **more: Any) -> Article:
    at = NOON + timedelta(days=number % 300)
    values: dict[str, Any] = {
        "article_id": f"{source}-{number:04d}", "revision": 1, "municipality": source, "region": "latgale",
        "url": f"https://{source}.lv/{number}", "title": f"Ziņa {number}", "body": f"Teksts {number}.",
        "published_at": at, "published_date": at.date(), "status": "new", "content_hash": f"h{number}",
    }  # fmt: skip
    return Article(**{**values, **more})


def filled(folder: Path, runs: int = 10) -> Store:
    """Two sources; each run of Ludza edits the first article too."""
    store = Store.open(str(folder))
    for n in range(runs):
        rows: list[Any] = [article(2 * n + 1), article(0, revision=n + 1, content_hash=f"e{n}")]
        store.commit(
            "ludza", f"r{n}-ludza", [*rows, Run(run_id=f"r{n}-ludza", region="latgale", started_at=NOON)]
        )
        store.commit("riga", f"r{n}-riga", [article(n, "riga", region="vidzeme")])
    return store


def merged(store: Store, **more: Any) -> Compacted:
    now = more.pop("now", datetime.now(UTC))
    return compact(store, Path(store.address) / "state", now=now, **more)


def content(store: Store, dataset: str = "articles") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = store.read(dataset).to_pylist()
    return sorted(rows, key=lambda row: (row.get("article_id") or row["run_id"], row.get("revision") or 0))


def part(number: int, rows: int, **more: str) -> Part:
    told = {"dataset": "articles", "source": "ludza", "region": "latgale", "year": "2026"} | more
    folder = f"data/{told['dataset']}/region={told['region']}/year={told['year']}"
    path = f"{folder}/{told['source']}-{number}.parquet"
    return Part(told["dataset"], told["source"], path, path, rows, 1, "r")


# --- which


def test_parts_are_merged_within_one_source_dataset_region_and_year_only() -> None:
    parts = [part(1, 5), part(2, 5), part(3, 5, source="riga"), part(4, 5, year="2025")]
    parts += [part(5, 5, dataset="runs"), part(6, 5, region="vidzeme")]
    assert [merge.parts for merge in plan(parts, least=2, stamp="s")] == [(parts[0], parts[1])]


def test_large_parts_are_left_alone_and_few_small_ones_too() -> None:
    parts = [part(1, SMALL), part(2, SMALL - 1), part(3, 1)]
    assert [merge.parts for merge in plan(parts, least=2, stamp="s")] == [(parts[1], parts[2])]
    assert plan(parts, least=3, stamp="s") == []


def test_no_part_grows_beyond_what_fits_in_memory() -> None:
    parts = [part(n, SMALL - 1) for n in range(20)]
    found = plan(parts, least=2, stamp="s")
    assert [one for merge in found for one in merge.parts] == parts
    assert all(sum(one.rows for one in merge.parts) <= LARGEST for merge in found)
    assert len({merge.target for merge in found}) == len(found) == 4


# --- what


def test_every_row_stays_and_parts_become_few(tmp_path: Path) -> None:
    store = filled(tmp_path)
    before, runs = content(store), content(store, "runs")
    done = merged(store)
    assert (done.before, done.merged, done.written, done.after) == (30, 30, 3, 3)
    assert len(store.parts()) == 3
    assert (content(store), content(store, "runs")) == (before, runs)
    assert store.damaged() == []
    assert merged(store) == Compacted(before=3)


def test_merged_parts_are_sorted_checked_and_have_bloom_filters(tmp_path: Path) -> None:
    store = filled(tmp_path)
    merged(store)
    (ludza,) = store.parts("articles", ["ludza"])
    table = pq.read_table(ludza.uri, partitioning=None)
    moments = table["published_at"].to_pylist()
    assert moments == sorted(moments)
    revisions = [r["revision"] for r in table.to_pylist() if r["article_id"] == "ludza-0000"]
    assert revisions == sorted(revisions) == list(range(1, 11))
    assert (ludza.rows, ludza.min_published, ludza.max_published) == (20, date(2026, 3, 1), date(2026, 3, 20))
    with connect() as con:
        found = con.execute(
            "SELECT bool_and(bloom_filter_length > 0) FROM parquet_metadata("
            f"{path_list([ludza.uri])}) WHERE path_in_schema = 'article_id'"
        ).fetchone()
    assert found == (True,)


def test_row_groups_stay_of_one_size(tmp_path: Path) -> None:
    store = Store.open(str(tmp_path))
    for n in range(3):
        some = range(n * 9_000, (n + 1) * 9_000)
        store.commit("ludza", f"r{n}", [article(i, article_id=f"ludza-{i}") for i in some])
    merged(store)
    (only,) = store.parts("articles")
    info = pq.ParquetFile(only.uri).metadata
    assert [info.row_group(i).num_rows for i in range(info.num_row_groups)] == [20_000, 7_000]


def test_a_dry_run_and_too_little_gain_change_nothing(tmp_path: Path) -> None:
    store = filled(tmp_path)
    listed = store.parts()
    dry = merged(store, dry_run=True)
    assert (dry.merged, dry.written, dry.bytes_after) == (30, 3, 0)
    assert merged(store, worth=28).merged == 0, "27 parts fewer are not 28"
    assert merged(store, least=11).merged == 0
    assert store.parts() == listed
    assert merged(store, worth=27).merged == 30


def test_old_files_stay_for_their_readers_and_then_leave(tmp_path: Path) -> None:
    store = filled(tmp_path)
    old = [Path(part.uri) for part in store.parts()]
    merged(store)
    assert all(path.exists() for path in old)
    assert replacement.purge(store.files, grace=0) == len(old)
    assert not any(path.exists() for path in old)
    assert store.damaged() == []


def test_a_second_time_merges_the_merged_with_what_came_since(tmp_path: Path) -> None:
    store = filled(tmp_path)
    merged(store)
    store.commit("ludza", "later-ludza", [article(200)])
    assert merged(store).merged == 2
    assert [part.rows for part in store.parts("articles", ["ludza"])] == [21]


def test_a_damaged_part_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    store = filled(tmp_path)
    broken = Path(store.parts("articles", ["riga"])[3].uri)
    kept = broken.read_bytes()
    broken.write_bytes(kept[:-4])
    with pytest.raises(StoreError, match="riga"):
        merged(store)
    broken.write_bytes(kept)
    listed = {part.path for part in store.parts()}
    assert len(store.read("articles")) == 30
    files = {str(path.relative_to(tmp_path)) for path in (tmp_path / "data").rglob("*.parquet")}
    assert listed <= files
    assert merged(store).after == 3
    replacement.purge(store.files, grace=0)
    files = {str(path.relative_to(tmp_path)) for path in (tmp_path / "data").rglob("*.parquet")}
    assert files == {part.path for part in store.parts()}


def test_two_at_a_time_are_refused(tmp_path: Path) -> None:
    store = filled(tmp_path)
    (tmp_path / "state").mkdir(exist_ok=True)
    with (
        FileLock(tmp_path / "state" / "replacement.lock"),
        pytest.raises(StoreError, match="being replaced by another"),
    ):
        merged(store)


# --- caches


def test_what_has_become_of_known_parts() -> None:
    a, b, c = part(1, 1), part(2, 1), part(3, 1)
    both = Part(**{**fields(part(9, 2)), "replaces": (a.path, b.path)})
    known = {a.path, b.path}
    found = changes(known, [both, c])
    assert (found.taken, found.fresh, found.mixed, found.lost) == ([both], [c], [], set())
    assert found.merged == known
    found = changes({a.path}, [both])
    assert (found.mixed, found.taken, found.lost) == ([both], [], set())
    found = changes(set(), [both])
    assert (found.fresh, found.lost) == ([both], set())
    found = changes({a.path, b.path, c.path}, [both])
    assert (found.taken, found.lost) == ([both], {c.path})


def fields(one: Part) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Part.__dataclass_fields__}


def test_a_state_does_not_read_what_it_knew(tmp_path: Path) -> None:
    store = filled(tmp_path)
    with SourceState.open(store, "ludza", key_of=str) as state:
        state.set_validators("feed", etag="known")
        state.add_alias("another", "ludza-0001")
        before = [state.by_id(f"ludza-{n:04d}") for n in range(20)]
    merged(store)
    store.commit("ludza", "later-ludza", [article(50)])
    replacement.purge(store.files, grace=0)
    read: list[int] = []
    with SourceState.open(store, "ludza", key_of=str) as state:
        read.append(state.catch_up())
        assert [state.by_id(f"ludza-{n:04d}") for n in range(20)] == before
        assert state.by_id("ludza-0050") is not None
        assert state.validators("feed") is not None
        found = state.by_address("another")
        assert found is not None
        assert found.article_id == "ludza-0001"
    assert read == [0]


def test_only_what_is_new_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pilsetas_crawl.store import parquet

    store = filled(tmp_path)
    with SourceState.open(store, "ludza", key_of=str):
        pass
    merged(store)
    store.commit("ludza", "later-ludza", [article(50)])
    paths: list[str] = []
    real = parquet.stream

    def watched(files: Any, part: Part, columns: Any) -> Any:
        paths.append(part.path)
        return real(files, part, columns)

    monkeypatch.setattr(parquet, "stream", watched)
    with SourceState.open(store, "ludza", key_of=str):
        pass
    assert paths == [store.parts("articles", ["ludza"])[-1].path]


def test_a_state_that_was_behind_learns_the_rest(tmp_path: Path) -> None:
    store = filled(tmp_path, runs=3)
    with SourceState.open(store, "ludza", key_of=str):
        pass
    store.commit("ludza", "later-ludza", [article(0, revision=9, status="removed"), article(50)])
    merged(store)
    with SourceState.open(store, "ludza", key_of=str) as state:
        assert state.by_id("ludza-0050") is not None
        known = state.by_id("ludza-0000")
        assert known is not None
        assert (known.revision, known.status) == (9, "removed")


def test_a_lost_part_still_makes_a_state_forget(tmp_path: Path) -> None:
    store = filled(tmp_path, runs=3)
    with SourceState.open(store, "ludza", key_of=str):
        pass
    manifest = tmp_path / "manifests" / "ludza.json"
    manifest.unlink()
    store.commit("ludza", "again-ludza", [article(77)])
    with SourceState.open(store, "ludza", key_of=str) as state:
        assert state.by_id("ludza-0001") is None


def test_an_index_of_stories_does_not_begin_anew(tmp_path: Path) -> None:
    from pilsetas_crawl.stories.linking import Linker

    store = filled(tmp_path)
    body = "Ludzas novada dome otrdien atklāja jaunu tiltu pār upi, un pa to jau brauc autobusi. " * 5
    store.commit("ludza", "story-ludza", [article(90, body=body)])
    with Linker(store, tmp_path / "state") as linker:
        linker.run()
    store.commit("riga", "story-riga", [article(90, "riga", region="vidzeme", body=body)])
    with Linker(store, tmp_path / "state") as linker:
        linker.run()
    said = {r["article_id"]: r["story_id"] for r in content(store, "links")}
    assert said["ludza-0090"] == said["riga-0090"]
    merged(store)
    replacement.purge(store.files, grace=0)
    with Linker(store, tmp_path / "state") as linker:
        again = linker.run()
    assert (again.rebuilt, again.articles, again.written) == (None, 0, 0)
    # And one made from merged parts alone hears what was said last, whatever comes first in them.
    with Linker(store, tmp_path / "state", anew=True) as linker:
        assert linker.run().written == 0


def test_what_was_said_last_of_an_article_counts_in_whatever_order_it_is_read(tmp_path: Path) -> None:
    from pilsetas_crawl.stories.linking import Linker

    store = Store.open(str(tmp_path))
    late, early = datetime(2026, 5, 2, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
    store.commit("ludza", "r1", [article(1)])
    common: dict[str, Any] = {
        "article_id": "ludza-0001",
        "revision": 1,
        "region": "latgale",
        "similarity": 1.0,
    }
    for n, (at, day, story) in enumerate([(late, date(2026, 1, 1), "new"), (early, date(2026, 2, 1), "old")]):
        store.commit(
            "stories",
            f"l{n}",
            [
                Link(
                    **common,
                    linked_at=at,
                    published_date=day,
                    story_id=f"story-{story}",
                    is_canonical=True,
                    reason="canonical",
                )
            ],
        )
    with Linker(store, tmp_path / "state") as linker:
        linker.run()
    with closing(sqlite3.connect(tmp_path / "state" / "stories.sqlite")) as index:
        assert index.execute("SELECT story FROM article").fetchall() == [("story-new",)]


# --- real processes

CRAWL = """
import sys
from tests.pilsetas_crawl.store.test_compaction import article
from pilsetas_crawl.store import Store, SourceState
store = Store.open(sys.argv[1])
with SourceState.open(store, "ludza", key_of=str) as state:
    for n in range(int(sys.argv[2])):
        rows = [article(n % 290, article_id=f"ludza-run-{n:04d}")]
        state.ingest(store.commit("ludza", f"c{n}-ludza", rows), rows)
"""
COMPACT = """
import sys, time
from pathlib import Path
from datetime import UTC, datetime
from pilsetas_crawl.store import Store
from pilsetas_crawl.store.compaction import compact
end = time.time() + float(sys.argv[2])
merged = 0
while time.time() < end:
    merged += compact(Store.open(sys.argv[1]), Path(sys.argv[1]) / "state", now=datetime.now(UTC)).merged
print(merged)
"""


def python(code: str, *args: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)], cwd=ROOT, text=True, stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def test_beside_a_running_crawl_and_queries(tmp_path: Path) -> None:
    """A crawler stores, a process merges without a pause, and every look sees whole batches, never fewer."""
    store = filled(tmp_path)
    many = 150
    crawler, merger = python(CRAWL, tmp_path, many), python(COMPACT, tmp_path, 4)
    seen: list[int] = []
    with connect() as con:
        while crawler.poll() is None or merger.poll() is None:
            files = path_list(part.uri for part in store.parts("articles"))
            found = con.execute(
                f"SELECT count(*), count(DISTINCT (article_id, revision)) FROM read_parquet({files})"
            ).fetchone()
            assert found is not None
            assert found[0] == found[1], "a row counts once"
            seen.append(found[0])
    assert (crawler.wait(), merger.wait()) == (0, 0)
    assert merger.stdout is not None
    assert crawler.stdout is not None
    assert int(merger.stdout.read()) > 60
    merger.stdout.close()
    crawler.stdout.close()
    assert seen == sorted(seen)
    assert len(store.read("articles")) == 30 + many
    merged(store)
    assert len(store.parts("articles")) == 2
    with SourceState.open(store, "ludza", key_of=str) as state:
        assert state.count_live() == 11 + many


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # the child does nothing but this
@pytest.mark.parametrize("call", ["replace", "fsync", "unlink"])
def test_killed_at_every_step(tmp_path: Path, call: str) -> None:
    """Dying before any step that reaches the disk, rows count once and the next merge clears the rest."""
    seen: set[int] = set()
    for step in range(200):
        folder = tmp_path / f"{call}-{step}"
        store = filled(folder, runs=2)
        before = content(store)
        ended = comes_to_its_end(merged, folder, call, step)
        store = Store.open(str(folder))
        assert content(store) == before
        assert store.damaged() == []
        seen.add(len(store.parts()))
        merged(store)
        assert content(store) == before
        # A merge with nothing to do clears nothing; one with something does.
        store.commit("ludza", "more-ludza", [article(100)])
        merged(store)
        replacement.purge(store.files, grace=0)
        left = {str(path.relative_to(folder)) for path in (folder / "data").rglob("*") if path.is_file()}
        assert left == {part.path for part in store.parts()}
        if ended:
            break
    assert ended, "the steps never came to an end"
    assert seen >= ({6, 3} if call != "unlink" else {3})


def test_a_merge_names_its_source() -> None:
    assert Merge("x", (part(1, 1, source="riga"),)).source == "riga"
