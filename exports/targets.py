"""Where an export goes: a file that is there whole or not at all, or standard output."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from exports.errors import ExportError
from pilsetas_crawl.whole_file import written_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def check_file(path: Path, *, force: bool, with_folder: bool = False) -> None:
    """Refuse a target before anything is read; with `with_folder` its folder is made later.

    Raises:
        ExportError: a folder, a folder that is not there, or a file that is there and `force` is not.
    """
    if path.is_dir():
        raise ExportError(f"{path} is a folder: name a file in it")
    if path.exists() and not force:
        raise ExportError(f"{path} is there already: give another name, or --force to replace it")
    if not (path.parent.parent if with_folder else path.parent).is_dir():
        raise ExportError(f"{path.parent.parent if with_folder else path.parent} is no folder: make it first")


@contextmanager
def written_aside(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` when the block ends well, and is gone when it does not.

    Raises:
        ExportError: it cannot be written.
    """
    try:
        with written_whole(path) as out:
            yield out
    except OSError as error:
        raise ExportError(
            f"cannot write {path}: {error.strerror or error}; nothing was left there"
        ) from error


@contextmanager
def written_to_pipe(out: IO[bytes], *, needs_seek: bool) -> Iterator[IO[bytes]]:
    """A file that ends up in a pipe: made aside first where the format has to go back in it."""
    if not needs_seek:
        yield out
        return
    with tempfile.TemporaryFile() as aside:
        yield aside
        aside.seek(0)
        shutil.copyfileobj(aside, out)
