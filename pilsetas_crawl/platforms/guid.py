"""What Drupal writes into the guid of a feed's entry."""

from __future__ import annotations

import re

_NODE = re.compile(r"^(\d+) at \S+$")


def node_in_guid(guid: str | None) -> str | None:
    """The node number out of ``812 at https://www.example.lv``; None where the guid is another."""
    match = _NODE.match(guid or "")
    return match[1] if match else None
