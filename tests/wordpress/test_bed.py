"""The bed comes up in every form asked for, stands beside others, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.wordpress.bed import BedError, WordPressBed
from tests.wordpress.client import feed_items, get

ROOT = Path(__file__).parents[2]


def gone(is_gone: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if is_gone():
            return True
        time.sleep(0.05)
    return False


class Process(NamedTuple):
    session: int
    command: str


def processes() -> list[Process]:
    """What runs on this machine, without what has ended and only waits to be counted out."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            # proc(5): after the name in brackets come state, parent, process group, session.
            state, _, _, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue  # ended while we looked
        if state != "Z":
            found.append(Process(int(session), command))
    return found


def sessions_of(folder: Path) -> set[int]:
    """The keeper and each server have a session of their own, which the workers of PHP-FPM share."""
    return {process.session for process in processes() if str(folder) in process.command}


def all_ended(sessions: set[int]) -> bool:
    return not any(process.session in sessions for process in processes())


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_is_left_when_the_tests_are_killed(wordpress_bed: WordPressBed, number: int) -> None:
    code = """
        import sys
        from tests.wordpress.bed import WordPressBed
        bed = WordPressBed.start()
        print(bed._site._folder, flush=True)
        sys.stdin.read()
    """
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with child:
        assert child.stdout is not None
        folder = Path(child.stdout.readline().decode().strip())
        assert folder.is_dir()
        sessions = sessions_of(folder)
        assert len(sessions) == 4
        os.kill(child.pid, number)
    assert gone(lambda: not folder.exists() and all_ended(sessions))


def test_the_servers_end_with_a_killed_keeper(wordpress_bed: WordPressBed) -> None:
    with WordPressBed.start() as bed:
        folder = bed._site._folder
        sessions = sessions_of(folder)
        assert len(sessions) == 4
        bed._site._keeper.kill()
        assert gone(lambda: all_ended(sessions))
        with pytest.raises(BedError, match="servers have ended"):
            bed.edit("iszina", title="Nav kam rakstīt")
    assert not folder.exists()


def test_stopping_twice_is_no_fault(wordpress_bed: WordPressBed) -> None:
    bed = WordPressBed.start()
    bed.stop()
    bed.stop()
    with pytest.raises(ConnectionRefusedError):
        get(f"{bed.url}/")


def test_two_sites_stand_side_by_side(wordpress_bed: WordPressBed) -> None:
    with WordPressBed.start("/zinas/%postname%/") as other:
        assert other.url != wordpress_bed.url
        other.delete("iszina")
        assert get(other.link("jani")).status == 200
        assert get(wordpress_bed.link("iszina")).status == 200
        assert other.link("jani").removeprefix(other.url).startswith("/zinas/")


@pytest.mark.parametrize(("required", "outcome"), [("0", "1 skipped"), ("1", "1 error")])
def test_missing_packages_skip_or_fail_with_the_reason(required: str, outcome: str, tmp_path: Path) -> None:
    target = "tests/wordpress/test_site.py::test_what_runs"
    environment = os.environ | {"PATH": str(tmp_path), "PILSETAS_REQUIRE_WORDPRESS": required}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", target],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in run.stdout
    assert "missing: php" in run.stdout
    assert ".ci/install-wordpress" in run.stdout


@pytest.mark.parametrize("wordpress_bed", ["/jaunumi/%category%/%postname%/"], indirect=True, scope="session")
def test_addresses_by_category(wordpress_bed: WordPressBed) -> None:
    link = wordpress_bed.link("veselibas-diena")
    assert link == f"{wordpress_bed.url}/jaunumi/veseliba/aicina-uz-veselibas-dienu-pelcos/"
    assert wordpress_bed.post("veselibas-diena").sentence in get(link).text
    assert len(feed_items(get(f"{wordpress_bed.url}/feed/"))) == 10


@pytest.mark.parametrize("wordpress_bed", [""], indirect=True, scope="session")
def test_plain_addresses(wordpress_bed: WordPressBed) -> None:
    number = wordpress_bed.post_id("veselibas-diena")
    link = wordpress_bed.link("veselibas-diena")
    assert link == f"{wordpress_bed.url}/?p={number}"
    page = get(link)
    assert wordpress_bed.post("veselibas-diena").sentence in page.text
    # Without pretty addresses the REST interface is found by this header only.
    links = ", ".join(page.headers.get_all("Link", []))
    assert f'<{wordpress_bed.url}/index.php?rest_route=/>; rel="https://api.w.org/"' in links
    answer = get(f"{wordpress_bed.url}/?rest_route=/wp/v2/posts")
    assert answer.headers["X-WP-Total"] == "59"
    assert len(feed_items(get(f"{wordpress_bed.url}/?feed=rss2"))) == 10
