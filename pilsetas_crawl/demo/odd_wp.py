"""Awkward posts of the three WordPress sites."""

from __future__ import annotations

from pilsetas_crawl.demo.model import Embed, File, Heading, Mail, Paragraph, Picture, Verse, p, utc_from_local
from pilsetas_crawl.demo.odd_common import OddWriter, repeated_hour

_LONG_PARAGRAPHS = 470


def add_wordpress(write: OddWriter) -> None:
    """States a post can be in, titles with markup and entities, and pages that are no posts."""
    _states(write)
    _titles(write)
    _contents(write)
    _pages(write)
    if write.facts.slug == "kuldiga":
        _agendas(write)
        _very_long(write)
    if write.facts.slug == "rezeknes-novads":
        _same_minute(write)


def _states(write: OddWriter) -> None:
    hidden = (
        ("scheduled", "future", (2026, 12, 1, 9, 0), "Decembra pasākumu afiša"),
        ("draft", "draft", (2026, 11, 19, 9, 0), "Nepabeigts melnraksts par budžetu"),
        ("private", "private", (2026, 11, 18, 9, 0), "Iekšējai lietošanai: dežūru grafiks"),
        ("trashed", "trash", (2026, 11, 16, 9, 0), "Kļūdaini ievietota ziņa"),
    )
    for key, status, when, title in hidden:
        write.add(key, title, when, f"{title}: teksts, kuru apmeklētāji neredz.", status=status)
    write.add(
        "protected",
        "Materiāli deputātiem",
        (2026, 11, 13, 15, 0),
        "Slepens pielikums, kas lasāms tikai ar paroli.",
        password=True,
    )
    write.add(
        "sticky",
        "Svarīgi: iedzīvotāju aptauja par novada attīstību",
        (2026, 2, 10, 10, 0),
        "Aptauja atvērta visu gadu, un tā piesprausta vietnes sākumā.",
        "Aizpildīt to var gan elektroniski, gan bibliotēkās.",
        sticky=True,
    )
    write.add(
        "repeated-hour",
        "Pulksteņi pagriezti atpakaļ",
        (),
        "Ziņa ievietota otrajā stundā pēc trijiem naktī, kad sākās ziemas laiks.",
        published=repeated_hour(second=True),
    )


def _titles(write: OddWriter) -> None:
    write.add(
        "entities",
        "Ģimenes diena „Mamma & tētis” – “Lielā balle” … un vēl",
        (2026, 5, 15, 13, 0),
        "Svētku programma sāksies pulksten 12.00 pilsētas parkā & estrādē.",
    )
    write.add(
        "markup-title",
        "Izrāde Ugunspuķe viesosies kultūras namā",
        (2026, 9, 14, 10, 10),
        "Izrādes ilgums ir viena stunda un četrdesmit minūtes.",
        title_html="Izrāde <em>Ugunspuķe</em> viesosies kultūras namā",
    )
    write.add(
        "untitled",
        "",
        (2026, 8, 21, 11, 30),
        "Šai ziņai redaktors aizmirsa ierakstīt virsrakstu, bet teksts par peldvietu ūdens kvalitāti ir "
        "pilnīgs.",
        slug=f"{write.facts.first_id + 3333}",
    )
    write.add(
        "renamed",
        "Slidotava atvērta līdz pulksten 22.00",
        (2026, 1, 20, 9, 0),
        "Slidotava pilsētas laukumā darbojas katru dienu, slidas var iznomāt uz vietas.",
        slug="slidotava-atverta-lidz-22",
        old_slugs=("slidotava-atverta",),
        modified=utc_from_local(2026, 1, 22, 10, 0),
    )


