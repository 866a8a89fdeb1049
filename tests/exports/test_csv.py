"""CSV: what goes in comes out cell by cell, in Python's csv, in DuckDB, and harmless in a spreadsheet."""

import csv
import io

import duckdb
import pytest

from exports.csv_dialects import DIALECTS, EXCEL_CELL, cell, dialect, guarded, joined
from exports.csv_export import COLUMNS, CsvReport, write_csv, write_csv_file
from exports.errors import ExportError
from exports.query import views
from exports.resolve import Filters, resolve
from pilsetas_crawl.items import Attachment
from tests.exports.saying import link

EXCEL, RFC, TSV = (DIALECTS[name] for name in ("excel-lv", "rfc4180", "tsv"))
TITLES = {
    "ludza-1": "Ķekavā; Ādažos, \"Zilupē\" un 'Ludzā'",
    "ludza-2": "Pirmā rinda\nOtrā\tar tabulatoru",
    "ludza-3": '=HYPERLINK("http://x")',
    "ludza-4": " \u00a0+371 20000000",
    "ludza-5": "＝1+1",
    "ludza-6": "Parasts – ar domuzīmi = vidū",
}
GUARDED = {"ludza-3", "ludza-4", "ludza-5"}


@pytest.fixture
def con(put, make, store):
    put(
        *(
            make(name, f"2026-11-0{number} 10:0{number}", title=title, lat=56.54, lon=-27.5)
            for number, (name, title) in enumerate(TITLES.items(), start=1)
        )
    )
    bauska = make(
        "bauska-1",
        "2026-10-01 00:00",
        "bauska",
        published_precision="day",
        tags=["Sports", "a|b"],
        attachments=[Attachment(url="https://x/a|b.pdf"), Attachment(url="https://x/c.pdf")],
        word_count=7,
    )
    put(bauska, link(bauska, "story-1"))
    with views(store, Filters()) as (opened, _):
        yield opened


def expected_title(name):
    return "'" + TITLES[name] if name in GUARDED else TITLES[name]


@pytest.mark.parametrize("style", [EXCEL, RFC, TSV], ids=lambda style: style.name)
def test_reopened_with_python(con, tmp_path, style):
    path = tmp_path / f"x{style.suffix}"
    assert write_csv_file(con, Filters(), path, style) == CsvReport(articles=7, cut=0, over=0)
    with path.open(encoding="utf-8-sig" if style.bom else "utf-8", newline="") as file:
        rows = {
            row["article_id"]: row for row in csv.DictReader(file, delimiter=style.delimiter, strict=True)
        }
    assert list(next(iter(rows.values()))) == list(COLUMNS)
    assert {name: rows[name]["title"] for name in TITLES} == {name: expected_title(name) for name in TITLES}
    day = rows["bauska-1"]
    assert (day["published_date"], day["published_time"]) == ("2026-10-01", "")
    assert (rows["ludza-1"]["published_date"], rows["ludza-1"]["published_time"]) == ("2026-11-01", "10:01")
    assert day["municipality_name"] == "Bauskas novads"
    assert day["tags"] == "Sports|a¦b"
    assert day["attachments"] == "https://x/a%7Cb.pdf|https://x/c.pdf"
    assert (day["is_canonical"], day["word_count"], day["lead"]) == ("true", "7", "")
    numbers = ("56,54", "-27,5") if style is EXCEL else ("56.54", "-27.5")
    assert (rows["ludza-1"]["lat"], rows["ludza-1"]["lon"]) == numbers


@pytest.mark.parametrize("style", [EXCEL, RFC, TSV], ids=lambda style: style.name)
def test_reopened_with_duckdb(con, tmp_path, style):
    path = tmp_path / f"x{style.suffix}"
    write_csv_file(con, Filters(), path, style)
    comma = "," if style.decimal_comma else "."
    found = duckdb.sql(
        "SELECT article_id, title, lat, published_date::VARCHAR "
        f"FROM read_csv('{path}', delim = '{style.delimiter}', header = true, quote = '\"', "
        f"strict_mode = true, decimal_separator = '{comma}', types = {{'lat': 'DOUBLE'}})"
    ).fetchall()
    assert {row[0] for row in found} == {*TITLES, "bauska-1"}
    rows = {row[0]: row for row in found}
    assert {name: rows[name][1] for name in TITLES} == {name: expected_title(name) for name in TITLES}
    assert rows["ludza-1"][2:] == (56.54, "2026-11-01")


def test_excel_lv_begins_with_a_mark_has_semicolons_and_crlf(con, tmp_path):
    path = tmp_path / "x.csv"
    write_csv_file(con, resolve(municipality="bauska"), path, EXCEL)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfarticle_id;published_date;published_time;municipality;")
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    assert data.count(b"\xef\xbb\xbf") == 1


def test_other_dialects_have_no_mark(con):
    for style, start in ((RFC, "article_id,published_date,"), (TSV, "article_id\tpublished_date\t")):
        out = io.StringIO()
        write_csv(con, resolve(municipality="bauska"), out, style)
        assert out.getvalue().startswith(start)


