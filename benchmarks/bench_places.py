"""Cost of finding the places of an article. Medians of five rounds of CPU time.

Run: python -m benchmarks.bench_places
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks._bench import ROUNDS, machine, median, table
from pilsetas_crawl.gazetteer import places
from pilsetas_crawl.items import Article
from pilsetas_crawl.places import find_places, summarise
from pilsetas_crawl.places.candidates import candidates
from pilsetas_crawl.places.lexicon import bare_lexicon, lexicon
from pilsetas_crawl.places.vocabulary import first_names
from pipelines.geotag import GeotagPipeline

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "places" / "gold.jsonl"
ARTICLE_BYTES = 1600
PLAIN = "Darbi turpināsies arī nākamajā nedēļā, un iedzīvotāji aicināti laikus sekot līdzi jaunumiem. "


def cpu(call: Callable[[], object], repeats: int) -> float:
    """Median over the rounds of the mean CPU seconds of a call."""
    call()
    rounds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(repeats):
            call()
        rounds.append((time.process_time() - began) / repeats)
    return median(rounds)


def article(sentences: list[str], plain: int) -> str:
    """A text of about 1.6 kB: sentences that name places, each followed by some that name none."""
    text = ""
    for sentence in sentences:
        text += f"{sentence} {PLAIN * plain}"
        if len(text.encode()) >= ARTICLE_BYTES:
            break
    return text.encode()[:ARTICLE_BYTES].decode(errors="ignore")


def main() -> None:
    print(machine())
    began = time.process_time()
    places()
    read = time.process_time() - began
    began = time.process_time()
    lexicon(), bare_lexicon(), first_names()
    built = time.process_time() - began
    sentences = [json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines()]
    random.Random(1).shuffle(sentences)  # a fixed order
    usual, dense = article(sentences, 1), article(sentences, 0)
    pipeline = GeotagPipeline()

    def whole() -> object:
        return pipeline.process_item(Article(title=sentences[0], body=usual, municipality="ludza"))

    megabyte = usual * (1_000_000 // len(usual.encode()))
    size = len(megabyte.encode()) / 1e6
    lookups = cpu(lambda: sum(1 for _ in candidates(megabyte, lexicon(), None)), 1)
    tagging = cpu(lambda: find_places(megabyte, publisher="ludza"), 1)
    found = find_places(usual, publisher="ludza")
    count = len(found), len(find_places(dense, publisher="ludza"))
    rows = [
        ("reading the gazetteer, once a process", read * 1e3, "ms"),
        ("building the dictionaries, once a process", built * 1e3, "ms"),
        (f"an article of 1.6 kB, {count[0]} mentions", cpu(lambda: find_places(usual), 200) * 1e3, "ms"),
        ("the same with summary and pipeline", cpu(whole, 200) * 1e3, "ms"),
        (
            f"1.6 kB of nothing but places, {count[1]} mentions",
            cpu(lambda: find_places(dense), 200) * 1e3,
            "ms",
        ),
        ("summary alone", cpu(lambda: summarise(found, "ludza"), 1000) * 1e3, "ms"),
        ("look-ups alone", size / lookups, "MB/s"),
        ("tagging, names as in an article", size / tagging, "MB/s"),
    ]
    table("places", rows)


if __name__ == "__main__":
    main()
