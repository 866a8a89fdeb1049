"""Rule: a page is read as it stands after its scripts, asks its own site only, and cannot hold up the run.

One run renders all pages in turn: the browser is closed after a page that failed and started for the next.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[3]
SHOW = """
function show(n) {
  return fetch('/data/' + n).then(answer => answer.json()).then(found => {
    for (const address of found) {
      const link = document.createElement('a');
      link.href = address;
      document.body.append(link);
    }
  });
}"""
# Other hosts, and what a listing does not need; 127.0.0.2 is another host of the same machine.
BESIDES = """<img src="/picture.png"><link rel="stylesheet" href="/style.css"><iframe src="/frame"></iframe>
<script src="http://127.0.0.2:{port}/tracker.js"></script><img src="http://127.0.0.2:{port}/pixel.png">"""
PAGES = {
    "/filled": BESIDES + f"<script>{SHOW} show(0); fetch('/closed/data').catch(() => 0)</script>",
    "/more": f"<button>Vairāk</button><script>{SHOW}"
    "let n = 0; const button = document.querySelector('button');"
    "const load = () => show(n++).then(() => { if (n == 2) button.remove(); });"
    "button.onclick = load; load()</script>",
    "/slow-script": '<a href="/raksts/there">There</a><script src="/slow.js"></script>',
    "/busy": "<script>while (true) {}</script>",
    "/large": "<script>fetch('/blob').then(answer => answer.text())</script>",
}
# The page's own document and the data of its script, once each; nothing of what stands beside.
FILLED = {"/filled", "/data/0"}


class Site:
    """A site on loopback whose listings are filled by script."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.headers["Host"], self.path, self.headers.get("User-Agent", "none")))
                kind, body = site.answer(self.path)
                try:
                    self.send_response(200)
                    self.send_header("Content-Type", kind)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    """The browser has gone away, as some of the pages make it."""

            def log_message(self, *words: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("", 0), Handler)
        self.server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, path: str) -> tuple[str, bytes]:
        if path == "/robots.txt":
            return "text/plain", b"User-agent: *\nDisallow: /closed/\n"
        if path.startswith("/data/"):
            number = int(path.rpartition("/")[2])
            return "application/json", json.dumps([f"/raksts/{number}-{i}" for i in range(2)]).encode()
        if path == "/slow.js":
            time.sleep(8)
        if path == "/blob":
            return "text/plain", b"x" * 2_000_000
        page = PAGES.get(path, "").replace("{port}", str(self.server.server_port))
        return "text/html; charset=utf-8", f"<!doctype html><html><body>{page}</body></html>".encode()

    def paths(self, of: str = "127.0.0.1") -> list[str]:
        return [path for host, path, _ in self.asked if host.startswith(of)]


@pytest.fixture(scope="module")
def run(browser):
    """What each page gave, the site that was asked, and the log."""
    site = Site()
    plans: list[dict[str, Any]] = [
        {"path": "/filled", "seconds": 20},
        {"path": "/more", "seconds": 20, "more": "button", "presses": 5},
        {"path": "/closed/page", "seconds": 20},
        {"path": "/slow-script", "seconds": 2},
        {"path": "/large", "seconds": 20},
        {"path": "/busy", "seconds": 2},
    ]
    command = [
        sys.executable,
        "-m",
        "tests.pilsetas_crawl.browser.rendering_run",
        site.base,
        json.dumps(plans),
    ]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=120, check=False)
    site.server.shutdown()
    site.server.server_close()
    assert done.returncode == 0, done.stderr[-4000:]
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return {line.get("path", "end"): line for line in told}, site, done.stderr


def test_links_that_a_script_brings_are_read(run):
    told, _, _ = run
    assert told["/filled"]["links"] == ["0-0", "0-1"]


def test_the_page_asks_for_scripts_and_data_of_its_own_site_only(run):
    _, site, _ = run
    assert FILLED.issubset(site.paths())
    beside = {"/picture.png", "/style.css", "/frame", "/favicon.ico", "/tracker.js", "/pixel.png"}
    assert beside.isdisjoint(site.paths())
    assert site.paths(of="127.0.0.2") == []


def test_all_requests_say_who_asks(run):
    _, site, _ = run
    assert len(site.asked) > 10
    assert {agent.partition("/")[0] for _, _, agent in site.asked} == {"pilsetas_crawl"}


def test_the_button_is_pressed_until_it_is_gone_and_the_page_is_whole(run):
    told, site, _ = run
    assert told["/more"]["links"] == ["0-0", "0-1", "1-0", "1-1"]
    assert told["/more"]["whole"] is True
    assert told["/filled"]["whole"] is False
    assert "/data/2" not in site.paths()


def test_robots_txt_holds_for_the_page_and_for_what_its_scripts_ask(run):
    told, site, _ = run
    assert told["/closed/page"]["error"] == "Forbidden by robots.txt"
    assert told["/filled"]["forbidden"] == 1
    assert [path for path in site.paths() if path.startswith("/closed")] == []


def test_a_script_that_hangs_does_not_hold_up_what_is_there(run):
    told, _, _ = run
    assert told["/slow-script"]["links"] == ["there"]


def test_a_page_that_never_gets_ready_is_given_up(run):
    told, _, _ = run
    assert told["/busy"]["error"] == "the page was not read within 2 s"


def test_a_page_that_loads_too_much_is_given_up(run):
    told, _, _ = run
    assert told["/large"]["error"] == "the page loads more than 500000 bytes"


def test_no_browser_is_left(run):
    told, _, log = run
    assert list(told)[-2:] == ["/busy", "end"]
    assert log.count("for a page that is filled by script") == 2  # anew after the page that was too large
    assert "Traceback" not in log
    assert told["end"]["left"] == 0
