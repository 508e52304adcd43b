"""Full pages of any site: the head is read, the body is found, and both become an article."""

import re
from dataclasses import replace
from datetime import UTC
from typing import ClassVar, Self

from lxml.etree import _Element

from crawler.content.body import Block, Body, Draft
from crawler.content.html import read_elements, text_of
from crawler.content.patterns import regex
from crawler.items import Article, Removal, Thread
from crawler.platforms.ads import AdRule
from crawler.platforms.identity import by_url, by_what_is_proved, content_of
from crawler.platforms.nothing_to_keep import NothingToKeep
from crawler.platforms.platform import Platform
from crawler.platforms.selectors import xpath_of
from crawler.platforms.site import Clock
from crawler.platforms.threads import ThreadHead
from crawler.platforms.web.address import domain_of
from crawler.platforms.web.authors import authors_of, medium_of
from crawler.platforms.web.beside import SET_ASIDE, read_beside, set_aside
from crawler.platforms.web.bylines import Byline
from crawler.platforms.web.doubtful import is_made_of_posts, may_be_thread
from crawler.platforms.web.finder import FoundBody, find_body
from crawler.platforms.web.head import PageHead
from crawler.platforms.web.language import language_of
from crawler.platforms.web.metadata import words_of
from crawler.platforms.web.paging import Paging, paging_of
from crawler.platforms.web.posts import comments_in
from crawler.platforms.web.published import Published, published, zone_of
from crawler.platforms.web.stories import other_stories
from crawler.platforms.web.template import Template
from crawler.platforms.web.thread import draft_of_thread
from crawler.platforms.web.thread_facts import add_facts
from crawler.readers import Document

_KEYWORD_SEPARATORS = regex(r"[,，;；|、]")
_MOST_KEYWORDS = 30
_SAMPLE = 40
"""Blocks by which the language of a page is known."""
_LONGEST_SAMPLE = 20_000  # characters


class WebSite(Platform):
    """A site whose full pages were saved; used as it is, any site that has no file of its own."""

    readers = ("web_page",)
    templates: ClassVar[tuple[Template, ...]] = ()
    """Selectors for the site's pages; the first template that applies to a page is used. See :class:`Template`."""

    ad_rules: ClassVar[tuple[AdRule, ...]] = SET_ASIDE

    def __init_subclass__(cls) -> None:
        cls.ad_rules = (*(rule for rule in cls.ad_rules if rule not in SET_ASIDE), *SET_ASIDE)

    date_in_source: ClassVar[re.Pattern[str] | None] = None
    """Finds the date of publication in a page's source, for sites that print it by script only; group 1 is the date."""

    @classmethod
    def names_on(cls, document: Document) -> set[str]:
        """The domains of the page's address or, without an address, the names that the page uses for its site."""
        return set(PageHead.of(document).names)

    @classmethod
    def for_stranger(cls, document: Document) -> Self:
        """A site for a page that belongs to no site file, named after its registered domain."""
        site, head = cls(), PageHead.of(document)
        site.publisher = head.publisher
        site.name = domain_of(head.url) or "".join((head.publisher or "unknown").split()).lower()
        site.language = None
        return site

    def draft(self, document: Document) -> Draft:
        """The article or thread of a page, with its bodies parsed but not cleaned.

        Raises :class:`NothingToKeep` for a page that is neither, saying what it is.
        """
        head, root = PageHead.of(document), root_of(document)
        template = self._template(root, head)
        found = find_body(root, head.url, [xpath_of(each) for each in template.body])
        headline = template.headline_of(root) or head.headline
        if found.kind == "thread" and (thread := self._thread(document, headline.text)):
            return thread
        if found.reason or not found.elements:
            raise NothingToKeep(found.reason or "no article: empty")
        found = _without(found, comments_in(root), "comments")
        stories = other_stories(headline.element)
        found = _without(found, stories, "story")
        aside = set_aside(root, headline, found, template)
        blocks, comments = read_elements(found.elements, aside.get, document.max_depth, head.base, self.bold_names)
        if self.generic and (thread := self._thread_after_all(document, headline.text, found, blocks)):
            return thread
        byline = read_beside(root, headline, found, template, blocks)
        article = self._article(document, head, byline, blocks)
        article.headline, article.source = headline.text, template.source_of(root)
        _tell_of_stories(article, stories, found)
        body = Body(
            article,
            blocks,
            comments,
            beside=[*byline.lines, *_source(head)],
            authors=template.authors_of(root) or _authors(document, head, byline),
        )
        return Draft(article, self, [body], base_url=head.base)

    def _thread(self, document: Document, headline: str) -> Draft | None:
        """The thread of a page of a forum; None where its posts are not to be told apart."""
        head = PageHead.of(document)
        if self.generic:
            self._speaks(document, text_of(root_of(document), _LONGEST_SAMPLE))
        is_doubtful, self.clock = self.clock.zone is None, Clock(zone=self.clock.zone or UTC)
        thread = draft_of_thread(self, document, ThreadHead(headline, head.url, head.base, self.publisher))
        if thread and isinstance(thread.item, Thread):
            add_facts(thread.item, head.metadata, head.headline, self.clock.zone)
            thread.item.flags += ["date-doubt"] if is_doubtful and thread.item.date_published else []
        return thread

    def _thread_after_all(self, document: Document, headline: str, found: FoundBody, blocks: list[Block]) -> Draft | None:
        """The thread of a page that was taken for an article, whose text of ``blocks`` is that of its posts."""
        url = PageHead.of(document).url
        if not may_be_thread(found, document.text, url) or (thread := self._thread(document, headline)) is None:
            return None
        assert isinstance(thread.item, Thread)  # noqa: S101 - what _thread makes
        posts = [body.blocks for body in thread.bodies]
        return thread if is_made_of_posts(thread.item, posts, blocks, document.text, url) else None

    def _speaks(self, document: Document, sample: str) -> None:
        """Find out the language of a page of a site without a file, and with it the zone of its times."""
        self.language = language_of(root_of(document), PageHead.of(document).metadata, sample)
        self.clock = Clock(zone=zone_of(PageHead.of(document).metadata, PageHead.of(document).url, self.language))

    def _template(self, root: _Element, head: PageHead) -> Template:
        day = head.metadata.first("article:published_time", "publishdate", "datepublished")[:10]
        return next((template for template in self.templates if template.fits(root, day)), Template())

    def _article(self, document: Document, head: PageHead, byline: Byline, blocks: list[Block]) -> Article:
        """The article as its head has it, without its text."""
        root, in_source = root_of(document), self.date_in_source and self.date_in_source.search(document.text)
        if self.generic:
            self._speaks(document, "".join(block.text for block in blocks[:_SAMPLE]))
        if in_source:
            byline = byline._replace(in_script=in_source[1])
        dates = published(root, head.metadata, byline, head.url, document.page.captured, self.clock.zone or UTC)
        raw = dates.said.raw if dates.said else None
        proved = by_what_is_proved(self.name, head.headline.text, raw or "", content_of(blocks))
        identity = by_url(self.name, head.url) if head.url else proved
        article = Article(
            id=identity.id,
            id_basis=identity.basis,
            site=self.name,
            publisher=self.publisher,
            url=head.url,
            headline=head.headline.text,
            date_published_raw=raw,
            date_basis=dates.said.basis if dates.said else "missing",
            language=self.language,
            keywords=_keywords(head),
            page=document.page,
        )
        self._doubt(article, dates)
        _tell_of_pages(article, paging_of(root, head.metadata, document.text, head.url, head.base))
        return article

    def _doubt(self, article: Article, dates: Published) -> None:
        """Tell of dates that contradict the one taken, and of one in a zone that nobody knows, which is read as UTC."""
        for other in dates.others:
            article.removed.append(Removal("other-date", f"another date that the page gives: {other.where}", other.raw))
        is_without_zone = self.clock.zone is None and dates.said is not None and dates.said.printed.basis == "local-time"
        if is_without_zone:
            self.clock = Clock(zone=UTC)
        if dates.others or is_without_zone:
            article.flags = ["date-doubt"]


