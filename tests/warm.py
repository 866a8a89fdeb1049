"""Runs `python -m scrapy …` in processes that have the large libraries in memory already.

Half of what a short command costs is the import of Arrow, DuckDB, Twisted and the like, which the tests would
pay some thousand times. A server (`python -m tests.warm`) imports these once and forks a process for each
command: a process of its own with its own folder, environment and streams, and our packages imported anew.
What an interpreter takes from its environment when it starts cannot be given to it later: such a command gets
an interpreter of its own.
"""

from __future__ import annotations

import atexit
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any, TextIO

PROJECT = Path(__file__).parents[1]
# None of ours, and nothing that chooses an event loop.
LIBRARIES = (
    *("numpy", "pyarrow.compute", "pyarrow.dataset", "pyarrow.fs", "pyarrow.parquet", "duckdb"),
    *("lxml.html", "OpenSSL", "service_identity", "twisted.web.client", "twisted.internet.asyncioreactor"),
    *("scrapy.crawler", "scrapy.cmdline", "scrapy.http", "scrapy.core.downloader.handlers.http11"),
    *(
        "simplemma",
        "stopwordsiso",
        "itemadapter",
        "charset_normalizer",
        "xml.etree.ElementTree",
        "sqlite3",
        "tomllib",
        "email.parser",
    ),
)
# Read when an interpreter or a library starts, too early for a process that is running.
_EARLY = ("LC_", "LANG", "PYTHON", "TZ", "HOME", "XDG_", "LD_", "ARROW_", "MALLOC_")
# What the server has; tests change their own.
_AT_START = dict(os.environ)
_STANDARD = (0, 1, 2)


def run(
    command: Sequence[str], *, env: Mapping[str, str], cwd: Path, timeout: float
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; what it writes is UTF-8.

    Raises:
        subprocess.TimeoutExpired: it takes longer, and was killed.
    """
    if list(command[:3]) != [sys.executable, "-m", "scrapy"] or _differs_early(env):
        return subprocess.run(
            command, env=env, cwd=cwd, capture_output=True, encoding="utf-8", timeout=timeout, check=False
        )
    with (
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
        Path(os.devnull).open("rb") as nothing,
    ):
        code = _ask(command, env, cwd, timeout, (nothing, out, err))
        return subprocess.CompletedProcess(list(command), code, _read(out), _read(err))


def _differs_early(env: Mapping[str, str]) -> bool:
    names = {name for name in (*env, *_AT_START) if name.startswith(_EARLY)}
    return any(env.get(name) != _AT_START.get(name) for name in names)


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8").replace("\r\n", "\n")


def _ask(
    command: Sequence[str], env: Mapping[str, str], cwd: Path, timeout: float, streams: Sequence[IO[bytes]]
) -> int:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(_server())
        request = json.dumps([list(command[3:]), dict(env), str(cwd)]).encode()
        socket.send_fds(line, [len(request).to_bytes(8, "big")], [file.fileno() for file in streams])
        line.sendall(request)
        pid = int.from_bytes(_exactly(line, 8), "big")
        line.settimeout(timeout)
        try:
            return int.from_bytes(_exactly(line, 8), "big", signed=True)
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
            raise subprocess.TimeoutExpired(list(command), timeout) from None


def _exactly(line: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        data += (more := line.recv(length - len(data)))
        if not more:
            raise ConnectionError("the server of warm processes is gone")
    return data


@cache
def _server() -> str:
    """Address of the server, started at the first question of this process and ended with it."""
    folder = tempfile.mkdtemp(prefix="warm-")
    address = f"{folder}/line"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.warm", address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=PROJECT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n", "the server of warm processes did not start"

    def end() -> None:
        process.communicate()
        Path(address).unlink(missing_ok=True)
        Path(folder).rmdir()

    atexit.register(end)
    return address


def serve(address: str) -> None:
    """Take questions until standard input ends."""
    for name in LIBRARIES:
        import_module(name)
    assert "twisted.internet.reactor" not in sys.modules
    assert not [name for name in sys.modules if name.startswith("pilsetas_crawl")]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen(64)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while sys.stdin not in select.select([listener, sys.stdin], [], [])[0]:
            line, _ = listener.accept()
            with line:
                if os.fork() == 0:
                    listener.close()
                    _answer(line)


def _answer(line: socket.socket) -> None:
    """Fork the process that was asked for, and wait for it."""
    # Whatever fails here, the one who asked sees: the line ends without an answer.
    with suppress(Exception):
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        size, streams, _, _ = socket.recv_fds(line, 8, len(_STANDARD))
        words, environment, folder = json.loads(_exactly(line, int.from_bytes(size, "big")))
        pid = os.fork()
        if pid == 0:
            line.close()
            _become(words, environment, folder, streams)
        line.sendall(pid.to_bytes(8, "big"))
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        line.sendall(code.to_bytes(8, "big", signed=True))
    os._exit(0)


def _text(stream: int, mode: str, **more: Any) -> TextIO:
    return open(stream, mode, encoding="utf-8", closefd=False, **more)  # a stream of the process


def _become(words: list[str], environment: dict[str, str], folder: str, streams: list[int]) -> None:
    code: object = 1
    try:
        for stream, number in zip(streams, _STANDARD, strict=True):
            os.dup2(stream, number)
            os.close(stream)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        sys.stdin, sys.stdout = _text(0, "r"), _text(1, "w")
        sys.stderr = _text(2, "w", errors="backslashreplace", buffering=1)
        sys.argv = ["scrapy", *words]
        sys.path[0] = folder
        runpy.run_module("scrapy", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code
    except Exception:  # noqa: BLE001 # as an interpreter ends
        sys.excepthook(*sys.exc_info())
    finally:
        if isinstance(code, str):
            sys.stderr.write(f"{code}\n")
        # As an interpreter ends: it tells a fault of these and goes on.
        with suppress(Exception):
            atexit._run_exitfuncs()
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        os._exit(0 if code is None else code if isinstance(code, int) else 1)


if __name__ == "__main__":
    serve(sys.argv[1])
