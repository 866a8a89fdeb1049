"""Many themes on many sites, the sites shared out among processes: reading is all a processor's work."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from pilsetas_crawl.run.verdict import Verdict
from tests.survival.stage import SITES, Outcome, Stage
from tests.survival.theme import BY_NAME, Theme

# Themes that were made by hand, harder than most that are drawn.
HARSH = {
    "nothing is called as before": (
        "classes_renamed", "ids_dropped", "attributes_dropped", "scripts_gone", "head_cleared",
    ),
    "rows, headlines and days in other elements": (
        "rows_in_table", "headline_is_no_heading", "times_gone", "dates_printed_otherwise",
        "divs_to_sections",
    ),
}  # fmt: skip
GONE = "everything_gone"
# Sites whose pages hold, together, everything that a rule can change.
CHECKED = ("jurmala", "kuldiga", "kraslava")
# Seeds under which a rule is tried alone; by chance one of them may leave a site as it is.
VARIANTS = 3
# Memory for the archives: three hundred runs would wait for a disk most of their time.
MEMORY = Path("/dev/shm")


@dataclass(frozen=True)
class Told:
    """What came of one run, small enough to be sent between processes.

    Attributes:
        names: rules of its theme.
        right: articles read rightly.
        wrong: path → what was wrong.
        verdict, cause: what the run said of itself.
    """

    names: tuple[str, ...]
    right: int
    wrong: dict[str, str]
    verdict: str
    cause: str

    @classmethod
    def of(cls, theme: Theme | None, outcome: Outcome) -> Told:
        """The short form of an outcome."""
        names, run = theme.names if theme else (), outcome.run
        return cls(names, len(outcome.right), outcome.wrong, run.verdict or "", run.cause or "")

    @property
    def silent(self) -> bool:
        """Whether something is wrong and the run says that all is well."""
        return bool(self.wrong) and Verdict(self.verdict).healthy


@dataclass
class SiteTold:
    """All runs of one site.

    Attributes:
        control: the run on the old theme.
        drawn: seed → run.
        harsh: name in `HARSH` → run.
        gone: the run on pages without a word of their articles.
        changing: rules that change a page of this site, for those in `CHECKED`.
    """

    slug: str
    control: Told
    drawn: dict[int, Told] = field(default_factory=dict)
    harsh: dict[str, Told] = field(default_factory=dict)
    gone: Told | None = None
    changing: set[str] = field(default_factory=set)


def run_site(slug: str, seeds: Sequence[int], *, drawn_only: bool = False) -> SiteTold:
    """Run one site through its themes."""
    memory = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        stage = Stage(slug, Path(folder))
        told = SiteTold(slug, _run(stage, None))
        told.drawn = {seed: _run(stage, Theme.drawn(seed)) for seed in seeds}
        if not drawn_only:
            told.harsh = {name: _run(stage, Theme.of(*names, seed=7)) for name, names in HARSH.items()}
            told.gone = _run(stage, Theme.of(GONE))
            told.changing = {name for name in BY_NAME if slug in CHECKED and _changes(stage, name)}
    return told


def run_sites(
    seeds: Iterable[int], sites: Sequence[str] = SITES, *, drawn_only: bool = False
) -> list[SiteTold]:
    """Run all sites; a seed goes to the site whose turn it is."""
    shares: dict[str, list[int]] = {slug: [] for slug in sites}
    for seed in seeds:
        shares[sites[seed % len(sites)]].append(seed)
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        waiting = [
            pool.submit(run_site, slug, share, drawn_only=drawn_only) for slug, share in shares.items()
        ]
        return [one.result() for one in waiting]


def _run(stage: Stage, theme: Theme | None) -> Told:
    return Told.of(theme, stage.after(theme))


def _changes(stage: Stage, name: str) -> bool:
    """Whether a rule alone changes a page of a site, in one of its variants."""
    ground, plain = stage.ground, Theme.of()
    for path in (*ground.fresh, stage.listing):
        page = stage.plain(path), path, ground.gold, ground.institution
        if any(Theme.of(name, seed=seed).page(*page) != plain.page(*page) for seed in range(VARIANTS)):
            return True
    return False
