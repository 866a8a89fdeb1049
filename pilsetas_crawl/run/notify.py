"""Telling somebody that a source has turned bad or well again: once, not in every run.

`PILSETAS_NOTIFY` holds addresses in the form of the Apprise library, such as ``json://host/path`` (a
webhook), ``mailto://user:password@host`` or those of chat services.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.run.verdict import Verdict

if TYPE_CHECKING:
    from pilsetas_crawl.items import Run

logger = logging.getLogger(__name__)

# Name of the bookkeeping entry: the bad verdict somebody was told of last; empty once the recovery was told.
TOLD = "told_verdict"
# These pass by themselves as a rule: told when a second run in a row says so.
PASSING = frozenset({Verdict.BLOCKED, Verdict.UNREACHABLE})
AT_ONCE = frozenset({Verdict.BROKEN_LAYOUT, Verdict.SUSPICIOUS})


class NotifyError(PilsetasError):
    """Somebody could not be told."""


class Books(Protocol):
    """Where it is kept what was told of a source: its state."""

    def get(self, name: str) -> str | None:
        """Value of an entry."""

    def set(self, name: str, value: str) -> None:
        """Set an entry."""


def due(verdict: Verdict, before: str | None, told: str) -> bool:
    """Whether somebody has to be told.

    Args:
        verdict: on this run.
        before: on the run before it.
        told: the bad verdict that was told last; empty for none, or since the recovery.
    """
    if verdict.healthy:
        return bool(told)
    if verdict == told:
        return False
    return verdict in AT_ONCE or (verdict in PASSING and before == verdict)


def tell_verdict(addresses: str, state: Books, row: Run, before: str | None) -> None:
    """Tell of a run's verdict where it is news; what could not be told is tried again after the next run.

    Args:
        addresses: of Apprise, parted by blanks; empty for nobody.
        state: of the source; it keeps what was told.
        row: the run's account.
        before: verdict on the run before.
    """
    verdict, told = Verdict(row.verdict or Verdict.NOT_RUN), state.get(TOLD) or ""
    if not addresses.split() or not due(verdict, before, told):
        return
    title = f"{row.municipality}: {verdict}" + (f" again, after {told}" if verdict.healthy else "")
    lines = [row.cause and f"Cause: {row.cause}", row.advice and f"To do: {row.advice}", row.site]
    try:
        send(addresses, title, "\n".join(line for line in lines if line))
    except NotifyError as error:
        logger.warning("nobody was told that %s: %s", title, error)
        return
    state.set(TOLD, "" if verdict.healthy else verdict.value)


def send(addresses: str, title: str, body: str) -> None:
    """Send a message to every address.

    Raises:
        NotifyError: the library is not installed, or an address is wrong or could not be reached. The message
            names addresses by their place only: they hold passwords.
    """
    try:
        import apprise  # noqa: PLC0415 # an extra, and a third of a second
    except ImportError:
        raise NotifyError(
            "PILSETAS_NOTIFY is set and Apprise is not installed: pip install -r requirements-notify.txt"
        ) from None
    # It would quote addresses with their passwords.
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    failed = []
    for number, address in enumerate(addresses.split(), 1):
        service = apprise.Apprise()
        if not service.add(address):
            failed.append(f"address {number} of PILSETAS_NOTIFY is none that Apprise knows")
        elif not service.notify(title=title, body=body or title):
            failed.append(f"address {number} of PILSETAS_NOTIFY could not be reached")
    if failed:
        raise NotifyError("; ".join(failed))
