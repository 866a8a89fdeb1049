"""Events of a run on their way to the store, and their account.

Kept beside the articles' account and written with the same parts: a commit has articles and the events told
in them together, so that a run that dies loses neither without the other.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pilsetas_crawl import __version__
from pilsetas_crawl.items import EDITED, NEW, REMOVED, Event, Reject
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.run.account import Account
from pilsetas_crawl.run.event_identity import (
    elsewhere,
    event_hash,
    event_id,
    floats,
    identity_basis,
    pick,
    same_time,
    same_words,
    where,
    words,
)
from pilsetas_crawl.run.event_rows import removed_articles, tombstone
from pilsetas_crawl.run.origin import rejection
from pilsetas_crawl.run.outcomes import Bucket, RejectedError, SettledError

if TYPE_CHECKING:
    from pilsetas_crawl.items import StoredItem
    from pilsetas_crawl.run.harvest import Harvest
    from pilsetas_crawl.store import KnownEvent

logger = logging.getLogger(__name__)

REJECTED = "event:"  # stands before the keys of events among rejected addresses
EVENTS_AT = "events_at"  # when the event ways were last asked, whether they answered or not


class EventHarvest:
    """Everything one run holds of events until it is stored."""

    def __init__(self, session: Harvest) -> None:
        self._session = session
        self.account = Account()
        self.ways: Counter[str] = Counter()
        self.left: Counter[str] = Counter()
        self.removed = 0
        self.asked_at: datetime | None = None
        # Beginnings told with each page by the visit at hand: one page may tell of several.
        self.listed: dict[str, set[datetime | None]] = {}
        self._keys: dict[int, tuple[str, Event]] = {}
        self._rows: dict[str, tuple[str | None, Event]] = {}
        self._rejects: list[Reject] = []
        self._rejected: dict[str, str] = {}

    # --- the account -------------------------------------------------------------------------------

    def enter(self, event: Event) -> bool:
        """Enter an event into the account; False when the same was told before in this run."""
        told = f"{event.derived_from}#{where(event)}" if event.derived_from else ""
        key = f"{self.page_key(event) or words(event.title)}#{event.start_at}#{told}"
        if not self.account.enter(key):
            return False
        self.ways[event.event_from or "?"] += 1
        self._keys[id(event)] = (key, event)
        return True

    def fail(self, url: str, error: str) -> None:
        """Count an event whose page could not be fetched; the next visit tries again."""
        self._settle_unread(url, Bucket.FAILED)
        logger.warning("failed %s: %s", url, error)

    def known_unread(self, url: str) -> None:
        """Count an event that is known by its page and was listed without its time."""
        self._settle_unread(url, Bucket.KNOWN)

    def reject_unread(self, url: str, title: str | None, error: RejectedError) -> None:
        """Count and record a page that is no event."""
        if self._settle_unread(url, Bucket.REJECTED):
            self._note_reject(self._session.spider.address_key(url), url, title, error)

    def rejected_unread(self, url: str) -> None:
        """Count an event whose page was no event a short while ago; that is recorded already."""
        self._settle_unread(url, Bucket.REJECTED)

    def is_rejected(self, url: str) -> bool:
        """Whether the page of an event was rejected too recently to look again."""
        key = REJECTED + self._session.spider.address_key(url)
        return bool(self._session.still_rejected(key, self._session.started_at))

    def _settle_unread(self, url: str, bucket: Bucket) -> bool:
        return self.account.enter(url) and self.account.settle(url, bucket)

    def settle(self, event: Event, bucket: Bucket) -> None:
        """Settle an event that needs no storing."""
        self.account.settle(self._key(event), bucket)

    def reject(self, event: Event, error: RejectedError) -> None:
        """Record an event that is not storable."""
        if self.account.settle(self._key(event), Bucket.REJECTED):
            key = self.page_key(event) or f"{words(event.title)}#{event.derived_from}"
            self._note_reject(key, event.url, event.title, error)

    def dropped(self, event: Event, exception: Exception) -> None:
        """An event left the pipelines early."""
        if isinstance(exception, RejectedError):
            self.reject(event, exception)
        elif isinstance(exception, SettledError):
            self.settle(event, exception.bucket)

    def broke(self, event: Event, error: str) -> None:
        """A pipeline broke over an event: told, counted; the next visit tries again."""
        self.settle(event, Bucket.FAILED)
        logger.warning("failed event %s: could not be stored: %s", event.title, error)

    def _key(self, event: Event) -> str:
        return self._keys.pop(id(event), ("", event))[0]

    def _note_reject(self, key: str, url: str | None, title: str | None, error: RejectedError) -> None:
        """Record a rejection, and for a while not again: a calendar tells the same every day."""
        if self._session.still_rejected(REJECTED + key, self._session.started_at):
            return
        self._rejected[REJECTED + key] = error.reason
        self._rejects.append(rejection(self._session, url, title, error, kind="event"))
        logger.info("rejected event %s: %s (%s)", title or url, error.reason, error.detail)

    # --- what it is --------------------------------------------------------------------------------

    def page_key(self, event: Event) -> str | None:
        """Key of the event's own page; an article that tells of it is none."""
        own = event.url if event.derived_from is None else None
        return str(self._session.spider.address_key(own)) if own else None

    def identify(self, event: Event) -> None:
        """Set identity and content hash."""
        key = self.page_key(event)
        known = self._known(event, key)
        if known is not None:
            event.event_id = known.event_id
        else:
            staged = self._staged_named(event, key)
            taken = bool(key and self._state().events_at(key))
            basis = identity_basis(event, key, taken=taken)
            event.event_id = (staged and staged.event_id) or self._free_id(event, basis, key)
        event.content_hash = event_hash(event)

    def _free_id(self, event: Event, basis: str, key: str | None) -> str:
        """An identity of its own; one page that tells of two new times in one visit tells two events."""
        found = event_id(self._session.source, basis)
        staged = self._rows.get(found)
        other = staged[1] if staged is not None else self._state().event(found)
        if other is not None and elsewhere(event, other):
            return event_id(self._session.source, f"{basis}|{where(event)}")
        if staged is not None and key is not None and not same_time(event, staged[1]):
            return event_id(self._session.source, identity_basis(event, key, taken=True))
        return found

    def _known(self, event: Event, key: str | None) -> KnownEvent | None:
        state = self._state()
        named = state.events_named(event.title or "")
        if key is None:
            return pick(named, event)
        there = state.events_at(key)
        found = pick(there, event) or pick([known for known in named if known.derived_from], event)
        if found is not None:
            return found
        # Not listed at its time any more and not over: it was moved.
        today, listed = datetime.now(RIGA).date(), self.listed.get(key, set())
        moved = (
            known
            for known in there
            if known.start_at not in listed
            and known.event_id not in self._rows
            and (known.end_date or today) >= today
        )
        return next(moved, None)

    def _staged_named(self, event: Event, key: str | None) -> Event | None:
        """An event of this run under the same title and time, if one of the two has no page of its own."""
        name = words(event.title)
        for _, row in self._rows.values():
            bare = key is None or row.derived_from is not None
            same = words(row.title) == name and same_time(event, row) and not elsewhere(event, row)
            if bare and row.status != REMOVED and same:
                return row
        return None

    def deduplicate(self, event: Event) -> None:
        """Tell whether an identified event is new or edited.

        Raises:
            SettledError: it is known and unchanged, or was met in this run before.
        """
        assert event.event_id is not None
        if event.event_id in self._rows:
            self._yield_to(event, *self._rows[event.event_id])
            return
        known = self._state().event(event.event_id)
        if known is None:
            event.status, event.revision, event.first_seen_at = NEW, 1, event.fetched_at
            return
        if known.live and event.derived_from and not known.derived_from:
            raise SettledError(Bucket.DUPLICATE)
        if known.live and self._unchanged(event, known):
            raise SettledError(Bucket.KNOWN)
        if floats(event) and same_words(event, known):
            event.start_at, event.start_date = known.start_at, known.start_date
            event.end_at, event.end_date = known.end_at, known.end_date
        event.status, event.revision = EDITED, known.revision + 1
        event.first_seen_at = known.first_seen_at

    def _yield_to(self, event: Event, key: str | None, staged: Event) -> None:
        """A calendar's own event takes the place of one told in an article of the same run."""
        if event.derived_from or not staged.derived_from:
            raise SettledError(Bucket.DUPLICATE)
        event.status, event.revision = staged.status, staged.revision
        event.first_seen_at = staged.first_seen_at
        if key is not None:
            self.account.settle(key, Bucket.DUPLICATE)

    def _unchanged(self, event: Event, known: KnownEvent) -> bool:
        if known.content_hash == event.content_hash:
            return True
        # Another way tells it in other words; only what it is called and when it is can be compared.
        other_way = known.event_from != event.event_from and bool(known.derived_from) == bool(
            event.derived_from
        )
        return other_way and words(known.title) == words(event.title) and same_time(event, known)

    # --- what the run adds -------------------------------------------------------------------------

    def stage(self, event: Event) -> None:
        """Take an event for the store; it is written with the next part."""
        assert event.event_id is not None
        key = self._key(event)
        self._rows[event.event_id] = (key, event)
        self.account.stage(key)

    def retract(self, article_id: str, told: set[str | None]) -> None:
        """Take back events that an edited article does not tell of any more."""
        for known in self._state().events_told_in(article_id):
            if known.event_id not in told:
                self.take_back(known)

    def take_back(self, known: KnownEvent) -> None:
        """Stage the tombstone of an event that is announced no more."""
        if known.event_id in self._rows:
            return
        self._rows[known.event_id] = (None, tombstone(self._session, known))

    def rows(self, articles: Iterable[StoredItem]) -> list[Event | Reject]:
        """What waits to be written with these articles; what was told in a removed one goes with it."""
        for article_id in removed_articles(articles):
            self.retract(article_id, set())
        return [*(event for _, event in self._rows.values()), *self._rejects]

    def written(self) -> None:
        """What waited is in the store: settle it, and remember that the ways were asked."""
        staged, self._rows = self._rows, {}
        self._rejects = []
        for rejected, reason in self._rejected.items():
            self._state().mark_rejected(rejected, reason, __version__)
        self._rejected.clear()
        for key, event in staged.values():
            if event.status == REMOVED:
                self.removed += 1
            elif key is not None:
                self.account.settle(key, Bucket.EDITED if event.status == EDITED else Bucket.NEW)
        if self.asked_at is not None:
            self._state().set(EVENTS_AT, self.asked_at.isoformat())

    def columns(self) -> dict[str, Any]:
        """The account of events as the run's row has it; empty where the run had nothing to do with any."""
        if self.asked_at is None and not (self.account.listed or self.left or self.removed):
            return {}
        for key in self.account.open_keys():
            self.account.settle(key, Bucket.FAILED)
        return {
            "events_listed": self.account.listed,
            "events_removed": self.removed,
            **{f"events_{bucket}": self.account.counts[bucket] for bucket in Bucket},
            "events_ways": dict(self.ways),
            "events_left": dict(self.left),
        }

    def told(self) -> str:
        """The account in a few words, empty where there is nothing to tell."""
        counts = {str(bucket): self.account.counts[bucket] for bucket in Bucket} | {"removed": self.removed}
        parts = [f"{count} {name}" for name, count in counts.items() if count]
        return f"{self.account.listed} events ({', '.join(parts)})" if parts else ""

    def _state(self) -> Any:
        return self._session.state
