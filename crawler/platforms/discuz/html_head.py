"""Reads what an HTML page says about its thread, its forum and itself."""

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
from crawler.platforms.discuz.html_parts import PageParts, parts_of
from crawler.platforms.discuz.title import forum_in, names_forum, path_in
from crawler.platforms.threads import ThreadHead
from crawler.readers import Document
from crawler.readers.discuz_html import SITE_URL

_ACTION = regex(r"action-uri=(https?://[^;\s]{1,200})")
_SAVED_FROM = regex(r"saved from url=\(\d{1,6}\)(https?://[^\s>]{1,800})")
_GENERATOR = regex(r"(?:\S{1,20} ?! ?|\S{1,20} )(X?\d{1,2}(?:\.\d{1,2}){0,2})")
_FOOTER = regex(r"Discuz!(?:</a>)?(?:</strong>)?\s{0,9}<em>(X?\d{1,2}(?:\.\d{1,2}){0,2})</em>")
_WINDOW_END = regex(r"\s{1,3}-\s{1,3}[Pp]owered by Discuz!.*|\s{1,3}-\s{1,3}手机版(?=\s|$)", re.DOTALL)
_SEPARATOR = regex(r"\s-\s")
_TYPE = regex(r"^(?:\[[^\[\]]{1,16}\] ?){1,2}")
_EYE, _TALK = regex(r"eye|view|liulan|chakan"), regex(r"chat|repl|comment|huifu|pinglun")
"""Found in the class names of icons."""
_UNKNOWN = (None, None)
_HEAD_LIMIT = 20_000  # characters of the source in which the scripts at its head stand, and of the text above the posts
_LONGEST = 400


@dataclass(slots=True)
class Meta:
    """The elements at the head of the source and of the page; ``named`` holds the first meta element of each name."""

    named: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    base: str = ""
    window: list[str] = field(default_factory=list)  # the parts of the title
    tasks: list[str] = field(default_factory=list)


class _Printed(list[str]):
    """The lines above the first post."""


def meta_of(document: Document, root: _Element) -> Meta:
    """Return what the page's head elements say. They are read once; do not modify the result."""
    return document.once(Meta, lambda: _meta_in(parts_of(document, root).head))


def _meta_in(found: dict[str, list[_Element]]) -> Meta:
    meta = Meta()
    for element in found.get("meta", ()):
        meta.named.setdefault((element.get("name") or "").lower(), (element.get("content") or "").strip())
        if element.get("name") == "msapplication-task":
            meta.tasks.append(element.get("content") or "")
    meta.canonical = _first_address(link for link in found.get("link", ()) if link.get("rel") == "canonical")
    meta.base = _first_address(found.get("base", ()))
    for element in found.get("title", ()):
        title = _WINDOW_END.sub("", text_of(element)[:_LONGEST])
        parts = (" ".join(part.split()) for part in _SEPARATOR.split(title))
        meta.window = meta.window or [part for part in parts if part]
    return meta


def _first_address(elements: Iterable[_Element]) -> str:
    return next(filter(None, ((element.get("href") or "").strip() for element in elements)), "")


def names_in(document: Document, root: _Element) -> set[str]:
    """Return possible names of the forum: the parts of the title and the path, and the names in the page's meta elements."""
    meta = meta_of(document, root)
    paths = parts_of(document, root).head.get("path", [])
    links = [text_of(link, _LONGEST) for path in paths[:1] for link in path.iter("a")]
    return {meta.named.get("application-name", ""), _app_title(meta), *meta.window, *links} - {""}


def site_name_in(document: Document, root: _Element) -> str | None:
    """Return a name for the forum of a page that no site file claims: the one it gives itself, or else its host."""
    meta = meta_of(document, root)
    return _publisher(meta, _path_in(document, root)) or _host(*_addresses(document, meta))


def host_of(head: ThreadHead) -> str | None:
    """Return the host that a page is from, if known."""
    return _host(head.url, head.base)


def _host(url: str | None, base: str | None) -> str | None:
    return urlsplit(url or base or "").hostname


def head_without_posts(document: Document, root: _Element) -> ThreadHead:
    """Read the head of a page that is not a thread; its ``headline`` is taken from the window title."""
    meta = meta_of(document, root)
    path = _path_in(document, root)
    url, base = _addresses(document, meta)
    return ThreadHead(
        headline=_window_title(meta),
        publisher=_publisher(meta, path),
        platform=_platform(document.text, meta),
        url=url,
        base=base,
        path=path_in(path),
    )


