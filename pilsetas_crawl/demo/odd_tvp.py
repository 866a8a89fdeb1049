"""Awkward articles of the three sites of the unified platform."""

from __future__ import annotations

from datetime import datetime, timedelta

from pilsetas_crawl.demo.model import (
    RIGA,
    Break,
    Bullets,
    File,
    Folded,
    Grid,
    Heading,
    Link,
    Mail,
    Occurs,
    Picture,
    Strong,
    Verse,
    p,
    utc_from_local,
)
from pilsetas_crawl.demo.odd_common import OddWriter, repeated_hour


def add_tvp(write: OddWriter) -> None:
    """What every TVP site has: twins, a rich page, traps for page classification, an event."""
    _twins(write)
    _rich(write)
    _traps(write)
    write.add(
        "event",
        "Ziemas ielīksmes koncerts",
        (2026, 11, 10, 12, 0),
        "Koncerts notiks 5. decembrī pulksten 18.00 kultūras namā.",
        kind="event",
        occurs=Occurs(datetime(2026, 12, 5, 18, 0, tzinfo=RIGA), None, all_day=False, venue="kultūras nams"),
    )
    {"ludza": _ludza, "tukums": _tukums, "jurmala": _jurmala}[write.facts.slug](write)


def _twins(write: OddWriter) -> None:
    """Equal headlines in two years: the second address gets the tail -0 and is another article."""
    for key, year, hours in (("twin-a", 2025, "no 9.00 līdz 13.00"), ("twin-b", 2026, "no 14.00 līdz 17.00")):
        write.add(
            key,
            "Par sabiedriskā transporta kustību Līgo svētkos",
            (year, 6, 20, 15, 0),
            f"{year}. gada 23. un 24. jūnijā autobusi kursēs pēc svētdienas saraksta, bet kases strādās "
            f"{hours}.",
            "Papildu reiss izbrauks pulksten 6.30 no stacijas laukuma.",
        )


def _rich(write: OddWriter) -> None:
    """Everything an editor can put on one page, in several components."""
    host = write.facts.host
    write.add(
        "rich",
        "Viss par kanalizācijas pieslēgumu līdzfinansējumu",
        (2026, 11, 16, 10, 30),
        p(
            "No 1. decembra māju īpašnieki var pieteikties ",
            Strong("līdzfinansējumam"),
            " pieslēguma izbūvei.",
        ),
        p(
            "Noteikumi publicēti vietnē ",
            Link("likumi.lv", "https://likumi.lv/ta/id/351234", external=True),
            ".",
        ),
        Break(),
        Heading("Cik var saņemt"),
        Grid((("Pieslēgums", "Summa, eiro"), ("Ūdensvads", "700"), ("Kanalizācija", "1 100"))),
        Break(),
        Bullets(("iesniegums", "būvprojekta minimālā sastāvā kopija", "īpašnieka piekrišana")),
        Folded("Vai var pieteikties otrreiz?", ("Nē, vienam īpašumam atbalstu piešķir vienu reizi.",)),
        Break(),
        p("Pieteikumus sūtiet uz ", Mail("udens", host), " vai iesniedziet klātienē."),
        p("Anita Eglīte"),
        author="Anita Eglīte",
        picture=Picture("pieslegumi.jpg", "attēls"),
        files=(
            File(99001, "Pieteikuma veidlapa.docx", "docx"),
            File(99002, "Saistošie noteikumi Nr. 14.pdf", "pdf"),
        ),
        modified=utc_from_local(2026, 11, 17, 9, 0),
        categories=write.facts.categories[:2],
    )


def _traps(write: OddWriter) -> None:
    """Real articles that talk about error pages, and headlines with marks that suffix cutters fall for."""
    write.add(
        "bus-404",
        "Pieejams 404. autobuss",
        (2026, 10, 7, 9, 0),
        "Jaunais 404. maršruta autobuss savienos staciju ar slimnīcu.",
        "Ja vietnē redzams paziņojums „Lapa nav atrasta”, saraksts vēl nav augšupielādēts. Mēģiniet vēlāk.",
    )
    write.add(
        "dash-title",
        "Domes sēde 26. novembrī – tiešraide",
        (2026, 11, 17, 14, 0),
        "Domes sēde sāksies pulksten 10.00, un tiešraidi varēs vērot pašvaldības kanālā.",
    )
    write.add(
        "pipe-title",
        "Konkurss „Sakoptākā sēta” | Pieteikšanās sākusies",
        (2026, 5, 4, 8, 45),
        "Līdz 1. jūlijam var pieteikt viensētas, daudzdzīvokļu mājas un uzņēmumus & iestādes.",
    )


