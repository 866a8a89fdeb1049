"""Blocks as plain HTML, for the two sites with systems of their own."""

from __future__ import annotations

from html import escape

from pilsetas_crawl.demo.model import (
    Block,
    Bullets,
    Folded,
    Grid,
    Heading,
    Inline,
    Link,
    Mail,
    Paragraph,
    Strong,
    Verse,
)


def blocks_html(blocks: tuple[Block, ...]) -> str:
    """Text of an article as HTML."""
    return "\n".join(html for html in map(_block, blocks) if html)


def _block(block: Block) -> str:  # noqa: PLR0911 - one per kind of block
    match block:
        case Paragraph(parts):
            return f"<p>{''.join(_inline(part) for part in parts)}</p>"
        case Heading(text):
            return f"<h3>{escape(text)}</h3>"
        case Bullets(items):
            return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"
        case Grid(rows):
            cells = ("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
            return f'<table border="1">{"".join(cells)}</table>'
        case Verse(lines):
            return "<p>" + "<br>".join(escape(line) for line in lines) + "</p>"
        case Folded(title, paragraphs):
            return f"<h3>{escape(title)}</h3>" + "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
        case _:
            return ""


def _inline(part: Inline) -> str:
    match part:
        case Link(text, href):
            return f'<a href="{escape(href)}">{escape(text)}</a>'
        case Mail(user, host):
            return f"{user}[at]{host}"
        case Strong(text):
            return f"<b>{escape(text)}</b>"
        case _:
            return escape(part)
