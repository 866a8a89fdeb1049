"""The demo world's article: content first, no markup.

Every site renders the same kinds of blocks in its own way, and `expected` reads the blocks directly. So an
expected text never passes through the markup it is meant to check.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

RIGA = ZoneInfo("Europe/Riga")


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside a paragraph; `external` ones get the decoration TVP adds."""

    text: str
    href: str
    external: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail address, which sites mask in their own ways; readers see ``user@host``."""

    user: str
    host: str

    @property
    def text(self) -> str:
        """The address as a person would write it."""
        return f"{self.user}@{self.host}"


@dataclass(frozen=True, slots=True)
class Strong:
    """Emphasised words."""

    text: str


Inline = str | Link | Mail | Strong


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """An unordered list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first row is its heading."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Verse:
    """Lines of a poem, parted by line breaks inside one paragraph."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """An accordion: a header and text that is folded away but present in the page."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """Ends one text component and begins the next (TVP pages are built of several)."""


@dataclass(frozen=True, slots=True)
class Embed:
    """Script or frame in the text: it has no words of its own."""

    html: str


Block = Paragraph | Heading | Bullets | Grid | Verse | Folded | Break | Embed


@dataclass(frozen=True, slots=True)
class File:
    """An attached document."""

    number: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; `alt` is often a placeholder."""

    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class Occurs:
    """When and where something happens.

    Attributes:
        start, end: Riga wall clock, None for no end told; of an all-day event midnight of its first and last
            day.
        venue: town, house and street, parted by commas as sites print it, or "" where they tell none.
    """

    start: datetime
    end: datetime | None
    all_day: bool
    venue: str


@dataclass(frozen=True, slots=True)
class Agendum:
    """One event that a digest announces."""

    title: str
    occurs: Occurs


@dataclass(slots=True)
class DemoArticle:
    """One thing a demo site publishes.

    Attributes:
        key: name by which tests speak of it, unique within a site.
        uid: node number, post id or ``id`` parameter.
        published: moment of publication, UTC.
        modified: moment of the last change, UTC; None when never changed.
        section: the section (Madona) or category (Cēsis) that stands in the address.
        status: publish, future, draft, private or trash.
        kind: news, page, event, document or russian (a page in Russian).
        trouble: what its page answers instead of itself ("refused"), else "".
        title_html: the title as WordPress holds it, where it carries markup.
        occurs: when and where, of an event or of news that announces one.
        agenda: the events of a digest that falls into events.
    """

    key: str
    site: str
    uid: int
    slug: str
    title: str
    published: datetime
    blocks: tuple[Block, ...]
    lead: str | None = None
    modified: datetime | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    picture: Picture | None = None
    author: str | None = None
    section: str = ""
    status: str = "publish"
    password: bool = False
    sticky: bool = False
    kind: str = "news"
    trouble: str = ""
    title_html: str | None = None
    old_slugs: tuple[str, ...] = field(default=())
    occurs: Occurs | None = None
    agenda: tuple[Agendum, ...] = ()

    @property
    def local(self) -> datetime:
        """Publication on the wall clock of Riga."""
        return self.published.astimezone(RIGA)

    @property
    def changed(self) -> datetime:
        """Last change, UTC: the publication itself when there was none."""
        return self.modified or self.published


def p(*parts: Inline) -> Paragraph:
    """Shorthand for a paragraph."""
    return Paragraph(parts)


def utc_from_local(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, fold: int = 1
) -> datetime:
    """A Riga wall clock as UTC; the repeated hour of October is the second one unless ``fold=0``."""
    return datetime(year, month, day, hour, minute, tzinfo=RIGA, fold=fold).astimezone(UTC)


def inline_text(part: Inline) -> str:
    """What a reader sees of one piece of a paragraph."""
    return part if isinstance(part, str) else part.text


def block_texts(block: Block) -> list[str]:  # noqa: PLR0911 - one per kind of block
    """Paragraphs of plain text of a block: list items begin with "- ", table cells are parted by " | "."""
    match block:
        case Paragraph(parts):
            return ["".join(inline_text(part) for part in parts)]
        case Heading(text):
            return [text]
        case Bullets(items):
            return ["\n".join(f"- {item}" for item in items)]
        case Grid(rows):
            return ["\n".join(" | ".join(row) for row in rows)]
        case Verse(lines):
            return ["\n".join(lines)]
        case Folded(title, paragraphs):
            return [title, *paragraphs]
        case _:
            return []


def plain_paragraphs(blocks: tuple[Block, ...]) -> list[str]:
    """Plain text of an article, one string per paragraph."""
    return [text for block in blocks for text in block_texts(block)]
