"""Liepāja.

Site: www.liepaja.lv. Platform: WordPress, Bedrock layout (inferred from the addresses of its files); feed,
interface and listing inferred. Caveats: front page and site search are filled by script, content pages are
plain; pages and posts share the root; a missing page answers 200; files are on faili.liepaja.lv.
"""

from pilsetas_crawl.platforms.discovery.rendered import RenderedListingWay
from pilsetas_crawl.platforms.sisters import Sister
from pilsetas_crawl.platforms.wordpress import AT_ROOT, INTERFACE, WordPressSpider, wordpress_discovery


class LiepajaSpider(WordPressSpider):
    name = "liepaja"
    example = "https://www.liepaja.lv/liepajas-domes-un-iestazu-notikumu-plans-laika-no-25-lidz-29-maijam/"
    # The editors' host; the same files were seen there.
    aliases = ("lpacms.liepaja.lv",)
    article_pattern = AT_ROOT
    # Seen: pages end with "Atjaunots: …" alone, news have their date under the headline.
    standing_labels = ("Atjaunots",)
    discovery = (
        *wordpress_discovery(
            "/jaunumi/", rest=(*INTERFACE, "http://lpacms.liepaja.lv/wp-json/wp/v2/posts"), types=True
        ),
        # Seen: the front page is empty to a plain client.
        RenderedListingWay(("/",)),
    )
    sisters = (
        Sister(
            key="arhivs",
            site="http://arhivs.liepaja.lv",
            platform=WordPressSpider,
            article_pattern=WordPressSpider.article_pattern,
            discovery=wordpress_discovery("/"),
            evidence="archive, 3714 pages of its listing (seen); form of its articles inferred",
        ),
    )
