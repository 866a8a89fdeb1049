"""Make `pilsetas_crawl/tags/lemmas.csv`: how many forms simplemma's dictionary has of each lemma.

Run: python -m benchmarks.make_lemmas
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

TARGET = Path(__file__).parents[1] / "pilsetas_crawl" / "tags" / "lemmas.csv"


def table() -> str:
    """The table as text: a line per lemma, in the order of the alphabet's codes."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory  # noqa: PLC0415 # heavy

    counts = Counter(DefaultDictionaryFactory().get_dictionary("lv").values())
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("lemma", "forms"))
    writer.writerows(sorted(counts.items()))
    return out.getvalue()


def main() -> None:
    text = table()
    TARGET.write_text(text, encoding="utf-8")
    print(f"{text.count(chr(10)) - 1} lemmas → {TARGET.name}")


if __name__ == "__main__":
    main()
