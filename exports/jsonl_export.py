"""JSON Lines: one object a line, every stored column, for programs."""

from __future__ import annotations

import json
from datetime import date
from typing import IO, TYPE_CHECKING, Any

from exports.about import About, Report
from exports.choice import Choice, stored

if TYPE_CHECKING:
    import duckdb


def write_jsonl(con: duckdb.DuckDBPyConnection, choice: Choice, out: IO[bytes], _about: About) -> Report:
    """Write the chosen rows; times are ISO 8601 with the offset of Riga, unknown is null.

    Nothing is changed in texts: JSON has an escape for whatever stands in them.
    """
    names = choice.columns
    rows = 0
    for row in choice.rows(con, stored(names)):
        out.write(encoded(dict(zip(names, row, strict=True))) + b"\n")
        rows += 1
    return Report(rows)


def encoded(value: Any) -> bytes:
    """JSON on one line in UTF-8, also for readers that split lines at U+2028."""
    text = json.dumps(value, ensure_ascii=False, default=json_value, allow_nan=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode("utf-8", "backslashreplace")


def json_value(value: Any) -> Any:
    """The JSON form of what has none of its own.

    Raises:
        TypeError: there is none.
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"no JSON form for {type(value).__name__}")
