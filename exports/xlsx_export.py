"""Excel: typed dates, a header that stays, filters, links that open; Excel's limits are kept and told.

Text is written as text, never as a formula. Where it begins as one does, the cell says so (its quote prefix),
or Excel would run it when somebody edits the cell and presses Enter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any

import xlsxwriter

from exports.about import HOME, LICENCE, About, Report
from exports.choice import Choice
from exports.csv_dialects import CUT_MARK, EXCEL_CELL, EXCEL_ROWS, fitted, guarded, joined
from exports.fields import meaning
from exports.text import clean, is_web_address
from exports.xlsx_columns import (
    ARTICLE_COLUMNS,
    DEGREES,
    EVENT_COLUMNS,
    LINK,
    MOMENT,
    NUMBER,
    PRINTED,
    Column,
)
from pilsetas_crawl.items import Article

if TYPE_CHECKING:
    import duckdb
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# Most links Excel opens on one sheet; it calls the file damaged when there are more.
EXCEL_LINKS = 65_530
# Longest address Excel opens (2,079), less what escaping may add.
_LINK_LENGTH = 2000
# Height of a row in points, enough for one line of the fonts that stand in for Calibri too.
_HEIGHT = 16.5
# Width of the explaining column, in characters.
_WIDE = 100
# Excel's calendar has a day that never was, 29 February 1900: what is earlier is written as text.
_FIRST_DAY = date(1900, 3, 1)
# Where the archive holds no run: files need a date of making, and the clock would make each one different.
_NO_DATE = datetime(2026, 1, 1)  # noqa: DTZ001 # Excel's dates have no zone
_PLAIN, _QUOTED, _DAY, _TIME, _DEGREES, _WHOLE, _LINK, _HEAD = (
    "plain", "quoted", "day", "time", "degrees", "whole", "link", "head",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """What one sheet holds.

    Attributes:
        rows: the header included.
        links: cells with a link.
    """

    rows: int = EXCEL_ROWS
    links: int = EXCEL_LINKS


@dataclass(slots=True)
class _Counts:
    rows: int = 0
    cut: int = 0
    unlinked: int = 0
    sheets: list[str] = field(default_factory=list)


def write_xlsx(
    con: duckdb.DuckDBPyConnection, choice: Choice, out: IO[bytes], about: About, limits: Limits | None = None
) -> Report:
    """Write the chosen rows; those past the last row of a sheet go on in a further sheet.

    Equal data gives equal bytes: the date of making is the archive's, and those inside the file are fixed.
    """
    book = xlsxwriter.Workbook(
        out,
        {
            # Row by row to disk: an archive does not fit in memory.
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    made = about.as_of.replace(tzinfo=None) if about.as_of else _NO_DATE
    book.set_properties({"title": clean(about.title), "author": HOME, "created": made})
    columns = ARTICLE_COLUMNS if choice.kind is Article else EVENT_COLUMNS
    writer = _Writer(book, columns, limits or Limits(), "Ziņas" if choice.kind is Article else "Pasākumi")
    for row in choice.rows(con, {column.name: column.sql for column in columns}):
        writer.row(row)
    writer.end()
    _explain(book, about, columns, writer)
    book.close()
    return Report(writer.counts.rows, tuple(_notes(writer.counts, writer.limits)))


class _Writer:
    """Writes rows to a sheet, and to the next when it is full."""

    def __init__(self, book: Workbook, columns: tuple[Column, ...], limits: Limits, name: str) -> None:
        self.book, self.columns, self.limits, self.name = book, columns, limits, name
        self.counts = _Counts()
        self.formats: dict[str, Format] = {
            key: book.add_format(properties)
            for key, properties in {
                _PLAIN: {"valign": "top"},
                _QUOTED: {"valign": "top", "quote_prefix": True},
                _DAY: {"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"},
                _TIME: {"valign": "top", "num_format": "yyyy-mm-dd hh:mm", "align": "left"},
                _DEGREES: {"valign": "top", "num_format": "0.0000"},
                _WHOLE: {"valign": "top", "num_format": "0"},
                _LINK: {"valign": "top", "font_color": "#0563C1", "underline": 1},
                _HEAD: {"bold": True, "bottom": 1, "bg_color": "#E7EEF5", "valign": "top"},
            }.items()
        }
        self._begin()

    def _begin(self) -> None:
        number = len(self.counts.sheets) + 1
        self.counts.sheets.append(self.name if number == 1 else f"{self.name} {number}")
        self.sheet: Worksheet = self.book.add_worksheet(self.counts.sheets[-1])
        self.line, self.links = 1, 0
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.hide_gridlines(0)  # on paper too: cut texts would run into each other
        self.sheet.set_row(0, _HEIGHT + 3)
        self.sheet.set_footer("&L&A&R&P / &N")
        for index, column in enumerate(self.columns):
            self.sheet.set_column(index, index, column.width)
            self.sheet.write_string(0, index, column.name, self.formats[_HEAD])

    def end(self) -> None:
        """Finish a sheet: only now it is known how far its filters reach."""
        last = max(self.line - 1, 1)
        self.sheet.autofilter(0, 0, last, len(self.columns) - 1)
        self.sheet.print_area(0, 0, last, PRINTED - 1)

    def row(self, values: tuple[Any, ...]) -> None:
        """Write one row."""
        if self.line >= self.limits.rows:
            self.end()
            self._begin()
        # A fixed height: else a text of many lines makes a row that fills the screen.
        self.sheet.set_row(self.line, _HEIGHT)
        for index, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            if value is not None:
                self._cell(index, column, value)
        self.line += 1
        self.counts.rows += 1

    def _cell(self, index: int, column: Column, value: Any) -> None:
        if isinstance(value, bool):
            self.sheet.write_boolean(self.line, index, value, self.formats[_PLAIN])
        elif column.kind in (NUMBER, DEGREES):
            style = self.formats[_DEGREES if column.kind == DEGREES else _WHOLE]
            self.sheet.write_number(self.line, index, value, style)
        elif column.kind == MOMENT:
            self._moment(index, value)
        elif column.kind == LINK and is_web_address(value) and len(value) <= _LINK_LENGTH:
            self._link(index, value)
        else:
            text = joined(value).replace("|", " | ") if isinstance(value, list) else str(value)
            self._text(index, text)

    def _moment(self, index: int, value: str) -> None:
        moment = datetime.fromisoformat(value)
        if moment.date() < _FIRST_DAY:
            self._text(index, value)
        else:
            style = self.formats[_TIME if "T" in value else _DAY]
            self.sheet.write_datetime(self.line, index, moment, style)

    def _link(self, index: int, address: str) -> None:
        if self.links >= self.limits.links:
            self.counts.unlinked += 1
            self._text(index, address)
            return
        self.links += 1
        self.sheet.write_url(self.line, index, address, self.formats[_LINK], string=address)

    def _text(self, index: int, text: str) -> None:
        harmless = clean(text)
        fit, was_cut = fitted(harmless, EXCEL_CELL)
        self.counts.cut += was_cut
        if fit:
            style = self.formats[_PLAIN if guarded(fit) == fit else _QUOTED]
            self.sheet.write_string(self.line, index, fit, style)


def _explain(book: Workbook, about: About, columns: tuple[Column, ...], writer: _Writer) -> None:
    """A last sheet that says what the file answers and as of when."""
    sheet = book.add_worksheet("Par datiem")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, _WIDE)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    head, plain = writer.formats[_HEAD], book.add_format({"valign": "top", "text_wrap": True})
    lines = [
        ("Title", about.title),
        ("Query", ", ".join(f"{name} = {value}" for name, value in about.query.items()) or "everything"),
        ("As of", about.as_of.strftime("%Y-%m-%d %H:%M, %Z") if about.as_of else "no run is stored"),
        ("Rows", str(writer.counts.rows)),
        ("Times", "Europe/Riga; a day without a time of day where none is known"),
        ("Lists", "items are parted by |"),
        ("Rights", LICENCE),
    ]
    of_events = columns is EVENT_COLUMNS
    lines += [(column.name, meaning(column.name, of_events=of_events).text) for column in columns]
    for number, (name, text) in enumerate(lines):
        sheet.set_row(number, _HEIGHT * (1 + len(text) // (_WIDE - 10)))
        sheet.write_string(number, 0, name, head)
        sheet.write_string(number, 1, fitted(clean(text), EXCEL_CELL)[0], plain)


def _notes(counts: _Counts, limits: Limits) -> list[str]:
    notes = []
    if counts.cut:
        notes.append(
            f"{counts.cut} cells were longer than the {EXCEL_CELL} characters Excel holds and end in "
            f"'{CUT_MARK.strip()}' where they were cut; the full text: --format jsonl, or the url"
        )
    if len(counts.sheets) > 1:
        notes.append(f"a sheet of Excel holds {limits.rows} rows: the rest stands in the next sheets")
    if counts.unlinked:
        notes.append(
            f"{counts.unlinked} addresses are plain text: Excel opens {limits.links} links a sheet, no more"
        )
    return notes
