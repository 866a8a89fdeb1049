"""The WordPress bed as fixtures."""

import os
from collections.abc import Iterator

import pytest

from tests.wordpress.bed import FLAT, WordPressBed, WordPressUnavailable


@pytest.fixture(scope="session")
def wordpress_bed(request: pytest.FixtureRequest) -> Iterator[WordPressBed]:
    """A running site, shared by the session, with flat addresses unless parametrised with another structure:

        @pytest.mark.parametrize("wordpress_bed", [""], indirect=True, scope="session")

    A test that changes the site must use `fresh_wordpress` instead. Without the packages the tests are
    skipped; with PILSETAS_REQUIRE_WORDPRESS=1 in the environment they fail.
    """
    try:
        bed = WordPressBed.start(getattr(request, "param", FLAT))
    except WordPressUnavailable as reason:
        if os.environ.get("PILSETAS_REQUIRE_WORDPRESS") == "1":
            pytest.fail(f"PILSETAS_REQUIRE_WORDPRESS=1, but {reason}", pytrace=False)
        pytest.skip(f"no WordPress here: {reason}")
    with bed:
        yield bed


@pytest.fixture
def fresh_wordpress(wordpress_bed: WordPressBed) -> Iterator[WordPressBed]:
    """The shared site for a test that changes it: what the test did is undone afterwards."""
    yield wordpress_bed
    wordpress_bed.reset()