def head_of(document: Document, root: _Element, parts: PageParts) -> ThreadHead:
    """Read the head of a thread from its own elements or, if a skin has different ones, from the text above the first post."""
    meta = meta_of(document, root)
    printed: list[str] = []
    counts, path = _counts(parts), _path_lines(parts)
    if counts == _UNKNOWN or not path:
        printed = _printed_above(document, root)
        counts = counts_in(printed) if counts == _UNKNOWN else counts
    url, base = _addresses(document, meta)
    return ThreadHead(
        headline=_headline(parts, meta, printed),
        views=counts[0],
        reply_count=counts[1],
        publisher=_publisher(meta, path or printed),
        platform=_platform(document.text, meta),
        url=url,
        base=base,
    )


def _headline(parts: PageParts, meta: Meta, printed: list[str]) -> str:
    """Return the title from its element, without the thread's type, or else from the window title."""
    for subject in parts.head.get("subject", ()):
        if title := text_of(subject, _LONGEST):
            return title
    for touch in parts.head.get("view_tit", ()):
        if title := text_of(touch, _LONGEST):
            return _TYPE.sub("", title) if touch.find("em") is not None else title
    window, above = _window_title(meta), read_head(printed)[0].headline if printed else ""
    return above if above and window.startswith(above) else window or above


def _window_title(meta: Meta) -> str:
    return " - ".join(meta.window[:-2] or meta.window[:1])


def _counts(parts: PageParts) -> tuple[int | None, int | None]:
    """Return views and replies: beside the icons for them in mobile views, labelled at the head of the thread, or in the row of
    the first post, where some skins show them."""
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


def _printed_above(document: Document, root: _Element) -> list[str]:
    """Return the lines above the first post, or all lines of a page without posts. They are read once."""
    posts = parts_of(document, root).posts
    return document.once(_Printed, lambda: _Printed(lines_of(root, posts[0].start if posts else None, _HEAD_LIMIT)))


def _path_in(document: Document, root: _Element) -> list[str]:
    """Return the lines of the path or, if the page has no element for it, the lines above the first post."""
    return _path_lines(parts_of(document, root)) or _printed_above(document, root)


def _path_lines(parts: PageParts) -> list[str]:
    return [line for element in parts.head.get("path", ()) for line in lines_of(element, longest=_LONGEST)]


def _publisher(meta: Meta, path: list[str]) -> str | None:
    """The forum's name: the first item of the path, the name in the meta elements, or the last part of the window title."""
    names = (forum_in(path), meta.named.get("application-name"), _app_title(meta), *meta.window[2:][-1:])
    return next((name for name in names if name and names_forum(name)), None)


def _app_title(meta: Meta) -> str:
    return meta.named.get("apple-mobile-web-app-title", "")


def _platform(source: str, meta: Meta) -> str:
    """Return ``Discuz! X3.4`` as given by the page, even if the forum replaced the software's name with its own."""
    version = _GENERATOR.fullmatch(meta.named.get("generator", "")) or _FOOTER.search(source, max(len(source) - _HEAD_LIMIT, 0))
    return f"Discuz! {version[1]}" if version else platform(source)


def _addresses(document: Document, meta: Meta) -> tuple[str | None, str | None]:
    """Return the page's canonical URL and the base of its relative URLs."""
    source = document.text[:_HEAD_LIMIT]
    saved_from = _SAVED_FROM.search(source)
    here = document.url or (saved_from[1] if saved_from else None)
    site = SITE_URL.search(source) or next(filter(None, map(_ACTION.search, meta.tasks)), None)
    base = next((url for url in (meta.base, site and site[1], here, meta.canonical) if url and is_web_url(url)), None)
    canonical = absolute(meta.canonical, base) if meta.canonical else ""
    return next((url for url in (canonical, here) if url and is_web_url(url)), None), base


def absolute(url: str, base: str | None) -> str:
    """Return ``url`` resolved against ``base``; unchanged if ``base`` is unknown or either cannot be parsed."""
    try:
        return urljoin(base, url) if base else url
    except ValueError:
        return url
