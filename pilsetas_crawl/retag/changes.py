"""What tagging anew has changed, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# Articles named for each column, so that somebody can look at some.
EXAMPLES = 5


@dataclass(slots=True)
class Changes:
    """Sums over the articles of one part, or of many.

    Attributes:
        articles: revisions looked at.
        changed: revisions of which any column has changed.
        columns: column → revisions in which it has changed.
        gained, lost: column → value → revisions that have it now and had not, or the reverse.
        examples: column → identities of some of these.
    """

    articles: int = 0
    changed: int = 0
    columns: Counter[str] = field(default_factory=Counter)
    gained: dict[str, Counter[str]] = field(default_factory=dict)
    lost: dict[str, Counter[str]] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def look(self, name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Compare an article with what it was.

        Args:
            name: its identity.
            before: column → value as stored.
            after: column → value now.
        """
        self.articles += 1
        different = [column for column, value in after.items() if value != before[column]]
        self.changed += bool(different)
        for column in different:
            self.columns[column] += 1
            old, new = _values(before[column]), _values(after[column])
            self.gained.setdefault(column, Counter()).update(new - old)
            self.lost.setdefault(column, Counter()).update(old - new)
            examples = self.examples.setdefault(column, [])
            if len(examples) < EXAMPLES:
                examples.append(name)

    def add(self, other: Changes) -> None:
        """Take in the sums of another part."""
        self.articles += other.articles
        self.changed += other.changed
        self.columns.update(other.columns)
        for mine, theirs in ((self.gained, other.gained), (self.lost, other.lost)):
            for column, values in theirs.items():
                mine.setdefault(column, Counter()).update(values)
        for column, names in other.examples.items():
            mine_too = self.examples.setdefault(column, [])
            mine_too.extend(names[: EXAMPLES - len(mine_too)])

    def as_dict(self, most: int) -> dict[str, Any]:
        """For JSON: the commonest values of each column.

        Args:
            most: values named for each column.
        """
        return {
            "articles": self.articles,
            "changed": self.changed,
            "columns": {
                column: {
                    "articles": count,
                    "gained": dict(self.gained[column].most_common(most)),
                    "lost": dict(self.lost[column].most_common(most)),
                    "examples": self.examples[column],
                }
                for column, count in self.columns.most_common()
            },
        }


def _values(value: Any) -> set[str]:
    """The single values of a column: names of places, tags, topics with a reason, or the one there is."""
    if isinstance(value, list):
        return {_name(one) for one in value}
    return set() if value is None else {str(value)}


def _name(one: Any) -> str:
    if isinstance(one, dict):
        return str(one["name"])
    return str(one[0] if isinstance(one, tuple) else one)
