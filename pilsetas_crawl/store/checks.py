"""Quick checks of parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pilsetas_crawl.store.filesystem import Files
    from pilsetas_crawl.store.parts import Part

_MARK = b"PAR1"


def fault(files: Files, part: Part) -> str | None:
    """What is wrong with a part by its size and its marks, None where nothing is."""
    try:
        found = files.probe(part.path)
    except OSError as error:
        return f"unreadable: {error}"
    if found is None:
        return "missing"
    size, head, tail = found
    if size != part.bytes:
        return f"{size} bytes long, {part.bytes} are listed"
    if head != _MARK or tail != _MARK:
        return "not a whole Parquet file: its first or last mark is overwritten"
    return None
