"""Sites whose pages are dumps of an RSSHub feed: front matter, then the feed's HTML (or Markdown, in other people's dumps)."""

import re
from typing import ClassVar, Self
from urllib.parse import urlsplit

from crawler.content.body import Block, Body
from crawler.content.html import base_in, parse_html, unescaped
from crawler.content.markdown import html_of, is_markdown, with_pictures
from crawler.content.patterns import regex
from crawler.content.scripts import HAN, KANA, count_characters
from crawler.items import Article
from crawler.platforms.bbcode import read_bbcode
from crawler.platforms.draft import Draft
from crawler.platforms.head import Head
from crawler.platforms.headline import restored
from crawler.platforms.identity import by_url, by_what_is_proved, content_of
from crawler.platforms.platform import Platform
from crawler.platforms.site import Clock
from crawler.readers import Document, has_run_time

KEYWORD_SEPARATORS = regex(r"[,，&;；\s]+")


class RsshubSite(Platform):
    """A site whose pages are dumps. The class itself stands for any such site without a file of its own."""

    readers = ("front_matter",)
    keyword_comment: ClassVar[re.Pattern[str] | None] = None
    """Finds keywords in an HTML comment; group 1 is the list of them."""

    @classmethod
    def names_on(cls, document: Document) -> set[str]:
        """The author and the categories in the front matter, unless they are a person and topics."""
        head = Head.of(document)
        named = {head.site_name or "", *([] if head.is_byline else [head.author, *head.categories])}
        return {spelling for name in named for spelling in (name, name.replace(" ", ""))} - {""}

    @classmethod
    def for_stranger(cls, document: Document) -> Self:
        """A site for a dump that belongs to no site file, named after the publisher in the front matter, or else its host. Its
        time zone is unknown unless it writes in Chinese."""
        site, head = cls(), Head.of(document)
        site.publisher = head.site_name
        site.name = "".join((site.publisher or _host(head.url) or "unknown").split()).lower()
        site.language = "zh" if _is_chinese(head.raw("title") + document.text[:2000]) else None
        if site.language is None:
            site.clock = Clock(zone=None)
        return site

    def draft(self, document: Document) -> Draft:
        """The article of a dump, with its body parsed but not cleaned."""
        head = Head.of(document)
        base = base_in(document.text, head.url or document.url)
        html = html_of(document.text) if not head.is_mirrors and is_markdown(document.text) else with_pictures(document.text)
        blocks, comments = parse_html(unescaped(html), self.bold_names, document.max_depth, base)
        read_bbcode(blocks, base)
        title, date = head.raw("title"), head.raw("date")
        proved = by_what_is_proved(self.name, title, date, content_of(blocks), document.url)
        identity = by_url(self.name, head.url) if head.url else proved
        article = Article(
            id=identity.id,
            id_basis=identity.basis,
            site=self.name,
            publisher=self.publisher,
            url=head.url or document.url,
            headline=_headline(head.line("title"), blocks, comments),
            original_headline=head.line("original_title") or None,
            date_published_raw=date or None,
            date_basis="mirror-run" if has_run_time(document.metadata, document.text) else "missing",
            language=self.language,
            categories=list(head.categories),
            keywords=list(dict.fromkeys([*head.lines("keywords"), *self._keywords(comments)])),
            source=head.source,
            credits=list(head.credits()),
            page=document.page,
        )
        bodies = [Body(article, blocks, comments)]
        return Draft(article, self, bodies, cover=head.raw("cover") or None, base_url=base)

    def _keywords(self, comments: list[str]) -> list[str]:
        if self.keyword_comment is None:
            return []
        lists = [found[1] for comment in comments if (found := self.keyword_comment.search(comment))]
        return list(dict.fromkeys(word for words in lists for word in KEYWORD_SEPARATORS.split(words) if word))


def _headline(title: str, blocks: list[Block], comments: list[str]) -> str:
    """``title`` as it was originally, restored from the text, its comments (原标题) and the titles of images; without one, the
    heading with which the text begins."""
    if not title and (first := next((block for block in blocks if block.text), None)) and first.kind == "h2":
        return first.text
    if "_" not in title:
        return title
    image_titles = [said for block in blocks for key in ("alt", "title") if (said := block.attributes.get(key))]
    return restored(title, [*(block.text for block in blocks), *comments, *image_titles])


def _is_chinese(text: str) -> bool:
    """Whether a text is Chinese: it has Han characters, and fewer than one kana to four of them (Japanese has more)."""
    return 4 * count_characters(text, KANA) < count_characters(text, HAN)


def _host(url: str | None) -> str | None:
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else None
