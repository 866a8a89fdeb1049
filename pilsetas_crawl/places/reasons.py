"""The codes of the rules in words. docs/places.md explains them at length."""

from __future__ import annotations

_KINDS = ("novads", "valstspilseta", "pilseta", "pagasts", "ciems")
_BASES = {
    **{f"unit_{kind}": "name with its unit word" for kind in _KINDS},
    **{f"unit_short_{kind}": "name with its unit word, abbreviated" for kind in _KINDS},
    **{f"list_{kind}": "member of an enumeration that ends in a unit word" for kind in _KINDS},
    "council": "bare name before pašvaldība or dome: the municipality",
    "list_council": "member of an enumeration before pašvaldība or dome",
    "alias": "municipality no town is called like, named without novads",
    "town": "name of a town",
    "town_locative": "name of a town in the locative",
    "town_vouched": "ordinary word too, but what follows can only belong to a town",
    "own_village": "village of the publishing municipality",
    "own_village_locative": "village of the publishing municipality, in the locative",
    "beside_unit": "village named with its parish or municipality",
}
_ENDINGS = {
    "_beside": "; which of the same name: by the novads beside it",
    "_publisher": "; which of the same name: the publisher's own",
    "_company": "; which of the same name: by another place of that municipality in the text",
    "_land": "; which of the same name: by the historical land of the parish listed with it",
    "_open": "; which of the same name: nothing decides",
}
RULES: dict[str, str] = {
    **_BASES,
    **{base + code: words + more for base, words in _BASES.items() for code, more in _ENDINGS.items()},
}
