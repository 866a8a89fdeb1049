"""Files of a dataset on the national open-data portal, fetched with the standard library."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.error import URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from pilsetas_crawl.gazetteer.place import GazetteerError

TIMEOUT = 60  # seconds without a byte
LARGEST = 200 * 1024 * 1024  # bytes; the largest file wanted has a few megabytes


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset of the portal.

    Attributes:
        licence: its licence as the portal names it.
        files: name of a file in lower case → its address.
    """

    licence: str
    files: dict[str, str]


def dataset(portal: str, identity: str, agent: str) -> Dataset:
    """What the portal's interface (CKAN, `package_show`) says of a dataset.

    Raises:
        GazetteerError: the portal cannot be reached or answers something else.
    """
    address = f"{portal.rstrip('/')}/api/3/action/package_show?id={quote(identity)}"
    try:
        found: Any = json.loads(fetch(address, agent))["result"]
        files = {str(one["url"]).rsplit("/", 1)[-1].lower(): str(one["url"]) for one in found["resources"]}
        licence = str(found.get("license_title") or found.get("license_id") or "unstated")
    except (ValueError, KeyError, TypeError) as error:
        raise GazetteerError(f"{address} did not answer as a CKAN portal does: {error!r}") from None
    return Dataset(licence, files)


def fetch(address: str, agent: str) -> bytes:
    """The body of an address.

    Raises:
        GazetteerError: it is no web address, cannot be fetched, or is larger than anything wanted.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        raise GazetteerError(f"{address} is no web address")
    request = Request(address, headers={"User-Agent": agent})  # noqa: S310 # the scheme was looked at
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 # likewise
            body: bytes = answer.read(LARGEST + 1)
    except (URLError, OSError, ValueError) as error:
        raise GazetteerError(f"cannot fetch {address}: {getattr(error, 'reason', error)}") from None
    if len(body) > LARGEST:
        raise GazetteerError(f"{address} is larger than {LARGEST >> 20} MB")
    return body
