"""Rule: the source that is written declares exactly what was proposed."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from pilsetas_crawl.items import Article
from pilsetas_crawl.platforms.discovery.feed import FeedWay
from pilsetas_crawl.platforms.discovery.front_page import FrontPageWay
from pilsetas_crawl.platforms.discovery.listing import ListingWay
from pilsetas_crawl.platforms.discovery.sitemap import SitemapWay
from pilsetas_crawl.platforms.generic import GenericSpider, generic_discovery
from pilsetas_crawl.platforms.tvp import ROWS, TvpSpider, tvp_discovery
from pilsetas_crawl.platforms.wordpress import WordPressSpider, wordpress_discovery
from pilsetas_crawl.probe.declare import spider_source
from pilsetas_crawl.probe.findings import ArticleFinding, SiteReport
from pilsetas_crawl.probe.proposal import Proposal
from pilsetas_crawl.registry import municipality

SETTINGS = Settings()
SETTINGS.setmodule("pilsetas_crawl.settings")
LOADER = get_spider_loader(SETTINGS)
PLACE = municipality("talsi")


def source_of(proposal, slug="talsi"):
    path = "/lv/jaunums/" + "gara-virsraksta-adrese-" * 5 + "x"
    found = ArticleFinding(f"http://127.0.0.1:8000{path}", "feed", Article(title="x"))
    return spider_source(
        proposal, municipality(slug), SiteReport(slug, "http://127.0.0.1:8000", declared=True, article=found)
    )


def declared_by(source, name):
    space = {"__name__": "made"}
    exec(compile(source, "made", "exec"), space)  # what stands there is ours
    [spider] = [one for one in space.values() if getattr(one, "name", None) == name]
    return spider


MOVED = ListingWay(("/lv/zinas",), rows=ROWS, page=None, first=1, scope="#content-area")


@pytest.mark.parametrize(
    "proposal",
    [
        Proposal(TvpSpider, TvpSpider.discovery),
        Proposal(TvpSpider, tvp_discovery(feed=False)),
        Proposal(TvpSpider, tvp_discovery("/lv/rss/zinas")),
        Proposal(TvpSpider, (FeedWay(("/padeve.xml",)), MOVED, SitemapWay(), FrontPageWay("/lv"))),
        Proposal(WordPressSpider, wordpress_discovery("/category/a/", "/category/b/", whole_posts=True)),
        Proposal(WordPressSpider, wordpress_discovery(rest=()), r"^/zina/[^/?#]+$"),
        Proposal(WordPressSpider, wordpress_discovery("/jaunumi/", types=True)[1:]),
        Proposal(
            GenericSpider, generic_discovery("/zinas", feeds=("/f.xml",)), r'^/a"b/\d+$', ("a.lv", "b.lv")
        ),
        # A site chooses its addresses; none of them may end the text and become code.
        Proposal(GenericSpider, GenericSpider.discovery, '^/a\'b"+quit()+r"/c'),
        Proposal(GenericSpider, GenericSpider.discovery, "^/a\x00b/'\""),
        Proposal(GenericSpider, generic_discovery('/a\x00"b')),
    ],
)
def test_a_proposal_comes_back_from_its_source(proposal):
    source = source_of(proposal)
    spider = declared_by(source, "talsi")
    assert tuple(spider.discovery) == proposal.ways
    assert spider.article_pattern == (proposal.article_pattern or proposal.base.article_pattern)
    assert spider.aliases == proposal.aliases
    assert spider.example.startswith("https://www.talsunovads.lv/lv/jaunums/gara-virsraksta-adrese-")
    # Patterns and addresses stand whole.
    broken = [
        line for line in source.splitlines() if not line.lstrip().startswith(("article_pattern", "example"))
    ]
    assert all(len(line) <= 110 for line in broken)


def test_the_makers_of_the_platforms_are_used_where_they_give_the_same():
    ways = wordpress_discovery("/jaunumi/", types=True)[1:]  # the interface is closed
    source = source_of(Proposal(WordPressSpider, ways))
    assert '    discovery = wordpress_discovery("/jaunumi/", rest=(), types=True)\n' in source


@pytest.mark.parametrize("name", LOADER.list())
def test_every_declared_spider_can_be_written_anew(name):
    declared = LOADER.load(name)
    proposal = Proposal.of(declared)
    # As if nobody had declared it, and again keeping what stands in the file.
    anew = declared_by(source_of(replace(proposal, spider=None), name), name)
    assert tuple(anew.discovery) == tuple(declared.discovery)
    assert anew.article_pattern == declared.article_pattern
    kept = declared_by(source_of(proposal, name), name)
    own = {key for key in vars(declared) if not key.startswith("_")} - {"example"}
    assert own == {key for key in vars(kept) if not key.startswith("_")} - {"example"}


def test_what_a_spider_declares_besides_is_kept_when_its_ways_change():
    declared = LOADER.load("liepaja")
    changed = replace(Proposal.of(declared), ways=wordpress_discovery("/zinas/"))
    spider = declared_by(source_of(changed, "liepaja"), "liepaja")
    assert tuple(spider.discovery) == wordpress_discovery("/zinas/")
    assert spider.aliases == declared.aliases
    assert [one.key for one in spider.sisters] == [one.key for one in declared.sisters]


def test_the_docstring_has_the_fields_of_the_table_of_sources():
    told = " ".join(
        str(ast.get_docstring(ast.parse(source_of(Proposal(TvpSpider, TvpSpider.discovery))))).split()
    )
    assert told.startswith("Talsu novads. Site: www.talsunovads.lv. Platform: tvp (seen). Caveats: ways seen")
