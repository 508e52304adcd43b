"""The article of a full page, built from its head and the lines around its text, without the text itself."""

import re
from datetime import UTC
from itertools import islice

from crawler.content.body import Block
from crawler.content.patterns import regex
from crawler.items import Article, Removal
from crawler.platforms.identity import by_url, by_what_is_proved, content_of
from crawler.platforms.platform import Platform
from crawler.platforms.site import Clock
from crawler.platforms.web.authors import authors_of, people_in, site_as_author
from crawler.platforms.web.bylines import Byline
from crawler.platforms.web.head import PageHead
from crawler.platforms.web.language import language_of
from crawler.platforms.web.metadata import words_of
from crawler.platforms.web.paging import Paging, paging_of
from crawler.platforms.web.published import OF_A_CHANGE, Published, published, zone_of
from crawler.readers import Document

_KEYWORD_SEPARATORS = regex(r"[,，;；|、]")
_MOST_KEYWORDS = 30
_SAMPLE = 40
"""Number of blocks used to detect the language of a page."""


def article_of(
    site: Platform, document: Document, byline: Byline, blocks: list[Block], date_in_source: re.Pattern[str] | None
) -> Article:
    """Build the article of a page whose text is ``blocks``, with the date that ``date_in_source`` finds. For a site without a
    file, also detect the language and set the clock."""
    head, root = PageHead.of(document), document.tree
    if site.generic:
        words = (block.text for block in blocks if block.kind not in ("script", "style", "embed"))
        note_language(site, document, "".join(islice(words, _SAMPLE)))
    if date_in_source and (found := date_in_source.search(document.text)):
        byline = byline._replace(in_script=found[1])
    dates = published(root, head, byline, document.page.captured, site.clock.zone or UTC)
    raw = dates.said.raw if dates.said else byline.unlike
    if head.url:
        identity = by_url(site.name, head.url)
    else:
        identity = by_what_is_proved(site.name, head.headline.text, raw or "", content_of(blocks))
    article = Article(
        id=identity.id,
        id_basis=identity.basis,
        site=site.name,
        publisher=site.publisher,
        url=head.url,
        headline=head.headline.text,
        date_published_raw=raw,
        date_basis=dates.said.basis if dates.said else "missing",
        language=site.language,
        keywords=_keywords(head),
        page=document.page,
    )
    _doubt(site, article, dates)
    _tell_of_pages(article, paging_of(root, head.metadata, document.text, head.url, head.base))
    return article


def note_language(site: Platform, document: Document, sample: str) -> None:
    """For a site without a file, detect the language of a page from a ``sample`` of its text, and with it the time zone."""
    head = PageHead.of(document)
    site.language = language_of(document.tree, head.metadata, sample)
    site.clock = Clock(zone=zone_of(head.metadata, head.url, site.language))


def authors_on(document: Document, byline: Byline) -> list[str]:
    """Return the authors that the metadata name, or else those of an English byline, or of the script that has the text, or else
    the site, if its metadata name it as the author."""
    head = PageHead.of(document)
    named = authors_of(document.tree, head, document.text) or list(byline.authors)
    return named or people_in(byline.made_by, head.site_names) or site_as_author(head)


def _doubt(site: Platform, article: Article, dates: Published) -> None:
    """Record dates that contradict the chosen one; flag the article for these, for a date of a change, and for a date whose zone
    is unknown and is assumed to be UTC."""
    for other in dates.others:
        article.removed.append(Removal("other-date", f"another date that the page gives: {other.where}", other.raw))
    is_without_zone = site.clock.zone is None and dates.said is not None and dates.said.printed.basis == "local-time"
    if is_without_zone:
        site.clock = Clock(zone=UTC)
    if dates.others or is_without_zone or (dates.said is not None and dates.said.where == OF_A_CHANGE):
        article.flags = ["date-doubt"]


def _tell_of_pages(article: Article, paging: Paging) -> None:
    if paging.following:
        article.removed.append(Removal("next-page", "the article goes on there", paging.following))
        article.pages_missing = paging.pages - 1 if paging.pages else None


def _keywords(head: PageHead) -> list[str]:
    """Return the page's own keywords without duplicates."""
    given = [*head.metadata.all("keywords", "news_keywords", "article:tag"), *words_of(head.metadata.article.get("keywords"))]
    words = (word.strip() for value in given for word in _KEYWORD_SEPARATORS.split(value))
    return list(dict.fromkeys(word for word in words if 1 < len(word) <= 40 and word != head.headline.text))[:_MOST_KEYWORDS]
