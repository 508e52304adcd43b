"""What an HTML page says of the thread, of its forum and of itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element

from crawler.content.html import lines_of, text_of
from crawler.content.patterns import regex
from crawler.content.web_url import is_web_url
from crawler.platforms.discuz.head import counts_in, labelled_counts, platform, read_head
from crawler.platforms.discuz.html_headers import row_text
from crawler.platforms.discuz.html_parts import PageParts
from crawler.platforms.discuz.title import forum_in, names_forum, path_in
from crawler.readers import Document

_SITE_URL = regex(r"SITEURL ?= ?'(https?://[^'\s]{1,200})'")
_ACTION = regex(r"action-uri=(https?://[^;\s]{1,200})")
_SAVED_FROM = regex(r"saved from url=\(\d{1,6}\)(https?://[^\s>]{1,800})")
_GENERATOR = regex(r"(?:\S{1,20} ?! ?|\S{1,20} )(X?\d{1,2}(?:\.\d{1,2}){0,2})")
_FOOTER = regex(r"Discuz!(?:</a>)?(?:</strong>)?\s{0,9}<em>(X?\d{1,2}(?:\.\d{1,2}){0,2})</em>")
_WINDOW_END = regex(r"\s{1,3}-\s{1,3}Powered by Discuz!.*|\s{1,3}-\s{1,3}手机版(?=\s|$)", re.DOTALL)
_SEPARATOR = regex(r"\s-\s")
_TYPE = regex(r"^(?:\[[^\[\]]{1,16}\] ?){1,2}")
_EYE, _TALK = regex(r"eye|view|liulan|chakan"), regex(r"chat|repl|comment|huifu|pinglun")
"""In the class names of signs."""
_UNKNOWN = (None, None)
_HEAD_LIMIT = 20_000  # characters of the source in which the scripts at its head stand
_POST = regex(r"(?:post_|pid|postmessage_)\d{1,12}", re.ASCII)
_LONGEST = 400


@dataclass(slots=True)
class PageHead:
    """Title, counts, forum, software and addresses; ``None`` where the page does not say."""

    headline: str
    views: int | None
    reply_count: int | None
    publisher: str | None
    platform: str
    url: str | None
    base: str | None
    path: list[str] = field(default_factory=list)  # of the page in the forum, the site first


@dataclass(slots=True)
class Meta:
    """The elements at the head of the source: ``named`` are meta elements by name, the first of each."""

    named: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    base: str = ""
    window: list[str] = field(default_factory=list)  # the parts of the title
    tasks: list[str] = field(default_factory=list)


def meta_of(document: Document, root: _Element) -> Meta:
    """The elements that HTML has for a page's head, wherever broken HTML puts them; read once. Not to be changed."""
    meta: Meta | None = document.readings.get(Meta)
    if meta is None:
        meta = document.readings[Meta] = _meta_in(root)
    return meta


def _meta_in(root: _Element) -> Meta:
    meta = Meta()
    for element in root.iter("meta", "link", "base", "title"):
        if element.tag == "meta":
            meta.named.setdefault((element.get("name") or "").lower(), (element.get("content") or "").strip())
            if element.get("name") == "msapplication-task":
                meta.tasks.append(element.get("content") or "")
        elif element.tag == "link":
            meta.canonical = meta.canonical or ((element.get("href") or "").strip() if element.get("rel") == "canonical" else "")
        elif element.tag == "base":
            meta.base = meta.base or (element.get("href") or "").strip()
        elif not meta.window:
            title = _WINDOW_END.sub("", text_of(element)[:_LONGEST])
            meta.window = [part for part in (" ".join(part.split()) for part in _SEPARATOR.split(title)) if part]
    return meta


def names_in(document: Document, root: _Element) -> set[str]:
    """What a page may call its forum: the parts of its title and of its path, and what it calls itself."""
    meta = meta_of(document, root)
    path = next((element for element in root.iter("div") if element.get("id") == "pt"), None)
    links = [] if path is None else [text_of(link, _LONGEST) for link in path.iter("a")]
    return {meta.named.get("application-name", ""), _app_title(meta), *meta.window, *links} - {""}


def site_name_in(document: Document, root: _Element) -> str | None:
    """What to call the forum of a page that no site's file claims: as it calls itself, or its host."""
    meta = meta_of(document, root)
    return _publisher(meta, _path_in(root)) or _host(*_addresses(document, meta))


def host_of(head: PageHead) -> str | None:
    """The host that a page is from, where it is known."""
    return _host(head.url, head.base)


def _host(url: str | None, base: str | None) -> str | None:
    return urlsplit(url or base or "").hostname


def head_without_posts(document: Document, root: _Element) -> PageHead:
    """What a page that is no thread says of itself; its ``headline`` is from the window's title."""
    meta = meta_of(document, root)
    path = _path_in(root)
    url, base = _addresses(document, meta)
    return PageHead(
        headline=_window_title(meta),
        views=None,
        reply_count=None,
        publisher=_publisher(meta, path),
        platform=_platform(document.text, meta),
        url=url,
        base=base,
        path=path_in(path),
    )


