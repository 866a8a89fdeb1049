"""From a page to an article, field by field, noting which way won."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from itemloaders import ItemLoader
from itemloaders.processors import Compose, Identity, Join, MapCompose, TakeFirst

from pilsetas_crawl.items import Article, Attachment
from pilsetas_crawl.platforms.enclosed import ENCLOSED, with_enclosed
from pilsetas_crawl.platforms.headline import headline_of
from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.platforms.reading import Way
from pilsetas_crawl.reading.content import collect_attachments, collect_images, collect_links, html_to_text
from pilsetas_crawl.reading.dates import DateReading
from pilsetas_crawl.reading.text import clean_line, clean_paragraphs, decode_entities_once, fold
from pilsetas_crawl.reading.titles import clean_title
from pilsetas_crawl.urls import absolute_url

# A publication date further ahead than this is a mistake or an announcement's own date (one day of slack
# covers clocks and zones).
FUTURE_SLACK_DAYS = 1


def title_of(value: str, loader_context: dict[str, Any]) -> str | None:
    """A headline as readers see it; the institution's own name is none."""
    names = loader_context["page"].site_names
    title = clean_title(value, site_names=names)
    return None if title and fold(title) in {fold(name) for name in names} else title


def text_of(value: Any, loader_context: dict[str, Any]) -> str | None:
    """Clean paragraphs of a node, or of text that is clean of markup already."""
    if isinstance(value, str):
        return clean_paragraphs(value) or None
    return html_to_text(value, base_url=loader_context["page"].url) or None


def label_of(value: str) -> str | None:
    """One short line: a category, a name."""
    return clean_line(decode_entities_once(value)).strip(" ,;|") or None


def address_of(value: str, loader_context: dict[str, Any]) -> str | None:
    """An absolute address."""
    return absolute_url(value, loader_context["page"].url)


def unique(values: Iterable[Any]) -> list[Any]:
    """Values without repetition, in their order."""
    return list(dict.fromkeys(values))


class ArticleLoader(ItemLoader):
    """Loads an `Article` from a `Page` through declared ways of reading."""

    default_item_class = Article
    default_input_processor = MapCompose(label_of)
    default_output_processor = TakeFirst()

    title_in = MapCompose(title_of)
    lead_in = MapCompose(text_of)
    body_in = MapCompose(text_of)
    body_out = Join("\n\n")
    canonical_url_in = MapCompose(address_of)
    image_url_in = MapCompose(address_of)
    categories_out = Compose(unique)
    tags_out = Compose(unique)
    attachments_in = links_in = Identity()
    attachments_out = links_out = Identity()

    def __init__(self, page: Page) -> None:
        super().__init__(page=page)
        self.page = page
        self.extraction: dict[str, str] = {}
        self.body_nodes: list[Any] = []

    def read(self, field: str, ways: Sequence[Way]) -> bool:
        """Read a field by the first way that gives something."""
        for way in ways:
            raw = way.read(self.page)
            if raw is None or raw == []:
                continue
            self.replace_value(field, raw)
            if self.get_output_value(field):
                self.extraction[field] = way.name
                if field == "body":
                    self._take_body(way, [node for node in raw if not isinstance(node, str)])
                return True
        self._values.pop(field, None)
        return False

    def _take_body(self, way: Way, nodes: list[Any]) -> None:
        """Keep the body's nodes, and take in what they enclose; a body told as text has none."""
        whole = with_enclosed(self.page, nodes, headline_of(self.page)) if nodes and way.own else nodes
        if len(whole) > len(nodes):
            self.replace_value("body", whole)
            self.extraction["body"] = way.name + ENCLOSED
        self.body_nodes = whole

    def read_published(self, ways: Sequence[Way]) -> None:
        """Read the publication date into its fields; a date in the future is not believed."""
        for way in ways:
            reading = way.read(self.page)
            if isinstance(reading, DateReading) and self._plausible(reading):
                self.extraction["published_at"] = way.name
                self.item.published_at = reading.utc
                self.item.published_date = reading.local_date
                self.item.published_raw = reading.raw
                self.item.published_precision = reading.precision.value
                self.item.published_from = way.name if reading.how != "dateparser" else f"{way.name}:guess"
                return
        self.item.published_precision = "none"

    def read_modified(self, ways: Sequence[Way]) -> None:
        """Read the date of the last change."""
        for way in ways:
            reading = way.read(self.page)
            if isinstance(reading, DateReading) and self._plausible(reading):
                self.extraction["modified_at"] = way.name
                self.item.modified_at = reading.utc
                return

    def collect(self, scopes: Sequence[str]) -> None:
        """Collect documents, pictures and links from the body and from the scopes beside it."""
        found = [node for scope in scopes for node in self.page.find(scope)]
        roots = unique([*self.body_nodes, *found])
        files = [entry for node in roots for entry in collect_attachments(node, self.page.url)]
        self.item.attachments = unique_files(files)
        self.item.links = unique(link for node in roots for link in collect_links(node, self.page.url))
        if not self.get_output_value("image_url"):
            images = [image for node in roots for image in collect_images(node, self.page.url)]
            if images:
                self.item.image_url = images[0]
                self.extraction["image_url"] = "content"

    def _plausible(self, reading: DateReading) -> bool:
        ahead = reading.utc - self.page.fetched_at
        return ahead.days < FUTURE_SLACK_DAYS


def unique_files(entries: Iterable[dict[str, Any]]) -> list[Attachment]:
    """Attachments without repeated addresses."""
    by_url = {entry["url"]: entry for entry in entries}
    return [Attachment(**entry) for entry in by_url.values()]


def read_body(page: Page, ways: Sequence[Way]) -> tuple[str | None, str | None]:
    """Body text of a page and the way that read it."""
    loader = ArticleLoader(page)
    loader.read("body", ways)
    return loader.get_output_value("body") or None, loader.extraction.get("body")
