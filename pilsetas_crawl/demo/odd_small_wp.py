"""What is awkward on small WordPress sites, each on the site it was seen on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pilsetas_crawl.demo.digests import add_clean_digest, add_loose_digest
from pilsetas_crawl.demo.model import RIGA, File, Mail, Occurs, Picture, p, utc_from_local
from pilsetas_crawl.demo.wp_settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilsetas_crawl.demo.odd_common import OddWriter


def add_small_wp(write: OddWriter) -> None:
    """Standing pages everywhere, and the site's own case."""
    for slug, title in (("kontakti", "Kontakti"), ("budzets", "Budžets")):
        text = f"{title}: {write.facts.area_gen} pašvaldības pastāvīga lapa, kas nav ziņa."
        extra = ("Atjaunots: 8. septembris, 2026",) if SETTINGS[write.facts.slug].header == "long" else ()
        write.add(f"page-{slug}", title, (2025, 2, 3, 10, 0), text, *extra, slug=slug, kind="page")
    for own in _OWN.get(write.facts.slug, ()):
        own(write)


def _announced(write: OddWriter) -> None:
    """News of the events category that say when and where: the only calendar such a site has."""
    rows = (
        ("Teātra izrāde „Skroderdienas”", (2026, 11, 28, 18, 0), "Jelgavas kultūras nams"),
        ("Pilsētas eglītes iedegšana", (2026, 12, 6, 16, 30), "Hercoga Jēkaba laukums"),
        ("Ledus skulptūru darbnīca", (2026, 12, 12, 11, 0), "Pasta sala"),
    )
    for number, (what, when, where) in enumerate(rows):
        start = datetime(*when, tzinfo=RIGA)
        stamp = f"{start.day}. {'novembrī' if start.month == 11 else 'decembrī'}"  # noqa: PLR2004 - November
        write.add(
            f"announced-{number}",
            f"{what} {stamp}",
            (2026, 11, 10 + number, 11, 15),
            f"{stamp} plkst. {start.hour}.{start.minute:02} vietā „{where}” aicinām uz pasākumu „{what}”.",
            "Ieeja bez maksas, autostāvvieta blakus.",
            categories=("Pasākumi",),
            occurs=Occurs(start, None, all_day=False, venue=where),
        )


def _states(write: OddWriter) -> None:
    """A pinned post from spring, one behind a password, and three nobody may see."""
    area = write.facts.area_gen
    write.add(
        "sticky",
        f"{area} pašvaldības tālruņi ārkārtas gadījumiem",
        (2026, 4, 8, 10, 0),
        "Saraksts piesprausts vietnes sākumā un papildināts pēc vajadzības.",
        sticky=True,
    )
    write.add(
        "protected",
        f"{area} domes slēgtās sēdes materiāli",
        (2026, 11, 12, 15, 0),
        "Pielikums, kas lasāms tikai ar paroli.",
        password=True,
    )
    for key, status, day in (("scheduled", "future", 26), ("draft", "draft", 17), ("trashed", "trash", 14)):
        title = f"{area} ziņa, ko neredz ({status})"
        write.add(key, title, (2026, 11, day, 9, 0), f"Teksts stāvoklī {status}.", status=status)


def _typography(write: OddWriter) -> None:
    write.add(
        "entities",
        "Saldus svētki – „Medus & darvas” tirgus … un zaļumballe",
        (2026, 10, 9, 13, 0),
        "Tirgus sāksies pulksten 9.00 pie estrādes & turpināsies līdz pēcpusdienai.",
        picture=Picture("tirgus.jpg", ""),
    )


def _russian(write: OddWriter) -> None:
    """A post of the Russian version: below /ru/, its slug in Cyrillic."""
    write.add(
        "russian",
        "Расписание автобусов на праздники",
        (2026, 10, 12, 10, 0),
        "В праздничные дни автобусы будут ходить по расписанию воскресенья.",
        slug="расписание-автобусов-на-праздники",
        kind="russian",
    )


def _edited_in_place(write: OddWriter) -> None:
    """Edited for weeks, with stamps in the text."""
    write.add(
        "edited",
        "Satiksmes izmaiņas Atbrīvošanas alejā (informācija tiek papildināta)",
        (2026, 10, 5, 9, 0),
        "Papildināts 12.11.2026. plkst. 14.00: slēgta arī Dārzu ielas kreisā josla.",
        "Sākotnējā informācija: līdz novembra beigām aleju remontēs posmos.",
        modified=utc_from_local(2026, 11, 12, 14, 0),
    )


def _signature(write: OddWriter) -> None:
    write.add(
        "signature",
        "Izpilddirektora informācija 13.11.2026.",
        (2026, 11, 13, 16, 0),
        "Nedēļas laikā sakārtoti trīs pagastu ceļi un pabeigta skolas jumta maiņa Liepnā.",
        "Ingus Bērziņš",
        "Alūksnes novada pašvaldības Centrālās administrācijas izpilddirektors",
        author="Ingus Bērziņš",
    )


def _masked_twins(write: OddWriter) -> None:
    """Equal headlines in one section; an address masked by the host before the site."""
    for key, month, place in (("twin-a", 9, "Saulkrastos"), ("twin-b", 11, "Sējā")):
        write.add(
            key,
            "Notiks publiskās apspriešanas sanāksme",
            (2026, month, 3, 12, 0),
            f"Sanāksme notiks {place} tautas namā, sākums pulksten 17.30.",
            p("Priekšlikumus sūtiet uz ", Mail("buvvalde", write.facts.host), "."),
        )


def _documents(write: OddWriter) -> None:
    for number in range(3):
        write.add(
            f"document-{number}",
            f"Saistošie noteikumi Nr. {41 + number}",
            (2021, 8, 30 - number, 10, 0),
            "Noteikumu teksts un paskaidrojuma raksts.",
            kind="document",
            files=(File(number, f"Noteikumi {41 + number}.pdf", "pdf"),),
        )


def _edited_later(write: OddWriter) -> None:
    """Edited a week after it was published: no feed brings it again."""
    published = utc_from_local(2026, 9, 28, 8, 30)
    write.add(
        "edited-later",
        "Ventspils brīvostas teritorijā mainīta satiksmes kārtība",
        (),
        "Kravas auto turpmāk brauks pa Dzintaru ielu, bet gājējiem ierīkota pagaidu laipa.",
        published=published,
        modified=published + timedelta(days=7),
    )


_OWN: dict[str, tuple[Callable[[OddWriter], None], ...]] = {
    "jelgava": (_announced,),
    "liepaja": (add_clean_digest,),
    "kekava": (add_loose_digest,),
    "valmiera": (_states, _documents),
    "saldus": (_typography,),
    "rezekne": (_russian, _edited_in_place),
    "aluksne": (_signature,),
    "saulkrasti": (_masked_twins,),
    "ventspils": (_edited_later,),
}
