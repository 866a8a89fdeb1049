"""Excel files, opened again with openpyxl, which shares no code with the writer."""

import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from exports.about import About
from exports.choice import articles
from exports.query import views
from exports.resolve import Filters
from exports.xlsx_export import Limits, write_xlsx
from pilsetas_crawl.items import Attachment
from tests.exports.hostile import FORBIDDEN, TITLES


def naive(*parts):
    """A moment as a sheet has it: its dates know no zone."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


def sheet_of(path, name="Ziņas"):
    book = openpyxl.load_workbook(path)
    sheet = book[name]
    head = [cell.value for cell in sheet[1]]
    rows = [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    return book, sheet, rows


def written(store, path, limits):
    with views(store, Filters()) as (con, _), path.open("w+b") as out:
        return write_xlsx(con, articles(Filters()), out, About("T", {}, None), limits)


def test_moments_and_days_are_dates_of_riga(put, make, export_to):
    put(
        make("ludza-1", "2026-07-01 14:30"),
        make("ludza-2", "2026-01-05 00:00", published_precision="day", tags=["Sports", "a|b"], word_count=7),
    )
    _, _, rows = sheet_of(export_to("x.xlsx"))
    first, second = rows
    assert first["published"].value == naive(2026, 7, 1, 14, 30)
    assert first["published"].number_format == "yyyy-mm-dd hh:mm"
    assert second["published"].value == naive(2026, 1, 5)
    assert second["published"].number_format == "yyyy-mm-dd"
    assert (second["tags"].value, second["word_count"].value) == ("Sports | a¦b", 7)
    assert second["lead"].value is None


def test_a_date_before_excel_s_calendar_is_text(put, make, export_to):
    put(make("ludza-1", "1899-12-31 00:00", published_precision="day"))
    assert sheet_of(export_to("x.xlsx"))[2][0]["published"].value == "1899-12-31"


def test_the_header_stays_the_filters_reach_all_rows_and_links_open(put, make, export_to):
    address = "https://ludzasnovads.lv/zina/?id=5&x=%C4%81#sadaļa"
    put(*(make(f"ludza-{n}", f"2026-11-0{n} 10:00", url=address) for n in range(1, 6)))
    put(make("ludza-9", "2026-11-09 10:00", url="javascript:alert(1)"))
    _, sheet, rows = sheet_of(export_to("x.xlsx"))
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}7"
    assert sheet.column_dimensions["C"].width > 50
    assert rows[0]["url"].hyperlink is None
    link = rows[1]["url"].hyperlink
    assert "#".join(filter(None, (link.target, link.location))) == address
    assert rows[1]["url"].value == address


def test_whatever_a_site_writes_is_text(put, make, export_to):
    put(*(make(f"ludza-{name}", "2026-11-05 10:00", title=title) for name, title in TITLES.items()))
    _, _, rows = sheet_of(export_to("x.xlsx"))
    cells = {row["article_id"].value.removeprefix("ludza-"): row["title"] for row in rows}
    assert set(cells) == set(TITLES)
    assert {cell.data_type for cell in cells.values()} <= {"s", "inlineStr"}
    assert not any(mark in cell.value for cell in cells.values() for mark in FORBIDDEN)
    for name in ("formula", "plus", "minus", "at", "tab", "hidden"):
        assert cells[name].quotePrefix, name
    for name in ("formula", "quotes", "markup", "escaped", "sql", "path", "wide"):
        # Excel's escape of what looks like its escape, which openpyxl leaves to its caller.
        assert unescape(cells[name].value) == TITLES[name]
    assert not cells["quotes"].quotePrefix
    assert len(cells["long"].value) == 32_767
    assert cells["long"].value.endswith("[…saīsināts]")


def test_rows_past_a_sheet_go_on_in_the_next_and_it_is_told(put, make, store, tmp_path):
    put(*(make(f"ludza-{n}", f"2026-11-0{n} 10:00") for n in range(1, 8)))
    report = written(store, tmp_path / "x.xlsx", Limits(rows=4))
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == ["Ziņas", "Ziņas 2", "Ziņas 3", "Par datiem"]
    assert [book[name].max_row for name in book.sheetnames[:3]] == [4, 4, 2]
    assert book["Ziņas 3"]["A1"].value == "published"
    assert report.rows == 7
    assert report.notes == ("a sheet of Excel holds 4 rows: the rest stands in the next sheets",)


def test_links_past_excel_s_limit_are_text_and_it_is_told(put, make, store, tmp_path):
    put(*(make(f"ludza-{n}", f"2026-11-0{n} 10:00") for n in range(1, 6)))
    report = written(store, tmp_path / "x.xlsx", Limits(links=3))
    _, _, rows = sheet_of(tmp_path / "x.xlsx")
    assert [row["url"].hyperlink is not None for row in rows] == [True, True, True, False, False]
    assert rows[4]["url"].value == "https://example.lv/ludza-1"
    assert report.notes == ("2 addresses are plain text: Excel opens 3 links a sheet, no more",)


def test_excel_s_own_limits_are_those_it_documents():
    assert (Limits().rows, Limits().links) == (1_048_576, 65_530)


def test_cut_cells_are_told(put, make, store, tmp_path):
    put(
        make("ludza-1", "2026-11-05 10:00", body="a" * 32_768),
        make("ludza-2", "2026-11-05 10:00", body="a" * 32_767),
    )
    report = written(store, tmp_path / "x.xlsx", Limits())
    (note,) = report.notes
    assert note.startswith("1 cells were longer than the 32767 characters Excel holds")


def test_nothing_inside_bears_the_clock(put, make, export_to):
    put(make("ludza-1", "2026-11-05 10:00"))
    with zipfile.ZipFile(export_to("x.xlsx")) as file:
        assert {info.date_time[0] for info in file.infolist()} == {1980}
    assert openpyxl.load_workbook(export_to("x.xlsx")).properties.created == naive(2026, 1, 1)


def test_the_last_sheet_explains_every_column(put, make, export_to):
    put(make("ludza-1", "2026-11-05 10:00", attachments=[Attachment(url="https://x/a.pdf")]))
    book, sheet, _ = sheet_of(export_to("x.xlsx", Filters(region="latgale")))
    told = dict(book["Par datiem"].iter_rows(values_only=True))
    assert told["Query"] == "region = latgale"
    assert {cell.value for cell in sheet[1]} <= set(told)
    assert all(told.values())


def test_events_have_a_sheet_of_their_own(put, happen, export_to):
    put(happen("e1", "2026-12-05 18:00", "2026-12-05 20:00"), happen("e2", "2026-12-06", "2026-12-08"))
    _, _, rows = sheet_of(export_to("x.xlsx", events=True), "Pasākumi")
    assert rows[0]["start"].value == naive(2026, 12, 5, 18)
    assert [rows[1][name].value.date() for name in ("start", "end")] == [date(2026, 12, 6), date(2026, 12, 8)]


@pytest.mark.parametrize("number", [0, 1])
def test_few_rows_make_a_file_that_opens(put, make, store, export_to, number):
    put(*(make(f"ludza-{n}", "2026-11-05 10:00") for n in range(number)))
    assert len(sheet_of(export_to("x.xlsx"))[2]) == number
