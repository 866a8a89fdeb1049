"""Salaspils novads.

Site: salaspils.lv. Platform: Drupal of its own (seen), not the unified platform. Caveats: two addresses by
node number were seen and nothing else, so lists and the form of news addresses are found and learned; a page
without a date is no article; the Joomla site before it is an archive.
"""

from pilsetas_crawl.platforms.drupal import DrupalSpider


class SalaspilsSpider(DrupalSpider):
    name = "salaspils"
    example = "https://salaspils.lv/lv/node/3751"
    article_pattern = r"^/(?:lv/)?node/\d+$"
