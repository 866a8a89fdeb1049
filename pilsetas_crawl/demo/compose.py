"""Turns a story template into the text of one article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pilsetas_crawl.demo import latvian, stories
from pilsetas_crawl.demo.model import (
    Block,
    Break,
    Bullets,
    Folded,
    Grid,
    Heading,
    Mail,
    Paragraph,
    Strong,
    Verse,
)

if TYPE_CHECKING:
    from pilsetas_crawl.demo.chance import Chance
    from pilsetas_crawl.demo.site_facts import SiteFacts
    from pilsetas_crawl.demo.stories import Story

# Stands for the e-mail address until the sentence is cut into pieces; no text contains it.
_MAIL_MARK = "\N{INFORMATION SEPARATOR TWO}"
_MAILBOXES = ("dome", "pasts", "info", "attistiba", "izglitiba", "kultura")


@dataclass(frozen=True, slots=True)
class Draft:
    """A composed text."""

    topic: str
    title: str
    lead: str
    blocks: tuple[Block, ...]


class Slots(dict[str, str]):
    """Values of one article's slots, chosen when first asked for and then kept."""

    def __init__(self, chance: Chance, facts: SiteFacts, day: date) -> None:
        super().__init__()
        self._chance, self._facts, self._day = chance, facts, day
        self.mailbox = Mail(chance.pick(_MAILBOXES), facts.host)
        self._fill_places()
        self._fill_days()
        self._fill_people()

    def __missing__(self, key: str) -> str:
        """Numbers: ``n_low_high`` and ``eur_low_high``; any other name is a mistake in a template."""
        kind, low, high = key.split("_")
        number = self._chance.plural(int(low), int(high))
        self[key] = f"{number:,}".replace(",", " ") if kind == "eur" else str(number)
        return self[key]

    def _fill_places(self) -> None:
        facts, pick = self._facts, self._chance.pick
        first = self._chance.below(len(facts.parishes))
        second = (first + 1 + self._chance.below(len(facts.parishes) - 1)) % len(facts.parishes)
        for tail, index in (("", first), ("2", second)):
            name = facts.parishes[index]
            self[f"par{tail}"] = name
            self[f"par{tail}_gen"] = f"{name} {facts.part[0]}"
            self[f"par{tail}_loc"] = f"{name} {facts.part[1]}"
        self.update(area_gen=facts.area_gen, area_loc=facts.area_loc, town_gen=facts.town_gen)
        self.update(town_loc=facts.town_loc, other_loc=pick(facts.towns_loc))
        self.update(street_loc=pick(stories.STREETS_LOC[:7]), street2_loc=pick(stories.STREETS_LOC[7:]))
        self.update(venue_loc=pick(stories.VENUES_LOC), firm=pick(stories.FIRMS), mail=_MAIL_MARK)
        self["house"] = str(self._chance.between(2, 58))
        self["tel"] = f"{facts.phone}{self._chance.between(100, 999)}"

    def _fill_days(self) -> None:
        event = self._day + timedelta(days=self._chance.between(2, 16))
        before = event - timedelta(days=self._chance.between(1, 2))
        until = event + timedelta(days=self._chance.between(4, 30))
        hour = self._chance.between(9, 13)
        self.update(
            on=latvian.day_on(event),
            since=latvian.day_since(event),
            wd=latvian.weekday_on(event),
            on2=latvian.day_on(before),
        )
        self.update(until=latvian.day_until(until), year=str(self._day.year))
        self.update(time=f"{hour}.00", time2=f"{hour + self._chance.between(2, 5)}.30")

    def _fill_people(self) -> None:
        self.update(woman=self._woman(), man=self._man(), person2=self._woman())
        if self._chance.happens(0.5):
            self.update(person=self["man"], role=self._chance.pick(stories.ROLES_M))
        else:
            self.update(person=self["woman"], role=self._chance.pick(stories.ROLES_F))

    def _woman(self) -> str:
        return f"{self._chance.pick(stories.FIRST_NAMES_F)} {self._chance.pick(stories.SURNAMES_F)}"

    def _man(self) -> str:
        return f"{self._chance.pick(stories.FIRST_NAMES_M)} {self._chance.pick(stories.SURNAMES_M)}"


def compose(story: Story, facts: SiteFacts, day: date, chance: Chance) -> Draft:
    """Write one article of this story, as of `day`."""
    slots = Slots(chance, facts, day)
    number = chance.below(len(story.titles))
    title = _capital(story.titles[number].format_map(slots))
    texts = [_capital(text.format_map(slots)) for text in _sentences(story, number, chance)]
    if story.shape == "verse":
        lines = tuple(_capital(line) for line in texts[0].split("|"))
        return Draft(story.topic, title, lines[0], (Verse(lines),))
    paragraphs: list[Block] = [_paragraph(text, slots.mailbox) for text in texts]
    blocks = (*paragraphs[:-1], *_extras(story, slots, chance), paragraphs[-1])
    return Draft(story.topic, title, texts[0].replace(_MAIL_MARK, slots.mailbox.text), blocks)


def _sentences(story: Story, title: int, chance: Chance) -> list[str]:
    """Lead and second paragraph belong to the title (even or odd), the rest is free."""
    fixed = [variants[title % len(variants)] for variants in story.paragraphs[:2]]
    return fixed + [chance.pick(variants) for variants in story.paragraphs[2:]]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _paragraph(text: str, mailbox: Mail) -> Paragraph:
    before, mark, after = text.partition(_MAIL_MARK)
    if not mark:
        return Paragraph((text,))
    return Paragraph(tuple(part for part in (before, mailbox, after) if part != ""))


def _extras(story: Story, slots: Slots, chance: Chance) -> list[Block]:
    """List, table or accordion of the story, parted from the rest as editors do."""
    extras: list[Block] = []
    if len(story.bullets) > 1:
        start = chance.below(len(story.bullets) - 1)
        items = tuple(_capital(item.format_map(slots)) for item in story.bullets[start:])
        extras += [_list_heading(story), Bullets(items)] if len(items) > 1 else []
    if story.shape == "table":
        extras += [Break(), _grid(story, slots, chance)]
    if story.shape == "fold" and chance.happens(0.6):
        extras += [Break(), _folded(slots), Break()]
    return extras


def _list_heading(story: Story) -> Block:
    words = {"dome": "Darba kārtībā", "vacancy": "Prasības un piedāvājums", "roads": "Plānotie darbi"}
    if story.topic in words:
        return Heading(words[story.topic])
    return Paragraph((Strong("Svarīgākais:"),))


def _folded(slots: Slots) -> Folded:
    return Folded(
        "Biežāk uzdotie jautājumi",
        (
            f"Kur var uzzināt vairāk? Klātienē {slots['street_loc']} {slots['house']}.",
            f"Vai jāpiesakās iepriekš? Jā, ne vēlāk kā līdz {slots['until']}.",
        ),
    )


def _grid(story: Story, slots: Slots, chance: Chance) -> Grid:
    if story.topic == "service":
        return Grid(
            (("Diena", "Laiks"), ("Pirmdiena", "8.00–18.00"), ("Piektdiena", f"8.00–{slots['time2']}"))
        )
    if story.topic == "sport":
        return Grid((("Grupa", "Uzvarētājs"), ("Vīrieši", slots["man"]), ("Sievietes", slots["woman"])))
    first, second = chance.plural(900, 4800), chance.plural(20, 890)
    return Grid(
        (
            ("Postenis", "Summa, eiro"),
            (slots["par_loc"], f"{first:,}".replace(",", " ")),
            (slots["par2_loc"], str(second)),
        )
    )
