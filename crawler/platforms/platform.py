"""The base class of platforms: how the pages of one kind of site are recognised and read."""

from abc import ABC, abstractmethod
from typing import ClassVar, Self

from crawler.platforms.draft import Draft
from crawler.platforms.site import Site
from crawler.readers import Document


class Platform(Site, ABC):
    """How the pages of one kind of site are recognised and read.

    A site's file subclasses its platform. It declares data, and overrides a method only where it needs logic.
    """

    readers: ClassVar[tuple[str, ...]]
    """Names of the readers that can read its pages."""
    known_as: ClassVar[frozenset[str]] = frozenset()
    """Names that its pages use for the site; a page that bears one of them belongs to this site."""

    @classmethod
    @abstractmethod
    def names_on(cls, document: Document) -> set[str]:
        """The names that a page uses for its site, to be compared with ``known_as``."""

    @classmethod
    @abstractmethod
    def for_stranger(cls, document: Document) -> Self:
        """A site for a page of this platform that belongs to no site file."""

    @abstractmethod
    def draft(self, document: Document) -> Draft:
        """The item of a page, with its body parsed but not cleaned. Raises :class:`~crawler.platforms.NothingToKeep` for a page
        that says it has no content (deleted, no permission)."""
