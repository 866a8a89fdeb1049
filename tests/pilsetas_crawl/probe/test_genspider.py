"""Rule: from a name and an address to a spider that crawls, a golden page and its test."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest
from scrapy.settings import Settings

from pilsetas_crawl.commands.genspider import Command
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.store import Store
from tests.pilsetas_crawl.probe.conftest import QUICK, ROOT, environment
from tests.pilsetas_crawl.probe.test_parts import ROW
from tests.pilsetas_crawl.probe.town import STORIES


class Checkout:
    """A copy of the project in which spiders may be written."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("pilsetas_crawl", "spiders", "pipelines", "exports"):
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        (root / "tests").mkdir()
        for name in ("scrapy.cfg", "pyproject.toml", "tests/test_golden_pages.py"):
            shutil.copy(ROOT / name, root / name)

    def python(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *words],
            cwd=self.root,
            env=environment(self.root),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def scrapy(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.python("scrapy", *words)


@pytest.fixture(scope="module")
def made(town, tmp_path_factory):
    """The checkout after the command, and what the command said."""
    checkout = Checkout(tmp_path_factory.mktemp("checkout"))
    row = ("--municipality-row", ROW)
    return checkout, checkout.scrapy("genspider", "-t", "municipality", "neibalde", town.url, *row, *QUICK)


def test_a_spider_is_written_short_and_without_logic(made):
    checkout, done = made
    assert done.returncode == 0, done.stderr
    source = (checkout.root / "spiders" / "neibalde.py").read_text(encoding="utf-8")
    code = source.split('"""', 2)[2].splitlines()
    assert len([line for line in code if line.strip()]) <= 12
    assert "class NeibaldeSpider(GenericSpider):" in source
    assert "Site: www.neibalde.lv. Platform: generic (seen). Caveats: " in source
    assert f"https://www.neibalde.lv{STORIES[0].path}" in source


def test_the_registry_gains_one_row_in_the_order_of_codes(made):
    before = (ROOT / "pilsetas_crawl/registry/municipalities.csv").read_text(encoding="utf-8").splitlines()
    after = (
        (made[0].root / "pilsetas_crawl/registry/municipalities.csv").read_text(encoding="utf-8").splitlines()
    )
    assert [line for line in after if line not in before] == [ROW]
    assert [line for line in after if line in before] == before
    codes = [line.partition(",")[0] for line in after[1:]]
    assert codes == sorted(codes)


def test_its_golden_pages_are_written_down_once_and_then_hold(made):
    checkout, _ = made
    first = checkout.python("pytest", "-q", "-p", "no:cacheprovider", "tests/test_golden_pages.py")
    assert first.returncode == 1
    assert "look whether all of it is right" in first.stdout
    [article] = checkout.root.glob("tests/golden/neibalde/*/article.expected.json")
    assert STORIES[0].title in article.read_text(encoding="utf-8")
    then = checkout.scrapy("golden")
    assert then.returncode == 0, then.stderr
    assert re.findall(r"neibalde/[\d-]+/(\w+): alike", then.stdout) == ["article", "feed", "listing"]


def test_the_spider_crawls_the_whole_site(made, town):
    checkout, _ = made
    asked = ("-a", f"site={town.url}", "-a", "start=2025-01-01")
    done = checkout.scrapy("crawl", "neibalde", *asked, *QUICK)
    rows = Store.open(str(checkout.root / "store"), create=False).read("articles").to_pylist()
    assert sorted(row["title"] for row in rows) == sorted(story.title for story in STORIES), done.stderr[
        -3000:
    ]
    assert {row["municipality"] for row in rows} == {"neibalde"}


def test_the_template_stands_beside_those_of_scrapy(capsys):
    command = Command()
    command.settings = Settings()
    command.run([], Namespace(list=True, dump=None, template="basic"))
    assert {"basic", "crawl", "municipality"} <= set(capsys.readouterr().out.split())


def test_other_templates_are_left_to_scrapy(made):
    checkout, _ = made
    done = checkout.scrapy("genspider", "-t", "basic", "plain", "example.com")
    assert done.returncode == 0
    assert "class PlainSpider(scrapy.Spider)" in (checkout.root / "spiders" / "plain.py").read_text()


def test_nothing_is_written_where_nothing_is_read(made):
    checkout, _ = made
    before = sorted(checkout.root.rglob("*.csv")) + sorted(checkout.root.glob("spiders/*.py"))
    row = ("--municipality-row", ROW.replace("neibalde", "talava").replace("0002100", "0002200"))
    done = checkout.scrapy("genspider", "-t", "municipality", "talava", "http://127.0.0.1:9", *row, *QUICK)
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["error: http://127.0.0.1:9 was not reached: nothing was written"]
    assert sorted(checkout.root.rglob("*.csv")) + sorted(checkout.root.glob("spiders/*.py")) == before
    assert "talava" not in (checkout.root / "pilsetas_crawl/registry/municipalities.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("slug", "given", "words"),
    [
        ("talsi", {}, r"spiders/talsi.py exists: probe it with `scrapy probe talsi`"),
        ("jelgavas_novads", {}, r"spiders/jelgavas_novads.py exists"),
        ("Talsi", {}, r"'Talsi' is no name: plain small letters"),
        ("ķekava", {}, r"is no name"),
        ("../x", {}, r"is no name"),
        (
            "tallsi",
            {},
            r"unknown municipality 'tallsi'; nearest: talsi.*--municipality-row 'CODE,tallsi,NAME,",
        ),
        ("talsi", {"municipality_row": ROW}, r"the registry lists talsi already"),
        ("neibalde", {"municipality_row": ROW + ","}, r"the row has 14 values, the table 13"),
    ],
)
def test_what_cannot_be_made_is_refused_before_any_request(slug, given, words):
    command = Command()
    command.settings = Settings()
    command.settings.setmodule("pilsetas_crawl.settings")
    options = Namespace(**{"municipality_row": None, "force": False, **given})
    with pytest.raises(PilsetasError, match=words):
        command._make(slug.replace("_", "-"), "https://www.example.lv", options)
