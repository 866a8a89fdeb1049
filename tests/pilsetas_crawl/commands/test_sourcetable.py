"""Rule: the page of sources is written from the declarations, and stale pages are told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.settings import Settings

from pilsetas_crawl.commands.sourcetable import PAGE, DocstringError, source_of, table
from pilsetas_crawl.registry import municipalities
from spiders.riga import RigaSpider

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def text() -> str:
    settings = Settings()
    settings.setmodule("pilsetas_crawl.settings")
    return table(settings)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrapy", "sourcetable", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_page_is_fresh(text):
    assert PAGE == ROOT / "docs" / "sources.md"
    assert PAGE.read_text(encoding="utf-8") == text, "stale: run `scrapy sourcetable`"


def test_every_municipality_has_one_line_with_site_ways_and_evidence(text):
    for place in municipalities().values():
        [line] = [line for line in text.splitlines() if line.startswith(f"| `{place.slug}` |")]
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        assert cells[1:3] == [place.name, place.domain]
        assert len(cells) == 6
        assert all(cells)
        assert " → " in cells[4]


def test_every_sister_site_has_its_line(text):
    lines = [line for line in text.splitlines() if line.startswith("| `cesis:")]
    assert [line.split("`")[1] for line in lines][:2] == ["cesis:amata", "cesis:ligatne"]


def test_a_docstring_without_its_fields_is_told(monkeypatch):
    monkeypatch.setattr(
        sys.modules["spiders.riga"], "__doc__", "Rīga.\n\nSite: www.riga.lv. Platform: TVP (seen)."
    )
    with pytest.raises(DocstringError, match=r"^spiders/riga\.py: the docstring must read"):
        source_of(RigaSpider)


def test_check_tells_a_stale_page_and_leaves_it_alone(tmp_path, text):
    page = tmp_path / "sources.md"
    page.write_text(text.replace("www.riga.lv", "riga.lv"), encoding="utf-8")
    stale = page.read_text(encoding="utf-8")
    done = run("--check", "-o", str(page))
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"error: {page} is not what the spiders say: run `scrapy sourcetable`"
    ]
    assert page.read_text(encoding="utf-8") == stale


def test_the_page_is_written_where_asked(tmp_path, text):
    page = tmp_path / "sources.md"
    done = run("-o", str(page))
    assert (done.returncode, done.stdout, page.read_text(encoding="utf-8")) == (0, f"{page}\n", text)
