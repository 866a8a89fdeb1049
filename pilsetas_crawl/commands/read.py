"""`scrapy read`: how a page is read, field by field, and which way won."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader
from w3lib.encoding import html_body_declared_encoding

from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.platforms.candidate import Candidate
from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.probe.fields import field_lines
from pilsetas_crawl.reading.encoding import resolve_encoding
from pilsetas_crawl.registry import municipality
from pilsetas_crawl.run.outcomes import RejectedError
from pilsetas_crawl.urls import is_own

if TYPE_CHECKING:
    import argparse

    from scrapy.http import Response
    from scrapy.settings import Settings
    from twisted.python.failure import Failure

    from pilsetas_crawl.items import Article
    from pilsetas_crawl.platforms.base import MunicipalSpider


class Command(PilsetasCommand):
    """Read one page and show what was understood."""

    def syntax(self) -> str:
        """Arguments of the command."""
        return "[options] <file or address>"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Show how a page is read, field by field, and which way won"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options of the command."""
        super().add_options(parser)
        parser.add_argument(
            "--as", dest="slug", metavar="SLUG", help="read as this municipality's spider does"
        )
        parser.add_argument("--url", metavar="URL", help="address the file was saved from")
        parser.add_argument("--json", action="store_true", help="print the article as JSON")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the page and print it.

        Raises:
            PilsetasError: there is no such file, address or spider, or the page is no article.
        """
        if len(args) != 1:
            raise UsageError("give one file or address", print_help=False)
        settings = self._settings()
        article = (
            read_address(args[0], self._spider(opts.slug, args[0]), settings)
            if "://" in args[0]
            else self._from_file(Path(args[0]), opts)
        )
        if opts.json:
            print(json.dumps(asdict(article), ensure_ascii=False, indent=2, default=str))
        else:
            show(article)

    def _settings(self) -> Settings:
        assert self.settings is not None
        return self.settings

    def _from_file(self, path: Path, opts: argparse.Namespace) -> Article:
        try:
            body = path.read_bytes()
        except OSError as error:
            raise PilsetasError(f"cannot read {path}: {error.strerror}") from None
        declared = html_body_declared_encoding(body)
        text = body.decode(resolve_encoding(body, declared).name, errors="replace")
        page = Page(text, url="about:blank")
        page.url = opts.url or page.metadata.canonical or page.metadata.metas.get("og:url", [""])[0]
        if "://" not in page.url:
            raise PilsetasError(f"{path} does not say where it comes from: give its address with --url")
        spider = self._spider(opts.slug, page.url)()
        page.requested_url, page.site_names = page.url, spider.site_names
        return spider.reader.from_page(page)

    def _spider(self, slug: str | None, url: str) -> type[MunicipalSpider]:
        loader = get_spider_loader(self._settings())
        if slug is None:
            slug = next((name for name in loader.list() if owns(loader.load(name), url)), None)
        if slug is None:
            raise PilsetasError(f"no spider owns {url}: name one with --as (`scrapy list` names them all)")
        if slug not in loader.list():
            raise PilsetasError(f"no spider for the municipality {slug!r}: `scrapy list` names them all")
        return cast("type[MunicipalSpider]", loader.load(slug))


def read_address(url: str, spider_class: type[MunicipalSpider], settings: Settings) -> Article:
    """Fetch an address as the spider would, robots.txt and all, and read it.

    Raises:
        PilsetasError: it could not be fetched, or is no article.
    """
    results: list[Article | Exception] = []

    class OnePage(spider_class):  # type: ignore[misc, valid-type] # the spider as declared, with one request
        async def start(self) -> AsyncIterator[Any]:
            yield Request(url, callback=self.keep, errback=self.lost, meta={"handle_httpstatus_all": True})

        def keep(self, response: Response) -> None:
            try:
                results.append(self.reader.from_response(response, Candidate(url=url, way="address")))
            except (RejectedError, PilsetasError) as error:
                results.append(error)

        def lost(self, failure: Failure) -> None:
            results.append(PilsetasError(f"cannot fetch {url}: {failure.getErrorMessage()}"))

    settings.set("ITEM_PIPELINES", {}, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    process.crawl(OnePage, site=f"{urlsplit(url).scheme}://{urlsplit(url).netloc}")
    process.start()
    if not results:
        raise PilsetasError(f"cannot fetch {url}: forbidden by robots.txt, or no answer")
    if isinstance(results[0], RejectedError):
        raise PilsetasError(f"{url} is no article: {results[0]}")
    if isinstance(results[0], Exception):
        raise results[0]
    return results[0]


def show(article: Article) -> None:
    """Print an article field by field with the way that read each."""
    print("\n".join(field_lines(article)))


def owns(spider_class: Any, url: str) -> bool:
    """Whether an address is of a spider's own site, under today's name or an older one."""
    place = municipality(spider_class.name)
    return is_own(url, {place.domain, *place.old_domains, *spider_class.aliases})
