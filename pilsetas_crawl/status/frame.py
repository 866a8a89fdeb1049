"""Tables for a terminal: whole on a wide one, and with the causes beneath on a narrow one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from pilsetas_crawl.run.verdict import Verdict

if TYPE_CHECKING:
    from rich.console import Console, JustifyMethod
    from rich.table import Table

COLOURS = {
    Verdict.OK: "green",
    Verdict.QUIET: "green",
    Verdict.SUSPICIOUS: "yellow",
    Verdict.PARTIAL: "yellow",
    Verdict.NOT_RUN: "magenta",
}
# Columns of the terminal that a cause needs beside the others; in fewer it is a tower of syllables.
ROOM = 40


def show_framed(
    columns: Sequence[str],
    rows: Sequence[tuple[Verdict, Sequence[str]]],
    out: TextIO,
    *,
    short: Mapping[str, str] | None = None,
    remark: str = "",
) -> None:
    """Print a table whose last column is the cause; where that has no room, causes stand beneath.

    Args:
        columns: headings; a sign may stand first, then what a row is about, then its verdict.
        rows: verdict and cells of each row.
        out: a terminal.
        short: shorter headings, for terminals that have no room for these.
        remark: what may stand for a cause and is not worth a line beneath.
    """
    # rich is only needed where there is somebody to look at it.
    from rich.console import Console  # noqa: PLC0415 # see above

    console = Console(file=out)
    widths = [
        max(len(row[n]) for row in (columns, *(cells for _, cells in rows))) for n in range(len(columns))
    ]
    fixed = sum(widths[:-1])
    if fixed + 2 * (len(columns) - 1) + min(ROOM, widths[-1]) <= console.width:
        console.print(_table(columns, rows, gap=2))
        return
    gaps = len(columns) - 2
    names = [(short or {}).get(name, name) for name in columns[:-1]]
    tight = fixed + gaps > console.width
    table = _table(names if tight else columns[:-1], rows, gap=2 if fixed + 2 * gaps <= console.width else 1)
    console.print(table)
    _beneath(columns, [row for row in rows if row[1][-1] not in ("", remark)], console)


def _table(columns: Sequence[str], rows: Sequence[tuple[Verdict, Sequence[str]]], *, gap: int) -> Table:
    from rich.table import Table  # noqa: PLC0415 # as above
    from rich.text import Text  # noqa: PLC0415 # as above

    table = Table(header_style="bold", box=None, pad_edge=False, padding=(0, gap, 0, 0))
    about = _about(columns)
    for n, name in enumerate(columns):
        counts = bool(rows) and all(cells[n].replace(".", "", 1).isdigit() for _, cells in rows)
        justify: JustifyMethod = "right" if counts else "left"
        table.add_column(name, overflow="fold", no_wrap=name != "cause", justify=justify)
    for verdict, cells in rows:
        coloured = {0, about + 1} if about else {about + 1}
        style = COLOURS.get(verdict, "red")
        shown = cells[: len(columns)]
        table.add_row(*(Text(cell, style=style if n in coloured else "") for n, cell in enumerate(shown)))
    return table


def _beneath(columns: Sequence[str], rows: Sequence[tuple[Verdict, Sequence[str]]], console: Console) -> None:
    """Print the causes, each under the name of its row."""
    about = _about(columns)
    for verdict, cells in rows:
        console.print(f"{cells[about]} {verdict}: {cells[-1]}", markup=False, highlight=False)


def _about(columns: Sequence[str]) -> int:
    """The column that says what a row is about: the first with a heading."""
    return next(n for n, name in enumerate(columns) if name)
