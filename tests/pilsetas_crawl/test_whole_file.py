"""Rule: a file is there whole or not at all, and nothing is left beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilsetas_crawl.whole_file import write_whole, written_whole


def test_a_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, "vecs\r\n")
    write_whole(path, "jauns ū\r\n")
    assert path.read_bytes() == "jauns ū\r\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_until_the_end_the_old_one_is_there(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, "vecs")
    with written_whole(path) as out:
        out.write(b"jauns")
        out.flush()
        assert path.read_bytes() == b"vecs"
    assert path.read_bytes() == b"jauns"


def test_one_that_is_broken_off_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, "vecs")

    def broken_off() -> None:
        with written_whole(path) as out:
            out.write(b"jau")
            raise KeyError

    with pytest.raises(KeyError):
        broken_off()
    assert path.read_bytes() == b"vecs"
    assert list(tmp_path.iterdir()) == [path]


def test_where_nothing_can_be_written_the_fault_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "nowhere" / "file", "x")
