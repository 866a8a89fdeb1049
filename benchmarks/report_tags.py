"""Figures of topics and keywords on the gold or development set, by topic.

Run: python -m benchmarks.report_tags [gold|dev] [--wrong]   (--wrong shows the articles, for the development
set only)
"""

from __future__ import annotations

import sys
from pathlib import Path

from pilsetas_crawl.errors import PilsetasError

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "gold" / "topics"))

from scoring import Scores, judge, rows  # stands with the sets it reads


def main() -> None:
    name = next((word for word in sys.argv[1:] if not word.startswith("-")), "gold")
    if name not in ("gold", "dev"):
        raise PilsetasError(f"no set {name!r}: gold or dev")
    show_wrong = "--wrong" in sys.argv
    if show_wrong and name == "gold":
        raise PilsetasError("the gold set is held back: look at dev")
    scores: Scores = judge(rows(name))
    print(f"{'topic':<18}{'right':>6}{'wrong':>6}{'missed':>7}{'precision':>11}{'recall':>8}")
    for topic, (right, wrong, missed) in sorted(scores.by_topic.items()):
        precision = f"{right / (right + wrong):.2f}" if right + wrong else "-"
        recall = f"{right / (right + missed):.2f}" if right + missed else "-"
        print(f"{topic:<18}{right:>6}{wrong:>6}{missed:>7}{precision:>11}{recall:>8}")
    topics = f"{scores.precision:.3f} precision, {scores.recall:.3f} recall, F1 {scores.f1:.3f}"
    print(f"\n{scores.articles} articles; topics: {topics}")
    print(f"language right: {scores.language:.3f}")
    print(f"editor's tags among the first five keywords: {scores.found:.3f}")
    print(f"the same where one holds the other: {scores.alike:.3f}")
    print(f"first five that are no junk: {scores.clean:.3f}; keywords an article: {scores.number:.1f}")
    if show_wrong:
        print("\n".join(scores.wrong))


if __name__ == "__main__":
    try:
        main()
    except PilsetasError as error:
        sys.exit(f"error: {error}")
