"""Reads a full page: finds its body and turns it into an article or, if it has the posts of a forum, a thread."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml.etree import _Element

from crawler.content.body import Block, Body
from crawler.content.html import hides_all, read_elements, text_of
from crawler.items import Removal
from crawler.platforms.draft import Draft
from crawler.platforms.platform import Platform
from crawler.platforms.selectors import xpath_of
from crawler.platforms.web.article import article_of, authors_on
from crawler.platforms.web.aside import PREFIX
from crawler.platforms.web.authors import medium_in, medium_of
from crawler.platforms.web.below import of_a_few_words, rest_of, with_words
from crawler.platforms.web.beside import read_beside, set_aside
from crawler.platforms.web.copies import mark_copies
from crawler.platforms.web.finder import FoundBody, find_body
from crawler.platforms.web.found_threads import is_thread, posts_after_all, posts_left_out, text_left_out, thread_found
from crawler.platforms.web.furniture import furniture_in
from crawler.platforms.web.head import PageHead
from crawler.platforms.web.headline import Headline
from crawler.platforms.web.posts import comments_in
from crawler.platforms.web.printed_headline import printed_headline
from crawler.platforms.web.stated import Stated, stated_in
from crawler.platforms.web.stories import other_stories
from crawler.platforms.web.template import LONGEST, Template
from crawler.readers import Document

_UNTOLD = ("script shell", "empty", "article")
"""Kinds of pages whose text may be in their scripts alone."""
_LITTLE, _REACHES = 60, (200, 2000, 20_000)
"""Characters of a page's text, of which less may be what a script shows beside the text; and in how many
characters and elements they are looked for, by turns."""


def draft_of(site: Platform, document: Document, templates: Sequence[Template], date_in_source: re.Pattern[str] | None) -> Draft:
    """Return the article or thread of a page; ``site`` declares ``templates`` and ``date_in_source``. See
    :meth:`crawler.platforms.web.site.WebSite.draft`."""
    head, root = PageHead.of(document), document.tree
    template = _template(templates, root, head)
    found = find_body(root, head.url, [xpath_of(each) for each in template.body])
    headline = _headline(template, root) or head.headline
    if thread := thread_found(site, document, headline.text, found):
        return thread
    stated = _stated(root, head, found)
    if stated:
        found = FoundBody("article", 1.0, (stated.element,))
        named = [title for title in stated.titles if title in head.metadata.title]
        headline = Headline(max(named, key=len)) if named else headline
    elif not found.elements:
        found = of_a_few_words(found, headline)
    said, stories = comments_in(root, found.outline), other_stories(headline.element)
    found = _without(found, said, "comments")
    found = _without(found, stories, "story")
    blocks, comments = _read(site, document, headline, found, template)
    posts = posts_after_all(site, document, headline.text, found, blocks) if site.generic else None
    if posts and is_thread(posts, document, found, blocks):
        posts.item.removed += text_left_out(posts, blocks)
        return posts
    taken, found = found, found if template.body else with_words(root, found, said, headline)
    if found is not taken:
        blocks, comments = _read(site, document, headline, found, template)
    mark_copies(found.elements, blocks)
    if headline.element is None and not stated:
        headline = printed_headline(root, headline.text, blocks) or headline
    byline = read_beside(root, headline, found, template, blocks, head.url)
    if stated:
        byline = byline._replace(in_script=stated.date, made_by=stated.authors)
    article = article_of(site, document, byline, blocks, date_in_source)
    article.headline, article.source = headline.text, template.source_of(root)
    article.removed += _outside(stories, found, "page-story", "another story on the page")
    article.removed += _outside(list(rest_of(taken.elements, found.elements)), found, "page-aside", "what stands beside the text")
    article.removed += _outside(said, found, "page-comments", "what readers wrote")
    article.removed += posts_left_out(posts, blocks, article.removed) if posts else ()
    body = Body(
        article,
        blocks,
        comments,
        beside=[*(f"作者：{name}" for name in template.authors_of(root)), *byline.lines, *_source(head, stated)],
        authors=template.authors_of(root) or authors_on(document, byline),
    )
    return Draft(article, site, [body], base_url=head.base)


def _read(
    site: Platform, document: Document, headline: Headline, found: FoundBody, template: Template
) -> tuple[list[Block], list[str]]:
    """Return the blocks of a body, those that are not its text with names, and the comments in its source."""
    aside = set_aside(document.tree, headline, found, template)
    if not template.body:
        aside |= dict.fromkeys(furniture_in(found.elements, aside, headline.element), f"{PREFIX}furniture")
    return read_elements(found.elements, aside.get, document.max_depth, PageHead.of(document).base, site.bold_names)


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


def _outside(others: list[_Element], found: FoundBody, rule: str, reason: str) -> Iterator[Removal]:
    """Yield what is said in ``others`` that are outside of the body; those inside it are told through its blocks."""
    inside = set(found.elements)
    for other in others:
        if inside.isdisjoint([other, *other.iterancestors()]) and (said := text_of(other)):
            yield Removal(rule, reason, said)


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
