"""Cost of language, keywords and topics of one article of 1.6 kB, in CPU time; medians of five rounds.

Run: python -m benchmarks.bench_tags
"""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks._bench import ROUNDS, machine, median, table
from pilsetas_crawl.items import Article
from pilsetas_crawl.language import language_of
from pilsetas_crawl.tags.article import tag_article
from pilsetas_crawl.tags.keywords import keywords_of
from pilsetas_crawl.tags.topics import topics_of

DEVELOPMENT = Path(__file__).parents[1] / "tests" / "gold" / "topics" / "dev.jsonl"
BYTES = 1600
Text = tuple[str, str]


def articles() -> list[Text]:
    """Latvian texts of the development set, joined to articles of the size."""
    rows = [json.loads(line) for line in DEVELOPMENT.read_text(encoding="utf-8").splitlines()]
    told: list[Text] = []
    title, body = "", ""
    for row in (row for row in rows if row["language"] == "lv"):
        title = title or row["title"]
        body = f"{body}\n\n{row['body']}".strip()
        if len(body.encode()) >= BYTES:
            told.append((title, body))
            title, body = "", ""
    return told


def cost(call: Callable[[str, str], object], texts: list[Text]) -> float:
    """Milliseconds of CPU per text: median over the rounds."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(5):
            for title, body in texts:
                call(title, body)
        rounds.append((time.process_time() - start) / (5 * len(texts)) * 1000)
    return median(rounds)


def whole(title: str, body: str) -> None:
    article = Article(title=title, body=body)
    article.language = language_of(title, body, "lv")
    tag_article(article)


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    print(machine())
    texts = articles()
    before = megabytes()
    first: list[tuple[str, float, str]] = []
    steps: tuple[tuple[str, Callable[[str, str], object]], ...] = (
        ("language", lambda title, body: language_of(title, body, "lv")),
        ("topics", topics_of),
        ("keywords", keywords_of),
    )
    for name, call in steps:
        start = time.process_time()
        call(*texts[0])
        first.append((f"first {name}: loading", (time.process_time() - start) * 1000, "ms"))
    size = sum(len(body.encode()) for _, body in texts) / len(texts)
    rows = [(name, cost(call, texts), "ms") for name, call in steps]
    rows.append(("all that an article is given, pipelines' work included", cost(whole, texts), "ms"))
    table(f"CPU of one article ({len(texts)} articles of {size:.0f} bytes)", rows)
    table("once a process", [*first, ("memory of models and dictionaries", megabytes() - before, "MB")])
    huge = texts[0][1] * (5_000_000 // len(texts[0][1]))
    table("bad input", [("one article of 5 MB", cost(whole, [("Virsraksts", huge)]), "ms")])


if __name__ == "__main__":
    main()
