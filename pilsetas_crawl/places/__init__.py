"""Which places a text speaks of: every mention with its span, its place, and the rule that decided.

    >>> [mention.key for mention in find_places("Koncerts Rīgas ielā 5, Valmierā.")]
    ['0054010']

`find_places` reads one text, `find_places_in` many, `summarise` makes of mentions the places of an article.
docs/places.md tells the rules, the figures and the gaps.
"""

from pilsetas_crawl.places.mention import Mention
from pilsetas_crawl.places.summary import PlaceSummary, Summary, summarise
from pilsetas_crawl.places.tagger import Text, find_places, find_places_in

__all__ = ["Mention", "PlaceSummary", "Summary", "Text", "find_places", "find_places_in", "summarise"]
