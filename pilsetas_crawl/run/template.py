"""Whether a source's article pages are still made from the template they were made from.

Every page is a set of signs (`platforms/template.py`). A sign that (nearly) every page had and none of the
latest has, or one that (nearly) none had and all of the latest have, is a change of the template: told even
where every field was read, because a reader that has to guess may guess wrongly.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from pilsetas_crawl.run.chances import chance_of_at_least, chance_of_at_most
from pilsetas_crawl.run.history import SOFT_DAYS

if TYPE_CHECKING:
    from pilsetas_crawl.store.bookkeeping import Bookkeeping

# Name of the bookkeeping entry.
TEMPLATE = "template"
Signs = frozenset[str]

# Latest pages that are looked at together, and the fewest that can show a change.
LATELY, FEWEST = 6, 3
# Share of the earlier pages by which a sign belongs to the template, or does not.
ALWAYS, NEVER = 0.98, 0.01
# Chance that pages are so by themselves, below which it is told. Some fifty signs are looked at.
CHANCE = 1e-5
# Pages after which earlier ones count half: a template grows parts that few pages have.
HALVED_AT = 400
# Pages from which a source is known: those of an archive asked for teach nothing new then.
KNOWN = 20
# Signs named in the cause.
NAMED = 3


@dataclass(slots=True)
class Template:
    """What is known of a source's article pages.

    Attributes:
        read: pages counted.
        counts: sign → pages that had it.
        lately: the latest pages, which are not counted yet.
        odd: local day on which they were first found to be otherwise; None while they are not.
        how: in words, how they are otherwise; empty while they are not.
    """

    read: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    lately: list[Signs] = field(default_factory=list)
    odd: date | None = None
    how: str = ""

    def look(self, pages: Sequence[Signs], today: date, *, incremental: bool = True) -> str:
        """Take in the pages of a run; returns how they differ from those before, in words, or nothing.

        It is told by every run from then on until pages are as before, the change is accepted, or its days
        are over.

        Args:
            pages: signs of each page read.
            today: the local day.
            incremental: the run reads what is new; else its pages only teach a source that is not known.
        """
        if not incremental and self.read >= KNOWN:
            return ""
        if self.odd is not None and today - self.odd > SOFT_DAYS:
            self.accept()
        pool = [*self.lately, *pages]
        if pages and incremental:
            self.how = self._change(pool, len(pages))
            self.odd = (self.odd or today) if self.how else None
        if self.odd is None:
            for signs in pool[:-LATELY]:
                self._count(signs)
        self.lately = pool[-LATELY:]
        return f"{self.how}, since {self.odd:%Y-%m-%d}" if self.odd else ""

    def accept(self) -> None:
        """Take the latest pages for the template from now on, if they were odd."""
        if self.odd is None:
            return
        self.read, self.counts, self.odd, self.how = 0, Counter(), None, ""
        for signs in self.lately:
            self._count(signs)
        self.lately = []

    def _count(self, signs: Signs) -> None:
        if self.read >= HALVED_AT:
            self.read //= 2
            self.counts = Counter({sign: n // 2 for sign, n in self.counts.items() if n > 1})
        self.read += 1
        self.counts.update(signs)

    def _change(self, pool: list[Signs], own: int) -> str:
        # A run of many pages is looked at alone, else together with those before it.
        for size in range(max(own, FEWEST), max(own, LATELY) + 1):
            if size > len(pool):
                break
            latest = pool[-size:]
            gone = self._gone(latest)
            new = self._new(latest)
            if gone or new:
                parts = (("lack", gone), ("have", new))
                how = " and ".join(f"{verb} {_named(signs)}" for verb, signs in parts if signs)
                return f"the last {size} article pages are built otherwise: they {how}"
        return ""

    def _gone(self, latest: list[Signs]) -> list[str]:
        there = frozenset().union(*latest)
        always = (s for s, n in self.counts.items() if n >= ALWAYS * self.read and s not in there)
        before = {"of_before": self.read}
        return sorted(
            s for s in always if chance_of_at_most(0, len(latest), before=self.counts[s], **before) < CHANCE
        )

    def _new(self, latest: list[Signs]) -> list[str]:
        common = frozenset.intersection(*latest)
        never = (s for s in common if self.counts[s] <= NEVER * self.read)
        size = len(latest)
        return sorted(
            s
            for s in never
            if chance_of_at_least(size, size, before=self.counts[s], of_before=self.read) < CHANCE
        )

    # --- keeping -----------------------------------------------------------------------------------

    def to_text(self) -> str:
        """As text for the state."""
        lately = [sorted(signs) for signs in self.lately]
        odd = self.odd.isoformat() if self.odd else None
        told = {"read": self.read, "counts": self.counts, "lately": lately, "odd": odd, "how": self.how}
        return json.dumps(told)

    @classmethod
    def from_text(cls, text: str | None) -> Self:
        """Back from the state; what was never kept is empty."""
        told: dict[str, Any] = json.loads(text) if text else {}
        if not told:
            return cls()
        lately = [frozenset(signs) for signs in told["lately"]]
        odd = date.fromisoformat(told["odd"]) if told["odd"] else None
        return cls(told["read"], Counter(told["counts"]), lately, odd, told["how"])


def accept_template(books: Bookkeeping) -> bool:
    """Take a source's present template for normal; returns whether it was odd."""
    template = Template.from_text(books.get(TEMPLATE))
    odd = template.odd is not None
    if odd:
        template.accept()
        books.set(TEMPLATE, template.to_text())
    return odd


def _named(signs: list[str]) -> str:
    more = f" and {len(signs) - NAMED} more" if len(signs) > NAMED else ""
    return ", ".join(signs[:NAMED]) + more
