"""Make `pilsetas_crawl/tags/background.csv`: in how many texts of local news each word stands.

The texts are the development set of topics and the stories of the demo sites; the gold set is not among them.
Run: python -m benchmarks.make_background
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pilsetas_crawl.demo import stories_civic, stories_life, stories_office, stories_works
from pilsetas_crawl.demo.stories import Story
from pilsetas_crawl.tags.tokens import tokens

ROOT = Path(__file__).parents[1]
DEVELOPMENT = ROOT / "tests" / "gold" / "topics" / "dev.jsonl"
TARGET = ROOT / "pilsetas_crawl" / "tags" / "background.csv"
# Words of fewer texts are rare enough without being told.
FEWEST = 2


def texts() -> Iterator[str]:
    for line in DEVELOPMENT.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield f"{row['title']}\n{row['body']}"
    for module in (stories_civic, stories_life, stories_office, stories_works):
        for value in vars(module).values():
            for story in value if isinstance(value, tuple) else ():
                if isinstance(story, Story):
                    yield re.sub(
                        r"\{\w+\}", "", json.dumps([story.titles, story.paragraphs], ensure_ascii=False)
                    )


def main() -> None:
    counts: Counter[str] = Counter()
    number = 0
    for text in texts():
        number += 1
        counts.update({token.key for token in tokens(text, in_title=False) if not token.text[0].isdigit()})
    rows = sorted((key, count) for key, count in counts.items() if count >= FEWEST)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("key", "texts"))
        writer.writerow(("*", number))
        writer.writerows(rows)
    print(f"{len(rows)} words of {number} texts → {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
