"""Pages for tests, and the production path as a function."""

from crawler.documents import read_page
from crawler.items import Article, Thread
from crawler.sites import draft_of
from scrapy.settings import Settings
from scrapy.utils.conf import build_component_list
from scrapy.utils.misc import load_object
from scrapy.utils.project import get_project_settings


def stages(settings: Settings | None = None) -> list[object]:
    """The item pipelines of the project, in their order."""
    components = (settings or get_project_settings()).get_component_priority_dict_with_base("ITEM_PIPELINES")
    return [load_object(path)() for path in build_component_list(components)]


STAGES = stages()


def cleaned(page: bytes, path: str = "page.md") -> Article | Thread:
    """The clean item of a saved page, by every stage of the project."""
    item = draft_of(read_page(path, page))
    for stage in STAGES:
        item = stage.process_item(item)
    return item


def saved_dump(body: str, title: str = "标题", author: str = "观察者网", date: str = "Mon, 09 Aug 2021 19:39:10 GMT") -> bytes:
    """A page of the dump format, as the mirror writes it."""
    return (
        f"\n---\ntitle: '{title}'\ncategories: \n - 新媒体\n - {author}\n - 首页\nauthor: {author}\ncomments: false\n"
        f"date: {date}\n---\n\n{body}\n            "
    ).encode()
