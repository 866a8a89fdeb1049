"""Texts that break careless files, and what every format has to make of them."""

from __future__ import annotations

# Name → a title. Nothing in it may run, reorder a line, end a field early or stop a reader.
TITLES = {
    "formula": '=HYPERLINK("http://x.example";"Spied šeit")',
    "plus": "+371 20000000",
    "minus": "-2+3",
    "at": "@SUM(A1:A2)",
    "tab": "\t=1+1",
    "quotes": "\"Ludzas\" 'novada' „dome” ``",
    "lines": "Pirmā\r\nOtrā\nBEGIN:VEVENT\nATTENDEE:mailto:x@example.lv",
    "nul": "Nul\x00le un =\x07zvans",
    "hidden": "\x00=1+1",
    "override": "Rēķins \u202egnp.exe\u202c beidzas",
    "markup": "<script>alert(1)</script> & ]]> <b>",
    "escaped": "_x0041_ &amp; \\n \\, \\;",
    "long": "ā" * 40_000,
    "sql": "'); DROP TABLE articles; --",
    "path": "../../etc/passwd",
    "wide": "🎄" * 200,
}
# What no file for people may hold.
FORBIDDEN = ("\x00", "\x07", "\u202e", "\u202c")
