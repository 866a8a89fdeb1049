"""Files that are there whole or not at all: made under another name beside their place, then renamed."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def name_beside(path: Path) -> Path:
    """A hidden name in the same folder that no other process uses for this file."""
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


def put_in_place(aside: Path, path: Path) -> None:
    """Let a file that is complete take the place of another, safe from a power cut.

    Raises:
        OSError: it cannot be done.
    """
    with aside.open("rb") as file:
        os.fsync(file.fileno())
    aside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` when the block ends well, and is gone when it does not.

    Raises:
        OSError: it cannot be written.
    """
    aside = name_beside(path)
    try:
        with aside.open("w+b") as out:
            yield out
        put_in_place(aside, path)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write a text as UTF-8, line ends as they are.

    Raises:
        OSError: it cannot be written.
    """
    with written_whole(path) as out:
        out.write(text.encode())
