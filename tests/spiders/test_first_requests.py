"""Rule: every spider sets out by itself, and on a site where everything is missing it says so loudly."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from pilsetas_crawl.registry import municipalities

ROOT = Path(__file__).parents[2]
# All spiders in one process, each at a folder of its own of one server.
CODE = """
import json, sys
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings
settings = get_project_settings()
settings.setdict({"DOWNLOAD_DELAY": 0, "RETRY_TIMES": 0, "LOG_ENABLED": False, "PILSETAS_BROWSER": "off"})
process = AsyncCrawlerProcess(settings)
crawlers = {name: process.create_crawler(name) for name in process.spider_loader.list()}
for name, crawler in crawlers.items():
    process.crawl(crawler, site=f"{sys.argv[1]}/{name}")
process.start()
print(json.dumps({name: crawler.stats.get_value("pilsetas/verdict") for name, crawler in crawlers.items()}))
"""
FIRST = {
    "tvp": {"/lv/rss/articles", "/lv/jaunumi", "/sitemap.xml", "/lv"},
    "wordpress": {"/wp-sitemap.xml"},
    "globalpro": {"/lat/pasvaldiba"},
    "zinas": {"/lv/novads/aktualitates/zinas/", "/sitemap.xml"},
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, set[str]], dict[str, str]]:
    """What each spider asked for (paths without queries), and its verdict."""
    asked: dict[str, set[str]] = defaultdict(set)

    class Missing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _, name, path = (
                self.path.split("?")[0].split("/", 2) if self.path.count("/") > 1 else ("", "", "")
            )
            asked[name].add(f"/{path}")
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Missing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PILSETAS_")}
    done = subprocess.run(
        [sys.executable, "-c", CODE, f"http://127.0.0.1:{server.server_port}"],
        cwd=ROOT,
        env={**kept, "PILSETAS_STORE": str(tmp_path_factory.mktemp("store"))},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    server.shutdown()
    server.server_close()
    assert done.returncode == 0, done.stderr[-2000:]
    return asked, json.loads(done.stdout.splitlines()[-1])


def test_every_spider_asks_for_several_things_of_its_site(outcome):
    asked, _ = outcome
    assert set(asked) >= set(municipalities())
    assert [name for name in municipalities() if len(asked[name]) < 2] == []


def test_the_first_requests_are_those_of_the_system(outcome):
    asked, _ = outcome
    settings = Settings()
    settings.setmodule("pilsetas_crawl.settings")
    loader = get_spider_loader(settings)
    checked = 0
    for name in loader.list():
        wanted = FIRST.get(loader.load(name).platform, set())
        assert wanted <= asked[name], name
        checked += bool(wanted)
    assert checked == 36


def test_a_site_where_everything_is_missing_is_never_well(outcome):
    _, verdicts = outcome
    assert set(verdicts) == set(municipalities())
    assert set(verdicts.values()) <= {"broken layout", "unreachable", "blocked"}
