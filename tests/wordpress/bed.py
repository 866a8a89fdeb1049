"""A real WordPress on loopback, full of Latvian municipal news, for tests that crawl it.

Debian's WordPress with PHP-FPM, nginx and MariaDB, as private processes in a temporary folder: no system
service is used or touched, nothing listens but one port of 127.0.0.1, and everything is gone afterwards,
also when the test run is killed.
"""

from collections.abc import Sequence
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from tests.wordpress.provision import WordPressUnavailable
from tests.wordpress.seed import SeedPost, as_block, load_posts, plain_text, to_utc
from tests.wordpress.servers import AccessEntry, BedError, Site

__all__ = ["AccessEntry", "BedError", "SeedPost", "WordPressBed", "WordPressUnavailable"]

FLAT = "/%postname%/"
# Parts of the site that can be closed; nginx.conf.in says which addresses belong to them.
PARTS = frozenset({"rest", "feed", "feed-pages", "listing", "sitemap"})
SITE_TITLE = "Kuldīgas novada ziņas"
# As on a municipal site; the numbers are also WordPress's defaults.
OPTIONS = {
    "timezone_string": "Europe/Riga",
    "date_format": "d.m.Y.",
    "time_format": "H:i",
    "posts_per_page": 10,
    "posts_per_rss": 10,
    "blogdescription": "Pašvaldības jaunumi",
}


class WordPressBed:
    """A running, filled site. Make one with `with WordPressBed.start(permalinks) as bed:`.

    Attributes:
        url: Address of the site without a final slash; also its `home` and `siteurl`.
        permalinks: Structure of the article addresses, as given to `start`.
        about: What runs: `version` of WordPress, `theme`, `locale`.
    """

    def __init__(self, site: Site, permalinks: str) -> None:
        self.url = site.url
        self.permalinks = permalinks
        self._site = site
        self.about: dict[str, str] = site.ask(
            "install", title=SITE_TITLE, permalinks=permalinks, options=OPTIONS
        )
        posts = load_posts()
        self._first_posts = {post.key: post for post in posts}
        self._first_rows = site.ask("seed", posts=[post.request() for post in posts])
        self._posts, self._rows = dict(self._first_posts), dict(self._first_rows)
        site.save()

    @classmethod
    def start(cls, permalinks: str = FLAT) -> Self:
        """Start a site and fill it.

        Args:
            permalinks: Structure of article addresses: "/%postname%/", "/jaunumi/%category%/%postname%/",
                or "" for plain "?p=ID".

        Raises:
            WordPressUnavailable: Something is not installed.
            BedError: A server did not start, or the site could not be filled.
        """
        site = Site()
        try:
            return cls(site, permalinks)
        except BaseException:
            site.stop()
            raise

    def stop(self) -> None:
        """End all processes and remove the folder. May be called twice."""
        self._site.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def posts(self) -> list[SeedPost]:
        """Every post as it is now, in the order of entry, those nobody may see included."""
        return list(self._posts.values())

    def expected(self) -> list[SeedPost]:
        """The posts a crawler must find, newest first."""
        return sorted(filter(lambda post: post.is_article, self.posts), key=lambda post: post.published_utc)[
            ::-1
        ]

    def post(self, key: str) -> SeedPost:
        """One post as it is now."""
        return self._posts[key]

    def post_id(self, key: str) -> int:
        """WordPress's own number of the post."""
        number: int = self._rows[key]["id"]
        return number

    def link(self, key: str) -> str:
        """The post's permalink; for one that is not public what WordPress would show its editor."""
        link: str = self._rows[key]["link"]
        return link

    def edit(
        self,
        key: str,
        *,
        title: str | None = None,
        content: str | None = None,
        title_plain: str | None = None,
    ) -> SeedPost:
        """Change a post as an editor would, now; its modified time is the clock's, to the second.

        Args:
            key: Which post.
            title: New title as entered.
            content: New text: one plain paragraph or markup. Its plain text becomes the `sentence`.
            title_plain: How the title is read, where that differs from what is entered.
        """
        changes: dict[str, Any] = {}
        fields: dict[str, str] = {}
        if title is not None:
            fields["post_title"] = title
            changes |= {"title": title, "title_plain": title if title_plain is None else title_plain}
        if content is not None:
            fields["post_content"] = as_block(content)
            changes |= {"content": as_block(content), "sentence": plain_text(content)}
        row = self._site.ask("edit", id=self.post_id(key), fields=fields)
        return self._remember(key, row, replace(self.post(key), **changes, modified_local=row["modified"]))

    def delete(self, key: str) -> SeedPost:
        """Move a post to the trash."""
        row = self._site.ask("delete", id=self.post_id(key))
        post = replace(self.post(key), status="trash", modified_local=row["modified"])
        # The address it had is of use to tests, the one WordPress gives to trash is not.
        return self._remember(key, row | {"link": self.link(key)}, post)

    def insert(
        self,
        key: str,
        *,
        title: str,
        content: str,
        date_local: str,
        categories: Sequence[str] = ("Jaunumi",),
        tags: Sequence[str] = (),
    ) -> int:
        """Publish a new post under a date of the past, as importers do: modified equals that date.

        Args:
            key: A name not yet used.
            title: Plain, without straight quotes, so that it is shown as entered.
            content: One plain paragraph or markup.
            date_local: Time on the wall clock in Riga, "2026-03-05T14:30:00".
            categories: Names; made when they do not exist yet.
            tags: Same.

        Returns:
            The post's number.
        """
        if key in self._posts:
            raise BedError(f"insert: there is a post {key} already; choose another key")
        post = SeedPost(
            key=key,
            title=title,
            title_plain=title,
            content=as_block(content),
            sentence=plain_text(content),
            status="publish",
            date_local=date_local,
            modified_local=date_local,
            published_utc=to_utc(date_local),
            categories=tuple(categories),
            tags=tuple(tags),
        )
        self._remember(key, self._site.ask("insert", post=post.request()), post)
        return self.post_id(key)

    def close(self, *parts: str) -> None:
        """Refuse parts of the site with 403 from now on, and no others.

        Args:
            parts: Of "rest", "feed", "feed-pages" (all but the first), "listing", "sitemap".

        Raises:
            BedError: There is no such part.
        """
        unknown = set(parts) - PARTS
        if unknown:
            raise BedError(
                f"close: no part {', '.join(sorted(unknown))}; there are {', '.join(sorted(PARTS))}"
            )
        self._site.close(parts)

    def reset(self) -> None:
        """Undo every edit, deletion, insertion and closing: the site is as after the start. The log stays."""
        self._site.close(())
        self._site.restore()
        self._posts, self._rows = dict(self._first_posts), dict(self._first_rows)

    def access_log(self) -> list[AccessEntry]:
        """Every request since the start, complete up to this moment; the bed's own are not in it."""
        return self._site.access_log()

    def _remember(self, key: str, row: dict[str, Any], post: SeedPost) -> SeedPost:
        self._rows[key], self._posts[key] = row, post
        return post
