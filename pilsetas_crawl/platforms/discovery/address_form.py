"""The form that the article addresses of a site have in common, learned from examples."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

# Fewer examples agree in their endings by chance.
ENOUGH_TO_NARROW = 5
# Share of the last parts that must be headline-like before a form without a fixed part demands it.
MOSTLY = 0.8
ANY = "[^/?#]+"
SLUG = "(?=(?:[^/?#-]+-){2})[^/?#]+"
_ENDING = re.compile(r"\.[a-z]{2,5}$")
_NUMBER_FIRST = re.compile(r"\d+[-_].")
_NUMBER_LAST = re.compile(r".*[-_]\d+$")


@dataclass(frozen=True, slots=True)
class AddressForm:
    """A learned form of article addresses.

    Attributes:
        pattern: regular expression over address keys (path and query on the site, see `urls.url_key`); may
            stand in a declaration as `article_pattern`.
        examples: how many addresses it was made from.
        fixed: parts of the path that are the same in all of them; none makes a weak form.
    """

    pattern: str
    examples: int
    fixed: int = 0

    def matches(self, key: str) -> bool:
        """Whether an address key has the form."""
        return re.search(self.pattern, key) is not None

    @property
    def weak(self) -> bool:
        """Whether the form says next to nothing, so that a menu's addresses have it too."""
        return set(self.pattern.strip("^$").strip("/").split("/" + ANY)) <= {"", ANY}

    def matches_below(self, path: str) -> bool:
        """Whether the form itself says that its addresses lie below a path (or are the path's parameters)."""
        beginning = "^/" + "/".join(re.escape(part) for part in path.strip("/").split("/"))
        return self.pattern.startswith((beginning + "/", beginning + r"\?"))


@dataclass(frozen=True, slots=True)
class AddressShape:
    """An address key taken apart: the parts of its path, and its parameters by name."""

    parts: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...]

    @property
    def outline(self) -> tuple[int, tuple[str, ...]]:
        """What addresses of one form share: the depth of the path and the names of the parameters."""
        return len(self.parts), tuple(name for name, _ in self.parameters)


# A page's addresses are looked at once for every list they might be part of.
@lru_cache(maxsize=8192)
def shape_of(key: str) -> AddressShape:
    """Take an address key apart."""
    path, _, query = key.partition("?")
    parts = tuple(part for part in path.split("/") if part)
    return AddressShape(parts, tuple(parse_qsl(query, keep_blank_values=True)))


def form_of(keys: Iterable[str]) -> AddressForm | None:
    """The form that most of the addresses share; None where fewer than two are alike.

    Addresses of the commonest outline are laid below each other. A part that is the same in all stays as it
    is, except numbers: a year or an identifier is any number. Other parts may be anything. The last part is
    narrowed by an ending all have (``.html``), by a number all begin or end with, and, where nothing in the
    path is fixed, by being several words.
    """
    shapes = [shape_of(key) for key in dict.fromkeys(keys)]
    if not shapes:
        return None
    outline, count = Counter(shape.outline for shape in shapes).most_common(1)[0]
    alike = [shape for shape in shapes if shape.outline == outline]
    if count < 2 or outline == (0, ()):  # noqa: PLR2004 # one example has no common form
        return None
    columns = list(zip(*(shape.parts for shape in alike), strict=True))
    same_path = all(len(set(column)) == 1 for column in columns)
    fixed = sum(len(set(column)) == 1 and not column[0].isdigit() for column in columns)
    parts = [_part(column) for column in columns]
    if columns and not same_path:
        parts[-1] = _last_part(columns[-1], weak=fixed == 0)
    elif same_path and not outline[1]:
        return None
    pattern = "^/" + "/".join(parts) + _parameters(alike, fixed_path=same_path) + "$"
    return AddressForm(pattern, count, fixed)


def _part(values: Sequence[str]) -> str:
    if all(value.isdigit() for value in values):
        return r"\d+"
    return re.escape(values[0]) if len(set(values)) == 1 else ANY


def _last_part(values: Sequence[str], *, weak: bool) -> str:
    if all(value.isdigit() for value in values):
        return r"\d+"
    endings = {match[0] if (match := _ENDING.search(value)) else "" for value in values}
    ending = re.escape(endings.pop()) if len(endings) == 1 else ""
    bare = [value[: _ENDING.search(value).start()] for value in values] if ending else list(values)  # type: ignore[union-attr] # all have the ending
    many = len(values) >= ENOUGH_TO_NARROW
    if many and all(map(_NUMBER_FIRST.match, bare)):
        return r"\d+[-_]" + ANY + ending
    if many and all(map(_NUMBER_LAST.match, bare)):
        return r"[^/?#]*[-_]\d+" + ending
    wordy = sum(value.count("-") > 1 for value in bare) >= MOSTLY * len(bare)
    return (SLUG if weak and wordy else ANY) + ending


def _parameters(alike: Sequence[AddressShape], *, fixed_path: bool) -> str:
    told = []
    for column in zip(*(shape.parameters for shape in alike), strict=True):
        name, values = column[0][0], [value for _, value in column]
        same = len(set(values)) == 1 and (not values[0].isdigit() or not fixed_path)
        number = all(value.isdigit() for value in values)
        value = re.escape(values[0]) if same else r"\d+" if number else "[^&#]+"
        told.append(re.escape(name) + ("=" + value if value else ""))
    return r"\?" + "&".join(told) if told else ""
