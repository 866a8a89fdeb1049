"""Smiltenes novads.

Site: www.smiltenesnovads.lv. Platform: TVP (seen); feed read by others in production in 2026 (seen).
Caveats: stands behind Cloudflare; the old ``/blog/class/…`` was served until 2024 and shows the day of
reading as its date.
"""

from pilsetas_crawl.platforms.tvp import TvpSpider


class SmilteneSpider(TvpSpider):
    name = "smiltene"
    example = "https://smiltenesnovads.lv/lv/jaunums/iedzivotajus-aicinam-uz-tiksanos-kopa-sanak-radit-darit-ar-pasvaldibas-vadibu"
