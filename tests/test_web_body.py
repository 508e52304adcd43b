"""Which elements of a page are its body."""

from crawler.content.html import parse_page, read_elements
from crawler.platforms.web.finder import FoundBody, find_body

TEXT = "河水在夜里涨了半米，两岸的人家把船拉到坡上，等着天亮。"


def found(body: str) -> FoundBody:
    return find_body(parse_page(f"<html><body>{body}</body></html>"))


def kept(page: FoundBody) -> list[str]:
    """The texts of the blocks that are not set aside."""
    names = set(page.aside.values())
    return [block.text for block in read_elements(page.elements, page.aside.get).blocks if names.isdisjoint(block.names)]


def test_the_paragraphs_are_the_body_and_not_the_menu() -> None:
    menu = "".join(f'<li><a href="/{n}">频道{n}</a></li>' for n in range(30))
    page = found(
        f"<ul>{menu}</ul><div><h2>涨水</h2><p>{TEXT}</p><p>{TEXT}</p><div class=share>分享到微博</div></div><div>版权所有</div>"
    )
    assert (page.kind, kept(page)) == ("article", ["涨水", TEXT, TEXT])
    assert list(page.aside.values()) == ["share"]


def test_a_page_of_scripts_has_none() -> None:
    page = found("<div id=app></div><script>start()</script>")
    assert (page.kind, page.elements, page.reason) == ("script shell", (), "no article: script shell")