def _contents(write: OddWriter) -> None:
    mail = Mail("kultura", write.facts.host)
    write.add(
        "embeds",
        "Video: novada svētku gājiens",
        (2026, 8, 9, 20, 0),
        "Svētku gājienā piedalījās vairāk nekā tūkstotis dalībnieku no visām apvienībām.",
        Embed('<script>window.__kadrs = {"teksts": "Šis nav raksta teksts"};</script>'),
        Embed('<iframe src="https://video.example.lv/embed/1" title="Video"></iframe>'),
        p("Fotogrāfijas var iesūtīt uz ", mail, "."),
        picture=Picture("gajiens.jpg", ""),
    )
    write.add(
        "soft-hyphens",
        "Daudz\N{SOFT HYPHEN}dzīvokļu māju siltināšana",
        (2026, 4, 14, 14, 0),
        "Ener\N{SOFT HYPHEN}go\N{SOFT HYPHEN}efektivitātes programmā\N{NO-BREAK SPACE}pieteikti astoņi "
        "projekti.",
        Heading("Kas\N{NO-BREAK SPACE}jāzina"),
        "Pieteikumu pieņemšana ilgs līdz gada beigām.",
    )
    write.add(
        "poem",
        "Sveicam Mātes dienā!",
        (2026, 5, 10, 8, 0),
        Verse(("Tavās rokās visa pasaule šūpota,", "tavā balsī mājas sākums.")),
    )
    write.add(
        "gallery-files",
        "Izsludina iepirkumu par ielu uzturēšanu",
        (2026, 11, 11, 13, 0),
        "Piedāvājumi jāiesniedz līdz 2. decembrim pulksten 11.00.",
        files=(File(1, "Nolikums ielu uzturēšanai.pdf", "pdf"), File(2, "Tāme.xlsx", "xlsx")),
    )


def _pages(write: OddWriter) -> None:
    """Standing pages; they look like posts by address and must never be stored."""
    titles = (("budzets", "Budžets"), ("kontakti", "Kontakti"), ("vakances", "Vakances"))
    for slug, title in titles:
        write.add(
            f"page-{slug}",
            title,
            (2025, 2, 3, 10, 0),
            f"{title}: pastāvīga lapa, kas nav ziņa.",
            slug=slug,
            kind="page",
        )


def _agendas(write: OddWriter) -> None:
    for key, day in (("agenda-1", (2026, 1, 22)), ("agenda-2", (2026, 10, 22))):
        stamp = f"{day[2]:02}.{day[1]:02}.{day[0]}."
        write.add(
            key,
            f"Kuldīgas novada domes sēdes darba kārtība {stamp}",
            (*day, 16, 0),
            f"Domes sēde notiks nākamajā ceturtdienā pulksten 9.00. Darba kārtība apstiprināta {stamp}",
            slug=f"kuldigas-novada-domes-sedes-darba-kartiba-{stamp.rstrip('.').replace('.', '-')}",
            categories=("Sēžu darba kārtība",),
        )


def _very_long(write: OddWriter) -> None:
    """Over 200 kB of text, as council minutes pasted whole into a post."""
    sentence = (
        "Deputāts izsaka viedokli par darba kārtības {number}. jautājumu, norādot, ka lēmuma projekts "
        "papildināms ar izvērtējumu par ietekmi uz budžetu, bet pārējie deputāti priekšlikumu izskata un "
        "balso, lēmums tiek pieņemts ar balsu vairākumu. Protokolā ierakstīti visu klātesošo vārdi, "
        "balsojuma rezultāts un lēmuma numurs, kā arī pievienots saraksts ar iesniegtajiem dokumentiem un "
        "atbildīgo darbinieku skaidrojumi."
    )
    body: tuple[Paragraph, ...] = tuple(p(sentence.format(number=n)) for n in range(2, _LONG_PARAGRAPHS))
    write.add("very-long", "Domes sēdes protokols pilnā apjomā", (2026, 2, 26, 18, 0), *body)


def _same_minute(write: OddWriter) -> None:
    """Equal title and minute: two posts, the second address with the tail -2."""
    for key, place in (("same-minute-a", "Maltā"), ("same-minute-b", "Kaunatā")):
        write.add(
            key,
            "Iedzīvotāju sapulce",
            (2026, 10, 1, 12, 0),
            f"Sapulce notiks 8. oktobrī pulksten 17.00 {place}, kultūras namā.",
        )
