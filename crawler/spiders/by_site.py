"""A spider for every site that has a file: ``scrapy crawl guancha`` replays the saved pages of that site."""

from scrapy.utils.project import get_project_settings

from crawler.platforms.registry import all_sites
from crawler.spiders.replay import FIXTURES, ReplaySpider


class SiteSpider(ReplaySpider):
    """Replays the pages of its own site, by default those in its folder of ``fixtures/``."""

    name = ""


def _spider_of(site: str) -> type[SiteSpider]:
    attributes = {"name": site, "site": site, "own_pages": f"{FIXTURES}/{site}", "__module__": __name__}
    return type(f"{site.title().replace('_', '')}Spider", (SiteSpider,), attributes)


SITES = all_sites(get_project_settings().getlist("SITE_MODULES"))
globals().update({spider.__name__: spider for spider in map(_spider_of, SITES)})
