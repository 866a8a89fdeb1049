"""The content of TVP pages: list rows in both markup generations, and articles."""

from __future__ import annotations

from datetime import UTC
from html import escape
from itertools import groupby

from pilsetas_crawl.demo.happenings import date_words, time_words
from pilsetas_crawl.demo.latvian import numeric
from pilsetas_crawl.demo.model import (
    Block,
    Break,
    Bullets,
    DemoArticle,
    Embed,
    File,
    Folded,
    Grid,
    Heading,
    Inline,
    Link,
    Mail,
    Paragraph,
    Picture,
    Strong,
    Verse,
    plain_paragraphs,
)
from pilsetas_crawl.demo.tvp_options import TVP_OPTIONS

# The platform cuts teasers here.
TEASER_LENGTH = 200


def article_path(article: DemoArticle) -> str:
    """Address of an article or event."""
    return f"/lv/{'notikums' if article.kind == 'event' else 'jaunums'}/{article.slug}"


def original_path(article: DemoArticle) -> str:
    """Address of an article's picture as it was uploaded."""
    name = article.picture.file if article.picture else ""
    return f"/sites/{article.site}/files/gallery_images/{name}"


def teaser(article: DemoArticle) -> str:
    """Start of the text, at most 200 characters."""
    if article.trouble == "no_teaser":
        return ""
    text = " ".join(" ".join(plain_paragraphs(article.blocks)).split())
    return text if len(text) <= TEASER_LENGTH else text[: TEASER_LENGTH - 1].rstrip() + "…"


def row_old(article: DemoArticle) -> str:
    """A list row as it was until 23 April 2026."""
    return (
        '<div class="views-row"><div class="article-item"><div class="article-details"><div class="date">'
        f"{numeric(article.local.date())}.</div></div>\n"
        '<div class="article-info"><div class="title"><h3>'
        f'<a href="{article_path(article)}">{escape(article.title)}</a></h3></div>\n'
        f'<div class="text">{escape(teaser(article))}</div></div></div></div>\n'
    )


def row_new(article: DemoArticle) -> str:
    """A list row as it is since 23 April 2026."""
    return (
        '<div class="views-row"><div class="article-teaser">\n<div class="date">'
        f'<time datetime="{machine_date(article)}">{numeric(article.local.date())}.</time></div>\n'
        f'<div class="title"><h2><a href="{article_path(article)}" '
        f'rel="bookmark">{escape(article.title)}</a></h2>'
        f'</div>\n<div class="text">{escape(teaser(article))}</div></div></div>\n'
    )


def machine_date(article: DemoArticle) -> str:
    """The `datetime` value of a row. Nobody has shown the real one, so the demo sites differ in it."""
    match TVP_OPTIONS[article.site].stamp:
        case "utc":
            return article.published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case "day":
            return article.local.date().isoformat()
        case _:
            return article.local.replace(microsecond=0).isoformat()


def event_card(event: DemoArticle, base: str) -> str:
    """An event in the calendar; the link carries a parameter that changes nothing."""
    labels = "".join(
        f'<a href="/lv/notikumu-kalendars?category={number}">{escape(name)}</a>'
        for number, name in enumerate(event.categories)
    )
    link = f'<a href="{article_path(event)}?date=0">{escape(event.title)}</a>'
    return (
        '<div class="views-row"><div class="event"><div class="event-image">'
        f'<img src="{base}/sites/{event.site}/files/events/afisa.jpg" alt="" /></div>'
        f'<h2 class="event-title">{link}</h2>{occurs_html(event)}<div class="event-categories">{labels}</div>'
        f'<div class="event-content">{escape(event.lead or "")}</div></div></div>\n'
    )


def occurs_html(event: DemoArticle) -> str:
    """Days, hours and place of an event; nothing for what is none."""
    if event.occurs is None:
        return ""
    return (
        f'<div class="event-when"><span class="date-date">{date_words(event.occurs)}</span> '
        f'<span class="date-time">{time_words(event.occurs)}</span></div>'
        f'<div class="describing-field"><span class="describing-field-value">{escape(event.occurs.venue)}'
        "</span></div>"
    )


def article_html(article: DemoArticle, base: str, *, old: bool) -> str:
    """Main part of an article page."""
    node = "node" if old else f"node node--{article.kind if article.kind == 'event' else 'article'}"
    return (
        '<div id="block-ministry-content" class="block-system block-ministry-content">\n'
        f'<div role="article" class="{node}">\n<div><div class="submitted">\n{_dates(article)}</div></div>\n'
        f'<div class="content">\n{occurs_html(article)}{_labels(article)}'
        f"{_picture(article, base)}{_body(article.blocks)}{_files(article)}"
        '</div><!-- /.content -->\n<div class="links"></div><!-- /.links -->\n</div><!-- /.node --></div>'
    )


