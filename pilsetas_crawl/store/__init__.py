"""The store: immutable Parquet parts listed by manifests, and the state of each source.

Importing this package is cheap; pyarrow comes in only where Parquet is written or read.
"""

from pilsetas_crawl.store.bookkeeping import RejectedAddress, RetryEntry, Validators
from pilsetas_crawl.store.errors import SourceLocked, StoreError
from pilsetas_crawl.store.known import KnownArticle
from pilsetas_crawl.store.known_events import KnownEvent
from pilsetas_crawl.store.manifest import Manifest
from pilsetas_crawl.store.parts import Part
from pilsetas_crawl.store.stage import Stage
from pilsetas_crawl.store.state import SourceState
from pilsetas_crawl.store.store import Store

__all__ = [
    "KnownArticle",
    "KnownEvent",
    "Manifest",
    "Part",
    "RejectedAddress",
    "RetryEntry",
    "SourceLocked",
    "SourceState",
    "Stage",
    "Store",
    "StoreError",
    "Validators",
]
