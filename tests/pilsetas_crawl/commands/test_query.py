"""`scrapy query`: a table and the total, or JSON; a wrong name is one line and exit code 2."""

import json
from pathlib import Path

import pytest


def test_a_table_and_how_much_of_all_it_is(scrapy, archive):
    done = scrapy("query", "--region", "latgale")
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0] == "published\tmunicipality_name\ttitle\turl"
    assert lines[1] == "2026-11-25 10:05\tLudzas novads\tZiņa; 25. novembrī\thttps://example.lv/ludza/25"
    assert len(lines) == 22
    assert lines[-1].startswith("shown 20 of 25")


def test_json_by_town_in_a_locale_that_is_not_utf8(scrapy, archive):
    done = scrapy(
        "query", "--town", "Ilukste", "--tag", "izglitiba", "--json", LC_ALL="C", PYTHONIOENCODING="latin-1"
    )
    (row,) = json.loads(done.stdout)
    assert (row["title"], row["region_name"]) == ("Ziņa; 7. novembrī", "Sēlija")
    assert row["published_at"] == "2026-11-07T10:05:00+02:00"
    assert done.returncode == 0
    assert done.stderr == "shown all 1\n"


def test_columns_days_and_limit(scrapy, archive):
    done = scrapy(
        "query", "--from", "2026-11-03", "--to", "2026-11-04", "--columns", "article_id, tags", "--limit", "0"
    )
    assert done.stdout.splitlines() == [
        "article_id\ttags",
        "ludza-04\tIzglītība",
        "ludza-03\tIzglītība",
        "shown all 2",
    ]


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--town", "Kraslva"], "error: unknown town 'Kraslva'; nearest: Krāslava"),
        (["--from", "2026-11-31"], "error: --from '2026-11-31': no such day"),
        (["--from", "2026-11-05", "--to", "2026-11-04"], "error: --from 2026-11-05 is after --to 2026-11-04"),
        (["--columns", "titel"], "error: unknown column 'titel'; there are: article_id, "),
        (["--store", "/nonexistent/store"], "error: there is no store at /nonexistent/store"),
        (["latgale"], "error: unexpected 'latgale'"),
    ],
)
def test_what_is_wrong_is_one_line(scrapy, archive, options, line):
    done = scrapy("query", *options)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(line)
    assert done.stderr.count("\n") == 1


def test_a_damaged_part_is_refused_or_told(scrapy, archive):
    broken = Path(archive.parts(sources=["ludza"])[0].uri)
    broken.write_bytes(b"")
    refused = scrapy("query")
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"error: damaged part {broken}: ")
    told = scrapy("query", "--skip-damaged", "--columns", "article_id")
    assert told.returncode == 0
    assert told.stdout.splitlines() == ["article_id", "augsdaugava-07", "shown all 1"]
    assert told.stderr.startswith(f"left out damaged part {broken} (25 rows): ")


def test_a_tag_in_another_case_and_a_topic_by_its_name(scrapy, archive):
    by_case = scrapy("query", "--tag", "izglītībā", "--columns", "article_id", "--limit", "1")
    assert by_case.stdout.splitlines()[-1].startswith("shown 1 of 26")
    none = scrapy("query", "--topic", "Ceļi, ielas un satiksme", "--columns", "article_id")
    assert (none.returncode, none.stdout) == (0, "article_id\nno articles match\n")


def test_an_unknown_topic_is_one_line(scrapy, archive):
    done = scrapy("query", "--topic", "rods")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: unknown topic 'rods'; nearest: ")
    assert len(done.stderr.splitlines()) == 1
