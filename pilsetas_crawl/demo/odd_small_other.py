"""What is awkward on the small sites with systems of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilsetas_crawl.demo.model import File, Picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilsetas_crawl.demo.odd_common import OddWriter


def add_other(write: OddWriter) -> None:
    """The site's own case."""
    _OWN[write.facts.slug](write)


def _sticky(write: OddWriter) -> None:
    """Pinned since February: first in every list and in the feed."""
    write.add(
        "sticky",
        f"{write.facts.area_gen} līdzdalības budžets: kā pieteikt ideju",
        (2026, 2, 11, 10, 0),
        "Ideju var pieteikt visu gadu, un balsošana notiks divas reizes.",
        sticky=True,
        section="sabiedriba" if write.facts.slug == "marupe" else "",
        files=(File(1, "Pieteikuma veidlapa ēkai.docx", "docx"),),
    )
    for slug, title in (("kontakti", "Kontakti"), ("vakances", "Vakances")):
        text = f"{title}: pastāvīga lapa, kas nav ziņa."
        write.add(f"page-{slug}", title, (2025, 2, 3, 10, 0), text, slug=slug, kind="page")


def _capitals(write: OddWriter) -> None:
    write.add(
        "capitals",
        "DAUGAVPILS CIETOKSNĪ ATKLĀS GAISMAS TAKU",
        (2026, 11, 11, 12, 0),
        "Taka vedīs gar trim bastioniem, un to varēs apskatīt katru vakaru līdz decembra beigām.",
        section="afisa/zinas",
        picture=Picture("cietoksnis.jpg", ""),
    )


def _round_up(write: OddWriter) -> None:
    """Many small items in one article, each begins with a dash."""
    write.add(
        "round-up",
        "Īsās ziņas (13.–19.11.)",
        (2026, 11, 19, 15, 0),
        "– Jaunolainē pabeigta gājēju celiņa izbūve gar Meža ielu.",
        "– Bibliotēkā atvērta rokdarbu izstāde, skatāma līdz mēneša beigām.",
        "– Peldbaseins ceturtdien slēgts tehnisku darbu dēļ.",
    )
    write.add(
        "with-files",
        "Izsludina cirsmu izsoli Medemciemā",
        (2026, 11, 6, 9, 30),
        "Izsole notiks elektroniski, pieteikumus gaida divas nedēļas.",
        files=(File(3, "Izsoles noteikumi ģimenēm.pdf", "pdf"),),
    )


def _long_slug(write: OddWriter) -> None:
    write.add(
        "long-title",
        "Noslēdzies projekts par dabas takas un skatu torņa izveidi Adamovas dabas takā, Krāslavas novada "
        "pašvaldībai sadarbojoties ar partneriem Lietuvā un Polijā",
        (2026, 10, 22, 11, 40),
        "Torni un taku varēs apskatīt visu gadu, bet ziemā kāpnes kaisīs.",
        "Projekta kopējās izmaksas ir 184 000 eiro.",
    )


def _twins(write: OddWriter) -> None:
    """Equal headlines: the second address has a tail, as section names have."""
    for key, month, text in (
        ("twin-a", 9, "Talka notiks Lugažu laukumā."),
        ("twin-b", 11, "Talka notiks parkā."),
    ):
        write.add(key, "Aicinām uz talku", (2026, month, 5, 10, 0), text, "Darbarīkus izsniegs uz vietas.")


_OWN: dict[str, Callable[[OddWriter], None]] = {
    "marupe": _sticky,
    "salaspils": _sticky,
    "daugavpils": _capitals,
    "olaine": _round_up,
    "kraslava": _long_slug,
    "valka": _twins,
}
