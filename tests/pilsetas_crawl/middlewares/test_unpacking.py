"""Rule: damaged compressed bytes are one clear error, whichever library meets them."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
from backports import zstd
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spiders import Spider
from scrapy.utils.test import get_crawler

from pilsetas_crawl.middlewares.unpacking import DamagedAnswerError, Unpacking

URL = "https://www.ludzasnovads.lv/lv/jaunumi"
PAGE = "<p>Ziņas no Ludzas</p>".encode() * 200
PACKED = {
    "gzip": gzip.compress(PAGE),
    "deflate": zlib.compress(PAGE),
    "br": brotli.compress(PAGE),
    "zstd": zstd.compress(PAGE),
}


@pytest.fixture
def unpacking() -> Unpacking:
    crawler = get_crawler(Spider, {"DOWNLOAD_MAXSIZE": 100_000})
    return Unpacking.from_crawler(crawler)


def unpacked(unpacking: Unpacking, encoding: str, body: bytes) -> bytes:
    answer = Response(URL, headers={"Content-Encoding": encoding}, body=body)
    given = unpacking.process_response(Request(URL), answer)
    assert isinstance(given, Response)
    return given.body


@pytest.mark.parametrize("encoding", PACKED)
def test_sound_bytes_are_unpacked(encoding: str, unpacking: Unpacking) -> None:
    assert unpacked(unpacking, encoding, PACKED[encoding]) == PAGE


@pytest.mark.parametrize("encoding", PACKED)
def test_overwritten_bytes_are_an_error(encoding: str, unpacking: Unpacking) -> None:
    with pytest.raises(DamagedAnswerError, match=f"could not be unpacked \\({encoding}"):
        unpacked(unpacking, encoding, b"\x00\xff" * 40)


@pytest.mark.parametrize("lost", [1, 9, 20])
def test_an_answer_whose_end_is_missing_is_an_error(lost: int, unpacking: Unpacking) -> None:
    """Scrapy gives the part there is, which would be stored as the whole article."""
    with pytest.raises(DamagedAnswerError, match="its end is missing"):
        unpacked(unpacking, "gzip", PACKED["gzip"][:-lost])


@pytest.mark.parametrize(
    "behind", [gzip.compress(b"<p>vairak</p>", mtime=0), b"\0" * 9], ids=["member", "padding"]
)
def test_several_members_and_padding_are_whole(behind: bytes, unpacking: Unpacking) -> None:
    assert unpacked(unpacking, "gzip", PACKED["gzip"] + behind).startswith(PAGE)


def test_a_bomb_is_still_refused_by_its_size(unpacking: Unpacking) -> None:
    with pytest.raises(IgnoreRequest, match="DOWNLOAD_MAXSIZE"):
        unpacked(unpacking, "gzip", gzip.compress(b"0" * 1_000_000))