def _ludza(write: OddWriter) -> None:
    write.add(
        "latgalian",
        "Sirsneigi sveicīni Zīmyssvātkūs",
        (2025, 12, 23, 12, 0),
        Verse(("Lai mīrs i gaisme kotrā sātā", "i prīca kotra cylvāka pruotā!", "Ludzys nūvoda dūme")),
        categories=("Sabiedrība",),
        picture=Picture("svatki.jpg", "attēls"),
    )
    write.add(
        "refused",
        "Jauniešu IT nometne „Insert & Select” aicina pieteikties",
        (2026, 9, 2, 9, 20),
        "Šīs ziņas lapu ugunsmūris nelaiž cauri, kaut tā ir sarakstā.",
        trouble="refused",
    )
    long_title = (
        "Par nekustamā īpašuma „Ezermalas” zemes vienības daļas nodošanu nomā un līguma nosacījumu grozīšanu "
        "saistībā ar publiskās peldvietas ierīkošanu un labiekārtošanu Cirmas ezera krastā"
    )
    write.add("long-title", long_title, (2026, 3, 11, 17, 5), "Lēmums pieņemts domes kārtējā sēdē.")
    write.add(
        "spring-gap",
        "Naktī pulksteņi pagriezti stundu uz priekšu",
        (),
        "Pāreja uz vasaras laiku notika pulksten trijos, un nākamā minūte jau bija četri un viena minūte.",
        published=utc_from_local(2026, 3, 29, 2, 59) + timedelta(minutes=2),
    )


def _tukums(write: OddWriter) -> None:
    write.add(
        "no-pubdate",
        "Tukuma tirgus laukumā mainās stāvvietu kārtība",
        (2026, 11, 17, 11, 0),
        "Stāvvietā pie tirgus turpmāk automašīnu bez maksas varēs atstāt divas stundas.",
        trouble="no_pubdate",
    )
    write.add(
        "no-teaser",
        "Fotomirkļi no Rožu svētkiem Tukumā",
        (2026, 7, 20, 18, 0),
        Folded("Par pasākumu", ("Svētkos piedalījās vairāk nekā divdesmit tūkstoši apmeklētāju.",)),
        trouble="no_teaser",
        picture=Picture("rozu_svetki.jpg", "Vizuālis"),
    )
    write.add(
        "arkartas",
        "Ārkārtas domes sēde",
        (2026, 8, 3, 16, 40),
        "Ārkārtas sēde notiks 5. augustā pulksten 8.30.",
    )


def _jurmala(write: OddWriter) -> None:
    """Both changes of the clocks: the list gives UTC, the page only the local day."""
    for key, second in (("repeated-hour-1", False), ("repeated-hour-2", True)):
        write.add(
            key,
            f"Pāreja uz ziemas laiku: {'otrā' if second else 'pirmā'} nakts ziņa",
            (),
            f"Šī ziņa ievietota, kad pulkstenis {'otro' if second else 'pirmo'} reizi rādīja 3.30.",
            published=repeated_hour(second=second),
        )
    write.add(
        "spring-gap",
        "Nakts vilciens kavējas vasaras laika dēļ",
        (),
        "Pulksten 4.01 vilciens vēl stāvēja Dubultos, jo stunda bija izlaista.",
        published=utc_from_local(2026, 3, 29, 2, 59) + timedelta(minutes=2),
    )
    write.add(
        "past-midnight",
        "Vētras dēļ slēgta piekļuve pludmalei Bulduros",
        (2026, 11, 15, 0, 30),
        "Spēcīgā vēja dēļ gājēju laipas uz pludmali no pusnakts ir slēgtas.",
    )
