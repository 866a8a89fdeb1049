"""How answers look: a table that fits the terminal, plain lines for pipes, JSON for programs."""

from __future__ import annotations

import json
import math
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from exports.query import Answer

# A site's text must not move the cursor or recolour the terminal of whoever reads it.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_EMPTY = ""
# Columns narrower than this are hard to read, frame included.
_LEAST_WIDTH = 17


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
        return _CONTROL.sub(" ", json.dumps(value, ensure_ascii=False, default=_json_value))
    if isinstance(value, bytes):
        return value.hex()
    return _CONTROL.sub(" ", str(value)).strip()


def _plain(answer: Answer, out: TextIO) -> None:
    out.write("\t".join(map(text_of, answer.columns)) + "\n")
    out.writelines("\t".join(map(text_of, row)) + "\n" for row in answer.rows)


def _framed(answer: Answer, out: TextIO) -> None:
    # rich is only needed where there is somebody to look at it.
    from rich.console import Console  # noqa: PLC0415 # see above
    from rich.table import Table  # noqa: PLC0415 # see above
    from rich.text import Text  # noqa: PLC0415 # see above

    console = Console(file=out)
    if _LEAST_WIDTH * len(answer.columns) > console.width:
        _listed(answer, console)
        return
    table = Table(header_style="bold", expand=False)
    for name in answer.columns:
        # Days stay in one piece; what is narrow folds, and nothing is cut off.
        moment = name == "published" or name.endswith("_at")
        table.add_column(Text(_CONTROL.sub(" ", name)), overflow="fold", no_wrap=moment)
    for row in answer.rows:
        table.add_row(*map(_rich_text, row))
    console.print(table)


def _listed(answer: Answer, console: Console) -> None:
    """One line a value, an empty one between rows: for more columns than stand side by side."""
    from rich.text import Text  # noqa: PLC0415 # see _framed

    for number, row in enumerate(answer.rows):
        if number:
            console.print()
        for name, value in zip(answer.columns, row, strict=True):
            if value not in (None, [], {}):
                console.print(Text.assemble((_CONTROL.sub(" ", name), "bold"), ": ", _rich_text(value)))


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
