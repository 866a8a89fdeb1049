"""How answers look: a table that fits the terminal, plain lines for pipes, JSON for programs."""

from __future__ import annotations

import json
import math
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from exports.query import Answer

#: A site's text must not move the cursor or recolour the terminal of whoever reads it.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_EMPTY = ""


def show(answer: Answer, out: TextIO) -> None:
    """Print a table, then how much of all it is: framed on a terminal, tab-separated elsewhere.

    In a pipe every row is one line, every cell is whole, and there is a line of column names first.
    """
    if out.isatty():
        # rich is only needed where there is somebody to look at it.
        from exports.framed import show_framed  # noqa: PLC0415 # see above

        show_framed(answer, out)
    else:
        _plain(answer, out)
    print(shown(answer), file=out)


def shown(answer: Answer) -> str:
    """How much of all that match is shown, in words."""
    if not answer.total:
        return f"no {answer.noun} match"
    if len(answer.rows) == answer.total:
        return f"shown all {answer.total}"
    rest = answer.total - len(answer.rows)
    return f"shown {len(answer.rows)} of {answer.total}, and {rest} more: --limit 0 shows all"


def show_json(answer: Answer, out: TextIO) -> None:
    """Print a JSON array, one row a line; times are ISO 8601 with the offset of Riga."""
    lines = (
        json.dumps(
            {name: _json(value) for name, value in zip(answer.columns, row, strict=True)},
            ensure_ascii=False,
            default=_json_value,
        )
        for row in answer.rows
    )
    out.write("[" + ",".join("\n" + line for line in lines) + "\n]\n")


def text_of(value: Any) -> str:
    """A value as a cell of the table; control characters become spaces, unknown is empty."""
    if value is None:
        return _EMPTY
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, list):
        return "|".join(text_of(item) for item in value)
    if isinstance(value, dict):
        return CONTROL.sub(" ", json.dumps(value, ensure_ascii=False, default=_json_value))
    if isinstance(value, bytes):
        return value.hex()
    return CONTROL.sub(" ", str(value)).strip()


def _plain(answer: Answer, out: TextIO) -> None:
    out.write("\t".join(map(text_of, answer.columns)) + "\n")
    out.writelines("\t".join(map(text_of, row)) + "\n" for row in answer.rows)


def _json_value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    # What a statement of one's own can give besides: times, spans, decimals, UUIDs.
    return str(value)


def _json(value: Any) -> Any:
    """A value JSON has a form for: no NaN and no infinity, and keys that are texts."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {key if isinstance(key, str) else text_of(key): _json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_json(inner) for inner in value]
    return value
