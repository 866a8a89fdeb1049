from pathlib import Path

from exports.data_dictionary import markdown
from pilsetas_crawl.items import STORED_ITEMS, field_names

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


def test_the_page_is_fresh():
    assert PAGE.read_text(encoding="utf-8") == markdown(), "stale: run `scrapy dictionary`"


def test_every_column_has_a_line():
    lines = markdown().splitlines()
    for item in STORED_ITEMS:
        for name in field_names(item):
            assert any(line.startswith(f"| `{name}` |") for line in lines), f"{item.dataset}.{name}"
