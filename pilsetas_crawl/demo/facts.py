"""The eight demo sites: names, places and what is particular to each system.

Names of municipalities, towns and parishes are real; people, streets with numbers, firms and events in the
texts are made up.
"""

from __future__ import annotations

from dataclasses import dataclass

# Order gives each site its loopback address, 127.0.1.1 to 127.0.1.8.
SITE_ORDER = ("ludza", "tukums", "jurmala", "sigulda", "kuldiga", "rezeknes-novads", "madona", "cesis")
TVP_SITES = ("ludza", "tukums", "jurmala")
WORDPRESS_SITES = ("sigulda", "kuldiga", "rezeknes-novads")


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What texts and pages need to know of a municipality.

    Attributes:
        count: generated articles, the awkward ones not included.
        area_gen, area_loc: the municipality in the genitive and locative.
        town_gen, town_loc: its main town likewise.
        towns_loc: further towns, in the locative.
        parishes: parish or neighbourhood names in the genitive.
        part: what a parish is called there, as (genitive, locative).
        host: mail domain used in texts.
        first_id: smallest node, post or article number.
        categories: the site's own category names; the first is given to everything else.
    """

    slug: str
    institution: str
    count: int
    area_gen: str
    area_loc: str
    town_gen: str
    town_loc: str
    towns_loc: tuple[str, ...]
    parishes: tuple[str, ...]
    part: tuple[str, str]
    host: str
    phone: str
    first_id: int
    categories: tuple[str, ...]


_PARISH = ("pagasta", "pagastā")

FACTS: dict[str, SiteFacts] = {
    "ludza": SiteFacts(
        "ludza",
        "Ludzas novada pašvaldība",
        86,
        "Ludzas novada",
        "Ludzas novadā",
        "Ludzas",
        "Ludzā",
        ("Kārsavā", "Zilupē"),
        (
            "Ciblas",
            "Cirmas",
            "Isnaudas",
            "Istras",
            "Malnavas",
            "Mērdzenes",
            "Mežvidu",
            "Ņukšu",
            "Pildas",
            "Pasienes",
            "Salnavas",
            "Rundēnu",
        ),
        _PARISH,
        "ludzasnovads.lv",
        "657 07",
        4102,
        ("Jaunumi novadā", "Sabiedrība", "Der zināt", "Kultūra", "Izglītība", "Pašvaldībā"),
    ),
    "tukums": SiteFacts(
        "tukums",
        "Tukuma novada pašvaldība",
        78,
        "Tukuma novada",
        "Tukuma novadā",
        "Tukuma",
        "Tukumā",
        ("Kandavā",),
        (
            "Cēres",
            "Irlavas",
            "Jaunsātu",
            "Lestenes",
            "Pūres",
            "Sēmes",
            "Slampes",
            "Tumes",
            "Zentenes",
            "Engures",
            "Smārdes",
            "Džūkstes",
        ),
        _PARISH,
        "tukums.lv",
        "631 22",
        5310,
        ("Pašvaldība", "Sabiedrība", "Izglītība", "Kultūra", "Uzņēmējdarbība", "Vide"),
    ),
    "jurmala": SiteFacts(
        "jurmala",
        "Jūrmalas valstspilsētas pašvaldība",
        104,
        "Jūrmalas",
        "Jūrmalā",
        "Jūrmalas",
        "Jūrmalā",
        ("Majoros", "Dubultos", "Kauguros", "Ķemeros"),
        ("Bulduru", "Lielupes", "Dzintaru", "Slokas", "Kauguru", "Asaru", "Vaivaru", "Ķemeru", "Priedaines"),
        ("apkaimes", "apkaimē"),
        "jurmala.lv",
        "670 93",
        8800,
        ("Pašvaldība", "Dome", "Vide", "Labiekārtošana", "Kultūra", "Izglītība"),
    ),
    "sigulda": SiteFacts(
        "sigulda",
        "Siguldas novads",
        80,
        "Siguldas novada",
        "Siguldas novadā",
        "Siguldas",
        "Siguldā",
        ("Lēdurgā", "Inčukalnā"),
        ("Allažu", "Mores", "Lēdurgas", "Krimuldas", "Inčukalna", "Siguldas"),
        _PARISH,
        "sigulda.lv",
        "679 70",
        21010,
        ("Dažādi", "Sociālie", "Svētki", "Izglītība", "Sports"),
    ),
    "kuldiga": SiteFacts(
        "kuldiga",
        "Kuldīgas novads",
        164,
        "Kuldīgas novada",
        "Kuldīgas novadā",
        "Kuldīgas",
        "Kuldīgā",
        ("Skrundā",),
        (
            "Ēdoles",
            "Gudenieku",
            "Īvandes",
            "Kabiles",
            "Kurmāles",
            "Laidu",
            "Padures",
            "Pelču",
            "Raņķu",
            "Rendas",
            "Rumbas",
            "Snēpeles",
            "Turlavas",
            "Vārmes",
        ),
        _PARISH,
        "kuldigasnovads.lv",
        "633 22",
        31200,
        (
            "Jaunumi",
            "Aktualitātes",
            "Pagasti",
            "Svarīgi",
            "Izglītība",
            "Kultūra",
            "Dome",
            "Sēžu darba kārtība",
        ),
    ),
    "rezeknes-novads": SiteFacts(
        "rezeknes-novads",
        "Rēzeknes novada pašvaldība",
        72,
        "Rēzeknes novada",
        "Rēzeknes novadā",
        "Viļānu",
        "Viļānos",
        ("Maltā", "Nagļos"),
        (
            "Audriņu",
            "Bērzgales",
            "Dricānu",
            "Feimaņu",
            "Gaigalavas",
            "Griškānu",
            "Kaunatas",
            "Lendžu",
            "Lūznavas",
            "Maltas",
            "Mākoņkalna",
            "Nautrēnu",
            "Ozolaines",
            "Rikavas",
            "Vērēmu",
        ),
        _PARISH,
        "rezeknesnovads.lv",
        "646 22",
        17400,
        ("Jaunumi", "Aktualitātes", "Kultūra", "Izglītība", "Sports"),
    ),
    "madona": SiteFacts(
        "madona",
        "Madonas novada pašvaldība",
        66,
        "Madonas novada",
        "Madonas novadā",
        "Madonas",
        "Madonā",
        ("Lubānā", "Cesvainē", "Varakļānos"),
        (
            "Aronas",
            "Barkavas",
            "Bērzaunes",
            "Dzelzavas",
            "Ērgļu",
            "Kalsnavas",
            "Lazdonas",
            "Liezēres",
            "Ļaudonas",
            "Mārcienas",
            "Ošupes",
            "Praulienas",
            "Vestienas",
        ),
        _PARISH,
        "madona.lv",
        "648 60",
        1840,
        ("Pašvaldībā",),
    ),
    "cesis": SiteFacts(
        "cesis",
        "Cēsu novads",
        62,
        "Cēsu novada",
        "Cēsu novadā",
        "Cēsu",
        "Cēsīs",
        ("Līgatnē", "Priekuļos"),
        (
            "Vaives",
            "Priekuļu",
            "Liepas",
            "Mārsnēnu",
            "Drabešu",
            "Nītaures",
            "Skujenes",
            "Zaubes",
            "Dzērbenes",
            "Taurenes",
            "Stalbes",
            "Straupes",
            "Raiskuma",
        ),
        _PARISH,
        "cesunovads.lv",
        "641 61",
        1,
        ("Pašvaldība",),
    ),
}
