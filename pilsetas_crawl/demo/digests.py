"""Weekly digests of events in the news: one that falls into events line by line, and one that does not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from pilsetas_crawl.demo.latvian import MONTHS_NOMINATIVE
from pilsetas_crawl.demo.model import RIGA, Agendum, Block, Bullets, Heading, Occurs

if TYPE_CHECKING:
    from pilsetas_crawl.demo.odd_common import OddWriter

_WEEKDAYS = ("Pirmdiena", "Otrdiena", "Trešdiena", "Ceturtdiena", "Piektdiena", "Sestdiena", "Svētdiena")
# Day of the week, hour, minute, what, where.
_PLAN = (
    (0, 9, 0, "Finanšu komitejas sēde", "Rožu iela 6"),
    (0, 15, 30, "Domes priekšsēdētāja tikšanās ar uzņēmējiem", "Rožu iela 6"),
    (1, 10, 0, "Jauniešu domes sanāksme", "Jauniešu māja, Kungu iela 24"),
    (3, 10, 0, "Domes sēde", "Rožu iela 6"),
    (3, 18, 30, "Kamermūzikas koncerts", "Lielais dzintars, Radio iela 8"),
    (5, 11, 0, "Amatnieku tirdziņš", "Pētertirgus, Kuršu laukums 5"),
    (6, 12, 0, "Leļļu izrāde „Eža kažociņš”", "Latviešu biedrības nams, Rožu laukums 5"),
)
_SECOND_PLAN = (
    (1, 9, 30, "Sociālās komitejas sēde", "Rožu iela 6"),
    (2, 14, 0, "Sabiedriskā apspriede par Karostas tiltu", "Atmodas bulvāris 6a"),
    (4, 17, 0, "Izstādes „Jūras vārdi” atklāšana", "Liepājas muzejs, Kūrmājas prospekts 16"),
)


def add_clean_digest(write: OddWriter) -> None:
    """Two weeks' plans: a heading for each day, a line with hour, name and place for each event."""
    for key, monday, plan in (
        ("digest", date(2026, 11, 23), _PLAN),
        ("digest-before", date(2026, 11, 16), _SECOND_PLAN),
    ):
        friday, sunday = monday - timedelta(days=3), monday + timedelta(days=6)
        write.add(
            key,
            f"Liepājas domes un iestāžu notikumu plāns laikā no {monday.day}. līdz {sunday.day}. novembrim",
            (friday.year, friday.month, friday.day, 9, 30),
            *_days(monday, plan),
            lead=None,
            agenda=tuple(_agendum(monday, *row) for row in plan),
        )


def _days(monday: date, plan: tuple[tuple[int, int, int, str, str], ...]) -> list[Block]:
    blocks: list[Block] = []
    for weekday in sorted({row[0] for row in plan}):
        day = monday + timedelta(days=weekday)
        blocks.append(Heading(f"{_WEEKDAYS[weekday]}, {day.day}. {MONTHS_NOMINATIVE[day.month - 1]}"))
        rows = [row for row in plan if row[0] == weekday]
        blocks.append(Bullets(tuple(f"Plkst. {h}.{m:02} {what}, {where}" for _, h, m, what, where in rows)))
    return blocks


def _agendum(monday: date, weekday: int, hour: int, minute: int, what: str, where: str) -> Agendum:
    day = monday + timedelta(days=weekday)
    start = datetime(day.year, day.month, day.day, hour, minute, tzinfo=RIGA)
    return Agendum(what, Occurs(start, None, all_day=False, venue=where))


def add_loose_digest(write: OddWriter) -> None:
    """Many places in one text, days that are not certain: no line of it is an event by itself."""
    write.add(
        "loose-digest",
        "Pasākumu kalendārs 23.–29. novembrim",
        (2026, 11, 19, 14, 20),
        "Visas nedēļas garumā Baldones muzejā aplūkojami rokdarbi, bet Baložos turpinās rudens lasījumi "
        "bērniem un viņu vecvecākiem.",
        "Ceturtdien vai, ja līs, piektdien Ķekavā pie skolas iedegs lāpas; pulcēšanās krēslas stundā, un "
        "līdzi var ņemt ģimeni un draugus.",
        "Nedēļas nogalē daudz kas notiks arī Daugmalē, Katlakalnā un Rāmavā: tirdziņš, deju vakars un "
        "gājiens, par kuriem sīkāk lasāms afišās pie veikaliem.",
        "Komunikācijas daļa",
    )
