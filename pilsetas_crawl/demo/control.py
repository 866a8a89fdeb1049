"""Commands of the control channel, as the server runs them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.demo.faults import Fault
from pilsetas_crawl.demo.paths import article_path
from pilsetas_crawl.demo.world import DemoError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilsetas_crawl.demo.model import DemoArticle
    from pilsetas_crawl.demo.server import DemoHost


class Commands:
    """Runs control commands on a running host; arguments and results are plain JSON data."""

    def __init__(self, host: DemoHost) -> None:
        self._host = host
        self._commands: dict[str, Callable[..., Any]] = {
            "edit": self._edit,
            "delete": lambda site, key: describe(host.world.delete(site, key)),
            "insert": self._insert,
            "release_scheduled": lambda site: [describe(a) for a in host.world.release_scheduled(site)],
            "platform_release": host.world.platform_release,
            "touch": host.world.touch,
            "fault": lambda **fields: host.switch(Fault(**fields)),
            "sites": lambda: dict(host.urls),
            "alias": host.alias,
            "broken_tls": host.broken_tls,
            "faults": host.faults.listing,
            "clear_faults": host.faults.clear,
            "log": lambda since=0: host.log_since(since),
            "clear_log": host.log.clear,
            "articles": lambda site: [describe(a) for a in host.world.all_of(site)],
            "expected": self._expected,
        }

    def run(self, name: str, arguments: dict[str, Any]) -> Any:
        """Run one command; DemoError when it does not exist or names something that does not."""
        if name not in self._commands:
            raise DemoError(f"no control command {name!r}; there are: {', '.join(self._commands)}")
        return self._commands[name](**arguments)

    def _edit(
        self, site: str, key: str, title: str | None = None, body: list[str] | None = None
    ) -> dict[str, Any]:
        return describe(self._host.world.edit(site, key, title=title, body=body))

    def _insert(self, site: str, published: str | None = None, **fields: Any) -> dict[str, Any]:
        moment = datetime.fromisoformat(published) if published else None
        return describe(self._host.world.insert(site, published=moment, **fields))

    def _expected(self, site: str) -> dict[str, Any]:
        # Imported when asked for: the sites run without it.
        from pilsetas_crawl.demo.expected import expected_site  # noqa: PLC0415 # only when asked for

        return expected_site(self._host.world, site)


def describe(article: DemoArticle) -> dict[str, Any]:
    """An article in the few words tests need to address it."""
    return {
        "key": article.key,
        "path": article_path(article),
        "source_id": article.uid,
        "title": article.title,
        "status": article.status,
        "kind": article.kind,
        "published": article.published.isoformat(),
    }
