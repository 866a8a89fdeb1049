"""Identity of articles and of their text."""

from __future__ import annotations

import hashlib
import re

_WORDS = re.compile(r"\w+")


def article_id(municipality: str, *, source_id: str | None, address_key: str) -> str:
    """Identity of an article: the publisher's slug and a digest.

    The digest is of the site's own identifier where there is one, which outlives a changed address; else of
    the address key, which is the same for every spelling of the address (scheme, ``www.``, closing slash,
    tracking). The title has no part in it.
    """
    basis = f"id:{source_id}" if source_id else f"at:{address_key}"
    digest = hashlib.blake2b(basis.encode(), digest_size=8).hexdigest()
    return f"{municipality}-{digest}"


def content_hash(title: str | None, body: str | None) -> str:
    """Digest of what an article says: the words of title and body in their order.

    White space, punctuation and letter case stay out, so that the same text read in two ways (interface and
    page) is the same. Columns of wall clock time have no part in it.
    """
    words = _WORDS.findall(f"{title or ''}\n{body or ''}".casefold())
    return hashlib.blake2b(" ".join(words).encode(), digest_size=16).hexdigest()
