"""The posts of the test site, read from posts.json: one source of the site and of what to expect of it."""

import html
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

RIGA = ZoneInfo("Europe/Riga")
POSTS_FILE = Path(__file__).with_name("posts.json")


@dataclass(frozen=True)
class SeedPost:
    """One post as an editor enters it, and how a reader must see it.

    Attributes:
        key: Name of the post in the tests; WordPress never sees it.
        title: As entered; may hold markup, entities and straight quotes.
        title_plain: As a reader sees it: no markup, entities resolved, WordPress's typography applied.
        content: HTML as entered (block editor markup, or plain lines of the classic editor).
        sentence: Text that stands in the body of this post and of no other.
        status: publish, draft, pending, private, future or trash.
        date_local: Time on the wall clock in Riga as entered, ISO without offset, "2026-10-25T03:30:00".
        modified_local: Same for the last change; equals date_local unless the post was edited.
        published_utc: The instant of publication. WordPress takes an hour that occurs twice as the second
            one, and an hour that does not occur as one hour later.
        password_text: Empty when the post is not protected.
        post_type: post or page.
        gallery: Whether three pictures and a PDF file hang on it.
    """

    key: str
    title: str
    title_plain: str
    content: str
    sentence: str
    status: str
    date_local: str
    modified_local: str
    published_utc: datetime
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    password_text: str = ""
    sticky: bool = False
    post_type: str = "post"
    gallery: bool = False

    @property
    def password(self) -> bool:
        """Whether a password guards the text."""
        return bool(self.password_text)

    @property
    def published_local(self) -> str:
        """Time on the wall clock as a reader sees it: date_local, but never in an hour that was skipped."""
        return self.published_utc.astimezone(RIGA).replace(tzinfo=None).isoformat()

    @property
    def is_article(self) -> bool:
        """Whether a crawler must find it: a published post that everybody can read."""
        return self.post_type == "post" and self.status == "publish" and not self.password

    def request(self) -> dict[str, Any]:
        """The post in the form wp.php reads."""
        kept = ("key", "title", "content", "status", "categories", "tags", "sticky", "post_type", "gallery")
        edited = self.modified_local != self.date_local
        return {name: getattr(self, name) for name in kept} | {
            "date": self.date_local.replace("T", " "),
            "modified": self.modified_local.replace("T", " ") if edited else None,
            "password": self.password_text,
        }


def load_posts(path: Path = POSTS_FILE) -> list[SeedPost]:
    """All seed posts in the order of the file."""
    entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [read_entry(entry) for entry in entries]


def read_entry(entry: dict[str, Any]) -> SeedPost:
    """One entry of posts.json with everything spelled out that the file leaves to be derived."""
    date_local = f"{entry['date']}:00"
    blocks = [*entry["content"], *_repeated(entry.get("repeat"))]
    return SeedPost(
        key=entry["key"],
        title=entry["title"],
        title_plain=entry.get("title_plain", entry["title"]),
        content="\n\n".join(blocks if entry.get("classic") else map(as_block, blocks)),
        sentence=entry.get("sentence", blocks[0]),
        status=entry.get("status", "publish"),
        date_local=date_local,
        modified_local=f"{entry['modified']}:00" if "modified" in entry else date_local,
        published_utc=_instant(entry),
        categories=tuple(entry["categories"]),
        tags=tuple(entry["tags"]),
        password_text=entry.get("password", ""),
        sticky=entry.get("sticky", False),
        post_type=entry.get("type", "post"),
        gallery=entry.get("gallery", False),
    )


def as_block(text: str) -> str:
    """A plain line becomes a paragraph of the block editor; markup and shortcodes stay as they are."""
    if text.startswith(("<", "[")):
        return text
    return f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->"


def plain_text(markup: str) -> str:
    """Markup without comments and elements, entities resolved."""
    return html.unescape(re.sub(r"<!--.*?-->|<[^>]*>", "", markup, flags=re.DOTALL)).strip()


def to_utc(date_local: str) -> datetime:
    """The instant of an ordinary time on the wall clock in Riga."""
    return datetime.fromisoformat(date_local).replace(tzinfo=RIGA).astimezone(UTC)


def _instant(entry: dict[str, Any]) -> datetime:
    # On the nights of the clock change the file states the instant itself.
    if "utc" in entry:
        return datetime.fromisoformat(entry["utc"]).replace(tzinfo=UTC)
    return to_utc(entry["date"])


def _repeated(repeat: dict[str, Any] | None) -> list[str]:
    if repeat is None:
        return []
    return [repeat["paragraph"].format(n=number) for number in range(1, repeat["count"] + 1)]
