"""A post's content the way WordPress stores and prints it."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from pilsetas_crawl.demo.latvian import slugify
from pilsetas_crawl.demo.model import (
    Block,
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
    Strong,
    Verse,
    plain_paragraphs,
)
from pilsetas_crawl.demo.wp_settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable

# The number WordPress puts in front of a protected post's title, in Latvian.
PROTECTED_PREFIX = "Aizsargāts: "
PROTECTED_NOTE = "Izraksta nav, jo šis ir aizsargāts ieraksts."
FILE_BUTTON = "Lejupielādēt"
# wptexturize writes typography as numeric entities.
_ENTITIES = {"–": "&#8211;", "—": "&#8212;", "“": "&#8220;", "”": "&#8221;", "’": "&#8217;", "…": "&#8230;"}
_TABLE = str.maketrans({"&": "&#038;", "<": "&lt;", ">": "&gt;", **_ENTITIES})
_EXCERPT_WORDS = 55


def texturize(text: str) -> str:
    """Plain text with WordPress's entities: ampersands and typographic marks become numbers."""
    return text.translate(_TABLE)


def plain_title(article: DemoArticle) -> str:
    """The title as text; a protected post's has a word before it."""
    return PROTECTED_PREFIX + article.title if article.password else article.title


def title_html(article: DemoArticle) -> str:
    """The title as templates print it; some carry markup."""
    return article.title_html if article.title_html is not None else texturize(article.title)


def upload_path(article: DemoArticle, file: File) -> str:
    """Address of an attachment below the uploads folder of its month."""
    stem = slugify(file.name.rpartition(".")[0])
    return f"{SETTINGS[article.site].uploads}/{article.local:%Y/%m}/{stem}.{file.kind}"


def picture_path(article: DemoArticle) -> str:
    """Address of the featured picture, full size."""
    name = article.picture.file if article.picture else ""
    return f"{SETTINGS[article.site].uploads}/{article.local:%Y/%m}/{name}"


def excerpt(article: DemoArticle) -> str:
    """First 55 words and an ellipsis in brackets, as a paragraph."""
    if article.password:
        return f"<p>{PROTECTED_NOTE}</p>\n"
    words = " ".join(plain_paragraphs(article.blocks)).split()
    more = " [&hellip;]" if len(words) > _EXCERPT_WORDS else ""
    return f"<p>{texturize(' '.join(words[:_EXCERPT_WORDS]))}{more}</p>\n"


def password_form(article: DemoArticle, base: str) -> str:
    """The form that stands in for a protected text."""
    return (
        f'<form action="{base}/wp-login.php?action=postpass" class="post-password-form" '
        f'method="post">\n<p>Šis saturs '
        "ir aizsargāts ar paroli. Lai to apskatītu, lūdzu, ievadiet paroli:</p>\n<p><label "
        f'for="pwbox-{article.uid}">Parole: <input name="post_password" id="pwbox-{article.uid}" '
        'type="password" /></label> <input type="submit" name="Submit" value="Ievadīt" /></p></form>\n'
    )


def content_html(article: DemoArticle, base: str, mail: Callable[[Mail], str] | None = None) -> str:
    """The full text as HTML.

    Args:
        article: the post.
        base: the site's own address, for links to uploads.
        mail: how e-mail addresses are written; plain links by default.
    """
    if article.password:
        return password_form(article, base)
    write_mail = mail or mail_link
    blocks = "".join(_block(block, write_mail) for block in article.blocks)
    return blocks + "".join(_file(article, file, base) for file in article.files)


def mail_link(mail: Mail) -> str:
    """An e-mail address as a link."""
    return f'<a href="mailto:{mail.text}">{mail.text}</a>'


def cloudflare_mail(mail: Mail) -> str:
    """An e-mail address masked as Cloudflare does: key byte first, then each byte xor the key, in hex."""
    key = 0x5A
    data = f"{key:02x}" + "".join(f"{byte ^ key:02x}" for byte in mail.text.encode())
    mask = f'class="__cf_email__" data-cfemail="{data}"'
    return f'<a href="/cdn-cgi/l/email-protection" {mask}>[email&#160;protected]</a>'


def _block(block: Block, mail: Callable[[Mail], str]) -> str:  # noqa: PLR0911 - one per kind of block
    match block:
        case Paragraph(parts):
            return f"<p>{''.join(_inline(part, mail) for part in parts)}</p>\n"
        case Heading(text):
            return f'<h3 class="wp-block-heading">{texturize(text)}</h3>\n'
        case Bullets(items):
            return "<ul>\n" + "".join(f"<li>{texturize(item)}</li>\n" for item in items) + "</ul>\n"
        case Grid(rows):
            return f'<figure class="wp-block-table"><table><tbody>{_rows(rows)}</tbody></table></figure>\n'
        case Verse(lines):
            return "<p>" + "<br />\n".join(texturize(line) for line in lines) + "</p>\n"
        case Folded(title, paragraphs):
            inner = "".join(f"<p>{texturize(text)}</p>" for text in paragraphs)
            return (
                f'<details class="wp-block-details"><summary>{texturize(title)}</summary>{inner}</details>\n'
            )
        case Embed(html):
            return html + "\n"
        case _:
            return ""


def _rows(rows: tuple[tuple[str, ...], ...]) -> str:
    return "".join("<tr>" + "".join(f"<td>{texturize(cell)}</td>" for cell in row) + "</tr>" for row in rows)


def _inline(part: Inline, mail: Callable[[Mail], str]) -> str:
    match part:
        case Link(text, href):
            return f'<a href="{escape(href)}">{texturize(text)}</a>'
        case Mail():
            return mail(part)
        case Strong(text):
            return f"<strong>{texturize(text)}</strong>"
        case _:
            return _soften(texturize(part))


def _soften(html: str) -> str:
    """Editors' noise: a no-break space after a day's number, as pasted from a word processor."""
    return re.sub(r"(\d\.) (novembr|decembr|janvār)", r"\1&nbsp;\2", html)


def _file(article: DemoArticle, file: File, base: str) -> str:
    address = escape(base + upload_path(article, file))
    return (
        f'<div class="wp-block-file"><a href="{address}">{texturize(file.name)}</a><a href="{address}" '
        f'class="wp-block-file__button wp-element-button" download>{FILE_BUTTON}</a></div>\n'
    )
