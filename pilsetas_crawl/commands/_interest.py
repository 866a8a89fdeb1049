"""What `digest` and `export --interest` share: the interest, its last look, and when that moves on."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pilsetas_crawl.columns import ZONE
from pilsetas_crawl.errors import PilsetasError

if TYPE_CHECKING:
    import argparse
    from datetime import date
    from pathlib import Path

    import duckdb

    from exports.interests import Interest
    from exports.interests_look import Look
    from exports.interests_new import News
    from pilsetas_crawl.store import Store

_ZONE = ZoneInfo(ZONE)
_FILTERS = ("region", "municipality", "town", "date_from", "date_to", "tag", "topic")


def add_look_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say from where an interest is told."""
    parser.add_argument("--peek", action="store_true", help="do not move the last look of the interest")
    parser.add_argument(
        "--since",
        metavar="DAY",
        help="tell what was first seen from this day (or '2026-11-28 07:00') on, told before or not",
    )
    parser.add_argument("--always", action="store_true", help="write even when nothing is new")


def add_interest_options(parser: argparse.ArgumentParser) -> None:
    """Add --interest and what belongs to it."""
    parser.add_argument(
        "--interest",
        metavar="FILE",
        help="what is new for an interest since its last look (docs/interests.md); a file or a land's name",
    )
    add_look_options(parser)


@dataclass(slots=True)
class Looking:
    """One look of an interest.

    Attributes:
        interest: whose.
        path: the file of its last look.
        last: that look.
        now: the moment of this one.
        since: told from here instead, if any.
        news: what was found; None before `find`.
    """

    interest: Interest
    path: Path
    last: Look
    now: datetime
    since: datetime | None
    news: News | None = None

    def find(self, con: duckdb.DuckDBPyConnection) -> News:
        """Find what is new."""
        from exports.interests_new import find_news

        self.news = find_news(
            con, self.interest, self.last, now=self.now, today=local_day(self.now), since=self.since
        )
        return self.news

    def narrow(self, con: duckdb.DuckDBPyConnection) -> bool:
        """Let `articles` mean what is new; False where nothing is."""
        from exports.interests_new import narrow

        news = self.find(con)
        narrow(con)
        return bool(news.chosen)

    @property
    def days(self) -> tuple[date, date]:
        """Local days this look tells of."""
        today = local_day(self.now)
        return min(local_day(self.since or self.last.since), today), today

    def finish(self, *, peek: bool) -> None:
        """Remember the look: what it found has been written whole."""
        from exports.interests_look import save

        if self.news is not None and not peek:
            save(self.path, self.news.look)

    def say_nothing_new(self) -> None:
        """Say on stderr that there is nothing to write."""
        since = (self.since or self.last.since).astimezone(_ZONE)
        older = self.news.older if self.news else 0
        more = f" ({older} older ones were added to the archive)" if older else ""
        print(f"{self.interest.name}: nothing new since {since:%Y-%m-%d %H:%M}{more}", file=sys.stderr)


def begin(asked: str, store: Store, state: str, since: str | None) -> Looking:
    """Read an interest and its last look.

    Args:
        asked: a file, or the name of a channel.
        store: the store.
        state: the setting PILSETAS_STATE.
        since: day or moment that was typed, if any.

    Raises:
        PilsetasError: either cannot be read, or there is nowhere to remember a look.
    """
    from exports.interests_file import find_interest
    from exports.interests_look import load
    from exports.narrow import moment
    from pilsetas_crawl.status.overview import state_folder

    interest = find_interest(asked)
    folder = state_folder(store, state)
    if folder is None:
        raise PilsetasError(f"the store {store.address!r} is not local: set PILSETAS_STATE to a local folder")
    now = datetime.now(tz=UTC)
    path = folder / "interests" / f"{interest.name}.json"
    since_then = None if since is None else moment(since, "--since")
    return Looking(interest, path, load(path, now), now, since_then)


def refuse_filters(opts: argparse.Namespace) -> None:
    """Stop at filters beside an interest: what they leave out would count as told.

    Raises:
        PilsetasError: there is one, or an option of looks stands without --interest.
    """
    if opts.interest is None:
        for name in ("peek", "since", "always"):
            if getattr(opts, name):
                raise PilsetasError(f"--{name} belongs to --interest: name one, or leave it out")
        return
    for name in _FILTERS:
        if getattr(opts, name) is not None:
            option = name.removeprefix("date_")
            raise PilsetasError(f"--{option} does not go with --interest: put it into the interest's file")


def local_day(moment: datetime) -> date:
    """The day in Riga."""
    return moment.astimezone(_ZONE).date()
