"""What is awkward on small sites of the unified platform, each on the site it was seen on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilsetas_crawl.demo.model import Break, File, Grid, Heading, Link, Mail, Picture, Verse, p

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilsetas_crawl.demo.odd_common import OddWriter


def add_small_tvp(write: OddWriter) -> None:
    """One page of several components everywhere, and the site's own case."""
    _components(write)
    own = _OWN.get(write.facts.slug)
    if own:
        own(write)


def _components(write: OddWriter) -> None:
    """Text in three components, table, outside link, file: readers of the first component lose most."""
    facts = write.facts
    write.add(
        "components",
        f"Atbalsts daudzdzīvokļu māju pagalmiem {facts.town_loc}",
        (2026, 11, 13, 9, 45),
        p(f"{facts.area_gen} dome apstiprinājusi kārtību, kādā mājas var saņemt naudu pagalma sakārtošanai."),
        Break(),
        Heading("Cik var saņemt"),
        Grid((("Darbs", "Summa, eiro"), ("Apgaismojums", "1 200"), ("Celiņi", "3 400"))),
        Break(),
        p("Noteikumi: ", Link("likumi.lv", "https://likumi.lv/ta/id/352101", external=True), "."),
        p("Jautājumiem: ", Mail("pagalmi", facts.host), "."),
        files=(File(facts.first_id + 1, "Pieteikums.docx", "docx"),),
        picture=Picture("pagalms.jpg", "attēls"),
    )


def _long_title(write: OddWriter) -> None:
    write.add(
        "long-title",
        "Vēl šonedēļ var izteikt viedokli publiskajā apspriešanā par lokālplānojumu teritorijai starp Gaujas "
        "ielu, Lauku ielu, Druvas ielu un Vējupi, kurā plānota jauna pirmsskola un gājēju celiņš",
        (2026, 10, 29, 16, 5),
        "Apspriešana noslēgsies piektdien, un viedokli var iesniegt arī elektroniski.",
    )


def _place_category(write: OddWriter) -> None:
    write.add(
        "place-category",
        "Neretā atklāts atjaunotais gājēju tiltiņš",
        (2026, 10, 15, 12, 30),
        "Tiltiņš pār Dienvidsusēju atjaunots par pagasta iedzīvotāju iniciatīvu konkursa līdzekļiem.",
        categories=("Neretas pagasts", "Sabiedrība"),
    )


def _daily_reports(write: OddWriter) -> None:
    """The date is part of the address: two days are two articles."""
    for day in (5, 6):
        write.add(
            f"report-{day}",
            f"Operatīvā informācija {day:02}.11.2026.",
            (2026, 11, day, 8, 30),
            f"Ūdens līmenis Daugavā pie Jēkabpils {day}. novembra rītā ir {400 + 3 * day} centimetri.",
            slug=f"operativa-informacija-{day:02}112026",
        )


def _greeting(write: OddWriter) -> None:
    """Shorter than any limit a filter might set."""
    write.add(
        "greeting",
        "Sveicam valsts svētkos!",
        (2026, 11, 18, 9, 0),
        Verse(("Lai gaisma logos,", "lai Latvija sirdīs!")),
        picture=Picture("svetki.jpg", "1"),
    )


def _twins(write: OddWriter) -> None:
    for key, month, text in (
        ("twin-a", 9, "Projekts attiecas uz tirdzniecību tirgos un ielās."),
        ("twin-b", 11, "Projekts attiecas uz pašvaldības autostāvvietām."),
    ):
        title = "Aicina izteikt viedokli par saistošo noteikumu projektu"
        write.add(key, title, (2026, month, 10, 15, 20), text, "Viedokļus gaida divas nedēļas.")


def _sign_off(write: OddWriter) -> None:
    write.add(
        "sign-off",
        "Informēs par ielu uzturēšanu ziemas sezonā",
        (2026, 11, 16, 13, 15),
        "Preses konferencē otrdien plkst. 11.00 speciālisti stāstīs, kā šoziem tīrīs ielas un ietves.",
        "Informāciju sagatavoja: Anita Eglīte, Rīgas domes Ārējās komunikācijas nodaļa, tālrunis 67012345",
    )


_OWN: dict[str, Callable[[OddWriter], None]] = {
    "adazi": _long_title,
    "aizkraukle": _place_category,
    "jekabpils": _daily_reports,
    "balvi": _greeting,
    "preili": _greeting,
    "talsi": _twins,
    "riga": _sign_off,
}
