"""`scrapy catalog` and `scrapy dictionary`: what they write, what they say, when they refuse."""

from pathlib import Path

import duckdb


def test_builds_beside_the_data_and_says_what_it_holds(scrapy, archive):
    done = scrapy("catalog")
    path = Path(archive.address) / "pilsetas.duckdb"
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0] == (f"{path}: 26 articles from 2 municipalities, published 2026-11-01 to 2026-11-25")
    assert lines[1].startswith("besides: 0 older revisions, 0 removed articles")
    with duckdb.connect(str(path), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM articles_by_region('latgale')").fetchone() == (25,)


def test_the_setting_and_the_option_name_the_file(scrapy, archive, tmp_path):
    by_setting, by_option = tmp_path / "a.duckdb", tmp_path / "b.duckdb"
    assert scrapy("catalog", PILSETAS_CATALOG=str(by_setting)).returncode == 0
    assert scrapy("catalog", "-o", str(by_option), PILSETAS_CATALOG=str(by_setting)).returncode == 0
    assert by_setting.is_file()
    assert by_option.is_file()


def test_a_damaged_part_is_an_exit_code_and_the_old_catalog_stays(scrapy, archive, tmp_path):
    path = tmp_path / "c.duckdb"
    assert scrapy("catalog", "-o", str(path)).returncode == 0
    before = path.read_bytes()
    broken = Path(archive.parts(sources=["ludza"])[0].uri)
    broken.unlink()
    refused = scrapy("catalog", "-o", str(path))
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"error: damaged part {broken}: ")
    assert refused.stderr.count("\n") == 1
    assert path.read_bytes() == before
    told = scrapy("catalog", "-o", str(path), "--skip-damaged")
    assert told.returncode == 0
    assert told.stderr.startswith(f"left out damaged part {broken} (25 rows): ")
    assert "1 article from 1 municipality" in told.stdout


def test_dictionary_check_tells_a_stale_page(scrapy, tmp_path):
    page = tmp_path / "d.md"
    assert scrapy("dictionary", "-o", str(page)).returncode == 0
    assert scrapy("dictionary", "-o", str(page), "--check").returncode == 0
    page.write_text("old", encoding="utf-8")
    stale = scrapy("dictionary", "-o", str(page), "--check")
    assert stale.returncode == 2
    assert stale.stderr == f"error: {page} is not what the schema says: run `scrapy dictionary`\n"
    assert page.read_text(encoding="utf-8") == "old"