def head_of(document: Document, root: _Element, parts: PageParts) -> PageHead:
    """Read the head of a thread: its own elements, or where a skin has others, what is printed above the first post."""
    meta = meta_of(document, root)
    printed: list[str] = []
    counts, path = _counts(parts), _path_lines(parts.head.get("path", ()))
    if counts == _UNKNOWN or not path:
        printed = lines_of(root, parts.posts[0].start)
        counts = counts_in(printed) if counts == _UNKNOWN else counts
    url, base = _addresses(document, meta)
    return PageHead(
        headline=_headline(parts, meta, printed),
        views=counts[0],
        reply_count=counts[1],
        publisher=_publisher(meta, path or printed),
        platform=_platform(document.text, meta),
        url=url,
        base=base,
    )


def _headline(parts: PageParts, meta: Meta, printed: list[str]) -> str:
    """The title in its element, without the thread's type; else the first part of the window's title."""
    for subject in parts.head.get("subject", ()):
        if title := text_of(subject, _LONGEST):
            return title
    for touch in parts.head.get("view_tit", ()):
        if title := text_of(touch, _LONGEST):
            return _TYPE.sub("", title) if touch.find("em") is not None else title
    return _window_title(meta) or (read_head(printed).headline if printed else "")


def _window_title(meta: Meta) -> str:
    return " - ".join(meta.window[:-2] or meta.window[:1])


def _counts(parts: PageParts) -> tuple[int | None, int | None]:
    """Views and replies: beside the signs that views for telephones have for them, labelled at the head of the thread, or in the
    row of the first post, where some skins have them."""
    signs = _beside_signs(parts.posts[0].row)
    if signs != _UNKNOWN:
        return signs
    rows = [row for name in ("hm", "bm_inf") for row in parts.head.get(name, ())]
    found = (counts_in([text_of(row, _LONGEST)]) for row in rows)
    return next((counts for counts in found if counts != _UNKNOWN), None) or labelled_counts(row_text(parts.posts[0]))


def _beside_signs(row: _Element | None) -> tuple[int | None, int | None]:
    views = replies = None
    for sign in () if row is None else row.iter("i"):
        number, name = sign.getnext(), sign.get("class") or ""
        text = sign.tail if number is None or (sign.tail or "").strip() else text_of(number, _LONGEST)
        if (text := (text or "").strip()).isdecimal():
            views = int(text[:9]) if views is None and _EYE.search(name) else views
            replies = int(text[:9]) if replies is None and _TALK.search(name) else replies
    return views, replies


def _printed_above(root: _Element) -> list[str]:
    """The lines above the first post, or all of a page without one."""
    post = next((element for element in root.iter("div", "table", "td") if _POST.fullmatch(element.get("id") or "")), None)
    return lines_of(root, post, _HEAD_LIMIT)


def _path_in(root: _Element) -> list[str]:
    """The lines of the path; of a page that has no element for it, what is printed above the first post."""
    return _path_lines([element for element in root.iter("div") if element.get("id") == "pt"]) or _printed_above(root)


def _path_lines(elements: Iterable[_Element]) -> list[str]:
    return [line for element in elements for line in lines_of(element, longest=_LONGEST)]


def _publisher(meta: Meta, path: list[str]) -> str | None:
    """The forum's name: first in the path, or as the page calls itself, or last in the window's title."""
    names = (forum_in(path), meta.named.get("application-name"), _app_title(meta), *meta.window[2:][-1:])
    return next((name for name in names if name and names_forum(name)), None)


def _app_title(meta: Meta) -> str:
    return meta.named.get("apple-mobile-web-app-title", "")


def _platform(source: str, meta: Meta) -> str:
    """``Discuz! X3.4`` as the page says, also where the forum has put its own name in the place of the software's."""
    version = _GENERATOR.fullmatch(meta.named.get("generator", "")) or _FOOTER.search(source, max(len(source) - _HEAD_LIMIT, 0))
    return f"Discuz! {version[1]}" if version else platform(source)


def _addresses(document: Document, meta: Meta) -> tuple[str | None, str | None]:
    """The canonical URL of the page, and what relative URLs in it are relative to."""
    source = document.text[:_HEAD_LIMIT]
    saved_from = _SAVED_FROM.search(source)
    here = document.url or (saved_from[1] if saved_from else None)
    site = _SITE_URL.search(source) or next(filter(None, map(_ACTION.search, meta.tasks)), None)
    base = next((url for url in (meta.base, site and site[1], here, meta.canonical) if url and is_web_url(url)), None)
    canonical = absolute(meta.canonical, base) if meta.canonical else ""
    return next((url for url in (canonical, here) if url and is_web_url(url)), None), base


def absolute(url: str, base: str | None) -> str:
    """``url`` as it is from ``base`` on; unchanged where that is unknown or either cannot be read."""
    try:
        return urljoin(base, url) if base else url
    except ValueError:
        return url
