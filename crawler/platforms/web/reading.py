"""Reads a full page: finds its body and turns it into an article or, if it has the posts of a forum, a thread."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC

from lxml.etree import _Element

from crawler.content.body import Block, Body
from crawler.content.html import hides_all, read_elements, text_of
from crawler.items import Article, Removal, Thread
from crawler.platforms.draft import Draft
from crawler.platforms.nothing_to_keep import NothingToKeep
from crawler.platforms.platform import Platform
from crawler.platforms.selectors import xpath_of
from crawler.platforms.site import Clock
from crawler.platforms.threads import ThreadHead
from crawler.platforms.web.article import article_of, authors_on, note_language
from crawler.platforms.web.aside import PREFIX
from crawler.platforms.web.authors import medium_in, medium_of
from crawler.platforms.web.beside import read_beside, set_aside
from crawler.platforms.web.copies import mark_copies
from crawler.platforms.web.doubtful import is_enough, is_listed_thread, is_made_of_posts, may_be_thread, shows_nothing
from crawler.platforms.web.finder import FoundBody, find_body
from crawler.platforms.web.furniture import furniture_in
from crawler.platforms.web.head import PageHead
from crawler.platforms.web.headline import Headline
from crawler.platforms.web.posts import comments_in
from crawler.platforms.web.posts.headed import has_heads
from crawler.platforms.web.printed_headline import printed_headline
from crawler.platforms.web.stated import Stated, stated_in
from crawler.platforms.web.stories import other_stories
from crawler.platforms.web.template import LONGEST, Template
from crawler.platforms.web.thread import Finder, draft_of_thread, in_scripts, with_heads
from crawler.platforms.web.thread_facts import add_facts
from crawler.readers import Document

_UNTOLD = ("script shell", "empty", "article")
"""Kinds of pages whose text may be in their scripts alone."""
_LITTLE, _REACHES = 60, (200, 2000, 20_000)
"""Characters of a page's text, of which less may be what a script shows beside the text; and in how many
characters and elements they are looked for, by turns."""
_LONGEST_SAMPLE = 20_000
"""Characters used to detect the language of a page."""


def draft_of(site: Platform, document: Document, templates: Sequence[Template], date_in_source: re.Pattern[str] | None) -> Draft:
    """Return the article or thread of a page; ``site`` declares ``templates`` and ``date_in_source``. See
    :meth:`crawler.platforms.web.site.WebSite.draft`."""
    head, root = PageHead.of(document), document.tree
    template = _template(templates, root, head)
    found = find_body(root, head.url, [xpath_of(each) for each in template.body])
    headline = _headline(template, root) or head.headline
    if thread := _thread_found(site, document, headline.text, found):
        return thread
    stated = _stated(root, head, found)
    if stated:
        found = FoundBody("article", 1.0, (stated.element,))
        named = [title for title in stated.titles if title in head.metadata.title]
        headline = Headline(max(named, key=len)) if named else headline
    elif found.reason or not found.elements:
        raise NothingToKeep(found.reason or "no article: empty")
    found = _without(found, comments_in(root, found.outline), "comments")
    stories = other_stories(headline.element)
    found = _without(found, stories, "story")
    aside = set_aside(root, headline, found, template)
    if not template.body:
        aside |= dict.fromkeys(furniture_in(found.elements, aside, headline.element), f"{PREFIX}furniture")
    blocks, comments = read_elements(found.elements, aside.get, document.max_depth, head.base, site.bold_names)
    if site.generic and (thread := _thread_after_all(site, document, headline.text, found, blocks)):
        return thread
    mark_copies(found.elements, blocks)
    if headline.element is None and not stated:
        headline = printed_headline(root, headline.text, blocks) or headline
    byline = read_beside(root, headline, found, template, blocks, head.url)
    if stated:
        byline = byline._replace(in_script=stated.date, made_by=stated.authors)
    article = article_of(site, document, byline, blocks, date_in_source)
    article.headline, article.source = headline.text, template.source_of(root)
    _tell_of_stories(article, stories, found)
    body = Body(
        article,
        blocks,
        comments,
        beside=[*(f"作者：{name}" for name in template.authors_of(root)), *byline.lines, *_source(head, stated)],
        authors=template.authors_of(root) or authors_on(document, byline),
    )
    return Draft(article, site, [body], base_url=head.base)


def _template(templates: Sequence[Template], root: _Element, head: PageHead) -> Template:
    day = head.metadata.first("article:published_time", "publishdate", "datepublished")[:10]
    return next((template for template in templates if template.fits(root, day)), Template())


def _headline(template: Template, root: _Element) -> Headline | None:
    element = template.headline_in(root)
    return None if element is None else Headline(text_of(element, LONGEST), element)


def _stated(root: _Element, head: PageHead, found: FoundBody) -> Stated | None:
    """Return what the scripts of a page say, if it shows nothing, or little while they say what the page is called."""
    if (found.reason and found.kind not in _UNTOLD) or not all(_shows_little(found, reach) for reach in _REACHES):
        return None
    metadata = head.metadata
    stated = stated_in(root, metadata.first("og:description", "description"), metadata.first("og:title"))
    named = f"{metadata.title} {metadata.first('og:title')}"
    shows_nothing = not any(map(text_of, found.elements))
    is_named = stated and (not stated.titles or any(title in named for title in stated.titles))
    return stated if is_named or shows_nothing else None


def _shows_little(found: FoundBody, reach: int) -> bool:
    """Whether the first characters and elements of a body, so many of each of its elements, have little text."""
    shown = 0
    for element in found.elements:
        shown += len(text_of(element, reach)) - sum(len(text_of(each, reach)) for each in _hidden_lists(element))
        if shown >= _LITTLE:
            return False
    return True


def _hidden_lists(element: _Element) -> Iterator[_Element]:
    """Yield the lists of definitions that a style hides, as a script is to show what they say."""
    for each in element.iter("dl"):
        around = each if each.get("style") else each.getparent()
        if around is not None and hides_all(around.get("style") or ""):
            yield each


def _thread_found(site: Platform, document: Document, headline: str, found: FoundBody) -> Draft | None:
    """Return the thread of a page whose posts have heads, or that was found to be one, or taken for a list or for nothing."""
    if site.generic and has_heads(document.text) and (thread := _thread(site, document, headline, with_heads)):
        return thread
    if found.kind == "thread":
        thread = _thread(site, document, headline)
        return None if thread and _repeats(thread, headline) else thread
    return _listed_thread(site, document, headline, found)


def _repeats(thread: Draft, headline: str) -> bool:
    """Whether all that a thread has is one post with the headline, so that its text was not found as that of posts."""
    said = [block.text for body in thread.bodies for block in body.blocks]
    return len(thread.bodies) == 1 and said == [headline]


def _thread(site: Platform, document: Document, headline: str, find: Finder | None = None) -> Draft | None:
    """Return the thread of a forum page, or None if its posts cannot be told apart, or not by ``find`` if it is given."""
    head = PageHead.of(document)
    if site.generic:
        note_language(site, document, text_of(document.tree, _LONGEST_SAMPLE))
    is_doubtful, site.clock = site.clock.zone is None, Clock(zone=site.clock.zone or UTC)
    thread = draft_of_thread(site, document, ThreadHead(headline, head.url, head.base, site.publisher), find)
    if thread and isinstance(thread.item, Thread):
        add_facts(thread.item, head.metadata, head.headline, site.clock.zone)
        thread.item.flags += ["date-doubt"] if is_doubtful and thread.item.date_published else []
    return thread


def _listed_thread(site: Platform, document: Document, headline: str, found: FoundBody) -> Draft | None:
    """Return the thread of a page that was taken for a list of other pages, if it has posts and the address of one."""
    if not site.generic or not is_listed_thread(found, document.text, PageHead.of(document).url):
        return None
    found_so = (_thread(site, document, headline, find) for find in (None, *([in_scripts] if shows_nothing(found) else [])))
    return next((each for each in found_so if each and isinstance(each.item, Thread) and is_enough(each.item, found)), None)


def _thread_after_all(site: Platform, document: Document, headline: str, found: FoundBody, blocks: list[Block]) -> Draft | None:
    """Return the thread of a page that was taken for an article, if its text in ``blocks`` is that of its posts."""
    url = PageHead.of(document).url
    if not may_be_thread(found, blocks, document.text, url) or (thread := _thread(site, document, headline)) is None:
        return None
    assert isinstance(thread.item, Thread)  # noqa: S101 - what _thread makes
    posts = [body.blocks for body in thread.bodies]
    return thread if is_made_of_posts(thread.item, posts, blocks, document.text, url) else None


def _tell_of_stories(article: Article, stories: list[_Element], found: FoundBody) -> None:
    """Record other stories on the page outside of the body; those inside it are reported through its blocks."""
    inside = set(found.elements)
    for story in stories:
        if inside.isdisjoint([story, *story.iterancestors()]):
            article.removed.append(Removal("page-story", "another story on the page", text_of(story)))


def _without(found: FoundBody, others: list[_Element], name: str) -> FoundBody:
    """Return the body with ``others`` set aside as ``name``; elements found inside them are dropped."""
    if not others:
        return found
    gone = set(others)
    kept = tuple(each for each in found.elements if gone.isdisjoint([each, *each.iterancestors()]))
    return replace(found, elements=kept or found.elements, aside={**found.aside, **dict.fromkeys(others, name)})


def _source(head: PageHead, stated: Stated | None) -> list[str]:
    medium = medium_of(head.metadata) or (medium_in(stated.sources) if stated else None)
    return [f"来源：{medium}"] if medium else []
