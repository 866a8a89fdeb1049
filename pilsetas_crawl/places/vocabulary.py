"""Words around a name that say what it is. Stems, so that every case form is met; without diacritics too."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from pilsetas_crawl.gazetteer import MUNICIPALITY, PARISH, TOWN, VILLAGE
from pilsetas_crawl.gazetteer.declension import decline


def bare(text: str) -> str:
    """A text without the marks on its letters."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def stems(words: str) -> tuple[str, ...]:
    """Stems parted by blanks, each also without diacritics."""
    return tuple(dict.fromkeys([*words.split(), *bare(words).split()]))


def _units() -> dict[str, tuple[str, bool]]:
    found = {}
    nouns = (
        ("novads", "novadi", MUNICIPALITY),
        ("pagasts", "pagasti", PARISH),
        ("pilsēta", "pilsētas", TOWN),
        ("valstspilsēta", "valstspilsētas", TOWN),
        ("ciems", "ciemi", VILLAGE),
    )
    for singular, plural, kind in nouns:
        for form in decline(plural):
            found[form.text] = found[bare(form.text)] = (kind, True)
        for form in decline(singular):
            # The forms both numbers share count as singular, except the genitive plural of masculine nouns.
            found[form.text] = found[bare(form.text)] = (kind, form.text == decline(plural)[1].text)
    for short, kind in (("nov.", MUNICIPALITY), ("pag.", PARISH), ("nov", MUNICIPALITY), ("pag", PARISH)):
        found[short] = (kind, False)
    return found


# Unit word in every form → its kind, and whether it may be a plural.
UNITS = _units()

# A name in the genitive before these is a street or square named after the place.
STREETS = stems("""
    iela ielas ielā ielai ielu ielām ielās gatv prospekt laukum bulvār šosej alej maģistrāl šķērsiel
    ceļš ceļa ceļam ceļā
""")
# Waters and what is named after them.
WATERS = stems(
    "upe upes upei upi upē upju upēm upēs upīt ezer līci līča līcī strauts strauta ūdenskrātuv dīķ purv"
)
WATERS_INSIDE = stems("ezers ezera ezeram ezeru ezerā ezeri")
# Power stations are called after rivers and far places; districts were abolished in 2009.
NOT_THE_PLACE = stems("HES hes rajon apriņķ")
LARGE_OR_SMALL = stems("Liel Maz Jaun Vec Liela Maza")
# What a municipality's own institutions are called.
COUNCIL = stems("dome domes domei domi domē pašvaldīb")
# Sports clubs and forms of companies, as written before a name.
CLUBS = frozenset(
    [
        *("FK", "BK", "HK", "VK", "FC", "BFC", "VFC", "SK", "RK", "FS", "FA", "SC", "BS", "BJBS", "BJSS"),
        *("VEF", "TTT", "HC", "FBK", "FB", "KK", "NK", "TK", "BFK", "Dinamo"),
    ]
)
COMPANIES = frozenset(["SIA", "AS", "PSIA", "VSIA", "VAS", "IK", "ZS", "KS", "sabiedrība", "sabiedrības"])
# Things that bear a name of their own, in quotation marks or before it.
NAMED = stems("""
    komand klub vienīb kolektīv ansambl koris kora korim kori kopa kopas kopai kopu kapel orķestr laikrakst
    avīz žurnāl veikal kafejnīc restorān viesnīc kinoteātr kino darītav ražotn uzņēmum firm zīmol aģentūr
    saimniecīb sabiedrīb fabrik kooperatīv kuģ prām vilcien deju bērnudārz skol studij grup apvienīb biedrīb
""")
# Nouns after a genitive that only a place can have: institutions, parts of a town, people.
AFTER_A_PLACE = stems("""
    skol vidusskol pamatskol sākumskol ģimnāzij internātskol mūzikas mākslas sporta bērnu bērnudārz
    pirmsskol bibliotēk muzej tautas kultūras saieta baznīc luterāņu katoļu draudz muiž pil pils stacij
    centr vecpilsēt tirg apvienīb pārvald bāriņties sociāl slimnīc poliklīnik feldšer policij ugunsdzēs
    stadion estrād parkā parka parks kap teātr koncertzāl tehnikum koledž universitāt augstskol osta ostas
    ostā lidost iedzīvotāj jaunieš skolēn ļaud bērniem senior pensionār uzņēmēj apkārtn robež dzirnav
    amatnieku tūrisma jauniešu dienas centrāl galven 1. 2. novadpētniecīb autoost dzelzceļ valst pasta
    brīvdab peldbasein ielas ielu svētk
""")
# Nouns that make a quoted string the title of something in the place, not the name of a firm.
EVENTS = stems(
    "svētk dien festivāl gadatirg maraton pusmaraton tirg čempionāt kauss kausa novad pagast pilsēt"
)
# Prepositions behind which a name is a place.
BEFORE_A_PLACE = frozenset(
    ["no", "uz", "pie", "līdz", "lidz", "caur", "cauri", "starp", "aiz", "ap", "apkārt", "virs"]
)

COMMON_WORDS = "common_words.txt"
UNIVERSAL_QUOTES = '„“”"«»‟″'


@cache
def first_names() -> dict[str, frozenset[str]]:
    """Every form of a common first name → the cases it may be in."""
    text = files("pilsetas_crawl.places").joinpath("first_names.txt").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for name in text.split():
        for form in decline(name):
            found.setdefault(form.text, set()).add(form.case)
    return {form: frozenset(cases) for form, cases in found.items()}


@cache
def common_words() -> frozenset[str]:
    """Forms of place names that are ordinary words too, in lower case.

    `scrapy gazetteer --refresh` makes the list anew.
    """
    return frozenset(
        files("pilsetas_crawl.places").joinpath(COMMON_WORDS).read_text(encoding="utf-8").split()
    )


def words_common_by_dictionary(forms: Iterable[str]) -> list[str]:
    """Those of the forms that a dictionary of Latvian knows as ordinary words, sorted, in lower case."""
    import simplemma  # noqa: PLC0415 # only for making the list

    # Ordinary words the dictionary lacks.
    missing = {form.text for word in ("pļaviņas", "smiltene") for form in decline(word)}
    lowered = {form.lower() for form in forms}
    known = {
        form
        for form in lowered
        if form in missing or (simplemma.is_known(form, "lv") and simplemma.lemmatize(form, "lv").islower())
    }
    return sorted(known)
