"""Pages of a list, and how they misbehave while a fault is on."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """One page of a list.

    Attributes:
        rows: what stands on it.
        number: which page, counted from zero, as its pager marks it.
        pages: how many pages the pager tells of.
    """

    rows: Sequence[T]
    number: int
    pages: int

    @property
    def following(self) -> bool:
        """Whether the pager links on."""
        return self.number + 1 < self.pages


def sheet(found: Sequence[T], number: int, size: int, mode: str = "", *, beyond: str = "empty") -> Sheet[T]:
    """A page of a list.

    Args:
        found: the whole list.
        number: the page asked for, counted from zero.
        size: rows a page.
        mode: the fault: "empty" (no rows), "repeat" (those of the page before), "endless" (begins anew after
            the last page and always links on).
        beyond: what a page too far shows: "empty" or "last" (the last page once more).
    """
    pages = max(1, -(-len(found) // size))
    if mode == "endless":
        start = number % pages * size
        return Sheet(found[start : start + size], number, number + 2)
    if beyond == "last":
        number = min(number, pages - 1)
    start = (number - (mode == "repeat" and number > 0)) * size
    return Sheet([] if mode == "empty" else found[start : start + size], number, pages)


def unknown_markup(title: str, links: Sequence[tuple[str, str]]) -> str:
    """A list in markup nobody knows: no rows, no anchors, addresses only in data attributes."""
    cards = "".join(
        f'<x-card data-target="{escape(path)}"><x-name>{escape(text)}</x-name></x-card>'
        for path, text in links
    )
    return (
        f"<!DOCTYPE html><html lang='lv'><head><title>{title}</title></head>"
        f"<body><x-app><x-stream>{cards}</x-stream></x-app></body></html>"
    )
