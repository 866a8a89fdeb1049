"""E-mail addresses that pages hide from robots: spamspan (Drupal) and Cloudflare."""

import re
from typing import Any

from pilsetas_crawl.reading.text import clean_line, unmask_email

_CLOUDFLARE_HREF = re.compile(r"/cdn-cgi/l/email-protection#([0-9a-fA-F]+)")


def decode_cloudflare(code: str) -> str | None:
    """Return the address behind `data-cfemail` (hexadecimal, each byte XOR the first); None if it is none."""
    try:
        key, *rest = bytes.fromhex(code)
        address = bytes(byte ^ key for byte in rest).decode("utf-8")
    except ValueError:
        return None
    return address if "@" in address else None


def cloudflare_email(element: Any) -> str | None:
    """Return the address an element protected by Cloudflare stands for, None if it is no such element."""
    code = element.get("data-cfemail")
    if code is None:
        href = element.get("href")
        found = _CLOUDFLARE_HREF.search(href) if href and "/cdn-cgi/" in href else None
        # A protecting link usually holds the protected element; then that one speaks.
        if found is None or element.find(".//*[@data-cfemail]") is not None:
            return None
        code = found.group(1)
    return decode_cloudflare(code)


def spamspan_email(element: Any) -> str | None:
    """Return "user@host" of a `span.spamspan` (parts in `.u` and `.d`), None when a part is missing."""
    parts = {}
    for child in element.iter("span"):
        name = (child.get("class") or "").strip()
        if name in {"u", "d"}:
            parts[name] = clean_line("".join(child.itertext())).replace(" [dot] ", ".").replace(" ", "")
    if not parts.get("u") or not parts.get("d"):
        return None
    return unmask_email(f"{parts['u']}@{parts['d']}")
