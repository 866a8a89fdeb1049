"""Rule: the crawler is polite, says who it is, and opens no port; every class it names is there."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

import pilsetas_crawl
from pilsetas_crawl import settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project() -> Settings:
    found = Settings()
    found.setmodule("pilsetas_crawl.settings")
    return found


def test_one_request_at_a_time_and_a_second_between(project):
    assert project.getbool("ROBOTSTXT_OBEY")
    assert project.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert project.getfloat("DOWNLOAD_DELAY") >= 1.0


def test_the_agent_says_who_asks_and_where_to_complain(project):
    assert project["USER_AGENT"].startswith(f"pilsetas_crawl/{pilsetas_crawl.__version__} (+")
    assert "://" in project["USER_AGENT"] or "@" in project["USER_AGENT"]


def test_latvian_pages_are_asked_for(project):
    assert project.getdict("DEFAULT_REQUEST_HEADERS")["Accept-Language"].startswith("lv")


def test_nothing_listens(project):
    assert not project.getbool("TELNETCONSOLE_ENABLED")
    assert not project.getbool("REMOTE_CONTROL_ENABLED")


def test_half_a_page_is_a_failure_and_a_giant_is_not_taken(project):
    assert project.getbool("DOWNLOAD_FAIL_ON_DATALOSS")
    assert 1 << 20 < project.getint("DOWNLOAD_MAXSIZE") <= 64 << 20


def test_429_and_503_belong_to_the_middleware_that_waits(project):
    codes = {int(code) for code in project.getlist("RETRY_HTTP_CODES")}
    assert codes.isdisjoint({429, 503})
    assert {500, 502, 504, 408} <= codes


@pytest.mark.parametrize(
    "name", ["EXTENSIONS", "DOWNLOADER_MIDDLEWARES", "ITEM_PIPELINES", "SPIDER_CONTRACTS"]
)
def test_every_component_named_is_there(project, name):
    parts = project.getdict(name)
    assert parts
    assert all(isinstance(load_object(path), type) for path in parts)


def test_pipelines_stand_in_hundreds_in_the_order_of_their_duties():
    order = sorted(settings.ITEM_PIPELINES, key=settings.ITEM_PIPELINES.__getitem__)
    names = [path.split(".")[1] for path in order]
    assert names == [
        *("clean", "validate", "identify", "deduplicate", "locate"),
        *("geotag", "language", "tag", "derive", "store"),
    ]
    assert all(number % 100 == 0 for number in settings.ITEM_PIPELINES.values())
    for path in order:
        docstring = (
            sys.modules[path.rpartition(".")[0]].__doc__ if path.rpartition(".")[0] in sys.modules else ""
        )
        assert docstring in ("", None) or f"Duty {settings.ITEM_PIPELINES[path]}" in docstring


def test_every_setting_of_scrapy_is_one_it_knows():
    """A misspelt name would be passed over in silence."""
    known = set(Settings())
    written = {name for name in vars(settings) if name.isupper() and not name.startswith("PILSETAS_")}
    assert written - known - {"ROOT", "COMMANDS_MODULE", "SPIDER_CONTRACTS"} == set()


def test_every_setting_has_its_reason():
    source = Path(str(settings.__file__)).read_text(encoding="utf-8")
    lines = source.splitlines()
    bare = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and isinstance(
            node.value, ast.Constant | ast.List | ast.BinOp | ast.Call
        ):
            told = "\n".join(lines[node.lineno - 1 : node.end_lineno])
            if "#" not in told:
                bare.append(told)
    assert not bare


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PILSETAS_STORE", "/data/krātuve"),
        ("PILSETAS_STATE", "/data/stāvoklis"),
        ("PILSETAS_CACHE", "/data/kopijas"),
    ],
)
def test_places_come_from_the_environment(variable, value):
    code = f"from pilsetas_crawl import settings; print(ascii(settings.{variable}))"
    env = os.environ | {variable: value}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ascii(value)


def test_the_contact_comes_from_the_environment():
    code = "from pilsetas_crawl import settings; print(settings.USER_AGENT)"
    env = os.environ | {"PILSETAS_CONTACT": "https://example.lv/robots"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().endswith("(+https://example.lv/robots)")
