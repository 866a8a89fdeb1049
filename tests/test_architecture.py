"""Rule: imports point inwards only, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = (
    *("pyarrow", "duckdb", "trafilatura", "dateparser", "numpy", "pandas", "rich", "fsspec"),
    *("py3langid", "simplemma", "stopwordsiso", "xlsxwriter", "icalendar"),
)
# The outermost layers of the core's package: they wire everything together.
OUTERMOST = ("pilsetas_crawl/commands/", "pilsetas_crawl/demo/", "pilsetas_crawl/retag/")
LONGEST = 300  # lines of a module


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imported(path: Path, *, at_import: bool = False) -> set[str]:
    """Modules a file names in imports; with `at_import` only those that importing the file imports."""
    found: set[str] = set()

    def visit(node: ast.AST) -> None:
        if at_import and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            return
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            if not at_import:
                list(map(visit, node.body))
            list(map(visit, node.orelse))
            return
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides where it points"
            found.add(str(node.module))
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        list(map(visit, ast.iter_child_nodes(node)))

    visit(ast.parse(path.read_text(encoding="utf-8")))
    return found


def offenders(paths: list[Path], *forbidden: str) -> list[str]:
    assert paths, "a rule over no files is no rule"
    bad = tuple(f"{name}." for name in forbidden)
    return [
        f"{path.relative_to(ROOT)}: {name}"
        for path in paths
        for name in sorted(imported(path))
        if name in forbidden or name.startswith(bad)
    ]


def core() -> list[Path]:
    return [
        path for path in modules("pilsetas_crawl") if not str(path.relative_to(ROOT)).startswith(OUTERMOST)
    ]


def test_the_core_knows_neither_pipelines_nor_exports_nor_spiders():
    assert len(core()) > 40
    assert offenders(core(), "pipelines", "exports", "spiders") == []


def test_the_core_does_not_lean_on_commands_or_the_demo():
    assert offenders(core(), "pilsetas_crawl.commands", "pilsetas_crawl.demo") == []


def test_pipelines_and_exports_know_the_core_only():
    beyond = ("pilsetas_crawl.platforms", "pilsetas_crawl.commands", "pilsetas_crawl.demo", "spiders")
    assert offenders(modules("pipelines"), *beyond, "exports") == []
    assert offenders(modules("exports"), *beyond, "pipelines", "scrapy", "pilsetas_crawl.run") == []


def test_spiders_know_platforms_only():
    for path in modules("spiders"):
        own = {
            name
            for name in imported(path)
            if name.split(".")[0] in ("pilsetas_crawl", "pipelines", "exports")
        }
        assert all(name.startswith("pilsetas_crawl.platforms.") for name in own), path


def test_reading_knows_nothing_of_crawling():
    outside = ("scrapy", "twisted", "pilsetas_crawl.run", "pilsetas_crawl.platforms", "pilsetas_crawl.store")
    assert offenders(modules("pilsetas_crawl/reading"), *outside) == []


def test_the_store_knows_nothing_of_crawling():
    outside = (
        "scrapy",
        "twisted",
        "pilsetas_crawl.run",
        "pilsetas_crawl.platforms",
        "pilsetas_crawl.reading",
    )
    assert offenders(modules("pilsetas_crawl/store"), *outside) == []


def test_the_demo_is_independent_of_what_it_tests():
    """Else a mistake in the reading would be built into the pages it is tested on."""
    outside = (
        "pilsetas_crawl.platforms",
        "pilsetas_crawl.reading",
        "pilsetas_crawl.run",
        "pilsetas_crawl.store",
    )
    assert (
        offenders(modules("pilsetas_crawl/demo"), *outside, "spiders", "pipelines", "exports", "scrapy") == []
    )


@pytest.mark.parametrize(
    "library", ["duckdb", "pyarrow", "trafilatura", "dateparser", "py3langid", "simplemma", "stopwordsiso"]
)
def test_heavy_libraries_are_imported_at_few_places(library):
    allowed = {
        "duckdb": ("exports/", "pilsetas_crawl/commands/"),
        "pyarrow": ("exports/", "pilsetas_crawl/retag/", "pilsetas_crawl/schema.py", "pilsetas_crawl/store/"),
        "trafilatura": ("pilsetas_crawl/reading/fallback.py",),
        "dateparser": ("pilsetas_crawl/reading/dates_fallback.py",),
        "py3langid": ("pilsetas_crawl/language.py",),
        "simplemma": ("pilsetas_crawl/tags/words.py", "pilsetas_crawl/places/vocabulary.py"),
        "stopwordsiso": ("pilsetas_crawl/tags/stopwords.py",),
    }[library]
    everything = modules("pilsetas_crawl", "pipelines", "exports", "spiders")
    users = [
        str(path.relative_to(ROOT))
        for path in everything
        if any(n.split(".")[0] == library for n in imported(path))
    ]
    assert users
    assert [user for user in users if not user.startswith(allowed)] == []


def test_modules_are_short():
    paths = modules("pilsetas_crawl", "pipelines", "exports", "spiders")
    long = {
        str(path.relative_to(ROOT)): count
        for path in paths
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert not long


def python(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


LOADED = f"import sys; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"


def test_the_check_itself_sees_a_heavy_library():
    assert "pyarrow" in python(f"import pyarrow; {LOADED}").split()


def test_importing_all_spiders_imports_nothing_heavy():
    names = [f"spiders.{path.stem}" for path in modules("spiders") if path.stem != "__init__"]
    assert len(names) >= 8
    code = f"import importlib; list(map(importlib.import_module, {names!r})); "
    assert python(code + LOADED).split() == []


def test_scrapy_list_imports_nothing_heavy():
    code = f"""
import atexit, io, sys
from contextlib import redirect_stdout
from scrapy.cmdline import execute
told = io.StringIO()
try:
    with redirect_stdout(told):
        execute(["scrapy", "list"])
except SystemExit as end:
    assert not end.code, end.code
assert "ludza" in told.getvalue()
{LOADED}
"""
    assert python(code).split() == []


def test_the_core_of_a_run_starts_without_anything_heavy():
    names = (
        "run.session", "settings", "extensions.progress", "middlewares.encoding", "middlewares.retry_after",
    )  # fmt: skip
    code = f"import {', '.join(f'pilsetas_crawl.{name}' for name in names)}; "
    assert python(code + LOADED).split() == []


def test_a_crawl_asks_its_first_question_before_anything_heavy_is_imported(tmp_path):
    """A source that says "nothing new" should cost no more than the question."""
    code = f"""
import sys
from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
settings = Settings()
settings.setmodule("pilsetas_crawl.settings")
quiet = {{"LOG_ENABLED": False, "RETRY_TIMES": 0, "DOWNLOAD_DELAY": 0}}
settings.setdict({{**quiet, "PILSETAS_STORE": sys.argv[1]}}, "cmdline")
process = AsyncCrawlerProcess(settings)
crawler = process.create_crawler("ludza")
crawler.signals.connect(lambda: (print("opened"), tell()), signal=signals.spider_opened, weak=False)
def tell():
    {LOADED}
process.crawl(crawler, site="http://127.0.0.1:9")
process.start()
"""
    assert python(code, str(tmp_path / "store")).split() == ["opened"]
