"""What a site's robots.txt means for us."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from protego import Protego

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pilsetas_crawl.probe.exchange import Exchange


@dataclass
class RobotsFinding:
    """The rules of a host as they concern us.

    Attributes:
        told: what was answered, in words.
        crawl_delay: seconds it asks for between requests, None when it asks for none.
        sitemaps: addresses of sitemaps it names.
        forbidden: addresses among ours that it forbids.
    """

    told: str
    crawl_delay: float | None = None
    sitemaps: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)


def read_robots(exchange: Exchange | None, agent: str, ours: Iterable[str]) -> RobotsFinding:
    """Read the rules.

    Args:
        exchange: the answer to ``/robots.txt``, None when there was none.
        agent: our User-Agent.
        ours: addresses our ways ask for.
    """
    if exchange is None or exchange.status is None:
        return RobotsFinding("no answer: everything is allowed")
    if exchange.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return RobotsFinding(f"status {exchange.status}: nothing may be asked for until it answers")
    if exchange.status != HTTPStatus.OK:
        return RobotsFinding(f"status {exchange.status}: everything is allowed")
    rules = Protego.parse(exchange.body.decode("utf-8", errors="replace"))
    return RobotsFinding(
        told=f"{len(exchange.body)} bytes",
        crawl_delay=rules.crawl_delay(agent),
        sitemaps=list(rules.sitemaps),
        forbidden=[url for url in dict.fromkeys(ours) if not rules.can_fetch(url, agent)],
    )
