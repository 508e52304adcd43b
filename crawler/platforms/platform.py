"""What a site does with its pages. Sites of one platform share it."""

from abc import ABC, abstractmethod
from typing import ClassVar, Self

from crawler.content.body import Draft
from crawler.platforms.site import Site
from crawler.readers import Document


class Platform(Site, ABC):
    """How the pages of one kind of site are recognised and read. A site's file is a subclass of its platform: data first,
    and a method only where there is logic."""

    readers: ClassVar[tuple[str, ...]]
    """The readers that understand its pages."""
    known_as: ClassVar[frozenset[str]] = frozenset()
    """What its pages call the site; one of these on a page makes the page this site's."""

    @classmethod
    @abstractmethod
    def names_on(cls, document: Document) -> set[str]:
        """What a page calls its site; compared with ``known_as``."""

    @classmethod
    @abstractmethod
    def for_stranger(cls, document: Document) -> Self:
        """The site of a page of this platform that no file claims."""

    @abstractmethod
    def draft(self, document: Document) -> Draft:
        """The item of a page, its body parsed and nothing cleaned yet.

        Raises :class:`~crawler.sites.NothingToKeep` for a page that says that there is nothing.
        """
