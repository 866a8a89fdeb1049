"""Whether a browser can be started here, and which."""

from __future__ import annotations

import shutil
from importlib.util import find_spec

# Names of the program in Debian, Ubuntu and Google's own packages, the one that is tested first.
NAMES = ("chromium", "chromium-browser", "google-chrome")
OFF = "off"
EXTRA = "scrapy_playwright"


def browser_program(setting: str) -> tuple[str | None, str]:
    """Path of the browser, or None and the reason why there is none, with what to do about it.

    Looks at files only: neither a library nor a process is started.

    Args:
        setting: value of ``PILSETAS_BROWSER``: a path or a name on the search path, ``off``, or nothing.
    """
    if setting.strip().lower() == OFF:
        return None, f"switched off by PILSETAS_BROWSER={OFF}"
    program = next(filter(None, map(shutil.which, (setting,) if setting else NAMES)), None)
    if program is None and setting:
        return None, f"PILSETAS_BROWSER names {setting}, which is no program: give the path of a Chromium"
    if program is None:
        return None, "no Chromium found: apt install chromium, or set PILSETAS_BROWSER to its path"
    if find_spec(EXTRA) is None:
        return None, "scrapy-playwright is not installed: ./pilsetas browser installs it"
    return program, ""
