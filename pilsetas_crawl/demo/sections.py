"""The part of an article's address that depends on what it is about."""

from __future__ import annotations

_CESIS = {"school": "izglitiba", "youth": "izglitiba", "culture": "kultura", "library": "kultura"}
_CESIS |= {"market": "kultura", "environment": "vide", "water": "vide"}
_CIVIC = ("dome", "budget", "vacancy", "planning")
_LIFE = ("culture", "market", "library", "sport", "greeting")
_WORKS = ("roads", "power", "water", "environment", "heating")
_MADONA = {
    **dict.fromkeys(_CIVIC, "pasvaldiba"),
    **dict.fromkeys(_LIFE, "k-notikumi"),
    **dict.fromkeys(_WORKS, "novads"),
}
_DAUGAVPILS = {**dict.fromkeys(("sport", "market"), "pasvaldiba/aktualitates/video-zinas")}
_MARUPE = {
    **dict.fromkeys(_CIVIC, "domes-zinas"),
    **dict.fromkeys(_LIFE, "kultura"),
    **dict.fromkeys(("school", "youth"), "izglitiba"),
}
# Section names with running numbers, and a section that stands one level deeper: seen on old Valka pages.
_VALKA = {
    **dict.fromkeys(_WORKS, "karku-pagasts-1/karku-pagasts-4"),
    **dict.fromkeys(("planning", "grants"), "valkas-novads-1/pasvaldiba-1/projekti-2/projekti-1"),
}
_BY_TOPIC = {
    "madona": (_MADONA, "aktualitates-pasvaldiba"),
    "cesis": (_CESIS, "pasvaldiba"),
    "daugavpils": (_DAUGAVPILS, "afisa/zinas"),
    "marupe": (_MARUPE, "sabiedriba"),
    "valka": (_VALKA, "valkas-novads-1/pasvaldiba-1"),
}


def section_for(site: str, topic: str) -> str:
    """The address part a topic goes to, on the sites that have one; else ""."""
    table, rest = _BY_TOPIC.get(site, ({}, ""))
    return table.get(topic, rest)
