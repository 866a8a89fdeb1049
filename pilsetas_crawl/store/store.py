"""The store: commits of whole batches, and the list of what counts."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pilsetas_crawl.store import manifest as manifests
from pilsetas_crawl.store import replacement
from pilsetas_crawl.store.checks import fault
from pilsetas_crawl.store.errors import StoreError, from_os
from pilsetas_crawl.store.filesystem import Files, open_files
from pilsetas_crawl.store.parts import DATASETS, Batch, Part, Row, batches, check_names, check_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

    from pilsetas_crawl.store.manifest import Manifest


class Store:
    """The archive at one address: immutable Parquet parts, and one manifest per source that lists them.

    Any number of processes may read, and write different sources, at the same time.
    """

    def __init__(self, files: Files) -> None:
        self.files = files

    @classmethod
    def open(cls, address: str, *, create: bool = True, cache: str = "") -> Store:
        """Open the store at an address.

        Args:
            address: a folder, ``file://``, or any address of Arrow (``s3://``) or fsspec.
            create: make a local folder that is not there yet, and see that it can be written; without it a
                place where nothing was ever stored is refused.
            cache: folder for copies of the parts of remote stores; by default below the user's cache folder.

        Raises:
            StoreError: it does not exist, cannot be written or reached, or nothing knows such addresses.
        """
        store = cls(open_files(address, create=create, cache=cache))
        if create:
            store._finish_replacement()
        return store

    def _finish_replacement(self) -> None:
        """Bring to its end what a killed process had decided, and clear what was replaced long ago."""
        try:
            replacement.finish(self.files)
            replacement.purge(self.files)
        except OSError as error:
            raise from_os(error, "cannot finish a replacement of parts at", self.address) from error

    @property
    def address(self) -> str:
        """Where it is: an absolute path or a remote address."""
        return self.files.address

    def commit(self, source: str, run_id: str, rows: Sequence[Row]) -> list[Part]:
        """Store rows: when this returns all of them count and are durable; when it raises none does.

        Parts are written first and listed by one replacement of the manifest, so that a batch over several
        datasets, regions and years comes as a whole.

        Returns:
            The parts written, one for each dataset, region and year; none for no rows.

        Raises:
            StoreError: a row cannot be stored, or the store cannot be written. What was stored before is
                intact and nothing of this batch stays behind.
        """
        check_names(source, run_id)
        planned = batches(rows)
        if not planned:
            return []
        try:
            with self.files.committing(source):
                return self._commit(source, run_id, planned)
        except OSError as error:
            raise from_os(error, f"cannot store rows of {source} at", self.address) from error

    def _commit(self, source: str, run_id: str, planned: list[Batch]) -> list[Part]:
        manifests.settle_pending(self.files, source)
        before = manifests.load(self.files, source)
        stem = _stem(source, run_id, before.generation + 1)
        encoded = [(batch, batch.path(stem)) for batch in planned]
        try:
            manifests.note_pending(self.files, source, [path for _, path in encoded])
            parts = [self._write(batch, path, source, run_id) for batch, path in encoded]
            manifests.save(self.files, before.with_parts(parts))
        except (OSError, StoreError):
            # Settling asks the manifest what counts: if its replacement had happened, the parts stay.
            with suppress(OSError, StoreError):
                manifests.settle_pending(self.files, source)
            raise
        with suppress(OSError):
            # The batch counts already; a note left behind is cleared by whoever comes next.
            manifests.settle_pending(self.files, source)
        return parts

    def _write(self, batch: Batch, path: str, source: str, run_id: str) -> Part:
        from pilsetas_crawl.store.parquet import encode  # noqa: PLC0415 # pyarrow is heavy

        if self.files.probe(path) is not None:
            raise StoreError(f"{self.files.uri(path)} is there already: run id {run_id} was used before")
        data = encode(batch, source=source, run_id=run_id)
        self.files.put(path, data)
        first, last = batch.published()
        return Part(
            dataset=batch.dataset,
            source=source,
            path=path,
            uri=self.files.uri(path),
            rows=len(batch.rows),
            bytes=data.nbytes,
            run_id=run_id,
            min_published=first,
            max_published=last,
        )

    def settle(self, source: str) -> list[str]:
        """Remove what a killed run of a source left half-written.

        Returns:
            Paths that were never acknowledged and are gone now.

        Raises:
            StoreError: the store cannot be written.
        """
        check_source(source)
        try:
            with self.files.committing(source):
                return manifests.settle_pending(self.files, source)
        except OSError as error:
            raise from_os(error, f"cannot clear leftovers of {source} at", self.address) from error

    def sources(self) -> list[str]:
        """Slugs of the sources that have ever stored something, sorted."""
        try:
            return manifests.sources(self.files)
        except OSError as error:
            raise from_os(error, "cannot read the store at", self.address) from error

    def manifest(self, source: str) -> Manifest:
        """What counts of one source; empty where it never stored anything.

        Raises:
            StoreError: the manifest is damaged or cannot be read.
        """
        check_source(source)
        try:
            return manifests.load(self.files, source)
        except OSError as error:
            raise from_os(error, f"cannot read the manifest of {source} at", self.address) from error

    def parts(self, dataset: str | None = None, sources: Iterable[str] | None = None) -> list[Part]:
        """The parts that count, by source and then in the order they were committed.

        Args:
            dataset: only of this dataset.
            sources: only of these sources.

        Raises:
            StoreError: there is no such dataset, or a manifest is damaged.
        """
        if dataset is not None and dataset not in DATASETS:
            raise StoreError(f"there is no dataset '{dataset}': there are {', '.join(DATASETS)}")
        wanted = self.sources() if sources is None else sorted(set(sources))
        listed = (part for manifest in self.files.each(self.manifest, wanted) for part in manifest.parts)
        return [part for part in listed if dataset in (None, part.dataset)]

    def damaged(self) -> list[tuple[Part, str]]:
        """Listed parts that are missing, of another size, or without Parquet's marks, each with the reason.

        A quick check: it reads eight bytes of each file, not its content.
        """
        checked = ((part, fault(self.files, part)) for part in self.parts())
        return [(part, reason) for part, reason in checked if reason]

    def read(
        self, dataset: str, columns: Sequence[str] | None = None, sources: Iterable[str] | None = None
    ) -> pa.Table:
        """All stored rows of a dataset, every revision, in memory (for small uses; queries go elsewhere).

        Raises:
            StoreError: there is no such dataset or column, or a part is missing or damaged.
        """
        from pilsetas_crawl.store import parquet  # noqa: PLC0415 # pyarrow is heavy

        return parquet.read(self.files, dataset, self.parts(dataset, sources), columns)


def _stem(source: str, run_id: str, generation: int) -> str:
    """File name of a commit's parts: unique in the store, for the generation never comes twice."""
    run = run_id if run_id.endswith(f"-{source}") else f"{run_id}-{source}"
    return f"{run}-{generation}"
