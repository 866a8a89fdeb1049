"""The words of Latvian that a dictionary knows.

simplemma's dictionary is asked in its front-coded form. A lookup takes 8 µs instead of 0.3 µs, which callers
that remember their answers hardly notice; it opens in half the time and holds 3 MB instead of 22. How many
forms it has of each lemma stands in `lemmas.csv`, for counting takes as long as opening;
`benchmarks/make_lemmas.py` makes that table.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LEMMAS = "lemmas.csv"
_LANGUAGE = "lv"


def lemma_of(form: str) -> str | None:
    """What the dictionary has under a lower-case form; None when it lacks it."""
    return _dictionary().get(form)


@cache
def forms_by_lemma() -> dict[str, int]:
    """Lemma → how many forms the dictionary has of it."""
    text = files(__package__).joinpath(LEMMAS).read_text(encoding="utf-8")
    return {lemma: int(forms) for lemma, forms in csv.reader(text.splitlines()[1:])}


@cache
def _dictionary() -> Mapping[str, str]:
    from simplemma.strategies.dictionaries import StreamDictionaryFactory  # noqa: PLC0415 # heavy

    return StreamDictionaryFactory().get_dictionary(_LANGUAGE)
