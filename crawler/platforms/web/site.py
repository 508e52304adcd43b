"""Full pages of any site: what a site's file declares. The modules that read such a page are loaded on first use."""

import re
from typing import ClassVar, Self

from crawler.content.patterns import regex
from crawler.platforms.ads import AdRule
from crawler.platforms.draft import Draft
from crawler.platforms.platform import Platform
from crawler.platforms.web.aside import SET_ASIDE
from crawler.platforms.web.template import Template
from crawler.readers import Document


class WebSite(Platform):
    """A site with saved full pages. Used directly, it stands for any site without a file of its own."""

    readers = ("web_page",)
    templates: ClassVar[tuple[Template, ...]] = ()
    """Selectors for the site's pages; the first template that applies to a page is used. See :class:`Template`."""

    ad_rules: ClassVar[tuple[AdRule, ...]] = SET_ASIDE

    def __init_subclass__(cls) -> None:
        cls.ad_rules = (*(rule for rule in cls.ad_rules if rule not in SET_ASIDE), *SET_ASIDE)

    bylines_in_text = regex(r"【[^【】：:]{1,12}[/／|｜丨]")
    """Full pages begin their text with such a by-line (【文/水乡日报 秦小荷】, 【翻译/… 林小满】), which is read, and stays."""

    date_in_source: ClassVar[re.Pattern[str] | None] = None
    """Finds the date of publication in a page's source, for sites that print it by script only; group 1 is the date."""

    @classmethod
    def names_on(cls, document: Document) -> set[str]:
        """The domains of the page's address or, without an address, the names that the page uses for its site."""
        from crawler.platforms.web.head import PageHead

        return set(PageHead.of(document).names)

    @classmethod
    def for_stranger(cls, document: Document) -> Self:
        """A site for a page that belongs to no site file, named after its registered domain."""
        from crawler.platforms.web.head import PageHead

        site, head = cls(), PageHead.of(document)
        site.name, site.publisher, site.language = head.name, head.publisher, None
        return site

    def draft(self, document: Document) -> Draft:
        """The article or thread of a page, with its bodies parsed but not cleaned. Raises :class:`NothingToKeep` for a page that
        is neither, saying what it is."""
        from crawler.platforms.web.reading import draft_of

        return draft_of(self, document, self.templates, self.date_in_source)
