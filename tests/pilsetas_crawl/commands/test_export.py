"""`scrapy export`: one line says how many articles went where; nothing is overwritten unasked."""

import csv
import io
import json

import pytest


def rows_of(text, delimiter=";"):
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def test_writes_a_file_for_latvian_excel(scrapy, archive, tmp_path):
    path = tmp_path / "ludza.csv"
    done = scrapy("export", "--municipality", "LUDZAS NOVADS", "-o", str(path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"25 articles → {path}\n")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = rows_of(path.read_bytes().decode("utf-8-sig"))
    assert [row["article_id"] for row in rows[:2]] == ["ludza-25", "ludza-24"]
    assert len(rows) == 25
    assert rows[0]["title"] == "Ziņa; 25. novembrī"
    assert (rows[0]["published_date"], rows[0]["published_time"]) == ("2026-11-25", "10:05")


def test_the_same_twice_is_the_same_bytes(scrapy, archive, tmp_path):
    for name in ("a.csv", "b.csv"):
        assert scrapy("export", "-o", str(tmp_path / name)).returncode == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_into_a_pipe(scrapy, archive):
    done = scrapy("export", "--region", "Sēlija", "--dialect", "rfc4180")
    assert done.stderr == "1 article → standard output\n"
    assert [row["article_id"] for row in rows_of(done.stdout, ",")] == ["augsdaugava-07"]


def test_the_suffix_chooses_tabs(scrapy, archive, tmp_path):
    path = tmp_path / "x.tsv"
    assert scrapy("export", "-o", str(path)).returncode == 0
    assert len(rows_of(path.read_text(encoding="utf-8"), "\t")) == 26


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["-o", "x.doc"], "error: x.doc: the name has to end in one of .csv, .tsv, .xlsx"),
        (["-o", "x.ics", "--topic", "roads"], "error: --topic does not choose among events"),
        (["-o", "x.rss", "--self-url", "javascript:1"], "error: --self-url 'javascript:1' is no web address"),
        (["-o", "x.rss", "--limit", "0"], "error: --limit has to be 1 or more"),
        (["-o", "x.csv", "--dialect", "excel"], "error: unknown dialect 'excel'; there are: excel-lv"),
        (["-o", "x.csv", "--region", "Latgalia"], "error: unknown region 'Latgalia'; nearest: Latgale"),
    ],
)
def test_what_is_wrong_is_one_line(scrapy, archive, options, line):
    done = scrapy("export", *options)
    assert done.returncode == 2
    assert done.stderr.startswith(line)
    assert done.stderr.count("\n") == 1


def test_a_file_that_is_there_needs_force(scrapy, archive, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("mine")
    refused = scrapy("export", "-o", str(path))
    assert (refused.returncode, path.read_text()) == (2, "mine")
    assert "--force" in refused.stderr
    assert scrapy("export", "-o", str(path), "--force").returncode == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbfarticle_id")


def test_the_ending_chooses_the_format(scrapy, archive, tmp_path):
    for name, start in (("x.xlsx", b"PK"), ("x.parquet", b"PAR1"), ("x.jsonl", b"{"), ("x.atom", b"<?xml")):
        done = scrapy("export", "-o", str(tmp_path / name))
        assert done.stderr == f"26 articles → {tmp_path / name}\n"
        assert (tmp_path / name).read_bytes().startswith(start)


def test_a_folder_becomes_a_data_package(scrapy, archive, tmp_path):
    done = scrapy("export", "--region", "Latgale", "-o", str(tmp_path / "paka"))
    assert done.stderr == f"25 articles → {tmp_path / 'paka'}\n"
    assert {file.name for file in (tmp_path / "paka").iterdir()} == {"articles.csv", "datapackage.json"}
    assert "--force" in scrapy("export", "-o", str(tmp_path / "paka")).stderr


def test_a_format_by_name_into_a_pipe(scrapy, archive):
    done = scrapy("export", "--format", "jsonl", "--limit", "2", "-o", "-")
    assert done.stderr == "2 articles → standard output\n"
    assert [json.loads(line)["article_id"] for line in done.stdout.splitlines()] == ["ludza-25", "ludza-24"]
