"""Rule: the jobs in `deploy/` run as they stand, with nothing of the operator's own shell."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pilsetas_crawl.store import Store
from pilsetas_crawl.store.locks import FileLock
from tests.crawl.relay import Relay

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = (
    "pilsetas-crawlall.service",
    "pilsetas-crawlall.timer",
    "pilsetas-crawl@.service",
    "pilsetas-crawl@.timer",
)
CHECKOUT = "/opt/pilsetas_crawl"
# What cron gives a job beside the variables of its table.
CRON = {"HOME": "/", "LOGNAME": "nobody", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
FIELD = re.compile(r"(\*|\d+(-\d+)?)(/\d+)?(,(\d+(-\d+)?))*")


def here(text: str, tmp_path: Path) -> str:
    """A line of the jobs with the folders of this machine."""
    text = re.sub(rf"({CHECKOUT}/)?\.venv", sys.prefix, text)
    for there, mine in (
        (CHECKOUT, str(ROOT)),
        ("/var/lib/pilsetas", str(tmp_path)),
        ("/var/log/pilsetas", str(tmp_path)),
    ):
        text = text.replace(there, mine)
    return text


def cron_lines() -> list[str]:
    """Lines of the table that are no remarks."""
    lines = (DEPLOY / "pilsetas.crontab").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def jobs() -> list[tuple[list[str], str]]:
    """Schedule and command of each cron job."""
    split = [line.split(maxsplit=5) for line in cron_lines() if "=" not in line.split()[0]]
    return [(words[:5], words[5]) for words in split]


def variables(tmp_path: Path) -> dict[str, str]:
    """Variables the table sets."""
    pairs = [line.partition("=") for line in cron_lines() if "=" in line.split()[0]]
    return {name.strip(): here(value.strip(), tmp_path) for name, _, value in pairs}


def run(command: str, environment: dict[str, str]) -> int:
    """Run a command as cron does, with this environment and no other."""
    return subprocess.run(
        ["/bin/sh", "-c", command], cwd="/", env=environment, timeout=120, check=False
    ).returncode


def test_the_schedules_are_schedules():
    limits = (59, 23, 31, 12, 7)
    assert len(jobs()) == 3
    for schedule, _ in jobs():
        for field, limit in zip(schedule, limits, strict=True):
            assert FIELD.fullmatch(field), field
            assert all(int(number) <= limit for number in re.findall(r"\d+", field))


def test_no_job_holds_a_percent_sign():
    """Cron takes it for the end of the command."""
    assert not [command for _, command in jobs() if "%" in command]


def test_the_cron_job_over_all_sources_runs_in_an_empty_environment(tmp_path: Path) -> None:
    """The one site it is given forbids everything, which it must respect and tell."""
    (command,) = [command for _, command in jobs() if "crawlall" in command]
    sites = tmp_path / "sites.json"
    with Relay("http://127.0.0.1:9", robots="User-agent: *\nDisallow: /\n") as relay:
        sites.write_text(json.dumps({"kuldiga": relay.url}))
        code = run(here(command, tmp_path), {**CRON, **variables(tmp_path), "PILSETAS_SITES": str(sites)})
        asked = [seen.target for seen in relay.seen]
    log = (tmp_path / "crawlall.log").read_text(encoding="utf-8")
    assert (code, asked) == (1, ["/robots.txt"]), log
    assert "[1/1] kuldiga blocked" in log
    assert "1 sources, 0 ok or quiet" in log
    assert (tmp_path / "store" / "manifests").is_dir()


def test_the_cron_job_of_one_source_runs_in_an_empty_environment(tmp_path: Path) -> None:
    """Another process is at the source, so it asks for nothing and says so."""
    (command,) = [command for _, command in jobs() if "scrapy crawl " in command]
    (tmp_path / "store" / "state").mkdir(parents=True)
    with FileLock(tmp_path / "store" / "state" / "ludza.lock"):
        assert run(here(command, tmp_path), {**CRON, **variables(tmp_path)}) == 75
    log = (tmp_path / "ludza.log").read_text(encoding="utf-8")
    assert "source 'ludza' is being worked on by process" in log


def test_the_status_page_is_written_in_an_empty_environment(tmp_path: Path) -> None:
    """By cron and by systemd with the same words; a source that was never run is the exit code's matter."""
    (command,) = [command for _, command in jobs() if "--html" in command]
    Store.open(str(tmp_path / "store"))
    assert run(here(command, tmp_path), {**CRON, **variables(tmp_path)}) == 1
    log = (tmp_path / "status.log").read_text(encoding="utf-8")
    assert log == f"written: {tmp_path}/status.html\n"
    assert "0 of 42 sources in order" in (tmp_path / "status.html").read_text(encoding="utf-8")
    unit = (DEPLOY / "pilsetas-crawlall.service").read_text(encoding="utf-8")
    (after,) = re.findall(r"^ExecStopPost=-(.+)$", unit, re.MULTILINE)
    assert command.startswith(f"cd {CHECKOUT} && {after.replace(f'{CHECKOUT}/', '')} ")


