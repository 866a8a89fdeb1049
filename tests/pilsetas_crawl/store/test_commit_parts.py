"""Parts and manifests: what counts, how files are laid out, and writers side by side."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pilsetas_crawl import __version__
from pilsetas_crawl.items import Reject
from pilsetas_crawl.store import Store, StoreError

RUN = "20261122T233144-ludza"


def test_a_commit_over_datasets_and_years_is_one_generation(store, make):
    from datetime import date

    rows = [make(1), make(2, published_date=date(2025, 5, 5)), Reject(region="latgale")]
    parts = store.commit("ludza", RUN, rows)
    manifest = store.manifest("ludza")
    assert manifest.generation == 1
    assert list(manifest.parts) == parts
    assert sorted((part.dataset, part.year, part.rows) for part in parts) == [
        ("articles", 2025, 1),
        ("articles", 2026, 1),
        ("rejects", 0, 1),
    ]


def test_the_manifest_file_says_what_the_parts_are(store, make):
    (part,) = store.commit("ludza", RUN, [make(1), make(3)])
    text = json.loads((Path(store.address) / "manifests/ludza.json").read_text("utf-8"))
    path = f"data/articles/region=latgale/year=2026/{RUN}-1.parquet"
    assert text == {
        "version": 1,
        "source": "ludza",
        "generation": 1,
        "parts": [
            {
                "dataset": "articles",
                "path": path,
                "rows": 2,
                "bytes": (Path(store.address) / path).stat().st_size,
                "run_id": RUN,
                "min_published": "2026-03-02",
                "max_published": "2026-03-04",
            }
        ],
    }
    assert part.uri == str(Path(store.address) / path)


def test_no_rows_write_nothing(store):
    assert store.commit("ludza", RUN, []) == []
    assert store.manifest("ludza").generation == 0
    assert store.sources() == []


def test_commits_of_one_run_add_up(store, make):
    for n in range(5):
        store.commit("ludza", RUN, [make(n)])
    parts = store.parts("articles")
    assert len({part.path for part in parts}) == 5
    assert store.read("articles", ["article_id"])["article_id"].to_pylist() == [
        f"ludza-{n:04d}" for n in range(5)
    ]


def test_two_sources_do_not_touch_each_other(store, make):
    store.commit("ludza", RUN, [make(1)])
    manifest = Path(store.address) / "manifests/ludza.json"
    before = manifest.read_bytes(), manifest.stat().st_mtime_ns, manifest.stat().st_ino
    store.commit("kraslava", "20261122T233144-kraslava", [make(1, source="kraslava")])
    assert (manifest.read_bytes(), manifest.stat().st_mtime_ns, manifest.stat().st_ino) == before
    assert store.sources() == ["kraslava", "ludza"]
    assert [part.source for part in store.parts(sources=["ludza"])] == ["ludza"]
    assert store.read("articles", ["municipality"])["municipality"].to_pylist() == ["kraslava", "ludza"]


def test_one_run_id_for_two_sources_of_a_region_overwrites_nothing(store, make):
    # "rezekne" and "rezeknes-novads" are two sources; a scheduler may well name a run after the hour.
    for source in ("rezekne", "rezeknes-novads", "ludza"):
        store.commit(source, "nakts", [make(1, source=source)])
    assert sorted(store.read("articles", ["municipality"])["municipality"].to_pylist()) == [
        "ludza",
        "rezekne",
        "rezeknes-novads",
    ]
    assert store.damaged() == []


def test_a_file_that_is_there_is_never_overwritten(store, make):
    foreign = Path(store.address) / f"data/articles/region=latgale/year=2026/{RUN}-1.parquet"
    foreign.parent.mkdir(parents=True)
    foreign.write_bytes(b"not ours")
    with pytest.raises(StoreError, match="is there already"):
        store.commit("ludza", RUN, [make(1)])
    assert store.parts() == []


def test_file_properties(store, make):
    (part,) = store.commit("ludza", RUN, [make(n % 200) for n in range(20_001)])
    with pq.ParquetFile(part.uri) as file:
        meta = file.metadata
        assert [meta.row_group(n).num_rows for n in range(meta.num_row_groups)] == [20_000, 1]
        group = meta.row_group(0)
        columns = {group.column(n).path_in_schema: group.column(n) for n in range(group.num_columns)}
        facts = {key.decode(): value.decode() for key, value in meta.metadata.items() if b"pilsetas" in key}
    assert {column.compression for column in columns.values()} == {"ZSTD"}
    assert facts["pilsetas.generator"] == f"pilsetas_crawl {__version__}"
    assert (facts["pilsetas.dataset"], facts["pilsetas.schema_version"]) == ("articles", "1")
    assert (facts["pilsetas.source"], facts["pilsetas.run_id"]) == ("ludza", RUN)
    with_dictionary = {path for path, column in columns.items() if column.has_dictionary_page}
    assert {"municipality", "region", "status", "published_precision"} <= with_dictionary
    assert with_dictionary.isdisjoint({"article_id", "title", "body", "url", "content_hash"})


def test_the_bloom_filter_of_ids_is_there(store, make):
    store.commit("ludza", RUN, [make(n) for n in range(50)])
    (part,) = store.parts("articles")
    probe = "SELECT bloom_filter_excludes FROM parquet_bloom_probe(?, 'article_id', ?)"
    with duckdb.connect() as con:
        assert con.execute(probe, [part.uri, "ludza-0007"]).fetchall() == [(False,)]
        assert con.execute(probe, [part.uri, "nav-tāda"]).fetchall() == [(True,)]


def test_hive_reading_agrees_with_the_columns(store, make):
    store.commit("ludza", RUN, [make(1)])
    store.commit("madona", "20261122T233144-madona", [make(2, source="madona", region="vidzeme")])
    query = "SELECT region, year, municipality FROM read_parquet(?, hive_partitioning=true) ORDER BY region"
    with duckdb.connect() as con:
        found = con.execute(query, [[part.uri for part in store.parts("articles")]]).fetchall()
    assert found == [("latgale", 2026, "ludza"), ("vidzeme", 2026, "madona")]


def test_unlisted_files_do_not_count(store, make):
    (part,) = store.commit("ludza", RUN, [make(1)])
    copy = Path(part.uri).with_name("other.parquet")
    copy.write_bytes(Path(part.uri).read_bytes())
    assert store.read("articles").num_rows == 1


def test_parts_written_before_a_column_existed_read_it_as_null(store, make):
    (part,) = store.commit("ludza", RUN, [make(1)])
    whole = pq.ParquetFile(part.uri).read()
    pq.write_table(whole.drop_columns(["title", "tags"]), part.uri)
    store.commit("ludza", RUN, [make(2, tags=["ceļi"])])
    read = store.read("articles", ["article_id", "title", "tags"]).to_pylist()
    assert read == [
        {"article_id": "ludza-0001", "title": None, "tags": None},
        {"article_id": "ludza-0002", "title": "Virsraksts 2", "tags": ["ceļi"]},
    ]


def test_reading_nothing_is_typed(store):
    table = store.read("articles", ["article_id", "published_at"])
    assert table.num_rows == 0
    assert table.schema.types == [pa.string(), pa.timestamp("us", tz="UTC")]


def test_unknown_names_are_told(store, make):
    store.commit("ludza", RUN, [make(1)])
    with pytest.raises(StoreError, match="no dataset 'article': there are articles, events, rejects, runs"):
        store.parts("article")
    with pytest.raises(StoreError, match="no dataset 'x'"):
        store.read("x")
    with pytest.raises(StoreError, match="no column 'titel'"):
        store.read("articles", ["titel"])


COMMIT_TEN = """
import sys
from pilsetas_crawl.items import Article
from pilsetas_crawl.store import Store
store = Store.open(sys.argv[1])
for n in range(10):
    row = Article(article_id=f"ludza-{sys.argv[2]}-{n}", revision=1, region="latgale")
    store.commit("ludza", f"{sys.argv[2]}-ludza", [row])
