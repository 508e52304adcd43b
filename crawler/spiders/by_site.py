"""A spider for every site that has a file: ``scrapy crawl guancha`` replays the saved pages of that site."""

from collections.abc import Iterator

from crawler.archives import Limits, SavedPage, Skipped, saved_pages
from crawler.sites import all_sites
from crawler.spiders.replay import FIXTURES, PROJECT, ReplaySpider


class SiteSpider(ReplaySpider):
    """Replays the pages of its own site, by default those in its folder of ``fixtures/``."""

    name = ""

    def saved_pages(self, limits: Limits) -> Iterator[SavedPage | Skipped]:
        if self.pages is not None:
            return super().saved_pages(limits)
        return saved_pages(f"{FIXTURES}/{self.site}", PROJECT, limits)


def _spider_of(site: str) -> type[SiteSpider]:
    return type(f"{site.title().replace('_', '')}Spider", (SiteSpider,), {"name": site, "site": site, "__module__": __name__})


globals().update({spider.__name__: spider for spider in map(_spider_of, all_sites())})
