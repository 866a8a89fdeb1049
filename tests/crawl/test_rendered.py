"""Rule: a listing that only a script fills is read through the browser when nothing else answers; in every
other run there is no browser, and where none can be had one line says so."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import threading
import time

import pytest

from tests.crawl.crawling import FAILED, OK, PARTIAL, PROJECT, SINCE, arguments, crawl, environment, runs
from tests.crawl.processes import browsers_of, is_running, kill_browsers, wait_for
from tests.crawl.relay import Relay, Seen
from tests.pilsetas_crawl.browser.required import require_browser

NAME = "ludza"
LISTING = "/lv/jaunumi"
# No article link in it: they come with the data.
FILLED_BY_SCRIPT = b"""<!doctype html><html lang="lv"><head><title>Jaunumi</title></head><body>
<h1>Jaunumi</h1><div id="news"></div><script>
fetch('/data.json').then(answer => answer.json()).then(found => {
  document.querySelector('#news').innerHTML = found.map(
    ([address, title]) => `<div><a href="${address}">${title}</a></div>`).join('');
});
</script></body></html>"""
# Loaded with the first page that is rendered.
HEAVY = {"playwright", "playwright.async_api", "scrapy_playwright", "scrapy_playwright.handler"}
PAGE = {"Content-Type": "text/html; charset=utf-8"}


class FilledByScript(Relay):
    """A demo site after a rebuild: articles as before, the listing filled by script, no other way in.

    Args:
        base: address of the demo site.
        on_data: called before the data of the listing are sent.
    """

    def __init__(self, base: str, on_data=lambda: None) -> None:
        super().__init__(base)
        self.on_data = on_data
        self.data_asked = threading.Event()
        listing = super().answer(LISTING)[2].decode()
        found = dict(re.findall(r'href="[^"]*(/lv/jaunums/[^"/?#]+)"[^>]*>\s*([^<\s][^<]*)<', listing))
        self.news = dict(list(found.items())[:3])

    def answer(self, target: str) -> tuple[int, dict[str, str], bytes]:
        path = target.partition("?")[0]
        if path == LISTING:
            return 200, PAGE, FILLED_BY_SCRIPT
        if path == "/data.json":
            self.data_asked.set()
            self.on_data()
            return 200, {"Content-Type": "application/json"}, json.dumps(list(self.news.items())).encode()
        if path == "/robots.txt" or path in self.news:
            return super().answer(target)
        return 404, PAGE, b"<html><body>Nav</body></html>"

    @property
    def paths(self) -> list[str]:
        return [seen.target for seen in self.seen]


def modules(log: str) -> set[str]:
    """Modules that Python has told it imported (PYTHONPROFILEIMPORTTIME)."""
    return set(re.findall(r"^import time: .*\| +(\S+)$", log, re.MULTILINE))


def agent(seen: Seen) -> str:
    return {name.lower(): value for name, value in seen.headers.items()}["user-agent"]


@pytest.fixture(scope="module")
def browser() -> str:
    return require_browser()


def started(site: Relay, store, *more: str) -> subprocess.Popen[str]:
    """A crawl that is looked at while it runs."""
    return subprocess.Popen(
        arguments(NAME, site.url, *SINCE, *more),
        env=environment(store),
        cwd=PROJECT,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_listing_filled_by_script_is_read_when_nothing_else_answers(demo, tmp_path, browser, monkeypatch):
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    with FilledByScript(demo.url(NAME)) as site:
        assert len(site.news) == 3
        result = crawl(NAME, site.url, tmp_path, *SINCE)
    stored = {row["url"].removeprefix(site.url): row for row in result.added}
    assert set(stored) == set(site.news), result.why
    assert all(row["body"] for row in stored.values())
    # Three articles of the archive, and no way to tell whether there are more since 1 January 2025.
    assert (result.code, dict(result.run["discovery"])["rendered"]) == (PARTIAL, 3), result.why
    # The data were asked for once, by the browser; each article once, plainly.
    assert site.paths.count("/data.json") == 1
    assert [site.paths.count(path) for path in site.news] == [1, 1, 1]
    assert {agent(seen).partition("/")[0] for seen in site.seen} == {"pilsetas_crawl"}
    # What the next test says is not there would be seen if it were.
    assert modules(result.log) >= HEAVY


def test_where_plain_ways_answer_no_browser_is_loaded_or_started(demo, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    marker, program = tmp_path / "started", tmp_path / "browser"
    program.write_text(f"#!/bin/sh\ntouch {marker}\n")
    program.chmod(0o755)
    result = crawl(
        NAME, demo, tmp_path / "store", "-a", "start=2026-11-10", "-s", f"PILSETAS_BROWSER={program}"
    )
    assert result.code == OK, result.why
    assert result.run["new"] > 0
    loaded = modules(result.log)
    assert "pilsetas_crawl.browser.installed" in loaded
    assert loaded.isdisjoint({*HEAVY, "pilsetas_crawl.browser.chromium"})
    assert not marker.exists()


def test_without_a_browser_one_line_says_so(demo, tmp_path):
    with FilledByScript(demo.url(NAME)) as site:
        result = crawl(NAME, site.url, tmp_path, *SINCE, "-s", "PILSETAS_BROWSER=off")
    told = [line for line in result.log.splitlines() if "rendered listing" in line]
    assert len(told) == 1, result.why
    assert told[0].endswith("rendered listing not tried: switched off by PILSETAS_BROWSER=off")
    assert result.code == FAILED
    assert "Traceback" not in result.log
    assert "/data.json" not in site.paths


def test_a_browser_that_crashes_costs_its_listing_and_not_the_run(demo, tmp_path, browser):
    with FilledByScript(demo.url(NAME)) as site:
        run = started(site, tmp_path)
        site.on_data = lambda: kill_browsers(run.pid)
        _, log = run.communicate(timeout=120)
    assert run.returncode == FAILED, log
    assert "Traceback" not in log
    [line] = [line for line in log.splitlines() if "not rendered" in line]
    assert line.endswith(
        f"{LISTING} was not rendered: the page was not read: the browser crashed or was killed"
    )
    assert "rendered: unreadable" in runs(tmp_path, NAME)[-1]["cause"]
    assert "Spider closed (finished)" in log


def test_a_killed_run_leaves_no_browser_behind(demo, tmp_path, browser):
    with FilledByScript(demo.url(NAME), on_data=lambda: time.sleep(5)) as site:
        run = started(site, tmp_path)
        try:
            assert site.data_asked.wait(60)
            browsers = browsers_of(run.pid)
            assert browsers
        finally:
            os.kill(run.pid, signal.SIGKILL)
            run.communicate(timeout=60)
        assert wait_for(lambda: not any(map(is_running, browsers)))
