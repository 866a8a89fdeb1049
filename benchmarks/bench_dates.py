"""Cost of one date: the own readers against dateparser on the same inputs. Medians of five rounds.

Run: python benchmarks/bench_dates.py
"""

import statistics
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial

import dateparser

from pilsetas_crawl.reading.dates import RIGA, find_labelled_date, read_date, read_range

REFERENCE = datetime(2025, 10, 30, 12, tzinfo=RIGA)
ROUNDS = 5
SETTINGS = {
    "DATE_ORDER": "DMY",
    "TIMEZONE": "Europe/Riga",
    "RETURN_AS_TIMEZONE_AWARE": True,
    "RELATIVE_BASE": datetime(2025, 10, 30, 12),  # noqa: DTZ001 - dateparser takes naive local time
    "STRICT_PARSING": True,
}
TEXTS = {
    "numeric, final dot": "29.10.2025.",
    "numeric with time": "29.10.2025, 14:05",
    "gada, nominative": "2025. gada 30. oktobris",
    "gada, locative": "2025.gada 30.oktobrī",
    "weekday and plkst.": "Ceturtdien, 30. oktobrī, plkst. 18.00",
    "label": "Publicēts: 29.10.2025. 14:05",
    "no year": "28. decembris",
    "relative": "pirms 2 stundām",
    "ISO with offset": "2025-10-29T14:05:00+02:00",
    "feed": "Wed, 29 Oct 2025 14:05:00 +0200",
    "no date": "Lasīt tālāk",
    "last resort": "29.10.2025 02:05 PM",
}
PAGE = "Pašvaldības jaunumi 12.12.2025. notiks svētki. " * 200 + "Publicēts: 29.10.2025."


def microseconds(call: Callable[[], object], repeats: int) -> float:
    """Median over the rounds of the mean cost of a call, in µs."""
    call()
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(repeats):
            call()
        rounds.append((time.perf_counter() - start) / repeats * 1e6)
    return statistics.median(rounds)


def main() -> None:
    print(f"{'input':22} {'own µs':>9} {'dateparser µs':>14} {'ratio':>7}  dateparser reads it")
    for name, text in TEXTS.items():
        own = microseconds(partial(read_date, text, reference=REFERENCE), 500)
        other = microseconds(partial(dateparser.parse, text, languages=["lv"], settings=SETTINGS), 50)
        reads = "yes" if dateparser.parse(text, languages=["lv"], settings=SETTINGS) else "no"
        print(f"{name:22} {own:9.1f} {other:14.1f} {other / own:6.1f}x  {reads}")
    one_range = microseconds(lambda: read_range("no 3. līdz 9. novembrim", reference=REFERENCE), 500)
    page = microseconds(lambda: find_labelled_date(PAGE, ["Publicēts"], reference=REFERENCE), 20)
    print(f"{'a range':22} {one_range:9.1f}")
    print(f"{f'label in {len(PAGE) / 1000:.0f} kB':22} {page:9.1f}")


if __name__ == "__main__":
    main()
