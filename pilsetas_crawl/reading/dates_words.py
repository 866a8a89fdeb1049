"""The words of Latvian dates, and the folding under which they are compared.

The case forms and abbreviations are those met on municipal sites. English month and weekday names are
here because a Drupal site with an untranslated date format prints "Thursday, October 30, 2025 - 14:05".
"""

import re
import unicodedata

# One character for one, so that a position in folded text is the same place in cleaned text. Replacing letter
# by letter is ten times faster on a whole page than ``str.translate``.
_FOLDING = tuple(zip("āčēģīķļņōŗšūž‐‑‒–—―−", "acegiklnorsuz-------", strict=True))
# Soft hyphen, zero-width marks and the byte-order mark: invisible, and they break words apart.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")

_CASE_FORMS = (
    "janvāris janvāra janvārim janvāri janvārī jan janv january",
    "februāris februāra februārim februāri februārī feb febr february",
    "marts marta martam martu martā mar mart march",
    "aprīlis aprīļa aprīlim aprīli aprīlī apr april",
    "maijs maija maijam maiju maijā mai maij may",
    "jūnijs jūnija jūnijam jūniju jūnijā jūn jūnij june",
    "jūlijs jūlija jūlijam jūliju jūlijā jūl jūlij july",
    "augusts augusta augustam augustu augustā aug august",
    "septembris septembra septembrim septembri septembrī sep sept september",
    "oktobris oktobra oktobrim oktobri oktobrī okt oct october",
    "novembris novembra novembrim novembri novembrī nov november",
    "decembris decembra decembrim decembri decembrī dec december",
)
_DAY_ENDINGS = "diena dienas dienai dienu dienā dien d"
_WEEKDAY_FORMS = tuple(
    f"{' '.join(stem + ending for ending in _DAY_ENDINGS.split())} {others}"
    for stem, others in (
        ("pirm", "pr monday mon"),
        ("otr", "ot tuesday tue"),
        ("treš", "tr wednesday wed"),
        ("ceturt", "ce thursday thu"),
        ("piekt", "pk friday fri"),
        ("sest", "se saturday sat"),
        ("svēt", "sv sunday sun"),
    )
)
_UNIT_FORMS = {
    "seconds": "sekundes sekundēm sekundi sek",
    "minutes": "minūtes minūtēm minūti min",
    "hours": "stundas stundām stundu st h",
    "days": "dienas dienām dienu",
    "weeks": "nedēļas nedēļām nedēļu",
    "months": "mēneša mēnešiem mēnesi mēn",
    "years": "gada gadiem gadu",
}

PUBLISHED_LABELS = (
    "Publicēts", "Publicēta", "Publicēšanas datums", "Published", "Iesūtīts", "Pievienots", "Ievietots",
    "Izveidots", "Datums",
)  # fmt: skip
"""Labels seen, or plainly possible, before a publication date."""

MODIFIED_LABELS = (
    "Atjaunināts", "Atjaunināta", "Atjaunots", "Atjaunota", "Labots", "Pēdējās izmaiņas", "Updated",
)  # fmt: skip
"""Labels seen, or plainly possible, before the date of the last change."""


def clean(text: str) -> str:
    """Return NFC text without invisible characters, every run of white space as one space."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def fold(cleaned: str) -> str:
    """Lower case, no Latvian diacritics, every dash a hyphen; the length does not change."""
    # The dotted capital I is the one letter whose lower case is two characters.
    folded = cleaned.replace("İ", "I").lower()
    for letter, plain in _FOLDING:
        folded = folded.replace(letter, plain)
    return folded


def _numbered(rows: tuple[str, ...], first: int) -> dict[str, int]:
    return {fold(word): number for number, row in enumerate(rows, first) for word in row.split()}


MONTHS = _numbered(_CASE_FORMS, first=1)
"""Folded month word to 1–12."""

WEEKDAYS = _numbered(_WEEKDAY_FORMS, first=0)
"""Folded weekday word to 0 (Monday) – 6."""

UNITS = {fold(word): unit for unit, row in _UNIT_FORMS.items() for word in row.split()}
"""Folded word after "pirms N" to the unit it counts in."""

RELATIVE_DAYS = {"aizvakar": -2, "vakar": -1, "sodien": 0, "rit": 1, "parit": 2}
"""Folded word to days from the reference day."""
