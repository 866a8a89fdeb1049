"""Faults of everything that leaves the archive."""

from __future__ import annotations

from pilsetas_crawl.errors import PilsetasError


class ExportError(PilsetasError):
    """A view, query or file could not be made; the message says where and what to do."""
