"""Shape of a story template, and the words its slots are filled with.

Slots: ``{area_gen}``, ``{area_loc}``, ``{town_gen}``, ``{town_loc}``, ``{other_loc}`` (another town);
``{par_gen}``, ``{par_loc}``, ``{par}`` and the same with ``2`` (a parish or neighbourhood); ``{on}``,
``{since}``, ``{wd}``, ``{until}``, ``{on2}`` (days near the publication), ``{time}``, ``{time2}``,
``{year}``; ``{n_20_90}`` (a number taking the plural), ``{eur_900_4000}`` (an amount); ``{person}``,
``{person2}``, ``{role}``, ``{man}``, ``{woman}``; ``{street_loc}``, ``{street2_loc}``, ``{house}``;
``{venue_loc}``, ``{firm}``, ``{tel}``, ``{mail}``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """A template: alternatives for the title and for each paragraph.

    Attributes:
        topic: what it is about; sites map it to their categories.
        titles: alternative headlines.
        paragraphs: for each paragraph its alternatives; the first paragraph is the lead.
        bullets: further points, of which some become a list, or none.
        shape: "text", "table" (adds a table), "fold" (adds an accordion) or "verse" (a greeting).
    """

    topic: str
    titles: tuple[str, ...]
    paragraphs: tuple[tuple[str, ...], ...]
    bullets: tuple[str, ...] = ()
    shape: str = "text"


FIRST_NAMES_F = (
    "Ilze",
    "Inese",
    "Līga",
    "Kristīne",
    "Dace",
    "Anita",
    "Santa",
    "Evija",
    "Gunta",
    "Zane",
    "Baiba",
)
FIRST_NAMES_M = (
    "Jānis",
    "Andris",
    "Māris",
    "Edgars",
    "Juris",
    "Ainārs",
    "Kaspars",
    "Raivis",
    "Guntis",
    "Valdis",
)
SURNAMES_F = ("Kalniņa", "Bērziņa", "Ozoliņa", "Zariņa", "Krūmiņa", "Vītola", "Eglīte", "Paegle", "Strazdiņa")
SURNAMES_M = (
    "Kalniņš",
    "Bērziņš",
    "Ozoliņš",
    "Zariņš",
    "Krūmiņš",
    "Vītols",
    "Eglītis",
    "Paegle",
    "Strazdiņš",
)
ROLES_F = (
    *("Īpašumu nodaļas vadītāja", "Attīstības nodaļas vadītāja", "Sabiedrisko attiecību speciāliste"),
    *("Izglītības pārvaldes vadītāja", "vides speciāliste", "projektu vadītāja", "Sociālā dienesta vadītāja"),
)
ROLES_M = (
    *("Īpašumu nodaļas vadītājs", "domes priekšsēdētāja vietnieks", "ceļu inženieris", "izpilddirektors"),
    *("civilās aizsardzības speciālists", "projektu vadītājs", "teritorijas plānotājs"),
)
STREETS_LOC = (
    *(
        "Skolas ielā",
        "Liepu ielā",
        "Dzirnavu ielā",
        "Parka ielā",
        "Dārza ielā",
        "Stacijas ielā",
        "Ezera ielā",
    ),
    *("Brīvības ielā", "Raiņa ielā", "Kalna ielā", "Ziedu ielā", "Saules ielā", "Meža ielā", "Baznīcas ielā"),
)
VENUES_LOC = (
    *("kultūras namā", "tautas namā", "bibliotēkas lasītavā", "sporta hallē", "muzejā", "saieta namā"),
    *("jauniešu centrā", "brīvdabas estrādē", "mākslas skolas zālē"),
)
FIRMS = (
    *("SIA „Ceļu darbi”", "SIA „Austrumu būve”", "SIA „Zaļais pilskalns”", "SIA „Ūdens serviss”"),
    *("AS „Novada ceļi”", "SIA „Divi torņi”", "SIA „Būvnieku grupa Ausma”", "SIA „Siltums un gaisma”"),
)
TAGS = (
    *("dome", "ceļi", "skolas", "jaunatne", "kultūra", "sports", "vide", "remonts", "projekti", "konkurss"),
    *("iedzīvotājiem", "bibliotēka", "senioriem", "ūdenssaimniecība", "svētki", "drošība", "būvniecība"),
)
