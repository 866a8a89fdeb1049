"""Answers on a terminal: a table that fits it and cuts nothing off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from exports.table import CONTROL, text_of

if TYPE_CHECKING:
    from exports.query import Answer

# Columns narrower than this are hard to read, frame included.
_LEAST_WIDTH = 17


def show_framed(answer: Answer, out: TextIO) -> None:
    """Print a table with a frame, or a list of values where the terminal is too narrow for all columns."""
    console = Console(file=out)
    if _LEAST_WIDTH * len(answer.columns) > console.width:
        _listed(answer, console)
        return
    table = Table(header_style="bold", expand=False)
    for name in answer.columns:
        # Days stay in one piece; what is narrow folds, and nothing is cut off.
        moment = name == "published" or name.endswith("_at")
        table.add_column(Text(CONTROL.sub(" ", name)), overflow="fold", no_wrap=moment)
    for row in answer.rows:
        table.add_row(*map(_rich_text, row))
    console.print(table)


def _listed(answer: Answer, console: Console) -> None:
    """One line a value, an empty one between rows: for more columns than stand side by side."""
    for number, row in enumerate(answer.rows):
        if number:
            console.print()
        for name, value in zip(answer.columns, row, strict=True):
            if value not in (None, [], {}):
                console.print(Text.assemble((CONTROL.sub(" ", name), "bold"), ": ", _rich_text(value)))


def _rich_text(value: Any) -> Text:
    """Text and not markup, for a title in [brackets] is a title; a folded address can still be clicked."""
    text = text_of(value)
    is_link = text.startswith(("http://", "https://")) and " " not in text
    return Text(text, style=Style(link=text) if is_link else "")
