"""Articles of a forum's portal and its members' blogs: one text under its own headline, without posts."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element

from crawler.content.body import Block
from crawler.content.html import lines_of, read_element, text_of
from crawler.content.patterns import regex
from crawler.items import Credit
from crawler.platforms.discuz.html_chrome import aside
from crawler.platforms.discuz.html_head import head_without_posts
from crawler.platforms.discuz.times import TIME
from crawler.platforms.forum import named
from crawler.platforms.threads import ThreadHead
from crawler.readers import Document
from crawler.readers.language_packs import in_both_packs

_CONTENT = frozenset({"article_content", "blog_article"})
_DATE = in_both_packs(rf"{TIME}|\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?")
_LABELLED = in_both_packs(
    r"(?:^|[|丨\s])(?P<label>发布者|发布人|发布|发表者|原?作者|撰文|来自|来源|出处|文章来源)[:：] ?(?P<value>[^|丨:：]{1,60}?)"
    r"(?= ?(?:$|[|丨])| \S{1,6}[:：])"
)
_AUTHOR, _POSTER, _SOURCE = "author", "poster", "source"
_MEANS = {"发": _POSTER, "發": _POSTER, "原": _AUTHOR, "作": _AUTHOR, "撰": _AUTHOR}
"""The meaning of a label, by its first character; any other label introduces the source."""
_NUMBER = regex(r"[?&;]aid=(\d{1,10})|/article-(\d{1,10})-\d|[?&;]id=(\d{1,10})(?:&amp;|&)idtype=aid|/blog-\d{1,10}-(\d{1,10})")
_PAGE = regex(r"[?&]page=(\d{1,4})|/article-\d{1,10}-(\d{1,4})")
_TRADITIONAL = regex("[發來觀覽]")
_MOST_LINES = 8
_LONGEST = 200  # characters of a line between headline and text


class PortalArticle(NamedTuple):
    """An article on a page. ``number`` is the one in the forum's database, with the page appended unless it is the first."""

    head: ThreadHead
    date: str | None
    source: str | None
    credits: list[Credit]
    categories: list[str]
    number: str | None
    is_traditional: bool
    blocks: list[Block]
    comments: list[str]


def read_article(document: Document, root: _Element) -> PortalArticle | None:
    """Return the article on an HTML page; ``None`` for a page without an element for one."""
    content = next((element for element in root.iter("td", "div") if element.get("id") in _CONTENT), None)
    if content is None:
        return None
    head = head_without_posts(document, root)
    headline = _headline(root, content)
    head = head._replace(headline=headline or head.headline)
    between, summary = _between(root, content, headline)
    said = dict(_labelled(between))
    date = next((found[0] for line in between if (found := _DATE.search(line))), None)
    body = read_element(content, aside, document.max_depth, head.base)
    return PortalArticle(
        head=head,
        date=date,
        source=said.get(_SOURCE),
        credits=_credits(said),
        categories=list(head.path[1:-1]),
        number=_number(document, head),
        is_traditional=any(map(_TRADITIONAL.search, between)),
        blocks=[*summary, *body.blocks],
        comments=body.comments,
    )


def _headline(root: _Element, content: _Element) -> str:
    """Return the last first-level heading above the text or, if there is none, inside it."""
    headings = [element for element in root.iter("h1", "td", "div") if element is content or element.tag == "h1"]
    above = headings[: headings.index(content)]
    titles = [title for element in above or headings if element is not content and (title := text_of(element, _LONGEST))]
    return titles[-1] if titles else ""


def _between(root: _Element, content: _Element, headline: str) -> tuple[list[str], list[Block]]:
    """Return the lines between headline and text, without the summary, and the summary as a block marked as the software's."""
    lines = lines_of(root, content)
    start = next((at for at in range(len(lines) - 1, -1, -1) if lines[at] == headline), len(lines) - _MOST_LINES)
    below = lines[max(start + 1, 0) :][:_MOST_LINES]
    summary = [Block("paragraph", line, names=frozenset({named("summary")})) for line in below if line.startswith("摘要")]
    return [line for line in below if len(line) <= _LONGEST and not line.startswith("摘要")], summary


def _labelled(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what the labels introduce and its value, last line first."""
    for line in reversed(lines):
        for found in reversed(list(_LABELLED.finditer(line))):
            if value := _DATE.sub("", found["value"]).strip():
                yield _MEANS.get(found["label"][0], _SOURCE), value


def _credits(said: dict[str, str]) -> list[Credit]:
    """Return the named author; otherwise the poster, as author or, if the text has a source, as contributor."""
    if author := said.get(_AUTHOR):
        return [Credit("author", author)]
    poster = said.get(_POSTER)
    return [Credit("contributor" if _SOURCE in said else "author", poster)] if poster else []


def _number(document: Document, head: ThreadHead) -> str | None:
    found = _NUMBER.search(head.url or "") or _NUMBER.search(document.text)
    if found is None:
        return None
    number, page = next(filter(None, found.groups())), _PAGE.search(head.url or "")
    nth = next(filter(None, page.groups())) if page else "1"
    return number if nth == "1" else f"{number}-{nth}"
