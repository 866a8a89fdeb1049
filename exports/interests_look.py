"""The last look of an interest: what was there then, and what was told.

The moment of the look alone would lose articles: a run stores what it has read in batches, so an article
first seen before a look may be stored after it. A source's batches come in order, though. So each source has
a mark of its own: the newest article of it that any look has met.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from exports.interests import InterestError
from pilsetas_crawl.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

# How far a first look reaches back.
FIRST = timedelta(days=7)
# Inside a batch the order is that of the answers, and sister sites of a municipality are read one after
# another: so long before a source's mark its articles are remembered one by one.
OVERLAP = timedelta(hours=6)
# So long a copy of a told story is called one; copies are linked within weeks.
MEMORY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Met:
    """Who published an article and when it was first seen."""

    municipality: str
    first_seen: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """What is remembered of an interest between digests.

    Attributes:
        began: where the first look began; sources that are met later are told from there.
        at: when the last look was; None before the first.
        marks: municipality → when the newest article met was first seen.
        recent: ids of articles met that were first seen close before the mark of their source.
        told: id of an article told → local day on which it was.
    """

    began: datetime
    at: datetime | None = None
    marks: dict[str, datetime] = field(default_factory=dict)
    recent: frozenset[str] = frozenset()
    told: dict[str, date] = field(default_factory=dict)

    @property
    def since(self) -> datetime:
        """The moment from which it tells, as people would say it."""
        return self.at or self.began

    def after(self, met: Mapping[str, Met], told: Iterable[str], now: datetime, today: date) -> Look:
        """The look that has met these articles too and told some of them. No mark goes back.

        Args:
            met: article id → where and when it was first seen, of all that are newer than this look.
            told: ids of those the reader was told of.
            now: the moment of the new look.
            today: its local day.
        """
        marks = dict(self.marks)
        for one in met.values():
            marks[one.municipality] = max(marks.get(one.municipality, one.first_seen), one.first_seen)
        close = {key for key, one in met.items() if one.first_seen > marks[one.municipality] - OVERLAP}
        kept = {key: day for key, day in self.told.items() if day > today - MEMORY}
        return Look(
            began=self.began,
            at=max(now, self.at or now),
            marks=marks,
            recent=frozenset(close),
            told=kept | dict.fromkeys(told, today),
        )


def load(path: Path, now: datetime) -> Look:
    """The look remembered in a file, or that of an interest nobody has asked for yet.

    Raises:
        InterestError: the file cannot be read or is damaged.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Look(began=now - FIRST)
    except (OSError, UnicodeDecodeError) as error:
        raise InterestError(f"cannot read the last look {path}: {error}") from error
    try:
        return _look(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InterestError(
            f"the last look {path} is damaged: remove it, and name the day to begin from with --since"
        ) from error


def save(path: Path, look: Look) -> None:
    """Remember a look, by rename.

    Raises:
        InterestError: it cannot be written; the look before is intact.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(_plain(look), ensure_ascii=False, indent=1, sort_keys=True))
    except OSError as error:
        raise InterestError(f"cannot remember the last look {path}: {error.strerror or error}") from error


def _plain(look: Look) -> dict[str, Any]:
    return {
        "began": look.began.isoformat(),
        "at": look.at and look.at.isoformat(),
        "marks": {source: mark.isoformat() for source, mark in look.marks.items()},
        "recent": sorted(look.recent),
        "told": {article_id: day.isoformat() for article_id, day in look.told.items()},
    }


def _look(plain: dict[str, Any]) -> Look:
    return Look(
        began=_instant(plain["began"]),
        at=None if plain["at"] is None else _instant(plain["at"]),
        marks={source: _instant(mark) for source, mark in plain["marks"].items()},
        recent=frozenset(plain["recent"]),
        told={article_id: date.fromisoformat(day) for article_id, day in plain["told"].items()},
    )


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("an instant without its zone")
    return found
