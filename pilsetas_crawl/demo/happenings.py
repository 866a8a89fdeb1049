"""Events of a site: what stands in its calendar, with the moments a perfect reading finds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pilsetas_crawl.demo.chance import Chance
from pilsetas_crawl.demo.latvian import MONTHS_NOMINATIVE, slugify
from pilsetas_crawl.demo.model import RIGA, DemoArticle, Occurs, p, utc_from_local
from pilsetas_crawl.registry import towns

if TYPE_CHECKING:
    from datetime import date

    from pilsetas_crawl.demo.site_facts import SiteFacts

_FIRST_NUMBER = 7000
_PER_SITE = 7
# More than one page of a calendar.
_MANY = {"riga": 24, "aizkraukle": 13, "daugavpils": 13}
_WHAT = (
    ("Ziemassvētku tirdziņš", "Mājražotāji un amatnieki piedāvās dāvanas, piparkūkas un svētku rotājumus."),
    ("Koru sadziedāšanās", "Piedalās novada jauktie kori un bērnu vokālie ansambļi, ieeja bez maksas."),
    ("Kinovakars „Latviešu īsfilmas”", "Rādīs četras jaunas īsfilmas, pēc seansa saruna ar režisori."),
    ("Izstāde „Linu raksti”", "Aplūkojami audējas darbi, kas tapuši pēdējo divdesmit gadu laikā."),
    ("Radošā darbnīca ģimenēm", "Darināsim vainagus no egļu zariem; materiāli uz vietas."),
    ("Zolītes turnīrs", "Pieteikšanās pusstundu pirms sākuma, dalībniekiem silta tēja."),
    ("Senioru balle", "Spēlēs pūtēju orķestris, līdzi ņemams groziņš un labs garastāvoklis."),
    ("Lasītāju kluba tikšanās", "Runāsim par šā gada jaunākajiem latviešu romāniem."),
    ("Orientēšanās sacensības mežā", "Trases trīs grūtības pakāpēs, karti izsniegs startā."),
    ("Jauniešu forums", "Darba grupās spriedīs par to, kas jauniešiem vajadzīgs dzīvesvietā."),
    ("Gaismas pastaiga", "Krāsainas gaismas instalācijas parkā un pagalmos."),
    ("Fotoizstāde „Mūsu upe”", "Fotogrāfijas, ko iesūtījuši iedzīvotāji visā vasaras garumā."),
)
_HOUSES = ("kultūras nams", "bibliotēka", "sporta halle", "muzejs", "jauniešu centrs", "estrāde")
_STREETS = ("Liepu iela 5", "Skolas iela 12", "Parka iela 1", "Stacijas iela 43", "Ezera iela 7a")
_VILLAGES = {"Ozolnieku": "Ozolnieki", "Ulbrokas": "Ulbroka"}
_KINDS = ("timed", "season", "open", "day", "timed", "days", "open")


def events_of(facts: SiteFacts, seed: int) -> list[DemoArticle]:
    """The events of a site's calendar, in the order of their numbers."""
    chance = Chance(f"{seed}:{facts.slug}:events")
    shift = chance.below(len(_WHAT))
    return [_event(facts, number, shift, chance) for number in range(_MANY.get(facts.slug, _PER_SITE))]


def _event(facts: SiteFacts, number: int, shift: int, chance: Chance) -> DemoArticle:
    what, text = _WHAT[(number + shift) % len(_WHAT)]
    place = chance.pick((facts.town_loc, *facts.towns_loc))
    title = f"{what} {place}" if number < len(_WHAT) else f"{what} {place} ({number + 1}. reize)"
    return DemoArticle(
        key=f"event-{number}",
        site=facts.slug,
        uid=facts.first_id + _FIRST_NUMBER + number * 3,
        slug=slugify(title),
        title=title,
        published=utc_from_local(2026, 11, 2 + number % 17, 10, number % 60),
        blocks=(p(text), p("Vairāk informācijas pie pasākuma rīkotājiem.")),
        lead=text,
        categories=("Kultūra",),
        kind="event",
        occurs=_occurs(_KINDS[number % len(_KINDS)], number, facts, chance),
    )


def _occurs(kind: str, number: int, facts: SiteFacts, chance: Chance) -> Occurs:
    day = datetime(2026, 11, 27, tzinfo=RIGA) + timedelta(days=number * 3 + chance.below(3))
    start = day.replace(hour=chance.between(9, 18), minute=chance.pick((0, 15, 30, 45)))
    venue = f"{_town(facts)}, {facts.town_gen} {chance.pick(_HOUSES)}, {chance.pick(_STREETS)}"
    match kind:
        case "timed":
            end = start + timedelta(minutes=60 + 15 * chance.below(8))
            # The poster of Daugavpils has no room for the hour an event ends.
            told = None if facts.slug == "daugavpils" else end
            return Occurs(start, told, all_day=False, venue=venue)
        case "open":
            return Occurs(start, None, all_day=False, venue=venue)
        case "day":
            return Occurs(day, day, all_day=True, venue=venue)
        case "season":
            first = datetime(2026, 1 + number % 9, 1, tzinfo=RIGA)
            return Occurs(first, datetime(2026, 12, 31, tzinfo=RIGA), all_day=True, venue=venue)
        case _:
            last = start.replace(hour=20, minute=0) + timedelta(days=1 + chance.below(2))
            return Occurs(start.replace(hour=10, minute=0), last, all_day=False, venue=venue)


def _town(facts: SiteFacts) -> str:
    """The main town's name, in the nominative."""
    names = {town.name_genitive: town.name for town in towns() if town.municipality == facts.slug}
    return (names | _VILLAGES).get(facts.town_gen) or facts.town_gen


def date_words(occurs: Occurs) -> str:
    """Days as the unified platform prints them: "14. septembris, 2026", two of them parted by a dash."""
    first = _day_words(occurs.start.date())
    if occurs.end is None or occurs.end.date() == occurs.start.date():
        return first
    return f"{first} – {_day_words(occurs.end.date())}"


def _day_words(day: date) -> str:
    return f"{day.day}. {MONTHS_NOMINATIVE[day.month - 1]}, {day.year}"


def time_words(occurs: Occurs) -> str:
    """Hours as the unified platform prints them: "19.45-20.45", "18.00" or "Visu dienu"."""
    if occurs.all_day:
        return "Visu dienu"
    first = f"{occurs.start:%H.%M}"
    return first if occurs.end is None else f"{first}-{occurs.end:%H.%M}"
