"""Jūrmala.

Site: www.jurmala.lv. Platform: TVP (seen), feed read by others in production (seen). Caveats: repeated
headlines get a numeric tail and are different articles; edu.jurmala.lv mirrors the old tree.
"""

from pilsetas_crawl.platforms.tvp import TvpSpider


class JurmalaSpider(TvpSpider):
    """News of Jūrmala."""

    name = "jurmala"
    example = "https://www.jurmala.lv/lv/jaunums/jurmalai-pagarinats-kurorta-statuss"
