"""The browser for the tests."""

from __future__ import annotations

import pytest

from tests.pilsetas_crawl.browser.required import require_browser


@pytest.fixture(scope="session")
def browser() -> str:
    """Path of the browser."""
    return require_browser()
