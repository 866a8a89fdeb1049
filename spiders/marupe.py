"""Mārupes novads.

Site: www.marupe.lv. Platform: Drupal of its own (seen), not the unified platform. Caveats: every page answers
with and without /index.php; theme lists are not strictly by date; no feed was seen; standing pages say when
they were renewed, which is no publication.
"""

from pilsetas_crawl.platforms.drupal import DrupalNewsSpider, drupal_discovery


class MarupeSpider(DrupalNewsSpider):
    name = "marupe"
    example = "https://marupe.lv/lv/sabiedriba/zinas/izdots-marupes-vestu-decembra-numurs-20868"
    discovery = drupal_discovery("/lv/zinas")
