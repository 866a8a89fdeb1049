"""How long reading one TVP page takes, beside trafilatura's fast mode.

Run from the project root: `python -m benchmarks.bench_reading`. Prints medians of five rounds in
milliseconds; nothing is asserted, machines differ.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import parsel
import trafilatura

from pilsetas_crawl.reading.content import html_to_text
from pilsetas_crawl.reading.encoding import resolve_encoding
from pilsetas_crawl.reading.metadata import read_metadata
from pilsetas_crawl.reading.pagekind import classify_page

PAGE = Path(__file__).parents[1] / "tests" / "golden" / "tvp" / "mk-gov-lv-cabinet-2022-07-31.html"
URL = "https://www.mk.gov.lv/en/cabinet-composition"
ROUNDS, CALLS = 5, 20


def milliseconds(call: Callable[[], object]) -> float:
    call()
    rounds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for _ in range(CALLS):
            call()
        rounds.append((time.perf_counter() - begun) * 1000 / CALLS)
    return statistics.median(rounds)


def cases() -> dict[str, Callable[[], object]]:
    body = PAGE.read_bytes()
    text = body.decode("utf-8")
    page = parsel.Selector(text)
    content = page.css("#content-area")[0]
    return {
        "parse only (parsel)": lambda: parsel.Selector(text).root,
        "resolve_encoding": lambda: resolve_encoding(body, "utf-8"),
        "classify_page (parsed)": lambda: classify_page(
            url=URL, requested_url=URL, status=200, content_type="text/html", root_or_text=page
        ),
        "read_metadata (parsed)": lambda: read_metadata(page),
        "html_to_text, content": lambda: html_to_text(content, base_url=URL),
        "html_to_text, whole page": lambda: html_to_text(page, base_url=URL),
        "trafilatura, fast": lambda: trafilatura.extract(text, fast=True),
    }


def main() -> None:
    found = {name: milliseconds(call) for name, call in cases().items()}
    slowest = found["trafilatura, fast"]
    print(f"{PAGE.name}, {PAGE.stat().st_size:,} bytes; ms per page, median of {ROUNDS} rounds")
    for name, taken in found.items():
        print(f"{name:<28}{taken:>9.3f} ms   trafilatura takes {slowest / taken:>6.1f} times as long")


if __name__ == "__main__":
    main()
