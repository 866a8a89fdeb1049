"""What a page says about itself in its markup: JSON-LD, meta elements, microdata, RDFa, links in the head.

Only strings come out; reading dates is the business of `dates`. Nothing here can be relied on: TVP pages
carry no structured data at all, WordPress pages only with an SEO plugin.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from pilsetas_crawl.reading._jsonld import parse_json_ld, pick_article, texts_of, urls_of
from pilsetas_crawl.reading.text import clean_line, decode_entities_once

# Walking by name is twenty times faster than asking XPath for the same elements; going over the attributes
# and back to their elements five times faster than testing every element for them.
_HEAD_TAGS = ("title", "meta", "link", "script")
_ATTRIBUTED = etree.XPath("//@itemprop/.. | //@property/parent::*[@content and not(self::meta)]")
_INSTANT_ATTRIBUTES = ("content", "datetime", "src", "href")
_ARTICLE_SCOPES = ("article", "posting", "blogpost", "webpage", "report")

# For every field: where to look in the meta elements, first answer wins.
_META_NAMES = {
    "headline": ("og:title", "twitter:title", "dc.title", "dcterms.title"),
    "published": (
        "article:published_time", "datepublished", "dc:created", "dcterms.created", "dcterms.issued",
        "dc.date.issued", "dc.date.created", "dc:date", "dc.date", "dcterms.date", "pubdate",
    ),
    "modified": (
        "article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "dc.date.modified",
        "dc:modified", "last-modified",
    ),
    "author": ("article:author", "author", "dc.creator", "dcterms.creator", "dc:creator"),
    "image": ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"),
    "section": ("article:section",),
    "tags": ("article:tag",),
    "description": ("og:description", "description", "twitter:description", "dc.description"),
    "language": ("og:locale", "dc.language", "dcterms.language", "content-language"),
}  # fmt: skip
_JSON_LD_KEYS = {
    "headline": ("headline", "name"),
    "published": ("datePublished", "dateCreated", "uploadDate"),
    "modified": ("dateModified",),
    "author": ("author", "creator"),
    "image": ("image", "thumbnailUrl"),
    "section": ("articleSection",),
    "tags": ("keywords",),
    "description": ("description",),
    "language": ("inLanguage",),
    "article_body": ("articleBody",),
}
_MICRODATA_KEYS = {
    "headline": ("headline",),
    "published": ("datepublished", "datecreated"),
    "modified": ("datemodified",),
    "author": ("author", "creator"),
    "image": ("image",),
    "section": ("articlesection",),
    "tags": ("keywords",),
    "description": ("description",),
    "language": ("inlanguage",),
    "article_body": ("articlebody",),
}


@dataclass(slots=False)
class PageMetadata:
    """Everything a page's markup says about the page.

    Attributes:
        json_ld: all JSON-LD objects, lists and `@graph` flattened, in the page's order.
        json_ld_broken: how many JSON-LD scripts could not be read.
        metas: values of meta elements (and RDFa `property` with `content`) by lower-case name, in order.
        microdata: values by lower-case `itemprop`, those of the article itself only.
        canonical: the canonical link as written (Drupal 7 writes it relative), None when absent.
        alternates: `hreflang` → address of the page in other languages.
        rest_link: the page's own object in the WordPress REST interface.
        feeds: addresses of RSS and Atom feeds named in the head.
        title: the title element's text; site name and all.
        lang: the `lang` attribute of the html element.
        generator: the content system, when it names itself.
        robots: the robots meta element.
    """

    json_ld: list[dict[str, Any]] = field(default_factory=list)
    json_ld_broken: int = 0
    metas: dict[str, list[str]] = field(default_factory=dict)
    microdata: dict[str, list[str]] = field(default_factory=dict)
    canonical: str | None = None
    alternates: dict[str, str] = field(default_factory=dict)
    rest_link: str | None = None
    feeds: list[str] = field(default_factory=list)
    title: str | None = None
    lang: str | None = None
    generator: str | None = None
    robots: str | None = None

    @cached_property
    def article(self) -> dict[str, Any] | None:
        """The JSON-LD object of the article the page is about; a WebPage only when it has a headline."""
        return pick_article(self.json_ld, self.canonical)

    def candidates(self, name: str) -> list[tuple[str, str]]:
        """Return all values the page gives for a field as (way, value), the most trusted first.

        Args:
            name: headline, published, modified, author, image, section, tags, description, language or
                article_body. Ways are "json-ld", "microdata" and "meta:<name of the element>".
        """
        found: list[tuple[str, str]] = []
        if self.article is not None:
            reader = urls_of if name == "image" else texts_of
            for key in _JSON_LD_KEYS[name]:
                found += [("json-ld", value) for value in reader(self.article.get(key), self.json_ld)]
        metas = [
            (f"meta:{key}", value) for key in _META_NAMES.get(name, ()) for value in self.metas.get(key, ())
        ]
        micro = [
            ("microdata", value) for key in _MICRODATA_KEYS[name] for value in self.microdata.get(key, ())
        ]
        return list(dict.fromkeys(found + metas + micro))

    def _first(self, name: str) -> str | None:
        return next((value for _, value in self.candidates(name)), None)

    @property
    def headline(self) -> str | None:
        """The headline, entities decoded."""
        return self._first("headline")

    @property
    def published(self) -> str | None:
        """The publication time as the page writes it."""
        return self._first("published")

    @property
    def modified(self) -> str | None:
        """The time of the last change as the page writes it."""
        return self._first("modified")

    @property
    def author(self) -> str | None:
        """The author's name; addresses of author pages do not count."""
        names = (value for _, value in self.candidates("author") if not value.startswith(("http:", "https:")))
        return next(names, None)

    @property
    def image(self) -> str | None:
        """The address of the lead picture as written."""
        return self._first("image")

    @property
    def section(self) -> str | None:
        """The section the article stands in."""
        return self._first("section")

    @property
    def tags(self) -> list[str]:
        """The page's own tags, each once; a comma list counts as several."""
        parts = [part.strip() for _, value in self.candidates("tags") for part in value.split(",")]
        return list(dict.fromkeys(part for part in parts if part))

    @property
    def description(self) -> str | None:
        """The summary meant for search engines and shared links."""
        return self._first("description")

    @property
    def article_body(self) -> str | None:
        """The whole text, where JSON-LD or microdata carry it."""
        return self._first("article_body")

    @property
    def language(self) -> str | None:
        """The language as a two-letter code ("lv"): of the html element, else of the article."""
        stated = self.lang or self._first("language")
        return stated.strip().replace("_", "-").partition("-")[0].lower() or None if stated else None