def test_the_logs_that_cron_writes_are_those_that_are_turned_over(tmp_path: Path) -> None:
    """Each file is one that the pattern covers; logrotate itself reads the file where it is installed."""
    text = (DEPLOY / "pilsetas.logrotate").read_text(encoding="utf-8")
    (pattern,) = re.findall(r"^(/\S+) \{$", text, re.MULTILINE)
    written = {log for _, command in jobs() for log in re.findall(r">>(\S+)", command)}
    assert len(written) == 3
    assert all(Path(log).match(pattern) for log in written)
    if shutil.which("logrotate"):
        (tmp_path / "rules").write_text(here(text, tmp_path), encoding="utf-8")
        words = ["logrotate", "--debug", "--state", str(tmp_path / "status"), str(tmp_path / "rules")]
        done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, "error:" in done.stderr) == (0, False), done.stderr


@pytest.mark.parametrize("unit", ["pilsetas-crawlall.service", "pilsetas-crawl@.service"])
def test_what_a_service_starts_is_there_and_does_what_cron_does(unit: str) -> None:
    text = (DEPLOY / unit).read_text(encoding="utf-8")
    (started,) = re.findall(r"^ExecStart=(.+)$", text, re.MULTILINE)
    (folder,) = re.findall(r"^WorkingDirectory=(.+)$", text, re.MULTILINE)
    as_cron = f"cd {folder} && {started.replace(f'{CHECKOUT}/', '').replace('%i', 'ludza')} "
    assert [command for _, command in jobs() if command.startswith(as_cron)]
    assert re.findall(r"^SuccessExitStatus=.*\b3\b.*\b75\b", text, re.MULTILINE)


@pytest.fixture
def verify(tmp_path: Path):
    """What systemd says of the units, after a change to the text of each."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("needs systemd-analyze")

    def check(old: str = "", new: str = "") -> tuple[int, str]:
        folder = tmp_path / "units"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for unit in UNITS:
            text = here((DEPLOY / unit).read_text(encoding="utf-8"), tmp_path)
            (folder / unit.replace("@.", "@ludza.")).write_text(text.replace(old, new) if old else text)
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", *map(str, folder.iterdir())],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        ours = [line for line in done.stderr.splitlines() if "pilsetas" in line]
        return done.returncode, "\n".join(ours)

    return check


def test_systemd_finds_nothing_to_say_of_the_units(verify) -> None:
    assert verify() == (0, "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("KillMode=mixed", "KillMod=mixed"),
        ("OnCalendar=*-*-*", "OnCalendar=soon"),
        ("/bin/scrapy", "/bin/no-such-thing"),
    ],
)
def test_systemd_would_have_found_a_mistake(old: str, new: str, verify) -> None:
    code, told = verify(old, new)
    assert code or told