def _tell_of_pages(article: Article, paging: Paging) -> None:
    if paging.following:
        article.removed.append(Removal("next-page", "the article goes on there", paging.following))
        article.pages_missing = paging.pages - 1 if paging.pages else None


def _tell_of_stories(article: Article, stories: list[_Element], found: FoundBody) -> None:
    """Tell of other stories on the page that stand outside of the body; those in it are told by its blocks."""
    inside = set(found.elements)
    for story in stories:
        if inside.isdisjoint([story, *story.iterancestors()]):
            article.removed.append(Removal("page-story", "another story on the page", text_of(story)))


def root_of(document: Document) -> _Element:
    """The tree of a page, which its reader has made."""
    assert document.root is not None  # noqa: S101 - the reader sees to it
    return document.root


def _without(found: FoundBody, others: list[_Element], name: str) -> FoundBody:
    """A body with ``others`` set aside as ``name``: what was found in them is none of it."""
    if not others:
        return found
    gone = set(others)
    kept = tuple(each for each in found.elements if gone.isdisjoint([each, *each.iterancestors()]))
    return replace(found, elements=kept or found.elements, aside={**found.aside, **dict.fromkeys(others, name)})


def _source(head: PageHead) -> list[str]:
    medium = medium_of(head.metadata)
    return [f"来源：{medium}"] if medium else []


def _authors(document: Document, head: PageHead, byline: Byline) -> list[str]:
    """Whom the metadata name, or else an English by-line."""
    return authors_of(root_of(document), head.metadata, document.text, head.site_names) or list(byline.authors)


def _keywords(head: PageHead) -> list[str]:
    """The page's own keywords, each once."""
    given = [*head.metadata.all("keywords", "news_keywords", "article:tag"), *words_of(head.metadata.article.get("keywords"))]
    words = (word.strip() for value in given for word in _KEYWORD_SEPARATORS.split(value))
    return list(dict.fromkeys(word for word in words if 1 < len(word) <= 40 and word != head.headline.text))[:_MOST_KEYWORDS]
