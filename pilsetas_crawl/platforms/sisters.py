"""Sister sites: further sites that publish, or once published, for a municipality.

Offices of a merged municipality go on with sites of their own, old sites stay as archives, a municipality's
newspaper repeats its news. A declaration names them with what is known of each. They are walked only when
the setting PILSETAS_SISTER_SITES asks for them: ``all``, or a comma list of ``municipality:key``, each with
``=address`` behind it to walk the same system somewhere else, as ``-a site=`` does for the main site.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.registry import municipality
from pilsetas_crawl.urls import UrlError, canonical_url

if TYPE_CHECKING:
    from pilsetas_crawl.items import Article
    from pilsetas_crawl.platforms.base import MunicipalSpider as _Spider
    from pilsetas_crawl.platforms.candidate import Candidate
    from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
else:
    _Spider = object

SETTING = "PILSETAS_SISTER_SITES"
ALL = "all"


class SisterSettingError(PilsetasError):
    """The setting PILSETAS_SISTER_SITES names no sister site that is declared."""


@dataclass(frozen=True, kw_only=True)
class Sister:
    """One sister site.

    Attributes:
        key: its name beside the municipality's, as in the setting.
        site: its address, without a closing slash.
        platform: the platform whose ways of reading fit its pages.
        article_pattern: form of its article addresses, path and query.
        discovery: its ways of discovery, two at the least.
        evidence: what was seen, and what is only inferred.
        example: address of one real article, where one was seen.
        ignored_parameters: parameters that do not tell one of its articles from another.
        identity: where one article has many addresses: a pattern and its replacement, by which the path and
            query of an address become its key; `article_pattern` is then that of keys.
    """

    key: str
    site: str
    platform: type[_Spider]
    article_pattern: str
    discovery: tuple[DiscoveryWay, ...]
    evidence: str
    example: str | None = None
    ignored_parameters: frozenset[str] = frozenset()
    identity: tuple[str, str] | None = None

    @property
    def domain(self) -> str:
        """Its host, by which the keys of its addresses begin."""
        return urlsplit(self.site).netloc.removeprefix("www.")


class SisterSource(_Spider):
    """A sister site as a source of its own: a spider of its platform that works for the owner's session.

    Its articles have no number of the site's own: numbers of two sites may be the same. They are told apart
    by their addresses, whose keys begin with the sister's host.
    """

    sister: Sister
    owner: _Spider

    @classmethod
    def of(cls, owner: _Spider, sister: Sister, address: str | None) -> SisterSource:
        """The source of a sister site, walked at an address of its own or at another."""
        values = {
            "name": owner.name,
            "sister": sister,
            "sisters": (),
            "aliases": (),
            "discovery": sister.discovery,
            "article_pattern": sister.article_pattern,
            "ignored_parameters": sister.ignored_parameters,
            "identity": sister.identity,
        }
        kind = type(f"{sister.key.title()}Source", (cls, sister.platform), values)
        source: SisterSource = kind()
        source.owner = owner
        source.arguments = owner.arguments
        source.site = address or sister.site
        source.at_home = source.site == sister.site
        source.own_hosts = frozenset({urlsplit(source.site).netloc, sister.domain})
        return source

    def join(self) -> None:
        """Take part in the owner's run: its crawler, settings and session."""
        self.crawler, self.settings = self.owner.crawler, self.owner.settings
        self.max_pages = self.owner.max_pages

    def address_key(self, url: str) -> str:
        """Identity of an address, beginning with the sister's own host wherever the site stands."""
        key = super().address_key(url)
        if not key.startswith("/"):
            return key
        return f"{self.sister.domain}{key}"

    def holds(self, key: str) -> bool:
        """Whether the address of a key is one of the sister's."""
        return key.startswith(f"{self.sister.domain}/")

    def accepts(self, key: str) -> bool:
        """Whether an address key has the form of one of the sister's articles."""
        return super().accepts(key.removeprefix(self.sister.domain))

    def results(self, candidate: Candidate) -> Iterator[Any]:
        """What comes of a listed article: the article where it was told whole, else the request for it."""
        if candidate.complete:
            yield from self._told(candidate)
        else:
            yield self._request(candidate)

    def feed_source_id(self, guid: str | None) -> str | None:
        """None: see the class."""
        return None

    def row_source_id(self, row: Any) -> str | None:
        """None: see the class."""
        return None

    def _within(self, key: str, article: Article) -> Iterator[Article]:
        # A sister may call the main site's address canonical: it would pass for an edit of that article.
        article.source_id, article.canonical_url = None, article.url
        article.extraction.pop("source_id", None)
        yield from super()._within(key, article)

    def _stop_when_hopeless(self) -> None:
        """A sister's trouble ends the sister's walk only, and that is for the walk to see."""


def _is_address(text: str) -> bool:
    try:
        canonical_url(text)
    except UrlError:
        return False
    return True


def chosen(setting: str, slug: str, sisters: Iterable[Sister]) -> dict[str, str | None]:
    """Sister sites a run walks: key → another address to walk it at, or None.

    Args:
        setting: value of PILSETAS_SISTER_SITES.
        slug: the municipality at hand; what is said of others is checked for its municipality's name only.
        sisters: its declared sister sites.

    Raises:
        SisterSettingError: it names a site that is not declared, or is no such list.
        UnknownNameError: there is no such municipality.
    """
    declared = [sister.key for sister in sisters]
    if setting.strip() == ALL:
        return dict.fromkeys(declared)
    found: dict[str, str | None] = {}
    for entry in filter(None, (part.strip() for part in setting.split(","))):
        name, _, address = entry.partition("=")
        place, mark, key = name.partition(":")
        if not mark or (address and not _is_address(address)):
            raise SisterSettingError(
                f"{SETTING}: {entry!r} is no sister site; write municipality:key, or all, as in cesis:amata"
            )
        if municipality(place).slug != slug:
            continue
        if key not in declared:
            known = ", ".join(f"{slug}:{one}" for one in declared) or "none"
            raise SisterSettingError(f"{SETTING}: no sister site {name!r}; declared: {known}")
        found[key] = address.rstrip("/") or None
    return found
