"""A spider for every site with a file: ``scrapy crawl guancha`` replays the saved pages of that site."""

from crawler.spiders.replay import FIXTURES, ReplaySpider


class SiteSpider(ReplaySpider):
    """Replays the pages of its own site; the default is the site's folder in ``fixtures/``."""

    name = ""


def spider_of(site: str) -> type[SiteSpider]:
    """The spider of the site called ``site``."""
    attributes = {"name": site, "site": site, "own_pages": f"{FIXTURES}/{site}", "__module__": __name__}
    return type(f"{site.title().replace('_', '')}Spider", (SiteSpider,), attributes)
