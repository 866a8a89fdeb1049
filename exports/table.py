"""How answers look: a table that fits the terminal, plain lines for pipes, JSON for programs."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.text import Text

    from exports.query import Answer

# A site's text must not move the cursor or recolour the terminal of whoever reads it.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_EMPTY = ""


def show(answer: Answer, out: TextIO) -> None:
    """Print a table, then how much of all it is: framed on a terminal, tab-separated elsewhere.

    In a pipe every row is one line, every cell is whole, and there is a line of column names first.
    """
    if out.isatty():
        _framed(answer, out)
    else:
        _plain(answer, out)
    print(shown(answer), file=out)


def shown(answer: Answer) -> str:
    """How much of all that match is shown, in words."""
    if not answer.total:
        return "no articles match"
    if len(answer.rows) == answer.total:
        return f"shown all {answer.total}"
    return f"shown {len(answer.rows)} of {answer.total}; more with --limit, all with --limit 0"


def show_json(answer: Answer, out: TextIO) -> None:
    """Print a JSON array, one article a line; times are ISO 8601 with the offset of Riga."""
    lines = (
        json.dumps(dict(zip(answer.columns, row, strict=True)), ensure_ascii=False, default=_json_value)
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
        return _CONTROL.sub(" ", json.dumps(value, ensure_ascii=False, default=_json_value))
    if isinstance(value, bytes):
        return value.hex()
    return _CONTROL.sub(" ", str(value)).strip()


def _plain(answer: Answer, out: TextIO) -> None:
    out.write("\t".join(answer.columns) + "\n")
    out.writelines("\t".join(map(text_of, row)) + "\n" for row in answer.rows)


def _framed(answer: Answer, out: TextIO) -> None:
    # rich is only needed where there is somebody to look at it.
    from rich.console import Console  # noqa: PLC0415 # see above
    from rich.table import Table  # noqa: PLC0415 # see above

    table = Table(header_style="bold", expand=False)
    for name in answer.columns:
        # Days stay in one piece; what is narrow folds, and nothing is cut off.
        moment = name == "published" or name.endswith("_at")
        table.add_column(name, overflow="fold", min_width=16 if moment else None)
    for row in answer.rows:
        table.add_row(*map(_rich_text, row))
    Console(file=out).print(table)


def _rich_text(value: Any) -> Text:
    """Text and not markup, for a title in [brackets] is a title; a folded address can still be clicked."""
    from rich.style import Style  # noqa: PLC0415 # see _framed
    from rich.text import Text  # noqa: PLC0415 # see _framed

    text = text_of(value)
    is_link = text.startswith(("http://", "https://")) and " " not in text
    return Text(text, style=Style(link=text) if is_link else "")


def _json_value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"no JSON form for {type(value).__name__}")
