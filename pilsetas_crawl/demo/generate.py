"""Fills a site with its ordinary articles; the awkward ones are in `oddities`."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from pilsetas_crawl.demo import stories
from pilsetas_crawl.demo.chance import Chance
from pilsetas_crawl.demo.compose import Draft, compose
from pilsetas_crawl.demo.latvian import slugify
from pilsetas_crawl.demo.model import RIGA, Block, Break, DemoArticle, File, Link, Paragraph, Picture
from pilsetas_crawl.demo.sections import section_for
from pilsetas_crawl.demo.stories_civic import CIVIC
from pilsetas_crawl.demo.stories_life import GREETINGS, LIFE
from pilsetas_crawl.demo.stories_office import OFFICE
from pilsetas_crawl.demo.stories_works import POWER_CUT, WORKS

if TYPE_CHECKING:
    from pilsetas_crawl.demo.site_facts import SiteFacts

LAST_DAY = date(2026, 11, 19)
# The moment at which the demo world stands still: nothing public is later. Friday noon in Riga.
WORLD_NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)

# Closes many posts of Sigulda; longer than some of the notices it stands under.
PHOTO_NOTE = (
    "Informējam, ka pasākuma laikā var tikt fotografēts un filmēts, un iegūtie materiāli var tikt izmantoti "
    "pašvaldības informatīvajos kanālos. Personas datu apstrādes pārzinis ir Siguldas novada pašvaldība, un "
    "ar privātuma politiku var iepazīties pašvaldības tīmekļvietnē. Ja nevēlaties, lai Jūsu attēls tiktu "
    "publicēts, lūdzam par to ziņot pasākuma organizatoriem."
)

_ORDINARY = (*CIVIC, *OFFICE, *WORKS, *LIFE)
_PLACEHOLDER_ALTS = ("attēls", "Vizuālis", "1", "Fona attēls", "Attīstības projekti")
_FILE_NAMES = (
    "Domes lēmums",
    "Nolikums",
    "Pieteikuma veidlapa",
    "Saistošie noteikumi",
    "Karte ar apbraucamo ceļu",
)
_ALL_YEAR = range(1, 13)
_SEASONS = {"heating": range(9, 12), "environment": range(3, 11), "budget": (1, 2, 10, 11, 12)}
# Topic -> words any of which names a fitting category of the site.
_TOPIC_WORDS = {
    "dome": ("Dome", "Pašvald", "Sēžu"),
    "budget": ("Dome", "Pašvald"),
    "planning": ("Pašvald", "Aktual"),
    "vacancy": ("Der zināt", "Uzņēm", "Aktual"),
    "grants": ("Uzņēm", "Sabiedr", "Aktual"),
    "roads": ("Labiek", "Svarīg", "Der zināt"),
    "power": ("Der zināt", "Svarīg", "Labiek"),
    "environment": ("Vide",),
    "school": ("Izglīt",),
    "culture": ("Kultūr", "Svētk"),
    "library": ("Kultūr",),
    "market": ("Svētk", "Kultūr", "Sabiedr"),
    "greeting": ("Svētk", "Sabiedr"),
    "sport": ("Sport",),
    "social": ("Sociāl", "Sabiedr"),
    "youth": ("Izglīt", "Sabiedr"),
}


def ordinary_articles(facts: SiteFacts, seed: int) -> list[DemoArticle]:
    """The generated articles of a site, oldest first."""
    chance = Chance(f"{seed}:{facts.slug}")
    span = (LAST_DAY - facts.first_day).days
    articles = []
    for index in range(facts.count):
        day = facts.first_day + timedelta(days=(index * span + chance.below(span)) // facts.count)
        draft = compose(_story(index, day, chance), facts, day, chance)
        article = _article(facts, index, _moment(day, chance), draft, chance)
        if facts.slug == "sigulda" and index % 2:
            article.blocks = (*article.blocks, Paragraph((PHOTO_NOTE,)))
        articles.append(article)
    return articles


def _story(index: int, day: date, chance: Chance) -> stories.Story:
    """Greetings when their season is, a power cut every ninth time, else anything."""
    if day.month == 12 and day.day > 18 and chance.happens(0.6):  # noqa: PLR2004 - the week before Christmas
        return GREETINGS[0]
    if index % 9 == 4:  # noqa: PLR2004 - as often as real sites carry these notices
        return POWER_CUT
    return chance.pick([story for story in _ORDINARY if day.month in _SEASONS.get(story.topic, _ALL_YEAR)])


def _moment(day: date, chance: Chance) -> datetime:
    """Working hours mostly; one in twelve in the first or last minutes of the local day."""
    clock = time(chance.between(8, 17), chance.below(60), chance.below(60))
    if chance.happens(1 / 12):
        clock = time(0, chance.below(50)) if chance.happens(0.5) else time(23, 10 + chance.below(50))
    return datetime.combine(day, clock, RIGA).astimezone(UTC)


def composed_article(facts: SiteFacts, index: int, moment: datetime, chance: Chance) -> DemoArticle:
    """One more article like the generated ones, published at a given moment."""
    day = moment.astimezone(RIGA).date()
    return _article(facts, index, moment, compose(_story(index, day, chance), facts, day, chance), chance)


def _article(facts: SiteFacts, index: int, moment: datetime, draft: Draft, chance: Chance) -> DemoArticle:
    uid = facts.first_id + index * 7 + chance.below(5)
    blocks, author = _with_author(draft.blocks, chance)
    article = DemoArticle(
        key=f"{facts.slug}-{index:03}",
        site=facts.slug,
        uid=uid,
        slug=slugify(draft.title),
        title=draft.title,
        published=moment,
        blocks=_with_link(blocks, facts, chance),
        lead=draft.lead,
        categories=categories_for(facts, draft.topic, chance),
        tags=_tags(chance),
        author=author,
        section=section_for(facts.slug, draft.topic),
    )
    _decorate(article, draft, chance)
    return article


def _decorate(article: DemoArticle, draft: Draft, chance: Chance) -> None:
    """Picture, files and later change, each on a share of the articles."""
    if draft.topic != "greeting" and chance.happens(0.55):
        alt = chance.pick(_PLACEHOLDER_ALTS) if chance.happens(0.7) else draft.title
        article.picture = Picture(f"foto_{article.uid}.jpg", alt)
    if draft.topic in {"dome", "planning", "auction", "grants", "vacancy"} and chance.happens(0.6):
        article.files = tuple(_file(article.uid, n, chance) for n in range(1 + chance.below(2)))
    if chance.happens(0.2):
        later = article.published + timedelta(days=1 + chance.below(9), minutes=chance.below(300))
        article.modified = min(later, WORLD_NOW - timedelta(hours=2))


def _file(uid: int, number: int, chance: Chance) -> File:
    kind = chance.pick(("pdf", "pdf", "docx", "xlsx"))
    return File(uid * 10 + number, f"{chance.pick(_FILE_NAMES)} {chance.between(2, 98)}.{kind}", kind)


def _with_author(blocks: tuple[Block, ...], chance: Chance) -> tuple[tuple[Block, ...], str | None]:
    """Every third text is signed in its last line."""
    if not isinstance(blocks[-1], Paragraph) or chance.happens(0.66):
        return blocks, None
    name = f"{chance.pick(stories.FIRST_NAMES_F)} {chance.pick(stories.SURNAMES_F)}"
    return (*blocks, Paragraph((name,))), name


def _with_link(blocks: tuple[Block, ...], facts: SiteFacts, chance: Chance) -> tuple[Block, ...]:
    """One in five texts points elsewhere: to another site or to a page of its own."""
    if not isinstance(blocks[-1], Paragraph) or chance.happens(0.8):
        return blocks
    outside = Link("likumi.lv", f"https://likumi.lv/ta/id/{chance.between(300000, 360000)}", external=True)
    inside = Link("pašvaldības kontaktu lapā", "/lv/kontakti" if facts.slug != "kuldiga" else "/kontakti/")
    sentence = Paragraph(("Plašāk: ", outside if chance.happens(0.6) else inside, "."))
    return (*blocks[:1], Break(), sentence, *blocks[1:])


def categories_for(facts: SiteFacts, topic: str, chance: Chance) -> tuple[str, ...]:
    """The site's category for a topic; a third of the articles also stands in its general one."""
    general = facts.categories[0]
    words = _TOPIC_WORDS.get(topic, ())
    fitting = [name for name in facts.categories if name.startswith(words)] if words else []
    if not fitting:
        return (general,)
    main = chance.pick(fitting)
    both = main != general and (chance.happens(0.35) or facts.slug in {"kuldiga", "sigulda"})
    return (general, main) if both else (main,)


def _tags(chance: Chance) -> tuple[str, ...]:
    if chance.happens(0.5):
        return ()
    first = chance.below(len(stories.TAGS) - 3)
    return stories.TAGS[first : first + 1 + chance.below(3)]
