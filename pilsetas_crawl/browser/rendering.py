"""What is asked of the browser for one page, and what may go wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pilsetas_crawl.errors import PilsetasError

# Key of a request's meta under which a `Rendering` sends it through the browser instead of plain HTTP.
RENDERING = "rendering"
# Key of the meta that says: nothing more could be loaded, everything the listing has is on the page.
WHOLE = "rendered_whole"
# Key of the meta that counts what the page's scripts asked for against the site's robots.txt.
FORBIDDEN = "rendered_forbidden"


class RenderingError(PilsetasError):
    """A page could not be read through the browser; the message says why, without the address."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """How one page is to be rendered.

    Attributes:
        article: the address of an article behind a link, None for any other link.
        hosts: names of the site's hosts; sub-domains of theirs may be asked too.
        seconds: the longest a page may take from its request until it is read.
        more: CSS of a button that loads more; without it the page is scrolled.
        presses: how often that is done at most.
        pause: seconds before each press: it asks the site for something.
    """

    article: Callable[[str], str | None]
    hosts: frozenset[str]
    seconds: float
    more: str | None = None
    presses: int = 0
    pause: float = 0.0

    @property
    def bound(self) -> float:
        """Seconds after which the page is given up whatever it does."""
        return self.seconds + self.presses * (self.pause + self.seconds / 4)
