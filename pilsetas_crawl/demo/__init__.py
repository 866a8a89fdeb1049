"""Demo sites: eight municipal sites on loopback, for trying the crawler out and for testing it.

The spiders that read the real sites read these too (``-a site=URL``). What they serve follows what is known
of the real systems; where nothing is known, the module says which assumption stands in for it.
"""

from pilsetas_crawl.demo.client import DemoControl, DemoServer
from pilsetas_crawl.demo.facts import SITE_ORDER
from pilsetas_crawl.demo.world import DEFAULT_SEED, DemoError

__all__ = ["DEFAULT_SEED", "SITE_ORDER", "DemoControl", "DemoError", "DemoServer"]
