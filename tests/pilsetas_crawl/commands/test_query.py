"""`scrapy query`: a table and the total, or JSON; a wrong name is one line and exit code 2."""

import json
from pathlib import Path

import pytest

from tests.pilsetas_crawl.commands.conftest import _article


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


def test_text_is_found_in_any_form_with_a_snippet(scrapy, archive):
    missing = scrapy("query", "--text", "ziņas")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr.endswith("missing): `scrapy index` makes it\n")
    assert scrapy("index").returncode == 0
    done = scrapy("query", "--text", "ziņas novembris", "--limit", "1")
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0] == "published\tmunicipality_name\ttitle\turl\tsnippet"
    assert lines[1].startswith("2026-11-25 10:05\t")
    assert lines[-1] == "shown 1 of 26, and 25 more: --limit 0 shows all"
    (row,) = json.loads(scrapy("query", "--text", '"25. novembrī"', "--json").stdout)
    assert row["article_id"] == "ludza-25"
    assert {"score", "snippet"} <= row.keys()


def test_a_text_can_be_exported(scrapy, archive):
    scrapy("index")
    done = scrapy("export", "--text", '"7. novembris"', "-o", "-")
    assert (done.returncode, done.stderr) == (0, "2 articles → standard output\n")


def test_a_state_folder_of_its_own_is_asked(scrapy, archive, tmp_path):
    folder = str(tmp_path / "elsewhere")
    assert scrapy("index", PILSETAS_STATE=folder).returncode == 0
    assert scrapy("query", "--text", "ziņa", PILSETAS_STATE=folder).stdout.endswith("shows all\n")
    done = scrapy("export", "--text", "ziņa", "-o", "-", PILSETAS_STATE=folder)
    assert (done.returncode, done.stderr) == (0, "26 articles → standard output\n")


def test_what_is_not_indexed_is_told(scrapy, archive):
    scrapy("index")
    archive.commit("ludza", "r2", [_article("ludza", "latgale", "Latgale", 28)])
    done = scrapy("query", "--text", "ziņa", "--limit", "1")
    assert done.stderr == "note: 1 part of the store not indexed yet: run `scrapy index`\n"


def test_sql_of_ones_own(scrapy, archive):
    done = scrapy("query", "--sql", "SELECT municipality, count(*) AS n FROM articles GROUP BY 1 ORDER BY 2")
    assert done.stdout.splitlines() == ["municipality\tn", "augsdaugava\t1", "ludza\t25", "shown all 2"]
    found = scrapy(
        "query", "--json", "--sql", "SELECT 1.5::DECIMAL(3, 1) AS d, 'nan'::FLOAT AS n, {'a': 1} AS s"
    )
    assert json.loads(found.stdout) == [{"d": "1.5", "n": None, "s": {"a": 1}}]
    none = scrapy("query", "--sql", "FROM articles WHERE false")
    assert none.stdout.splitlines()[-1] == "no rows match"


def test_events_have_columns_of_their_own(scrapy, archive):
    done = scrapy("query", "--events", "--region", "latgale")
    assert done.stdout == "starts\tmunicipality_name\ttitle\tvenue\turl\nno events match\n"


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--near", "56"], "error: --near '56': write it as LAT,LON,KM"),
        (["--place", "Kraslva"], "error: unknown place 'Kraslva'; nearest: Krāslava"),
        (["--language", "de"], "error: unknown language 'de'; there are lv, ltg, ru, en"),
        (["--story", "a b"], "error: --story 'a b': give the id"),
        (["--new-since", "rīt"], "error: --new-since 'rīt': not a day"),
        (["--text=-tilts"], "error: --text '-tilts': name a word"),
        (["--order", "best"], "error: unknown order 'best'; there are: newest, oldest, relevance, distance"),
        (["--order", "relevance"], "error: --order relevance needs --text"),
        (["--events", "--topic", "roads"], "error: --topic says nothing of events"),
        (["--events", "--order", "relevance"], "error: --order relevance: events come as"),
        (["--sql", "DROP VIEW articles"], "error: --sql only reads: "),
        (["--sql", "FROM read_text('/etc/passwd')"], "error: --sql: Permission Error: "),
        (["--sql", "SELECT 1", "--region", "latgale"], "error: --sql says itself what to choose"),
    ],
)
def test_what_is_wrong_with_further_options_is_one_line(scrapy, archive, options, line):
    done = scrapy("query", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(line)
    assert done.stderr.count("\n") == 1


def test_events_have_one_order(scrapy, archive):
    done = scrapy("export", "--events", "--order", "oldest", "-o", "-")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: --order is for articles: events come soonest first\n"
