"""What a crawl costs: pages per second, CPU and memory per article, requests per article.

Run from the project's root: `python -m benchmarks.bench_crawl [PAGES]` (default 200 pages of each platform,
about six minutes). Crawler on one core, server on the other; medians of five.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from benchmarks._bench import CRAWLER_CORE, ROUNDS, Child, machine, median, pin, run_child, scrapy, table
from benchmarks._site import ReadyPage, ReadySite, demo_pages
from pilsetas_crawl.demo.client import DemoServer
from pilsetas_crawl.platforms.article import BarrierError
from pilsetas_crawl.platforms.base import MunicipalSpider
from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.run.outcomes import RejectedError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MODULE = "benchmarks.bench_crawl"
MANY = 60  # pages for trafilatura's command
FEW = 20  # pages of the run that is taken off as the fixed cost
QUICK = ("-s", "DOWNLOAD_DELAY=0", "-L", "ERROR")
FROM = ("-a", "start=2009-01-01")
SPIDERS = {"tvp": "ludza", "wordpress": "rezeknes-novads"}


class BareSpider(Spider):
    """Downloads the same pages under the same settings and does nothing with them."""

    name = "bare"

    def __init__(self, addresses: str) -> None:
        super().__init__()
        self.addresses = Path(addresses).read_text(encoding="utf-8").split()

    async def start(self) -> AsyncIterator[Any]:
        """Ask for every address."""
        for url in self.addresses:
            yield Request(url, dont_filter=True)

    def parse(self, response: Any) -> None:
        """Nothing."""


def download_only(addresses: str) -> None:
    """Body of the child process that runs bare Scrapy."""
    settings = get_project_settings()
    own: dict[str, Any] = {"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "DOWNLOADER_MIDDLEWARES": {}}
    settings.setdict({**own, "DOWNLOAD_DELAY": 0, "LOG_LEVEL": "ERROR"}, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    process.crawl(BareSpider, addresses=addresses)
    process.start()


def pages_per_second(site: ReadySite, wanted: int) -> float:
    """Articles per second between the first and the last request for one; told by the server."""
    told = site.stats()
    if told["articles"] < wanted:
        raise SystemExit(f"only {told['articles']} of {wanted} article pages were asked for")
    return float((told["articles"] - 1) / (told["last_article"] - told["first_article"]))


def crawl(site: ReadySite, platform: str) -> Child:
    with tempfile.TemporaryDirectory() as folder:
        store = {"PILSETAS_STORE": f"{folder}/store"}
        done = run_child(scrapy("crawl", SPIDERS[platform], "-a", f"site={site.url}", *FROM, *QUICK), store)
    if done.code not in (0, 3):  # 3: the ready site has no feed, which makes some runs partial
        raise SystemExit(done.output[-2000:])
    return done


@dataclass
class Runs:
    """Rounds over the same pages: of the full pipeline and of bare Scrapy."""

    full: list[Child] = field(default_factory=list)
    bare: list[Child] = field(default_factory=list)
    full_rates: list[float] = field(default_factory=list)
    bare_rates: list[float] = field(default_factory=list)

    def cpu(self, which: str) -> float:
        """Seconds of CPU of a whole run."""
        return median(run.cpu for run in getattr(self, which))


def measured(platform: str, pages: list[ReadyPage], folder: Path) -> Runs:
    runs = Runs()
    with ReadySite(pages) as site:
        addresses = folder / f"{platform}.txt"
        addresses.write_text("\n".join(site.url + page.path for page in pages), encoding="utf-8")
        for _ in range(ROUNDS):  # in turns, so that a busy spell of the machine meets both
            runs.full.append(crawl(site, platform))
            runs.full_rates.append(pages_per_second(site, len(pages)))
            runs.bare.append(run_child([sys.executable, "-m", MODULE, "--bare", str(addresses)]))
            runs.bare_rates.append(pages_per_second(site, len(pages)))
    return runs


def bench_platform(platform: str, pages: list[ReadyPage], folder: Path) -> None:
    size = sum(len(page.body) for page in pages) / len(pages) / 1000
    few, all_ = measured(platform, pages[:FEW], folder), measured(platform, pages, folder)
    full, bare = median(all_.full_rates), median(all_.bare_rates)
    each = {name: (all_.cpu(name) - few.cpu(name)) / (len(pages) - FEW) * 1000 for name in ("full", "bare")}
    rows = [
        ("full pipeline", full, "pages/s"),
        ("bare Scrapy, same settings", bare, "pages/s"),
        ("full pipeline / bare Scrapy (aim: 0.5 or more)", full / bare, "×"),
        ("CPU of an article, all of Scrapy included", each["full"], "ms"),
        ("CPU of a page in bare Scrapy", each["bare"], "ms"),
        (f"CPU of a run of {FEW} articles", few.cpu("full"), "s"),
        ("peak memory (aim: below 150)", median(run.rss for run in all_.full), "MB"),
    ]
    table(f"{platform}: {len(pages)} pages of {size:.0f} kB", rows)
    bench_reading(platform, pages)


def bench_reading(platform: str, pages: list[ReadyPage]) -> None:
    """CPU of reading alone: the page parsed, and everything from its text to the article."""
    spider = SpiderLoader.from_settings(get_project_settings()).load(SPIDERS[platform])()
    assert isinstance(spider, MunicipalSpider)
    texts = [(spider.place.site + page.path, page.body.decode()) for page in pages]
    article, parse = [], []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for url, text in texts:
            with suppress(RejectedError, BarrierError):  # the demo hides pages that are no articles
                spider.reader.from_page(Page(text, url=url, content_type="text/html"))
        article.append(time.process_time() - begun)
        begun = time.process_time()
        for url, text in texts:
            assert Page(text, url=url).root is not None
        parse.append(time.process_time() - begun)
    rows = [
        ("CPU of reading an article (aim: about 5)", median(article) / len(pages) * 1000, "ms"),
        ("of that parsing", median(parse) / len(pages) * 1000, "ms"),
    ]
    table(f"{platform}: reading alone", rows)


def bench_trafilatura(pages: list[ReadyPage], folder: Path) -> None:
    """The same pages as files, through trafilatura's own command on one core; its start is taken off."""
    for name, some in (("one", pages[:1]), ("many", pages[:MANY])):
        (folder / name).mkdir()
        for number, page in enumerate(some):
            (folder / name / f"{number}.html").write_bytes(page.body)
    rows = []
    for mode in ((), ("--fast",)):
        taken = {}
        for name in ("one", "many"):
            words = [str(Path(sys.executable).parent / "trafilatura"), "--input-dir", str(folder / name)]
            words += ["-o", str(folder / "texts"), "--parallel", "1", *mode]
            taken[name] = median(run_child(words).wall for _ in range(ROUNDS))
        rows.append(
            (" ".join(("trafilatura", *mode)), (MANY - 1) / (taken["many"] - taken["one"]), "pages/s")
        )
    table("trafilatura's command, pages from disk: no network, no dates, no store", rows)


