"""The index of stories: articles a second, memory, size and look-ups as the archive grows.

Run from the project's root: ``python -m benchmarks.bench_stories [ARTICLES ...]`` (default 10,000 and
100,000; a million takes half an hour and 3 GB of disk). Articles are made up: 1.6 kB each, 40 % notices,
50 % free text, 42 publishers; a fifth of the notices is of 20 forms all publishers use, the rest of 15 forms
of its own publisher; every tenth article is an edited, cut or extended copy of an earlier one. What making
them up costs is left out. With datasketch installed the same articles go through its MinHashLSH too.
"""

from __future__ import annotations

import importlib.util
import os
import random
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._bench import machine, table
from pilsetas_crawl.registry import municipalities
from pilsetas_crawl.stories.database import StoryFile
from pilsetas_crawl.stories.index import Entry, TextIndex
from pilsetas_crawl.stories.sweep import Sweep, forget

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (10_000, 100_000)
# Articles in one transaction, as a part of the archive has.
PART = 1_000
PROBES = 500
DATASKETCH_MOST = 30_000
_SYLLABLES = [
    a + b for a in "bdgklmnprstvzjšč" for b in ("a", "e", "i", "u", "ā", "ē", "ie", "au", "or", "is")
]


class Maker:
    """Makes up articles; the same seed makes the same ones."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._words = [
            "".join(self._random.choices(_SYLLABLES, k=self._random.choice((2, 3, 3, 4))))
            for _ in range(40_000)
        ]
        self._weights = list(accumulate(1 / (n + 10) for n in range(len(self._words))))
        self._slugs = list(municipalities())
        self._forms = {slug: [self._text(14) for _ in range(15)] for slug in self._slugs}
        self._shared = [self._text(14) for _ in range(20)]
        self._kept: list[Entry] = []

    def _text(self, sentences: int) -> list[str]:
        lengths = [self._random.randint(10, 18) for _ in range(sentences)]
        drawn = iter(self._random.choices(self._words, cum_weights=self._weights, k=sum(lengths)))
        return [" ".join(next(drawn) for _ in range(length)).capitalize() for length in lengths]

    def _notice(self, slug: str) -> list[str]:
        draw = self._random
        lines = list(draw.choice(self._shared if draw.random() < 0.2 else self._forms[slug]))
        where = " ".join(draw.choices(self._words, k=2)).title()
        when = f"{draw.randint(1, 28)}. novembrī plkst. {draw.randint(7, 18)}.{draw.choice(('00', '30'))}"
        lines[1] = f"No {when} tas skars vietas {where} ielā {draw.randint(1, 120)} un {draw.randint(1, 120)}"
        lines[4] = f"Jautājumi par {draw.choice(self._words).title()} līdz {draw.randint(1, 28)}. decembrim"
        return lines

    def _copy(self) -> list[str]:
        lines = str(self._random.choice(self._kept).body).split(". ")
        turn = self._random.randrange(4)
        if turn == 0:
            return lines[: len(lines) // 2]
        if turn == 1:
            return self._text(1) + lines
        if turn == 2:
            return lines + self._text(1)
        return [
            line.replace(line.split()[0], self._random.choice(self._words).capitalize(), 1) for line in lines
        ]

    def make(self, first: int, count: int) -> Iterator[Entry]:
        """Articles, numbered."""
        for number in range(first, first + count):
            chance = self._random.random()
            slug = self._random.choice(self._slugs)
            lines = (
                self._copy() if chance < 0.1 and self._kept
                else self._notice(slug) if chance < 0.5 else self._text(14)
            )  # fmt: skip
            entry = Entry(
                article_id=f"x-{number:09}",
                revision=1,
                municipality=slug,
                region="latgale",
                published_at=number,
                title=" ".join(self._random.choices(self._words, k=6)).capitalize(),
                body=". ".join(lines) + ".",
            )
            if number % 50 == 0:
                self._kept = [*self._kept[-2_000:], entry]
            yield entry


def resident() -> float:
    """Memory held now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def probe(file: StoryFile, maker: Maker) -> float:
    """Milliseconds of CPU to take in one more article, of a transaction that is undone."""
    entries = [replace(e, article_id=f"probe-{e.article_id}") for e in maker.make(10**8, PROBES)]
    connection = file.connection
    connection.execute("BEGIN")
    index = TextIndex(connection)
    begin = time.process_time()
    for entry in entries:
        index.add(entry)
    spent = time.process_time() - begin
    connection.execute("ROLLBACK")
    return spent / PROBES * 1000


def run(sizes: list[int], folder: Path) -> None:
    path = folder / "stories.sqlite"
    maker, prober = Maker(), Maker(2)
    file = StoryFile(path)
    index = TextIndex(file.connection)
    done, cpu, base = 0, 0.0, resident()
    for size in sizes:
        start_cpu, start_done, started = cpu, done, time.monotonic()
        while done < size:
            entries = list(maker.make(done, PART))
            begin = time.process_time()
            with file.transaction():
                for entry in entries:
                    index.add(entry)
            cpu += time.process_time() - begin
            done += PART
        compared = index.compared
        begin = time.process_time()
        rows = settle(file)
        sweep = time.process_time() - begin
        file.close()
        opened = time.perf_counter()
        file = StoryFile(path)
        index = TextIndex(file.connection)
        index.compared = compared
        opened = time.perf_counter() - opened
        stories = file.connection.execute("SELECT count(*) FROM story").fetchone()[0]
        table(
            f"{size} articles ({time.monotonic() - started:.0f} s by the clock)",
            [
                (
                    "taken in: articles a second of CPU since the last size",
                    (done - start_done) / (cpu - start_cpu),
                    "",
                ),
                ("the same with making stories of them", (done - start_done) / (cpu - start_cpu + sweep), ""),
                ("links written", rows, ""),
                ("stories", stories, ""),
                ("pairs compared in full, an article", compared / done, ""),
                ("memory above the start", resident() - base, "MB"),
                ("size of the index", path.stat().st_size / 1e6, "MB"),
                ("opening", opened * 1000, "ms"),
                ("one more article", probe(file, prober), "ms"),
            ],
        )
        sys.stdout.flush()
    file.close()


def settle(file: StoryFile) -> int:
    rows = 0
    while True:
        with file.transaction() as connection:
            swept = Sweep(connection, datetime.now(UTC)).next(50_000)
            if swept is None:
                return rows
            rows += len(swept.links)
            forget(connection, swept.settled)


def datasketch(size: int) -> None:
    """The same articles through datasketch's index, as its documentation shows it."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 # only where it is installed

    maker, base = Maker(), resident()
    lsh = MinHashLSH(threshold=0.5, num_perm=128)
    spent = 0.0
    for entry in maker.make(0, size):
        begin = time.process_time()
        words = str(entry.body).lower().split()
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[n : n + 3]).encode() for n in range(max(1, len(words) - 2))])
        lsh.query(sketch)
        lsh.insert(entry.article_id, sketch, check_duplication=False)
        spent += time.process_time() - begin
    rows = [
        ("articles a second of CPU", size / spent, ""),
        ("memory above the start", resident() - base, "MB"),
    ]
    table(f"datasketch MinHashLSH, threshold 0.5, {size} articles, no decision and nothing on disk", rows)


def main() -> None:
    sizes = sorted(int(word) for word in sys.argv[1:]) or list(SIZES)
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        run(sizes, Path(folder))
    if importlib.util.find_spec("datasketch"):
        datasketch(min(max(sizes), DATASKETCH_MOST))


if __name__ == "__main__":
    main()
