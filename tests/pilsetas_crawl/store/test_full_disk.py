"""No room: one clear line, and the store as it was."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from pilsetas_crawl.items import Article, Reject
from pilsetas_crawl.store import SourceState, Store, StoreError

HERE = Path(__file__).parent
LIMITED = """
import random, resource, sys
from pilsetas_crawl.items import Article, Reject
from pilsetas_crawl.store import Store, StoreError
store = Store.open(sys.argv[1])
body = random.Random(1).randbytes(300_000).hex()
rows = [
    Article(article_id="ludza-7", revision=1, region="latgale"),
    Article(article_id="ludza-8", revision=1, region="vidzeme", body=body),
    Reject(region="latgale"),
]
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
try:
    store.commit("ludza", "second-ludza", rows)
except StoreError as error:
    print(error)
    sys.exit(3)
"""


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_that_may_not_grow(tmp_path, make):
    store = Store.open(str(tmp_path))
    store.commit("ludza", "first-ludza", [make(1)])
    before = files(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)],
        cwd=HERE.parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 3, done.stderr
    assert done.stdout.count("\n") == 1
    assert "File too large" in done.stdout
    assert str(tmp_path) in done.stdout
    assert files(tmp_path) == before


@pytest.fixture
def small_disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no right to mount a small disk here; the limit on file sizes is tested without")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def noise(size: int) -> str:
    return random.Random(size).randbytes(size).hex()


def test_a_full_disk_at_a_commit(small_disk, make):
    store = Store.open(str(small_disk))
    store.commit("ludza", "first-ludza", [make(1)])
    before = files(small_disk)
    rows = [make(2), make(3, region="vidzeme", body=noise(2_000_000)), Reject(region="latgale")]
    with pytest.raises(StoreError, match="No space left on device; free some space") as caught:
        store.commit("ludza", "second-ludza", rows)
    assert "\n" not in str(caught.value)
    assert files(small_disk) == before
    assert len(store.commit("ludza", "third-ludza", [make(2)])) == 1


def test_a_put_that_fails_leaves_nothing_and_keeps_what_was_there(small_disk):
    files_of = Store.open(str(small_disk)).files
    files_of.put("x/y", b"before")
    with pytest.raises(OSError, match="No space left"):
        files_of.put("x/y", noise(2_000_000).encode())
    assert [path.name for path in (small_disk / "x").iterdir()] == ["y"]
    assert files_of.read("x/y") == b"before"


def test_a_disk_filled_to_the_brim_still_opens_and_tells(small_disk, make):
    store = Store.open(str(small_disk))
    with SourceState.open(store, "ludza", key_of=str) as state:
        rows = [make(1)]
        state.ingest(store.commit("ludza", "first-ludza", rows), rows)
    fill(small_disk / "ballast")
    with SourceState.open(store, "ludza", key_of=str) as state:
        assert state.by_id("ludza-0001") is not None
        with pytest.raises(StoreError, match="free some space"):
            state.set_fingerprints({("feed", str(n)): noise(200) for n in range(300)})
        with pytest.raises(StoreError, match="free some space"):
            store.commit("ludza", "second-ludza", [make(2)])
        assert state.fingerprint("feed", "1") is None
        (small_disk / "ballast").unlink()
        state.set_fingerprints({("feed", "1"): "x"})
        assert state.fingerprint("feed", "1") == "x"
    assert [part.rows for part in store.parts()] == [1]
    assert store.damaged() == []


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for size in (4096, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue


def test_the_limit_is_not_left_behind():
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    assert Article.dataset == "articles"