"""


def test_two_processes_committing_to_one_source_lose_nothing(store):
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", COMMIT_TEN, store.address]
    started = [subprocess.Popen([*command, name], cwd=root) for name in ("a", "b")]
    assert [process.wait(60) for process in started] == [0, 0]
    ids = store.read("articles", ["article_id"])["article_id"].to_pylist()
    assert sorted(ids) == sorted(f"ludza-{name}-{n}" for name in "ab" for n in range(10))
    assert store.manifest("ludza").generation == 20


def test_a_damaged_manifest_is_told_and_left_alone(store, make):
    store.commit("ludza", RUN, [make(1)])
    store.commit("kraslava", RUN, [make(1, source="kraslava")])
    manifest = Path(store.address) / "manifests/ludza.json"
    for content in (b"", b"[1]", b'{"version": 1}', manifest.read_bytes()[:-20], b"\xff\xfe"):
        manifest.write_bytes(content)
        with pytest.raises(StoreError, match=r"manifest .*ludza\.json is damaged") as refusal:
            store.commit("ludza", RUN, [make(2)])
        assert "\n" not in str(refusal.value)
        assert manifest.read_bytes() == content
    assert len(store.parts(sources=["kraslava"])) == 1


def test_a_manifest_of_a_later_version_is_not_overwritten(store, make):
    manifest = Path(store.address) / "manifests/ludza.json"
    manifest.write_text('{"version": 2, "generation": 5, "parts": []}')
    with pytest.raises(StoreError, match="version 2"):
        store.commit("ludza", RUN, [make(1)])
    assert '"version": 2' in manifest.read_text()


def test_whole_parts_are_not_called_damaged(store, make):
    for n in range(3):
        store.commit("ludza", RUN, [make(n)])
    assert store.damaged() == []


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda path, _: path.unlink(), "missing"),
        (lambda path, data: path.write_bytes(data[:-100]), "bytes long"),
        (lambda path, _: path.write_bytes(b""), "0 bytes long"),
        (lambda path, data: path.write_bytes(b"\0" * len(data)), "first or last mark"),
        (lambda path, data: path.write_bytes(data[:-4] + b"XXXX"), "first or last mark"),
        (lambda path, data: path.write_bytes(b"XXXX" + data[4:]), "first or last mark"),
    ],
)
def test_a_damaged_part_is_found_and_named(store, make, spoil, reason):
    for n in range(3):
        store.commit("ludza", RUN, [make(n)])
    bad = store.parts()[1]
    spoil(Path(bad.uri), Path(bad.uri).read_bytes())
    ((part, told),) = store.damaged()
    assert part == bad
    assert reason in told


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path, _: path.unlink(),
        lambda path, data: path.write_bytes(data[:-100]),
        lambda path, data: path.write_bytes(b"\0" * len(data)),
        lambda path, data: path.write_bytes(data[:10] + b"\xff" * 2000 + data[2010:]),
        lambda path, data: path.write_bytes(data.replace(b"Virsraksts 1", b"Virsraksts 7")),
    ],
)
def test_reading_a_damaged_part_names_it(store, make, spoil):
    for n in range(3):
        store.commit("ludza", RUN, [make(n)])
    bad = store.parts()[1]
    before = Path(bad.uri).read_bytes()
    spoil(Path(bad.uri), before)
    assert not Path(bad.uri).exists() or Path(bad.uri).read_bytes() != before
    with pytest.raises(StoreError) as refusal:
        store.read("articles")
    assert bad.uri in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_importing_the_store_does_not_import_arrow():
    probe = "import sys, pilsetas_crawl.store; sys.exit('pyarrow' in sys.modules or 'duckdb' in sys.modules)"
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", probe], cwd=root, check=False).returncode == 0


def test_a_store_is_read_while_it_is_written(store, make):
    reader = Store.open(store.address, create=False)
    for n in range(10):
        store.commit("ludza", RUN, [make(n)])
        assert reader.read("articles").num_rows == n + 1
