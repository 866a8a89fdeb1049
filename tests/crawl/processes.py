"""Processes under a process, as Linux tells them."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def descendants(root: int) -> set[int]:
    """Ids of all processes that a process has started, directly or not."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if told[0] != "Z":
            parents[int(folder.name)] = int(told[1])
    found = {root}
    while more := {process for process, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {root}


def is_browser(process: int) -> bool:
    """Whether a process runs the browser's program."""
    try:
        return "chrom" in Path(f"/proc/{process}/exe").readlink().name
    except OSError:
        return False


def is_running(process: int) -> bool:
    """Whether a process is there and not merely waiting to be collected."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def browsers_of(root: int) -> set[int]:
    """Ids of the browser's processes under a process."""
    return {process for process in descendants(root) if is_browser(process)}


def wait_for(condition, limit: float = 20.0) -> bool:
    """Whether something becomes true in time."""
    end = time.monotonic() + limit
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def kill_browsers(root: int) -> int:
    """Kill the browser's processes under a process, by their ids; says how many there were."""
    found = browsers_of(root)
    for process in found:
        os.kill(process, signal.SIGKILL)
    return len(found)
