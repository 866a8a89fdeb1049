"""Taking what a source is like now for normal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.run.history import HISTORY, History
from pilsetas_crawl.run.template import accept_template
from pilsetas_crawl.store.outside import bookkeeping

if TYPE_CHECKING:
    from pilsetas_crawl.store import Store


class Accepted(NamedTuple):
    """What is taken for normal from now on.

    Attributes:
        runs: runs that were odd until now.
        template: whether article pages were built otherwise.
    """

    runs: int
    template: bool


def accept(store: Store, states: Path | None, slug: str) -> Accepted:
    """Measure a source's coming runs by what was odd in its last ones.

    Raises:
        PilsetasError: the source was never crawled here.
        SourceLocked: a run is at work on it.
        StoreError: its state cannot be written.
    """
    path = states / f"{slug}.sqlite" if states else None
    if path is None or not path.exists():
        raise PilsetasError(f"{slug} was never crawled into {store.address}: there is nothing to accept")
    # The lock is where a run of the source looks for it: beside a local store's own states.
    locks = Path(store.files.folder) / "state" if store.files.folder else path.parent
    with bookkeeping(path.parent, locks, slug) as books:
        history = History.from_text(books.get(HISTORY) or History().to_text())
        accepted = Accepted(history.accept(), accept_template(books))
        books.set(HISTORY, history.to_text())
    return accepted
