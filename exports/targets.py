"""Where an export goes: a file that is there whole or not at all, or standard output."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

from exports.errors import ExportError

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
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with aside.open("w+b") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        aside.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise ExportError(
            f"cannot write {path}: {error.strerror or error}; nothing was left there"
        ) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


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


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
