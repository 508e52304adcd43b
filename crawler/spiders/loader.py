"""Finding spiders. A site is named after its file, so that all spiders can be listed without loading any."""

import pkgutil
from importlib import import_module
from typing import Any

from scrapy import Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.misc import load_object

HERE = "crawler.spiders"
OWN = {"record": "crawler.spiders.record.RecordSpider", "replay": "crawler.spiders.replay.ReplaySpider"}


class Spiders(SpiderLoader):
    """Scrapy's own loader, except that the spiders in our package (those with a file there, and one for every site in
    ``SITE_MODULES``) are loaded only on request."""

    def __init__(self, settings: BaseSettings) -> None:
        modules = settings.getlist("SPIDER_MODULES")
        others = {**settings, "SPIDER_MODULES": [module for module in modules if module != HERE]}
        super().__init__(BaseSettings(others))
        files = (file for each in settings.getlist("SITE_MODULES") for file in pkgutil.iter_modules(import_module(each).__path__))
        sites = {file.name for file in files if not file.name.startswith("_")}
        self._here = sorted(OWN.keys() | sites) if HERE in modules else []

    def list(self) -> list[str]:
        """The names of all spiders."""
        return [*self._here, *super().list()]

    def load(self, spider_name: str) -> type[Spider]:
        """The class of a spider. Raises KeyError if there is none of that name."""
        if spider_name not in self._here:
            return super().load(spider_name)
        if spider_name in OWN:
            spider: type[Spider] = load_object(OWN[spider_name])
            return spider
        return _spider_of(spider_name)


def _spider_of(site: str) -> type[Spider]:
    """A spider that replays the pages of a site; the default is the site's folder in ``fixtures/``."""
    replay: Any = load_object(OWN["replay"])
    attributes = {"name": site, "site": site, "own_pages": f"{replay.own_pages}/{site}", "__module__": HERE}
    return type(f"{site.title().replace('_', '')}Spider", (replay,), attributes)
