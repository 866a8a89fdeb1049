"""What a mirror asks of Parquet files. Imports pyarrow, so it is imported only where copies are made."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from pathlib import Path

# Columns that tell which rows are newer revisions.
REVISION = ("article_id", "revision")
_ROWS = 5_000


def spoiled(path: Path) -> str | None:
    """What is wrong with a file by the checksums of its pages; None where nothing is.

    All of it is read, some thousand rows at a time.
    """
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            for _ in file.iter_batches(_ROWS):
                pass
    except (OSError, pa.ArrowException) as error:
        return str(error).splitlines()[0]
    return None


def copy_edits(handle: Any, path: Path) -> bool:
    """Write `REVISION` of the rows that are newer revisions into a file, durably.

    Args:
        handle: the whole Parquet file, opened by Arrow; only these columns are read.
        path: what is written.

    Returns:
        False where the columns cannot be read.
    """
    try:
        with pq.ParquetFile(handle, page_checksum_verification=True) as file:
            table = file.read(columns=list(REVISION))
    except (OSError, pa.ArrowException):
        return False
    with path.open("wb") as out:
        pq.write_table(table.filter(pc.field("revision") > 1), out)
        out.flush()
        os.fsync(out.fileno())
    return True
