"""Where the lines of a cycle go: standard error, a file, or nowhere."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal, TextIO

from pilsetas_crawl.errors import PilsetasError

# As Scrapy's own logs have it: a file that every cycle appends to is read days later.
STAMP = "%Y-%m-%d %H:%M:%S"


@contextmanager
def words(file: str | None, *, append: bool = True, silent: bool = False) -> Iterator[TextIO]:
    """The stream for the lines of a cycle, warnings of the code among them.

    Args:
        file: the file they go to; none: standard error.
        append: after what stands in the file, not in its place.
        silent: they go nowhere.

    Raises:
        PilsetasError: the file cannot be written.
    """
    path = os.devnull if silent else file
    stream = _open(Path(path), "a" if append else "w") if path else sys.stderr
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", STAMP))
    handler.setLevel(logging.WARNING)
    logging.root.addHandler(handler)
    try:
        yield stream
    finally:
        logging.root.removeHandler(handler)
        if stream is not sys.stderr:
            # What a full disk did not take was tried at once, line by line.
            with suppress(OSError):
                stream.close()


def _open(path: Path, mode: Literal["a", "w"]) -> TextIO:
    try:
        return path.open(mode, encoding="utf-8")
    except OSError as error:
        raise PilsetasError(f"cannot write the log {path}: {error.strerror}") from None
