"""Facts about a page other than its text, read once."""

import re
from dataclasses import dataclass
from typing import Self

from lxml.etree import _Element

from crawler.content.html import base_in
from crawler.content.names import is_organisation
from crawler.content.patterns import regex
from crawler.content.scripts import for_rules
from crawler.platforms.web.address import address_of, domain_of, domains_above, has_domain, host_by_links
from crawler.platforms.web.founder import founder_metadata
from crawler.platforms.web.front_page import names_of_front_page
from crawler.platforms.web.headline import Headline, headline_of
from crawler.platforms.web.metadata import Metadata, words_of
from crawler.platforms.web.named import named_in
from crawler.platforms.web.site_in_title import without_site
from crawler.platforms.web.title_parts import parts_of
from crawler.readers import Document

_COPYRIGHT = regex(r"(?:copyright|©|\(c\)|[\d\s-]|版权所有|所有|\ball rights reserved\b|[.,，。])+", re.IGNORECASE)
_SHORT_NAME = 2
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class PageHead:
    """``url`` is the page's own address, and ``base`` is what its links are relative to. ``names`` are names for its site: the
    domains of its address, or else the names in its title and metadata."""

    metadata: Metadata
    headline: Headline
    url: str | None
    base: str | None
    publisher: str | None
    names: frozenset[str]

    @classmethod
    def of(cls, document: Document) -> Self:
        """Return the head of ``document``, which is read only once."""
        return document.once(cls, lambda: cls._read(document))

    @classmethod
    def _read(cls, document: Document) -> Self:
        root = document.tree
        named = named_in(root)
        metadata = Metadata.of(named, founder_metadata(document.text))
        headline = headline_of(root, named, metadata)
        headline = headline._replace(text=without_site(headline.text, metadata))
        url = address_of(metadata, document.url, document.noted_url)
        served = document.url if document.url and has_domain(document.url) else url
        base = base_in(document.text[:_TOP], served or host_by_links(root))
        publisher = _publisher(root, metadata, headline, url)
        names = domains_above(url) if url else {name for name in (publisher, *parts_of(headline.site)) if name}
        return cls(metadata, headline, url, base, publisher, frozenset(names))

    @property
    def name(self) -> str:
        """The name of a site without a file: its registered domain, or else the name that it uses for itself."""
        return domain_of(self.url) or "".join((self.publisher or "unknown").split()).lower()

    @property
    def site_names(self) -> frozenset[str]:
        """Names of the site that may appear in place of an author: its names, its domain and the first part of that."""
        domain = domain_of(self.url)
        return self.names | {name for name in (self.publisher, domain, domain.partition(".")[0]) if name}


_TOP = 50_000
"""Characters in which a page's ``<base>`` is looked for."""


def _publisher(root: _Element, metadata: Metadata, headline: Headline, url: str | None) -> str | None:
    """Return the site's own name, from the metadata or else from the end of the title if that is the name of a site, or what a
    link to the front page is called."""
    named = [
        metadata.first("og:site_name", "sitename"),
        *words_of(metadata.article.get("publisher")),
        metadata.first("application-name"),
    ]
    named.append(_COPYRIGHT.sub(" ", metadata.first("copyright")).strip())
    parts = parts_of(headline.site)[::-1]
    named += [part for part in parts if len(part) > _SHORT_NAME and is_organisation(for_rules(part))]
    named += [part for part in parts if _is_in(part, domain_of(url))]
    named += [name for name in names_of_front_page(root) if name in parts] if parts and not any(named) else []
    return next((name for name in named if 1 < len(name) <= _LONGEST_NAME), None)


def _is_in(name: str, domain: str) -> bool:
    """Whether the letters of a name are part of a domain (``flatworldsolutions.com``)."""
    key = "".join(filter(str.isalnum, name)).lower()
    return len(key) > 2 and key in "".join(filter(str.isalnum, domain))
