"""The demo as a process: addresses, log, start and end."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from pilsetas_crawl.demo import SITE_ORDER, DemoError, DemoServer
from pilsetas_crawl.demo.facts import LARGE_SITES

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[3]


def test_every_site_has_an_address_of_its_own(demo: DemoServer) -> None:
    assert tuple(demo.urls) == SITE_ORDER
    assert len({urlsplit(url).netloc for url in demo.urls.values()}) == len(SITE_ORDER)
    assert all((urlsplit(url).hostname or "").startswith("127.0.") for url in demo.urls.values())


@pytest.mark.parametrize("site", SITE_ORDER)
def test_every_expected_article_answers(demo: DemoServer, get: Callable[..., Any], site: str) -> None:
    articles = demo.control.expected(site)["articles"]
    assert len(articles) > 15
    asked = articles if site in LARGE_SITES else articles[::5]
    statuses = {get(demo.url(site) + article["path"]).status for article in asked}
    assert statuses == {200}


def test_log_tells_what_was_asked(fresh: Callable[..., Any], get: Callable[..., Any]) -> None:
    server = fresh("kuldiga", "madona")
    get(
        server.url("kuldiga") + "/feed/?paged=2",
        If_None_Match='"x"',
        If_Modified_Since="vakar",
        User_Agent="parbaude",
    )
    get(server.url("madona") + "/lat/nav")
    first, second = server.control.log()
    assert (first["site"], first["method"], first["target"], first["status"]) == (
        "kuldiga",
        "GET",
        "/feed/?paged=2",
        200,
    )
    assert (first["etag"], first["since"]) == ('"x"', "vakar")
    assert first["size"] > 1000
    assert (second["site"], second["status"]) == ("madona", 404)
    assert second["clock"] >= first["clock"]
    assert abs(second["at"] - time.time()) < 60
    assert [entry["target"] for entry in server.control.log("madona")] == ["/lat/nav"]
    server.control.clear_log()
    assert server.control.log() == []


def test_not_modified_is_logged_without_a_body(fresh: Callable[..., Any], get: Callable[..., Any]) -> None:
    server = fresh("kuldiga")
    url = server.url("kuldiga") + "/feed/"
    since = get(url).headers["Last-Modified"]
    assert get(url, If_Modified_Since=since).body == b""
    assert [(e["status"], e["size"] > 0) for e in server.control.log()] == [(200, True), (304, False)]


def test_compressed_and_plain_bodies_are_equal(demo: DemoServer, get: Callable[..., Any]) -> None:
    url = demo.url("kuldiga") + "/slidotava-atverta-lidz-22/"
    packed = get(url, compressed=True)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.body == get(url).body


def run_demo(*options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pilsetas_crawl.demo", *options]
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_signals_end_it_quietly(tmp_path: Path, how: signal.Signals) -> None:
    ready = tmp_path / "ready.json"
    with run_demo("--ready-file", str(ready), "--sites", "cesis,madona") as process:
        wait_for(ready, process)
        process.send_signal(how)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert err == b""
    assert [line.split()[0] for line in out.decode().splitlines()] == ["cesis", "madona", "control"]


def test_it_ends_when_its_parent_is_gone(tmp_path: Path) -> None:
    ready = tmp_path / "ready.json"
    with run_demo("--ready-file", str(ready), "--sites", "cesis", "--with-parent") as process:
        wait_for(ready, process)
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
        _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, b"")


def wait_for(ready: Path, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1000):
        if ready.exists():
            return
        assert process.poll() is None
        time.sleep(0.02)
    pytest.fail("the demo did not become ready")


def test_a_port_can_be_chosen(fresh: Callable[..., Any]) -> None:
    taken = urlsplit(fresh("cesis").url("cesis")).port
    assert taken
    with pytest.raises(DemoError, match="did not start"), DemoServer(sites=["cesis"], port=taken):
        pass


def test_expected_results_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / "expected.json"
    with run_demo("--write-expected", str(target)) as process:
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert target.read_bytes() == (ROOT / "pilsetas_crawl" / "demo" / "expected.json").read_bytes()


def test_addresses_can_be_written_for_others(demo: DemoServer, tmp_path: Path) -> None:
    told = json.loads(demo.write_sites(tmp_path / "sites.json").read_text(encoding="utf-8"))
    assert told == demo.urls == demo.control.call("sites")
    assert len(told) == 42


def test_bad_archive_is_told_in_one_line() -> None:
    with run_demo("--sites", "ludza", "--archive", "ludza=daudz") as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert err.decode() == "--archive takes SITE=COUNT, such as kuldiga=100000, not 'ludza=daudz'\n"


def test_taken_port_is_told_in_one_line(fresh: Callable[..., Any]) -> None:
    taken = urlsplit(fresh("cesis").url("cesis")).port
    with run_demo("--sites", "cesis", "--port", str(taken)) as process:
        _, err = process.communicate(timeout=20)
    assert process.returncode == 2
    assert err.decode().startswith(f"cannot open port {taken} for the demo")
    assert err.count(b"\n") == 1


def test_unknown_site_ends_with_one_line() -> None:
    with run_demo("--sites", "tallina") as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert err.decode().startswith("no demo site 'tallina'; there are: ludza")
    assert err.count(b"\n") == 1
