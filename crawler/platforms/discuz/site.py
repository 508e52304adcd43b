"""Discuz! forums: what a forum's file declares. The modules that read threads are imported when the first one is read."""

from typing import ClassVar, Self

from crawler.platforms.discuz.chrome import CHROME_RULES
from crawler.platforms.draft import Draft
from crawler.platforms.forum import ChromeRule
from crawler.platforms.platform import Platform
from crawler.readers.document import Document


class DiscuzSite(Platform):
    """Any forum that runs Discuz!. A site file declares the forum's name and what it prints under posts."""

    readers = ("discuz_text", "discuz_html")
    chrome_rules: ClassVar[tuple[ChromeRule, ...]] = CHROME_RULES
    """Rules for what the software prints inside posts."""
    signatures: ClassVar[frozenset[str]] = frozenset()
    """Lines that the forum prints under every post."""

    @classmethod
    def names_on(cls, document: Document) -> set[str]:
        """Possible names of the forum: the lines above the first post, and the parts of the path and the title."""
        from crawler.platforms.discuz.reading import names_on

        return names_on(document)

    @classmethod
    def for_stranger(cls, document: Document) -> Self:
        """A site for a page that belongs to no site file, named after the forum, else its host, else ``discuz``."""
        from crawler.platforms.discuz.reading import name_on

        site = cls()
        site.name = name_on(document)
        return site

    def draft(self, document: Document) -> Draft:
        """The thread of a page, with one body per post; in a text dump, each line is a block.

        The rows around posts are parsed and left out, quotations go to ``quote``; everything else in a post stays in its body.
        Raises :class:`NothingToKeep` for a page without posts and, for HTML pages, :class:`~crawler.content.html.TooDeepError`.
        """
        from crawler.platforms.discuz.reading import draft_of

        return draft_of(self, document, self.chrome_rules, self.signatures)