def test_equal_data_gives_equal_bytes_whatever_the_order_of_arrival(tmp_path, make):
    from pilsetas_crawl.store import Store

    rows = [make(f"ludza-{n}", "2026-11-05 10:00") for n in range(40)]
    written = []
    for number, order in enumerate((rows, rows[::-1])):
        store = Store.open(str(tmp_path / f"s{number}"))
        for part, chunk in enumerate((order[:15], order[15:])):
            store.commit("ludza", f"r{part}", chunk)
        with views(store, Filters()) as (con, _):
            write_csv_file(con, Filters(), tmp_path / f"{number}.csv", EXCEL)
        written.append((tmp_path / f"{number}.csv").read_bytes())
    assert written[0] == written[1]
    assert written[0].count(b"\r\n") == 41


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+371", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\tx", "\rx", " =1", "\u00a0=1", "\u200b=1",
        "\ufeff=1", "＝1", "＋1", "－1", "＠x", "−1", "  ＝1", "-", "=",
    ],
)  # fmt: skip
def test_formulas_are_guarded(text):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["a=1", "", "Ludza", "'=1", "– domuzīme", "5-6", "(+371)", "„=”", " x"])
def test_other_text_is_left_alone(text):
    assert guarded(text) == text


def test_numbers_are_no_text():
    assert cell(-3.5, EXCEL) == ("-3,5", False)
    assert cell(-3.5, RFC) == ("-3.5", False)
    assert cell(-3, EXCEL) == ("-3", False)


def test_joined_lists_are_guarded_as_a_whole():
    assert cell(["=x", "y"], EXCEL) == ("'=x|y", False)
    assert joined(["a", None, "b|c", "https://x/?q=a|b"]) == "a|b¦c|https://x/?q=a%7Cb"


def test_text_of_excel_s_limit_is_whole_and_one_more_is_cut_and_marked():
    whole, over = "ā" * EXCEL_CELL, "ā" * (EXCEL_CELL + 1)
    assert cell(whole, EXCEL) == (whole, False)
    text, was_cut = cell(over, EXCEL)
    assert was_cut
    assert text.endswith(" […saīsināts]")
    assert len(text) == EXCEL_CELL
    assert cell(over, RFC) == (over, False)


def test_a_character_of_two_units_is_not_halved():
    text, was_cut = cell("x" + "🎄" * EXCEL_CELL, EXCEL)
    assert was_cut
    assert len(text.encode("utf-16-le")) // 2 <= EXCEL_CELL
    assert set(text.removesuffix(" […saīsināts]")) == {"x", "🎄"}


def test_cuts_are_counted_and_told(put, make, store, tmp_path):
    put(make("ludza-1", "2026-11-05 10:00", body="a" * 40_000), make("ludza-2", "2026-11-05 10:00", body="b"))
    with views(store, Filters()) as (con, _):
        report = write_csv_file(con, Filters(), tmp_path / "x.csv", EXCEL)
        assert (report.articles, report.cut) == (2, 1)
        (line,) = report.warnings(EXCEL)
        assert line.startswith("1 cells were longer than the 32767 characters")
        full = write_csv_file(con, Filters(), tmp_path / "y.csv", RFC)
    assert full.warnings(RFC) == []
    assert "a" * 40_000 in (tmp_path / "y.csv").read_text(encoding="utf-8")


def test_rows_past_the_sheet_are_told():
    (line,) = CsvReport(articles=1_048_576, cut=0, over=1).warnings(EXCEL)
    assert line.startswith("1 of 1048576 rows are past the 1048576 rows Excel shows")
    assert CsvReport(articles=1_048_575, cut=0, over=0).warnings(EXCEL) == []


def test_rows_past_the_limit_are_counted(con):
    from dataclasses import replace

    out = io.StringIO()
    report = write_csv(con, Filters(), out, replace(EXCEL, row_limit=6))  # a header and five rows
    assert (report.articles, report.over) == (7, 2)


@pytest.mark.parametrize("name", ["x.xlsx", "x", "x.csv.gz", ".csv"])
def test_other_suffixes_are_refused(con, tmp_path, name):
    with pytest.raises(ExportError, match=r"has to end in \.csv or \.tsv"):
        write_csv_file(con, Filters(), tmp_path / name, EXCEL)
    assert not (tmp_path / name).exists()


def test_a_file_that_is_there_is_kept_unless_forced(con, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("mine")
    with pytest.raises(ExportError, match="is there already: give another name, or --force"):
        write_csv_file(con, Filters(), path, EXCEL)
    assert path.read_text() == "mine"
    write_csv_file(con, Filters(), path, EXCEL, force=True)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfarticle_id")


def test_a_failing_export_leaves_the_old_file_and_nothing_else(con, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "x.csv"
    path.write_text("mine")
    con.execute("DROP TABLE municipalities")
    with pytest.raises(duckdb.Error):
        write_csv_file(con, Filters(), path, EXCEL, force=True)
    assert path.read_text() == "mine"
    assert [file.name for file in folder.iterdir()] == ["x.csv"]


def test_a_folder_that_is_not_there_is_one_line(con, tmp_path):
    with pytest.raises(ExportError, match="is no folder: make it first"):
        write_csv_file(con, Filters(), tmp_path / "no" / "x.csv", EXCEL)


def test_an_unknown_dialect_is_refused_with_those_there_are():
    with pytest.raises(ExportError, match="unknown dialect 'excel'; there are: excel-lv, rfc4180, tsv"):
        dialect("excel")


def test_headers_need_no_guard():
    assert [guarded(name) for name in COLUMNS] == list(COLUMNS)
    assert next(iter(COLUMNS)) == "article_id"
