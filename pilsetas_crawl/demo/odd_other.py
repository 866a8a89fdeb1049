"""Awkward articles of Madona and Cēsis."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pilsetas_crawl.demo.model import RIGA, File, Heading, Occurs, Picture

if TYPE_CHECKING:
    from pilsetas_crawl.demo.odd_common import OddWriter

_SHARED_NUMBER = 990


def add_madona(write: OddWriter) -> None:
    """One number in two sections, an entry whose page is not there, an event with a date of its own."""
    for key, section, what in (
        ("shared-id-novads", "novads", "Grants ceļu planēšana pēc šķīdoņa"),
        ("shared-id-pasvaldiba", "pasvaldiba", "Domes komiteju sēžu grafiks"),
    ):
        write.add(
            key,
            what,
            (2026, 4, 2, 9, 0),
            f"{what}: plašāka informācija pieejama pašvaldībā.",
            uid=_SHARED_NUMBER,
            section=section,
        )
    write.add(
        "lost",
        "Ziņa, kas pārcelta uz citu sadaļu",
        (2026, 11, 9, 9, 0),
        "Saraksts to vēl rāda, bet lapa atbild ar sadaļas jaunākajām ziņām.",
        section="novads",
        trouble="lost",
    )
    write.add(
        "takes-place",
        "Vinila plašu vakars Lubānas kultūras namā",
        (2026, 1, 28, 15, 0),
        "Notiek: 6. februāris 15:00 - 16:40",
        "Klausīsimies pagājušā gadsimta ierakstus un dalīsimies atmiņās.",
        section="k-notikumi",
        occurs=Occurs(
            datetime(2026, 2, 6, 15, 0, tzinfo=RIGA),
            datetime(2026, 2, 6, 16, 40, tzinfo=RIGA),
            all_day=False,
            venue="",
        ),
    )


def add_cesis(write: OddWriter) -> None:
    """Headline with a date in it, headline twice on the page, files."""
    write.add(
        "dotted-title",
        "No 12.novembra apvienotā Cēsu novada attīstības dokumentu sabiedriskā apspriešana",
        (2026, 11, 5, 10, 0),
        "Apspriešana ilgs no 12. novembra līdz 12. decembrim.",
        Heading("Kur iepazīties"),
        "Dokumenti pieejami apvienību pārvaldēs un tīmekļvietnē.",
        picture=Picture("plans.jpg", ""),
        files=(File(5, "Attīstības programma.pdf", "pdf"),),
    )
