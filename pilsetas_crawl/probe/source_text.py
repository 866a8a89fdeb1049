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
    """A text as a class attribute, never cut: an address is to be searched for and clicked whole."""
    text = text_of(value)
    line = f"{INDENT}{name} = {text}"
    # The formatter sets brackets around what fits into a line of its own, and leaves what fits nowhere.
    if len(line) > LONGEST >= len(INDENT * 2 + text):
        line = f"{INDENT}{name} = (\n{INDENT * 2}{text}\n{INDENT})"
    return f"{line}\n"


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