def _dates(article: DemoArticle) -> str:
    text = f"Publicēts: {numeric(article.local.date())}.\n"
    if article.modified:
        changed = numeric(article.changed.astimezone(article.local.tzinfo).date())
        text += f'<span class="updated">Atjaunināts: {changed}.</span>\n'
    return text


def _labels(article: DemoArticle) -> str:
    """Category words without a blank between them; their class on the real pages is not known."""
    words = "".join(
        f'<div class="taxonomy-label"><div>{escape(name)}</div></div>' for name in article.categories
    )
    return f'<div class="labels-row">{words}</div>\n' if words else ""


def _picture(article: DemoArticle, base: str) -> str:
    return picture_html(article.picture, article.site, base) if article.picture else ""


def picture_html(picture: Picture, site: str, base: str) -> str:
    """A picture the way the platform wraps it; the original address is in `data-image`."""
    name, alt = escape(picture.file), escape(picture.alt)
    original = f"{base}/sites/{site}/files/gallery_images/{name}"
    small = f"/sites/{site}/files/styles/article_image/public/gallery_images/{name}?itok=c8Xa01"
    return (
        '<div class="paragraph paragraph--type--image paragraph--view-mode--default">'
        f'<div data-image="{original}" class="image__media-image">\n'
        f'<img class="img-fluid" src="{small}" alt="{alt}" title="{alt}" />\n</div></div>\n'
    )


def _body(blocks: tuple[Block, ...]) -> str:
    """Text components in order; a break or an accordion ends one."""
    parts = []
    for apart, run in groupby(blocks, key=lambda block: isinstance(block, Folded | Break)):
        html = "".join(_accordion(b) if isinstance(b, Folded) else _block(b) for b in run)
        parts.append(html if apart else _text_component(html))
    return "".join(parts)


def _text_component(html: str) -> str:
    return (
        '<div class="paragraph paragraph--type--text paragraph--view-mode--default">'
        f'<div class="cke_editable clearfix text__text-content">{html}</div></div>\n'
    )


def _accordion(block: Folded) -> str:
    inner = "".join(f"<p>{escape(text)}</p>" for text in block.paragraphs)
    return (
        '<div class="paragraph paragraph--type--accordion"><div class="accordion"><div class="card">'
        '<div class="card-header"><h2><button class="btn btn-link collapsed" '
        f'type="button">{escape(block.title)}</button></h2></div><div class="collapse">'
        f'<div class="card-body">{inner}</div></div></div></div></div>\n'
    )


def _block(block: Block) -> str:  # noqa: PLR0911 - one per kind of block
    match block:
        case Paragraph(parts):
            return f"<p>{''.join(_inline(part) for part in parts)}</p>\n"
        case Heading(text):
            return f"<h3>{escape(text)}</h3>\n"
        case Bullets(items):
            return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>\n"
        case Grid(rows):
            return "<table><tbody>" + "".join(_row(row) for row in rows) + "</tbody></table>\n"
        case Verse(lines):
            return "<p>" + "<br />\n".join(escape(line) for line in lines) + "</p>\n"
        case Embed(html):
            return html
        case _:
            return ""


def _row(cells: tuple[str, ...]) -> str:
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


def _inline(part: Inline) -> str:
    match part:
        case Link(text, href, external):
            if external:
                mark = 'data-external-link="TRUE" target="_blank"'
                return f'<a href="{escape(href)}" {mark}>{escape(text)}<span>, Ārējā saite</span></a>'
            return f'<a href="{escape(href)}">{escape(text)}</a>'
        case Mail(user, host):
            parts = f'<span class="u">{user}</span> [at] <span class="d">{host}</span>'
            return f'<span class="spamspan">{parts}</span>'
        case Strong(text):
            return f"<strong>{escape(text)}</strong>"
        case _:
            return escape(part)


def _files(article: DemoArticle) -> str:
    rows = "".join(_file(file, numeric(article.local.date())) for file in article.files)
    return (
        f'<div class="paragraph paragraph--type--files"><div class="file-links">{rows}</div></div>\n'
        if rows
        else ""
    )


def _file(file: File, day: str) -> str:
    return (
        f'<div class="file-link"><a href="/lv/media/{file.number}/download?attachment" '
        f'title="{escape(file.name)}" class="file-{file.kind}"><span class="file-name">{escape(file.name)}'
        f'</span></a><span class="icon-exclamation" title="Pievienots: {day}"></span></div>'
    )
