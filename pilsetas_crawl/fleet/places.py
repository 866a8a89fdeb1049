"""Where processes of one machine meet: the folder of the crawl state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.store.address import is_remote, without_credentials

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
    inside = _inside(str(settings["PILSETAS_STORE"]))
    if inside is None:
        address = without_credentials(str(settings["PILSETAS_STORE"]))
        raise PilsetasError(f"the store {address!r} is not local: set PILSETAS_STATE to a local folder")
    return inside


def lock_folder(settings: BaseSettings) -> Path:
    """Folder of the sources' locks: a local store is locked itself, wherever the states are.

    Raises:
        PilsetasError: the store is remote and no folder is set.
    """
    return _inside(str(settings["PILSETAS_STORE"])) or state_folder(settings)


def _inside(address: str) -> Path | None:
    """The state's folder inside a local store; None where the store is remote."""
    if is_remote(address) or not address:
        return None
    path = unquote(urlsplit(address).path) if address.startswith("file://") else address
    return Path(path).expanduser().absolute() / "state"
