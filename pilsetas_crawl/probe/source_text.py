"""Values and statements written as the project's formatter writes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

LONGEST = 110  # characters of a line
INDENT = "    "


def text_of(value: Any) -> str:
    """A value."""
    if isinstance(value, str):
        if not value.isprintable():
            return repr(value)
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, tuple):
        inner = ", ".join(map(text_of, value))
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return repr(value)


def folded(head: str, parts: Iterable[str], *, indent: str, before: int = 0) -> str:
    """A call on one line where it fits, else one part to a line.

    Args:
        head: everything up to and with the opening bracket.
        parts: what stands in the brackets.
        indent: indentation of the statement.
        before: characters that stand before the head on its line.
    """
    told = list(parts)
    comma = "," if head == "(" and len(told) == 1 else ""
    line = f"{head}{', '.join(told)}{comma})"
    if "\n" not in line and len(indent) + before + len(line) <= LONGEST:
        return line
    inner = "".join(f"{indent}{INDENT}{part},\n" for part in told)
    return f"{head}\n{inner}{indent})"


def assigned(name: str, value: str) -> str:
    """A text as a class attribute, broken behind hyphens and slashes where it is long."""
    line = f"{INDENT}{name} = {text_of(value)}\n"
    if len(line) <= LONGEST + 1:
        return line
    pieces, width = [], LONGEST - 2 * len(INDENT) - 2
    while len(value) > width:
        cut = max(value.rfind("/", 0, width), value.rfind("-", 0, width)) + 1 or width
        pieces.append(value[:cut])
        value = value[cut:]
    inner = "".join(f"{INDENT * 2}{text_of(piece)}\n" for piece in (*pieces, value))
    return f"{INDENT}{name} = (\n{inner}{INDENT})\n"


def raw(name: str, pattern: str) -> str:
    """A regular expression as a class attribute, raw where it can stand so."""
    # It is made from a site's addresses: what would end the text early would be run as our own code.
    if not pattern.isprintable() or {"'", '"'} <= set(pattern) or pattern.endswith("\\"):
        return f"{INDENT}{name} = {text_of(pattern)}\n"
    quote = "'" if '"' in pattern else '"'
    return f"{INDENT}{name} = r{quote}{pattern}{quote}\n"


def imported(module: str, names: Iterable[str]) -> str:
    """An import."""
    told = sorted(names)
    line = f"from {module} import {', '.join(told)}"
    if len(line) <= LONGEST:
        return line
    return f"from {module} import (\n" + "".join(f"{INDENT}{name},\n" for name in told) + ")"
