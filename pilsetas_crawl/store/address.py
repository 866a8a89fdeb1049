"""Addresses of stores: which are remote, and how they may be shown."""

from __future__ import annotations

import re

_USER = re.compile(r"^([a-z0-9+.-]+://)[^/@]*@", re.IGNORECASE)


def is_remote(address: str) -> bool:
    """Whether an address is no folder of this machine."""
    scheme, mark, _ = address.partition("://")
    return bool(mark) and scheme != "file"


def without_credentials(address: str) -> str:
    """An address as it may be shown and logged: without the user and password some put into it."""
    return _USER.sub(r"\1", address)
