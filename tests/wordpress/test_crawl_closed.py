"""Where parts of a real WordPress are closed to us, the open ones carry, and a run says what it lacks."""

from pathlib import Path

from tests.wordpress.bed import WordPressBed
from tests.wordpress.crawling import Harvest


def stored(harvest: Harvest) -> set[str]:
    return {row["source_id"] for row in harvest.articles()}


def numbers(bed: WordPressBed) -> list[str]:
    """Numbers of all articles, the newest first."""
    return [str(bed.post_id(post.key)) for post in bed.expected()]


def test_the_feed_alone_gives_its_window_and_with_its_pages_everything(
    fresh_wordpress: WordPressBed, tmp_path: Path
) -> None:
    fresh_wordpress.close("rest", "listing", "sitemap", "feed-pages")
    harvest = Harvest(fresh_wordpress, "kuldiga", tmp_path / "store")
    code, run, _ = harvest.crawl()
    # Ten posts, the protected one among them.
    assert stored(harvest) == set(numbers(fresh_wordpress)[:9])
    assert (code, run["verdict"], run["new"], run["rejected"]) == (3, "partial", 9, 1)
    assert "no way of discovery reached back" in run["cause"]
    # The next run makes up for what was missing, as soon as the pages of the feed are open.
    fresh_wordpress.close("rest", "listing", "sitemap")
    code, run, _ = harvest.crawl()
    assert (code, run["verdict"], run["new"]) == (0, "ok", 49)
    assert len(numbers(fresh_wordpress)) == 58
    assert stored(harvest) == set(numbers(fresh_wordpress))
    # What is closed is told although nothing is lacking.
    assert "listing" in run["cause"]
    assert "403" in run["cause"]


def test_the_sitemap_alone_gives_all_addresses_that_look_like_articles(
    fresh_wordpress: WordPressBed, tmp_path: Path
) -> None:
    fresh_wordpress.close("rest", "listing", "feed", "feed-pages")
    harvest = Harvest(fresh_wordpress, "kuldiga", tmp_path / "store")
    code, run, _ = harvest.crawl()
    # One short word, or a mere number, may as well be a standing page: these two no sitemap tells apart.
    unclear = {str(fresh_wordpress.post_id(key)) for key in ("iszina", "bez-virsraksta")}
    assert stored(harvest) == set(numbers(fresh_wordpress)) - unclear
    assert (code, run["verdict"], run["new"], run["rejected"]) == (0, "ok", 56, 1)
    assert "feed refused: status 403" in run["cause"]


def test_nothing_open_is_a_failed_run(fresh_wordpress: WordPressBed, tmp_path: Path) -> None:
    fresh_wordpress.close("rest", "listing", "sitemap", "feed", "feed-pages")
    harvest = Harvest(fresh_wordpress, "kuldiga", tmp_path / "store")
    code, run, _ = harvest.crawl()
    assert (code, run["verdict"], run["listed"]) == (1, "blocked", 0)
    assert "no way of discovery found an article" in run["cause"]
    assert "feed: refused" in run["cause"]
    assert harvest.articles() == []
