"""Addresses of a source: what is its own, what is an article, and which spellings are one address."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from pilsetas_crawl.urls import UrlError, canonical_url, is_fetchable, rebase, url_key


class SiteAddresses:
    """What a source knows about its addresses, wherever the site stands today."""

    # Further hosts that serve the same pages (www. and the bare host are always one).
    aliases: ClassVar[tuple[str, ...]] = ()
    # Path and query of an article address on the site.
    article_pattern: ClassVar[str]
    # Path and query of addresses of the site that are not followed whoever names them: copies in another
    # language, which would mix with the Latvian stream.
    left_out: ClassVar[str | None] = None
    # Parameters that do not tell one article from another.
    ignored_parameters: ClassVar[frozenset[str]] = frozenset()
    # Where one article has many addresses: a pattern and its replacement, by which path and query become the
    # key; `article_pattern` is then that of keys.
    identity: ClassVar[tuple[str, str] | None] = None

    # Address of the site being crawled, without a closing slash; its hosts; `article_pattern` compiled.
    site: str
    at_home: bool = True  # whether `site` is the source's own domain
    own_hosts: frozenset[str]
    form: re.Pattern[str]

    def at(self, path: str) -> str:
        """A path of the site as an address.

        A full address stays, unless the site is crawled elsewhere: then its own hosts stand there too.
        """
        if "://" not in path:
            return self.site + path
        return path if self.at_home else self.own(path)

    def own(self, url: str) -> str:
        """An address of one of the source's hosts, as it stands on the site being crawled."""
        return rebase(url, site=self.site, own_hosts=self.own_hosts)

    def here(self, url: str) -> str:
        """A stored address of this source as it stands on the site being crawled, wherever it was read."""
        parts = urlsplit(url)
        return self.site + (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    def address_key(self, url: str) -> str:
        """Identity of an address: the same for every spelling of it.

        Raises:
            UrlError: it is no http or https address.
        """
        # Asked for a dozen times per article on its way through the walk and the pipelines.
        key = _key(url, self.own_hosts, self.ignored_parameters)
        return re.sub(*self.identity, key) if self.identity and key.startswith("/") else key

    def holds(self, key: str) -> bool:
        """Whether the address of a key is one of the source's own to follow."""
        return key.startswith("/") and not (self.left_out and re.search(self.left_out, key))

    def clean_address(self, url: str) -> str:
        """The written form under which an address is stored."""
        try:
            return self.own(canonical_url(url))
        except UrlError:
            return url

    def article_address(self, url: str) -> str | None:
        """The address on the site if it has the form of an article's, else None."""
        try:
            address = self.own(canonical_url(url))
            key = self.address_key(address)
        except UrlError:
            return None
        return address if self.accepts(key) and is_fetchable(address) else None

    def accepts(self, key: str) -> bool:
        """Whether an address key has the form of an article's; a spider that learns forms asks them too."""
        return self.form.search(key) is not None

    def study(self, root: Any, base: str) -> None:
        """Look at a page whose article links are wanted; a spider that learns forms learns here."""


@lru_cache(maxsize=4096)
def _key(url: str, own_hosts: frozenset[str], ignored: frozenset[str]) -> str:
    key = url_key(url, own_hosts=own_hosts)
    path, mark, query = key.partition("?")
    if not mark or not ignored:
        return key
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] not in ignored]
    return f"{path}?{urlencode(kept)}" if kept else path
