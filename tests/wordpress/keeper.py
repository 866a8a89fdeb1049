"""Starts the servers of a test site, and ends them and removes their folder when its parent is gone.

Usage: python keeper.py FOLDER, with FOLDER/plan.json: {"prepare": [argv, ...], "servers": {name: argv}}.

Runs as a process of its own, so that it outlives a test run that was killed: the end of its standard input
(closed by the kernel, however the parent dies) is the sign to clean up. Prints one line when it gives up.
"""

import ctypes
import json
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

PR_SET_PDEATHSIG = 1  # linux/prctl.h
LOOK_SECONDS = 0.2
STOP_SECONDS = 10


class GivingUpError(Exception):
    """A program failed; the message names it and holds the end of its log."""


def main(folder: Path) -> int:
    servers: dict[str, subprocess.Popen[bytes]] = {}
    signal.signal(signal.SIGTERM, _stop_on_signal)
    try:
        plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
        for argv in plan["prepare"]:
            prepare(folder, argv)
        for name, argv in plan["servers"].items():
            servers[name] = start(folder, name, argv)
        watch(folder, servers)
    except GivingUpError as error:
        print(error, flush=True)  # noqa: T201 the parent reads it from the pipe
        return 1
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        stop(servers)
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def prepare(folder: Path, argv: list[str]) -> None:
    with (folder / "logs" / "prepare.log").open("ab") as log:
        code = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False).returncode
    if code != 0:
        raise GivingUpError(f"{argv[0]} ended with code {code}: {tail(folder, 'prepare')}")


def start(folder: Path, name: str, argv: list[str]) -> subprocess.Popen[bytes]:
    with (folder / "logs" / f"{name}.log").open("ab") as log:
        return subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=_die_with_keeper,  # noqa: PLW1509 this process has one thread only
        )


def watch(folder: Path, servers: dict[str, subprocess.Popen[bytes]]) -> None:
    """Return when the parent wants the end or is gone; fail when a server ends by itself."""
    while not select.select([sys.stdin], [], [], LOOK_SECONDS)[0]:
        for name, server in servers.items():
            if server.poll() is not None:
                raise GivingUpError(f"{name} ended with code {server.returncode}: {tail(folder, name)}")


def stop(servers: dict[str, subprocess.Popen[bytes]]) -> None:
    # The database last: the others still hold connections to it.
    for server in reversed(servers.values()):
        server.terminate()
    for server in servers.values():
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def tail(folder: Path, name: str) -> str:
    lines = (folder / "logs" / f"{name}.log").read_text(encoding="utf-8", errors="replace").splitlines()
    return " / ".join(lines[-5:])


def _die_with_keeper() -> None:
    # SIGTERM and not SIGKILL: PHP-FPM then takes its workers with it.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop_on_signal(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
