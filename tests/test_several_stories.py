"""Several stories on one page: the first is the item, and the others are told."""

import pytest

from crawler.items import Article
from crawler.platforms.web.finder import FoundBody
from tests.support import cleaned
from tests.test_web_pages import TEXT

STORY = "<article class=story><h1 class=title>{title}</h1><div>2024-03-0{n} 08:30</div>{text}</article>"
OTHER = "渡口的灯亮了一夜，守灯的老人天亮才回家。他说，只要还有船没有回来，灯就不能灭，这是他父亲教给他的规矩。"


def item_of(stories: str, found: str, monkeypatch: pytest.MonkeyPatch) -> Article:
    def find_body(root: object, url: object = None, selectors: object = ()) -> FoundBody:
        return FoundBody("article", 0.95, tuple(root.xpath(found)))  # type: ignore[attr-defined]

    monkeypatch.setattr("crawler.platforms.web.reading.find_body", find_body)
    head = "<meta charset=utf-8><title>夜里涨水</title>"
    item = cleaned(
        f"<!DOCTYPE html><html><head>{head}</head><body><div id=all>{stories}</div></body></html>".encode(), "page.html"
    )
    assert isinstance(item, Article)
    return item


FIRST = STORY.format(title="夜里涨水", n=5, text=f"<p>{TEXT}</p>" * 5)
SECOND = STORY.format(title="渡口的灯", n=6, text=f"<p>{OTHER}</p>" * 5)


@pytest.mark.parametrize("found", ["//div[@id='all']", "//article", "//article[1]"])
def test_the_first_story_is_the_item(found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    item = item_of(FIRST + SECOND, found, monkeypatch)
    assert item.headline == "夜里涨水"
    assert item.text.split("\n\n") == [TEXT] * 5
    assert [removal.text.count(OTHER) for removal in item.removed if removal.rule == "page-story"] == [5]


@pytest.mark.parametrize(
    "second",
    [
        SECOND.replace("article", "section"),
        SECOND.replace("h1", "h2"),
        SECOND.replace("2024-03-06 08:30", "接上文"),
        SECOND.replace("渡口的灯<", "夜里涨水<"),
    ],
)
def test_a_part_of_the_story_is_no_other(second: str, monkeypatch: pytest.MonkeyPatch) -> None:
    item = item_of(FIRST + second, "//div[@id='all']", monkeypatch)
    assert item.text.count(OTHER) == 5
    assert all(removal.rule != "page-story" for removal in item.removed)
