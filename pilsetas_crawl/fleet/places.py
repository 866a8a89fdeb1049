"""Where processes of one machine meet: the folder of the crawl state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pilsetas_crawl.errors import PilsetasError

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings


def state_folder(settings: BaseSettings) -> Path:
    """Folder of the crawl state: the setting PILSETAS_STATE, else inside a local store.

    It need not exist yet.

    Raises:
        PilsetasError: the store is remote and no folder is set.
    """
    if settings["PILSETAS_STATE"]:
        return Path(settings["PILSETAS_STATE"]).expanduser().absolute()
    address = str(settings["PILSETAS_STORE"])
    scheme, _, _ = address.partition("://")
    if scheme not in (address, "file") or not address:
        raise PilsetasError(f"the store {address!r} is not local: set PILSETAS_STATE to a local folder")
    path = unquote(urlsplit(address).path) if scheme == "file" else address
    return Path(path).expanduser().absolute() / "state"
