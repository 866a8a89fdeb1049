"""The kinds of CSV we write, and what a cell looks like in each.

Formula guard: a spreadsheet runs text that begins with ``= + - @`` (full-width forms too), with or without
spaces before it, or with a tab or line break. Such text, in cells and headers of every dialect, gets a
leading apostrophe: whatever is exported is opened in a spreadsheet by somebody. Numbers are not text and
stay as they are, so −3.5 as a number is never touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exports.errors import ExportError
from exports.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# Limits of Excel: characters (UTF-16 units) in a cell, and rows on a sheet, the header included.
EXCEL_CELL = 32_767
EXCEL_ROWS = 1_048_576
CUT_MARK = " […saīsināts]"

_FORMULA = re.compile(r"[\t\r\n]|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠−﹢﹣﹦﹫]")
# Most of what is written is short and ordinary: up to 300 characters, a letter or digit first, nothing that
# would be guarded, quoted or taken out. One look at it is enough.
_PLAIN = re.compile(r"[0-9A-Za-zĀ-ž][ !#-+\-./0-9:<-~\u00a0-\u1fff\u2010-\u2027]{0,299}")
# A list's own separator must not appear inside an item; addresses have an escape of their own for it.
_SEPARATOR = "|"
_INSIDE_TEXT, _INSIDE_ADDRESS = "¦", "%7C"


@dataclass(frozen=True, slots=True)
class Dialect:
    """One kind of file.

    Attributes:
        name: what it is asked for by.
        delimiter: between cells.
        line_end: after each row.
        bom: begin with a byte order mark, without which Excel takes UTF-8 for a Windows code page.
        decimal_comma: 56,55 and not 56.55. Latvian Excel takes 56.55 for text, or worse for a date;
            programs expect the point.
        cell_limit: longest text in UTF-16 units; None for no limit.
        row_limit: most rows, the header included; None for no limit.
        suffix: usual ending of the file's name.
    """

    name: str
    delimiter: str
    line_end: str
    suffix: str
    bom: bool = False
    decimal_comma: bool = False
    cell_limit: int | None = None
    row_limit: int | None = None


DIALECTS: dict[str, Dialect] = {
    d.name: d
    for d in (
        Dialect(
            *("excel-lv", ";", "\r\n", ".csv"),
            bom=True,
            decimal_comma=True,
            cell_limit=EXCEL_CELL,
            row_limit=EXCEL_ROWS,
        ),
        Dialect("rfc4180", ",", "\r\n", ".csv"),
        Dialect("tsv", "\t", "\n", ".tsv"),
    )
}


def dialect(name: str) -> Dialect:
    """A dialect by name.

    Raises:
        ExportError: there is no such dialect.
    """
    try:
        return DIALECTS[name]
    except KeyError:
        raise ExportError(f"unknown dialect {name!r}; there are: {', '.join(DIALECTS)}") from None


def cell(value: Any, style: Dialect) -> tuple[str, bool]:
    """A value as a cell's text, and whether it had to be cut."""
    if value is None:
        return "", False
    if isinstance(value, bool):
        return str(value).lower(), False
    if isinstance(value, float):
        return (repr(value).replace(".", ",") if style.decimal_comma else repr(value)), False
    if isinstance(value, int):
        return str(value), False
    text = joined(value) if isinstance(value, list) else str(value)
    return fitted(guarded(clean(text)), style.cell_limit)


def line_writer(style: Dialect) -> Callable[[Iterable[Any]], tuple[str, int]]:
    """What turns a row into its line, and the number of cells that were cut.

    The same bytes as Python's `csv` writes, in a third of its time: that one looks at long texts character by
    character.
    """
    plain = _PLAIN.fullmatch
    delimiter, end = style.delimiter, style.line_end

    def line_of(row: Iterable[Any]) -> tuple[str, int]:
        cells, cut = [], 0
        for value in row:
            if value is None:
                cells.append("")
            elif value.__class__ is str and plain(value):
                cells.append(value)
            else:
                text, was_cut = cell(value, style)
                cut += was_cut
                if '"' in text or delimiter in text or "\n" in text or "\r" in text:
                    text = '"' + text.replace('"', '""') + '"'
                cells.append(text)
        return delimiter.join(cells) + end, cut

    return line_of


def joined(items: Sequence[str | None]) -> str:
    """A list in one cell: ``a|b``. A ``|`` inside an item becomes ``¦``, in an address ``%7C``."""
    return _SEPARATOR.join(
        item.replace(_SEPARATOR, _INSIDE_ADDRESS if "://" in item else _INSIDE_TEXT) for item in items if item
    )


def guarded(text: str) -> str:
    """Text no spreadsheet takes for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def fitted(text: str, limit: int | None) -> tuple[str, bool]:
    """Text within a limit of UTF-16 units, and whether it had to be cut.

    Excel spills what is over its limit into further rows, which ruins the sheet; a marked cut does not.
    """
    # Two UTF-16 units are the most a character takes, so short text needs no counting.
    if limit is None or len(text) * 2 <= limit or _units(text) <= limit:
        return text, False
    kept = text.encode("utf-16-le")[: 2 * (limit - _units(CUT_MARK))]
    return kept.decode("utf-16-le", errors="ignore") + CUT_MARK, True


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
