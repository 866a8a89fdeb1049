"""What the home-made demo sites share: pages are made once and kept until the world changes."""

from __future__ import annotations

from abc import ABC, abstractmethod

from pilsetas_crawl.demo.wire import Ask, Reply
from pilsetas_crawl.demo.world import World


class KeptSite(ABC):
    """A site whose pages depend on the world and the request alone."""

    def __init__(self, world: World, slug: str, base: str) -> None:
        self.world, self.slug, self.base = world, slug, base
        self._made: dict[str, Reply] = {}
        self._made_for = -1

    def respond(self, ask: Ask) -> Reply:
        """Answer one request; pages are kept until the world changes."""
        if self._made_for != self.world.version:
            self._made, self._made_for = {}, self.world.version
        key = f"{ask.mode} {ask.target}"
        if key not in self._made:
            self._made[key] = self._answer(ask)
        return self._made[key]

    @abstractmethod
    def _answer(self, ask: Ask) -> Reply:
        """Make the answer to a request."""
