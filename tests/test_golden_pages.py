"""Rule: what was read from a kept page of a living site is read from it for ever.

Cases are made by `scrapy probe --save`, `scrapy golden` and `scrapy genspider -t municipality`. A case that
nobody has looked at yet is written down by its first run, which fails: look at the file, then run again.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.settings import Settings

from pilsetas_crawl.probe.golden import cases

GOLDEN = Path(__file__).parent / "golden"
CASES = list(cases(GOLDEN))
SETTINGS = Settings()
SETTINGS.setmodule("pilsetas_crawl.settings")


def test_there_are_golden_pages():
    assert any(case.url for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.folder.relative_to(GOLDEN)}/{case.name}")
def test_a_golden_page_is_read_as_ever(case):
    read = case.read(SETTINGS)
    expected = case.expected()
    if expected is None:
        case.write_expected(read)
        pytest.fail(
            f"{case.expected_file} was written just now: look whether all of it is right, then run again"
        )
    assert read == expected
