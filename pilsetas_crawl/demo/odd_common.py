"""Awkward articles that several sites share, and the shorthand to write one down."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.demo.latvian import slugify
from pilsetas_crawl.demo.model import Block, DemoArticle, p, utc_from_local
from pilsetas_crawl.demo.sections import section_for
from pilsetas_crawl.demo.stories import TAGS

if TYPE_CHECKING:
    from pilsetas_crawl.demo.site_facts import SiteFacts

# Numbers of awkward articles begin here, far above the generated ones.
_FIRST_NUMBER = 3000
# Six sites publish the same national press release, each under its own headline.
PRESS_RELEASE_TITLES = {
    "ludza": "No 1. decembra mainās ziemas riepu prasības",
    "tukums": "Autovadītājiem jāsagatavojas ziemai: kas jāzina par riepām",
    "jurmala": "Ceļu satiksmes drošība ziemā: direkcijas atgādinājums",
    "sigulda": "Atgādina par ziemas riepām un drošu distanci",
    "madona": "Ziemas riepas obligātas no 1. decembra",
    "cesis": "CSDD: ziemas riepas jāuzliek līdz 1. decembrim",
}
_PRESS_RELEASE = (
    (
        "No 1. decembra līdz 1. martam vieglajām automašīnām un piekabēm līdz 3,5 tonnām Latvijā obligāti "
        "jālieto ziemas riepas, atgādina Ceļu satiksmes drošības direkcija."
    ),
    (
        "Riepu protektora dziļums nedrīkst būt mazāks par četriem milimetriem, un uz visām asīm jābūt "
        "vienāda tipa riepām. Radžotās riepas atļauts lietot no 1. oktobra līdz 1. maijam."
    ),
    (
        "„Pirmais sniegs ik gadu pārsteidz tieši tos, kuri riepu maiņu atlikuši uz pēdējo brīdi. Gaisa "
        "temperatūrai noslīdot zem septiņiem grādiem, vasaras riepas zaudē saķeri arī uz sausa ceļa,” "
        "skaidro direkcijas speciālisti."
    ),
    (
        "Ziemā ieteicams palielināt distanci, bremzēt pakāpeniski un pirms brauciena pilnībā notīrīt "
        "stiklus. Par braukšanu ar neatbilstošām riepām paredzēts naudas sods."
    ),
)


class OddWriter:
    """Writes down awkward articles of one site, numbering them as it goes."""

    def __init__(self, facts: SiteFacts) -> None:
        self.facts = facts
        self.articles: list[DemoArticle] = []

    def add(
        self, key: str, title: str, when: tuple[int, ...], *body: str | Block, **extra: Any
    ) -> DemoArticle:
        """Add an article; `when` is a Riga wall clock, strings are paragraphs, `extra` further fields."""
        published = extra.pop("published", None) or utc_from_local(*when)
        blocks = tuple(p(part) if isinstance(part, str) else part for part in body)
        first = next((part for part in body if isinstance(part, str)), None)
        fields: dict[str, Any] = {
            "lead": first,
            "categories": self.facts.categories[:1],
            "slug": slugify(title),
        }
        fields["section"] = section_for(self.facts.slug, "")
        number = self.facts.first_id + _FIRST_NUMBER + 3 * len(self.articles)
        fields |= {"uid": number} | extra
        article = DemoArticle(
            key=key, site=self.facts.slug, title=title, published=published, blocks=blocks, **fields
        )
        self.articles.append(article)
        return article


def add_common(write: OddWriter) -> None:
    """Turn of the year, three on one day, a back-dated one, the press release, and news of this morning."""
    facts, area = write.facts, write.facts.area_gen
    write.add(
        "new-year-eve",
        f"{area} domes apsveikums gada pēdējā vakarā",
        (2025, 12, 31, 23, 50),
        f"Aizvadot 2025. gadu, {area} pašvaldība pateicas ikvienam par kopā paveikto.",
        "Lai mierīga gadu mija un veselība visās mājās!",
    )
    write.add(
        "new-year",
        f"Laimīgu 2026. gadu {facts.area_loc}!",
        (2026, 1, 1, 0, 10),
        "Jaunais gads ir klāt. Salūts un kopīgs skaitīšanas mirklis noritēja mierīgi.",
        "Pirmie šogad deklarētie jaundzimušie saņems pašvaldības dāvanu.",
    )
    for number, (hour, what) in enumerate(((9, "rīta"), (9, "dienas"), (16, "vakara")), start=1):
        write.add(
            f"same-day-{number}",
            f"Nokrišņu brīdinājums {facts.area_loc}: {what} ziņa",
            (2026, 11, 18, hour, 15),
            f"Meteorologi {facts.area_loc} gaida slapju sniegu un brāzmainu vēju, tāpēc ceļi var būt "
            f"slideni. Šī ir {what} ziņa, nākamā sekos pēc jaunākās prognozes.",
            "Ziemas dienests strādā pastiprinātā režīmā, un par nokritušiem kokiem jāziņo pa tālruni 112.",
        )
    write.add(
        "back-dated",
        f"Piemiņas brīdis Komunistiskā genocīda upuriem {facts.town_loc}",
        (2025, 6, 14, 11, 0),
        "14. jūnijā pie piemiņas akmens pulcējās represētie, viņu tuvinieki un skolu jaunieši.",
        "Ziņa ievietota ar atpakaļejošu datumu, jo fotogrāfijas saņemtas vēlāk.",
        uid=facts.first_id + _FIRST_NUMBER + 900,
    )
    write.add(
        "this-morning",
        f"Šorīt {facts.area_loc} apgrūtināta satiksme",
        (2026, 11, 20, 8, 5),
        "Naktī uzsnigušā sniega dēļ satiksme apgrūtināta uz vietējiem autoceļiem un grants ceļiem.",
        "Skolēnu autobusi kursē ar kavēšanos līdz divdesmit minūtēm.",
        tags=(TAGS[1],),
    )
    _press_release(write)


def _press_release(write: OddWriter) -> None:
    site = write.facts.slug
    if site not in PRESS_RELEASE_TITLES:
        return
    order = tuple(PRESS_RELEASE_TITLES).index(site)
    moment = utc_from_local(2026, 11, 12, 9, 30) + timedelta(hours=5 * order)
    local = (f"Jautājumu gadījumā {write.facts.area_gen} iedzīvotāji var zvanīt {write.facts.phone}112.",)
    body = _PRESS_RELEASE + (local if order % 2 else ())
    write.add("press-release", PRESS_RELEASE_TITLES[site], (), *body, published=moment)


def repeated_hour(*, second: bool) -> datetime:
    """03:30 on 25 October 2026, which came twice."""
    return utc_from_local(2026, 10, 25, 3, 30, fold=1 if second else 0)
