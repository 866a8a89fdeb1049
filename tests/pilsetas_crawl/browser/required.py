"""Whether the tests have a browser to work with."""

from __future__ import annotations

import os

import pytest

from pilsetas_crawl.browser.installed import browser_program


def require_browser() -> str:
    """Path of the browser.

    Without one the tests are skipped; with PILSETAS_REQUIRE_BROWSER=1 in the environment they fail.
    """
    program, reason = browser_program(os.environ.get("PILSETAS_BROWSER", ""))
    if program is None:
        if os.environ.get("PILSETAS_REQUIRE_BROWSER") == "1":
            pytest.fail(f"PILSETAS_REQUIRE_BROWSER=1, but {reason}", pytrace=False)
        pytest.skip(f"no browser here: {reason}")
    return program
