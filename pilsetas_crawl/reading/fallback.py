"""The last resort for a body: trafilatura over the whole page.

Import this module only when every declared way has failed: trafilatura costs 0.1 s and 30 MB to import and
3 to 16 ms a page, several times the whole chain before it.
"""

from __future__ import annotations

from trafilatura import extract

from pilsetas_crawl.reading.text import clean_paragraphs


def main_text_of(html: str) -> str | None:
    """Main text of a page, paragraphs parted by an empty line; None when nothing was found.

    Dates and titles are not asked of it: its date search takes any year in the text for a date.
    """
    text = extract(html, fast=True, include_comments=False, include_tables=True, with_metadata=False)
    if not text:
        return None
    return clean_paragraphs("\n\n".join(text.splitlines())) or None
