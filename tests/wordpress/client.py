"""A small client for the test site: requests as a crawler sends them, and its answers taken apart."""

import gzip
import http.client
import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from lxml import etree

from tests.wordpress.bed import WordPressBed


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


def get(url: str, **headers: str) -> Answer:
    """One request as a crawler sends it: gzip accepted, redirects not followed."""
    parts = urlsplit(url)
    link = http.client.HTTPConnection(parts.netloc, timeout=30)
    sent = {"Accept-Encoding": "gzip"} | {name.replace("_", "-"): value for name, value in headers.items()}
    link.request("GET", url.removeprefix(f"http://{parts.netloc}") or "/", headers=sent)
    response = link.getresponse()
    body = response.read()
    link.close()
    if response.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return Answer(response.status, response.headers, body)


def rest(bed: WordPressBed, path: str, **query: str | int) -> Answer:
    return get(f"{bed.url}/wp-json/wp/v2/{path}?{urlencode(query)}")


def rest_posts(bed: WordPressBed) -> dict[int, dict[str, Any]]:
    """Everything the REST interface lists, by number, without the body of the protected one."""
    answer = rest(bed, "posts", per_page=100, _embed="wp:term")
    return {post["id"]: post for post in json.loads(answer.body)}


def feed_items(answer: Answer) -> list[Any]:
    found: list[Any] = etree.fromstring(answer.body).findall(".//item")
    return found


def feed_time(bed: WordPressBed) -> datetime:
    return parsedate_to_datetime(get(f"{bed.url}/feed/").headers["Last-Modified"])
