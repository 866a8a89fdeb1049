"""Rules that change how a listing shows its rows."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.survival.editing import drop, make, move, rename, swap, wrap
from tests.survival.parts import HEADINGS, Page, Row, words
from tests.survival.rules_markup import Change, Rule


def rows_in_table(dice: Random) -> Change:
    """The rows are those of a table: day and headline in cells of their own, or all in one."""
    apart = dice.random() < 0.6

    def change(page: Page) -> None:
        rows = _in_one_place(page.rows)
        if len(rows) < 2:
            return
        table = make('<table class="list"></table>')
        rows[0].block.addprevious(table)
        for row in rows:
            line = make("<tr></tr>")
            if apart and row.dates and row.dates[0] is not row.block:
                cell = make("<td></td>")
                move(row.dates[0], cell, _append)
                line.append(cell)
            cell = make("<td></td>")
            line.append(cell)
            block = row.block
            block.tail = None
            cell.append(block)
            if block.tag in ("li", "tr"):
                rename(block, "div")
            table.append(line)

    return change


def rows_in_list(dice: Random) -> Change:
    """The rows are items of a list."""
    tag = dice.choice(["ul", "ol"])

    def change(page: Page) -> None:
        rows = _in_one_place(page.rows)
        if len(rows) < 2 or rows[0].block.tag == "li":
            return
        box = make(f'<{tag} class="news"></{tag}>')
        rows[0].block.addprevious(box)
        for row in rows:
            row.block.tail = None
            box.append(row.block)
            rename(row.block, "li")

    return change


def _append(place: Any, node: Any) -> None:
    place.append(node)


def _in_one_place(rows: list[Row]) -> list[Row]:
    """Rows that stand side by side."""
    if not rows:
        return []
    parent = rows[0].block.getparent()
    return [row for row in rows if row.block.getparent() is parent]


def links_inside_out(dice: Random) -> Change:
    """Headings in links become links in headings, and the other way round."""

    def change(page: Page) -> None:
        for row in page.rows:
            up = row.link.getparent()
            if up is not None and up is not row.block and up.tag in HEADINGS and len(up) == 1:
                swap(up, row.link)
                row.link = up
            elif len(row.link) == 1 and row.link[0].tag in HEADINGS:
                inner = row.link[0]
                swap(row.link, inner)
                row.link = inner

    return change


def row_is_link(dice: Random) -> Change:
    """The whole row is one link."""

    def change(page: Page) -> None:
        for row in page.rows:
            if row.block is row.link:
                continue
            href = row.link.get("href")
            for link in list(row.block.iter("a")):
                rename(link, "span")
                link.attrib.pop("href", None)
                link.attrib.pop("rel", None)
            inner = row.block.makeelement("a", {"href": href})
            inner.text, row.block.text = row.block.text, None
            for child in list(row.block):
                inner.append(child)
            row.block.append(inner)
            row.link = inner

    return change


def more_links(dice: Random) -> Change:
    """Every row ends in a link that says "read on", or begins with a picture that is one."""
    word = dice.choice(["Lasīt vairāk", "Lasīt tālāk »", "Uzzināt vairāk", ""])

    def change(page: Page) -> None:
        for row in page.rows:
            href = row.link.get("href")
            if row.block is row.link or not href:
                continue
            if word:
                row.block.append(make(f'<a class="go" href="{href}">{word}</a>'))
            else:
                row.block.insert(0, make(f'<a href="{href}"><img src="/a.png" alt=""/></a>'))

    return change


def row_day_moved(dice: Random) -> Change:
    """The row's day stands at its end, or at its beginning."""
    end = dice.random() < 0.5

    def change(page: Page) -> None:
        for row in page.rows:
            if row.dates and row.dates[0] is not row.block and row.block.tag != "a":
                if any(up is row.dates[0] for up in row.link.iterancestors()):
                    continue
                move(row.dates[0], row.block, _append if end else _first)

    return change


def _first(place: Any, node: Any) -> None:
    place.insert(0, node)


def row_days_gone(dice: Random) -> Change:
    """Rows show no day at all."""

    def change(page: Page) -> None:
        for row in page.rows:
            for node in row.dates:
                if node is not row.block and row.link not in node.iter():
                    drop(node)
            row.dates.clear()

    return change


def teasers_gone(dice: Random) -> Change:
    """Rows show headline and day, and no other text."""

    def change(page: Page) -> None:
        for row in page.rows:
            kept = {up for one in (row.link, *row.dates) for up in (one, *one.iterancestors())}
            for node in [one for one in row.block.iter() if isinstance(one.tag, str)]:
                inside = any(up in (row.link, *row.dates) for up in node.iterancestors())
                if node not in kept and not inside and words(node):
                    drop(node)

    return change


def rows_wrapped(dice: Random) -> Change:
    """Each row stands in a cell of a grid."""
    names = dice.choice([("row", "col"), ("grid", "card"), ("l", "b")])

    def change(page: Page) -> None:
        for row in page.rows:
            if row.block.tag not in ("li", "tr", "td"):
                wrap(wrap(row.block, "div", class_=names[1]), "div", class_=names[0])

    return change


RULES: tuple[Rule, ...] = (
    rows_in_table, rows_in_list, links_inside_out, row_is_link, more_links, row_day_moved, row_days_gone,
    teasers_gone, rows_wrapped,
)  # fmt: skip
