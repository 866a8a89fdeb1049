"""Archives of any size for tests of long backfills: no article exists until it is asked for.

Article number ``n`` is computed from its number alone, so a list of a hundred thousand costs nothing and
every page of it is the same whenever it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, overload

from pilsetas_crawl.demo.generate import WORLD_NOW
from pilsetas_crawl.demo.model import RIGA, DemoArticle, p

if TYPE_CHECKING:
    from datetime import date

    from pilsetas_crawl.demo.site_facts import SiteFacts

OLDEST = datetime(2020, 1, 2, 7, 0, tzinfo=UTC)
NEWEST = WORLD_NOW - timedelta(hours=1)
_SLUG = "arhiva-zina-"
_SENTENCES = (
    "Darbi sākti saskaņā ar grafiku, un iedzīvotājus lūdz ievērot ceļa zīmes.",
    "Domes deputāti jautājumu izskatīja komitejā un atbalstīja vienbalsīgi.",
    "Pieteikumus gaida līdz mēneša beigām klientu apkalpošanas centrā.",
    "Projekta kopējās izmaksas sedz valsts budžets un pašvaldības finansējums.",
    "Skolēni gatavojās vairākus mēnešus, un žūrija uzteica ikviena veikumu.",
    "Bibliotēkā skatāma grāmatu izstāde, kas veltīta novada rakstniekiem.",
    "Ūdensvada remonta laikā ūdens tiks pievests ar cisternu.",
    "Sacensībās piedalījās komandas no kaimiņu novadiem, arī no Igaunijas.",
    "Talcinieki sakopa upes krastu un iestādīja divdesmit liepas.",
    "Jauniešu centrā atvērta darbnīca, kurā var apgūt kokapstrādi.",
    "Sociālais dienests aicina pieteikties atbalstam kurināmā iegādei.",
    "Amatierteātris rudens sezonu atklās ar pirmizrādi tautas namā.",
)
_PICKED = 7


class Archive(Sequence[DemoArticle]):
    """Articles of one site, newest first; slices and selections of it are archives as well.

    Attributes:
        numbers: numbers of the articles in it, the newest (largest) first.
    """

    def __init__(self, facts: SiteFacts, total: int, numbers: range | None = None) -> None:
        self.facts, self.total = facts, total
        self.numbers = range(total, 0, -1) if numbers is None else numbers
        self._step = (NEWEST - OLDEST) / max(1, total - 1)

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> DemoArticle: ...

    @overload
    def __getitem__(self, place: slice) -> Archive: ...

    def __getitem__(self, place: int | slice) -> DemoArticle | Archive:
        if isinstance(place, slice):
            return Archive(self.facts, self.total, self.numbers[place])
        return self._article(self.numbers[place])

    def of(self, number: int) -> DemoArticle | None:
        """The article of this number, or None when it is not in here."""
        return self._article(number) if number in self.numbers else None

    def by_slug(self, slug: str) -> DemoArticle | None:
        """The article of this slug, or None."""
        tail = slug.removeprefix(_SLUG)
        return self.of(int(tail)) if slug.startswith(_SLUG) and tail.isdecimal() else None

    def of_category(self, name: str) -> Archive:
        """The articles of one category; they take turns. Only of a whole archive."""
        names = self.facts.categories
        first = next((n for n in self.numbers[: len(names)] if names[n % len(names)] == name), 0)
        return Archive(self.facts, self.total, range(first, 0, -len(names)))

    def between(self, first: datetime | None, last: datetime | None) -> Archive:
        """The articles after `first` and before `last`, neither included. Only of a whole archive."""
        low = 1 if first is None else max(1, self._number_at(first) + 1)
        high = self.total if last is None else min(self.total, self._number_at(last, strictly=True))
        return Archive(self.facts, self.total, range(high, low - 1, -1))

    def of_days(self, first: date | None, last: date | None) -> Archive:
        """The articles of these local days, both included. Only of a whole archive."""
        after = _midnight(first) - timedelta(microseconds=1) if first else None
        return self.between(after, _midnight(last + timedelta(days=1)) if last else None)

    def turned(self) -> Archive:
        """The same articles, oldest first."""
        return Archive(self.facts, self.total, self.numbers[::-1])

    def _number_at(self, moment: datetime, *, strictly: bool = False) -> int:
        """Largest number published by this moment, or before it."""
        number = int((moment - OLDEST) / self._step) + 2
        while number > 0 and (self._moment(number) > moment or (strictly and self._moment(number) == moment)):
            number -= 1
        return number

    def _moment(self, number: int) -> datetime:
        """Whole seconds, as the sites tell them."""
        return (OLDEST + (number - 1) * self._step).replace(microsecond=0)

    def _article(self, number: int) -> DemoArticle:
        facts = self.facts
        parish = facts.parishes[number % len(facts.parishes)]
        place = f"{parish} {facts.part[1]}"
        lead = f"Arhīva {number}. ziņa stāsta par notikumiem, kas skar iedzīvotājus {place}."
        start = number * 5
        body = [_SENTENCES[(start + n * (1 + number % 11)) % len(_SENTENCES)] for n in range(_PICKED)]
        return DemoArticle(
            key=f"archive-{number}",
            site=facts.slug,
            uid=number,
            slug=f"{_SLUG}{number}",
            title=f"{facts.area_gen} {number}. ziņa: darbi un notikumi {place}",
            published=self._moment(number),
            blocks=(p(lead), *(p(f"{sentence} ({number}.{n})") for n, sentence in enumerate(body))),
            lead=lead,
            categories=(facts.categories[number % len(facts.categories)],),
        )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=RIGA)