def bench_requests() -> None:
    """Requests of a first run and of the run after it on every demo site."""
    print("\nrequests on the demo sites: first run, per new article; run after it, nothing changed")
    with DemoServer() as server, tempfile.TemporaryDirectory() as folder:
        for site in server.urls:
            counts, stored = [], 0
            for number in range(2):
                server.control.clear_log()
                words = ("-a", f"site={server.url(site)}", *QUICK, "-s", "PILSETAS_FIRST_RUN_DAYS=9000")
                done = run_child(scrapy("crawl", site, *words), {"PILSETAS_STORE": folder})
                counts.append(len(server.control.log(site)))
                stored = stored if number else len(server.control.expected(site)["articles"])
                if done.code not in (0, 3):
                    print(done.output[-500:])
            print(f"  {site:<18}{counts[0]:>5} / {stored} articles = {counts[0] / stored:.2f}{counts[1]:>6}")


def main() -> None:
    if sys.argv[1:2] == ["--bare"]:
        download_only(sys.argv[2])
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(machine())
    print("pinned to cores" if pin(CRAWLER_CORE) else "not pinned to cores: no taskset here")
    with tempfile.TemporaryDirectory() as folder:
        for platform, spider in SPIDERS.items():
            pages = demo_pages(spider, platform, count)
            bench_platform(platform, pages, Path(folder))
            if platform == "tvp":
                bench_trafilatura(pages, Path(folder))
    bench_requests()
    print(machine())


if __name__ == "__main__":
    main()
