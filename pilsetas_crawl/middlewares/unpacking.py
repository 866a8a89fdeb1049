"""Unpacking compressed answers, the damaged ones too."""

from __future__ import annotations

import zlib
from importlib import import_module

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware

from pilsetas_crawl.errors import PilsetasError


def _error_of(module: str, name: str) -> tuple[type[Exception], ...]:
    """The error of an unpacking library; empty where it is not installed."""
    try:
        return (getattr(import_module(module), name),)
    except ImportError:
        return ()


# Scrapy unpacks by whichever of these libraries are installed; their errors share no base class.
DAMAGE: tuple[type[Exception], ...] = (
    *(OSError, EOFError, zlib.error),
    *_error_of("brotli", "error"),
    *_error_of("brotlicffi", "error"),
    *_error_of("backports.zstd", "ZstdError"),
    *_error_of("compression.zstd", "ZstdError"),
)


GZIP = frozenset({"gzip", "x-gzip"})
MAGIC = b"\x1f\x8b"


class DamagedAnswerError(PilsetasError):
    """A compressed answer that cannot be unpacked: nothing whole has come over the line."""


class Unpacking(HttpCompressionMiddleware):
    """Scrapy's own, with one error for whatever the unpacking library raises over damaged bytes."""

    def _handle_encoding(
        self, body: bytes, content_encoding: list[bytes], max_size: int
    ) -> tuple[bytes, list[bytes]]:
        names = b", ".join(content_encoding).decode("latin-1").strip().lower()
        try:
            unpacked, left = super()._handle_encoding(body, content_encoding, max_size)
        except DAMAGE as error:
            raise DamagedAnswerError(f"the answer could not be unpacked ({names}: {error})") from error
        if names in GZIP and _is_cut(body, len(unpacked)):
            raise DamagedAnswerError(f"the answer could not be unpacked ({names}: its end is missing)")
        return unpacked, left


def _is_cut(packed: bytes, size: int) -> bool:
    """Whether the end of a gzip answer is missing: Scrapy takes what there is for the whole.

    The last four bytes tell the size of what was packed; only where they do not is it unpacked once more.
    """
    if int.from_bytes(packed[-4:], "little") == size % 2**32:
        return False
    while packed.startswith(MAGIC):
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        stream.decompress(packed)
        if not stream.eof:
            return True
        packed = stream.unused_data  # the next member, or padding
    return False
