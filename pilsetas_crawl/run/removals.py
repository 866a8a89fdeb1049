"""Stored articles that seem to be gone, and what speaks against believing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pilsetas_crawl.items import Article

# So many articles that are looked at in turn do not vanish together by the work of an editor.
TOGETHER = 3


class Removals:
    """What a run learned about the presence of stored articles.

    An article looked at in turn was not missed by any list. If none of those is at its address any more,
    the addresses have changed and nothing was removed; so their removal waits for the end of the run.
    """

    def __init__(self) -> None:
        self._there: set[str] = set()
        self._held: dict[str, tuple[str, Article]] = {}
        self._stood = 0

    def met(self, article_id: str) -> None:
        """A stored article was read in this run, under whatever address."""
        self._there.add(article_id)

    def is_there(self, article_id: str) -> bool:
        """Whether a stored article was read in this run."""
        return article_id in self._there

    def stood(self) -> None:
        """An article looked at in turn was at its address."""
        self._stood += 1

    def hold(self, key: str, gone: Article) -> None:
        """Keep the tombstone of an article that was looked at in turn until the end of the run."""
        assert gone.article_id is not None
        self._held[gone.article_id] = (key, gone)

    def believed(self) -> dict[str, tuple[str, Article]]:
        """Tombstones to be written, by the article's identity."""
        if self.doubt():
            return {}
        return {name: held for name, held in self._held.items() if name not in self._there}

    def doubt(self) -> str:
        """Why removals are not believed; empty where they are."""
        if self._stood or len(self._held) < TOGETHER:
            return ""
        return (
            f"none of the {len(self._held)} stored articles looked at again is at its address: "
            "not believed to be removed"
        )