def read_metadata(root: Any) -> PageMetadata:
    """Read a page's metadata in one pass: the head's elements by name, then what carries microdata or RDFa.

    Args:
        root: the lxml root of the page or a parsel selector of it.
    """
    element = getattr(root, "root", root)
    page = PageMetadata(lang=clean_line(element.get("lang") or "") or None if element.tag == "html" else None)
    for found in element.iter(*_HEAD_TAGS):
        _READERS[found.tag](page, found)
    for found in _ATTRIBUTED(element):
        if found.get("itemprop"):
            _read_itemprop(page, found)
        if found.get("property") and found.get("content") and found.tag != "meta":
            _add_meta(page, found.get("property"), found.get("content"))
    return page


def _add_meta(page: PageMetadata, names: str, content: str) -> None:
    value = clean_line(decode_entities_once(content))
    if value:
        # RDFa lists several names in one attribute: "dc:date dc:created".
        for name in names.lower().split():
            page.metas.setdefault(name, []).append(value)


def _read_meta(page: PageMetadata, element: Any) -> None:
    name = element.get("property") or element.get("name") or element.get("http-equiv")
    content = element.get("content")
    if not name or not content:
        return
    _add_meta(page, name, content)
    lower = name.strip().lower()
    if lower == "generator":
        page.generator = page.generator or clean_line(content)
    elif lower == "robots":
        page.robots = page.robots or clean_line(content).lower()


def _read_link(page: PageMetadata, element: Any) -> None:
    relations = (element.get("rel") or "").lower().split()
    href = (element.get("href") or "").strip()
    if not href:
        return
    if "canonical" in relations:
        page.canonical = page.canonical or href
    if "alternate" in relations:
        kind = (element.get("type") or "").lower()
        if kind == "application/json":
            page.rest_link = page.rest_link or href
        elif "rss" in kind or "atom" in kind:
            page.feeds.append(href)
        elif element.get("hreflang"):
            page.alternates.setdefault(element.get("hreflang").lower(), href)


def _read_title(page: PageMetadata, element: Any) -> None:
    # Pictures drawn in the page (svg) have titles of their own; the page's title comes first.
    page.title = page.title or clean_line("".join(element.itertext())) or None


def _read_script(page: PageMetadata, element: Any) -> None:
    if (element.get("type") or "").strip().lower() != "application/ld+json":
        return
    objects = parse_json_ld(element.text or "")
    if objects is None:
        page.json_ld_broken += 1
    else:
        page.json_ld.extend(objects)


_READERS = {"meta": _read_meta, "link": _read_link, "title": _read_title, "script": _read_script}


def _read_itemprop(page: PageMetadata, element: Any) -> None:
    if not _belongs_to_article(element):
        return
    given = next((value for name in _INSTANT_ATTRIBUTES if (value := element.get(name))), None)
    if given is None and element.get("itemscope") is not None:
        # A person or an organisation: its name is the value.
        name = element.find(".//*[@itemprop='name']")
        given = None if name is None else name.get("content") or "".join(name.itertext())
    value = clean_line("".join(element.itertext()) if given is None else given)
    if value:
        for key in element.get("itemprop").lower().split():
            page.microdata.setdefault(key, []).append(value)


def _belongs_to_article(element: Any) -> bool:
    """Say whether the nearest item round an itemprop is an article, a page, or none at all."""
    scope = next(element.iterancestors("*"), None)
    while scope is not None and scope.get("itemscope") is None:
        scope = scope.getparent()
    if scope is None:
        return True
    kind = (scope.get("itemtype") or "").rstrip("/").lower()
    return not kind or kind.endswith(_ARTICLE_SCOPES)
