"""Work in a forked child that is killed at a chosen step on its way to the disk."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pilsetas_crawl.store import Store


def comes_to_its_end(work: Callable[[Store], object], folder: Path, call: str, step: int) -> bool:
    """Open a store and work on it, in a child killed (SIGKILL) instead of its step-th call of `os.<call>`.

    Args:
        work: what the child does with the store.
        folder: the store.
        call: name of the function, such as ``fsync``.
        step: how many of the calls are let through.

    Returns:
        Whether it came to its own end, because there were not that many calls.
    """
    child = os.fork()
    if child == 0:
        count, real = 0, getattr(os, call)

        def watched(*args: Any, **kwargs: Any) -> Any:
            nonlocal count
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)
            count += 1
            return real(*args, **kwargs)

        setattr(os, call, watched)
        code = 1
        try:
            work(Store.open(str(folder)))
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), status
    return status == 0
