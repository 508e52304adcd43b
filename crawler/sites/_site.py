"""What a site's file declares, and what all sites share."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from crawler.sites._ads import AdRule

if TYPE_CHECKING:
    from crawler.body import Draft
    from crawler.documents import Document


@dataclass(frozen=True, slots=True)
class Clock:
    """How wrong a site's dates are, and how its image names tell the time.

    ``error`` is claimed time minus true time. ``image_time`` finds the moment in an image URL: a group ``beijing`` holds
    ``YYYYMMDDHHMMSS`` in China Standard Time, a group ``unix`` holds seconds since 1970 in hexadecimal.
    """

    error: timedelta = timedelta(0)
    image_time: re.Pattern[str] | None = None


class Site:
    """One site: data first. Subclasses override attributes, and methods only where there is logic."""

    name: str = ""
    """The name of its file, of its spider and in ``item.site``; empty for the shared base of a platform."""
    publisher: str | None = None
    """The site's own name, for readers."""
    known_as: ClassVar[frozenset[str]] = frozenset()
    """What its pages call it; one of these on a page makes the page this site's."""
    reader: ClassVar[str] = ""
    """The reader that understands its pages."""
    language: str | None = "zh-Hans"
    ad_rules: ClassVar[tuple[AdRule, ...]] = ()
    """The site's own; those in :data:`crawler.sites._ads.COMMON_AD_RULES` hold as well."""
    bold_names: ClassVar[frozenset[str]] = frozenset()
    """Class names (or words of cms-style) that print text in bold."""
    caption_names: ClassVar[frozenset[str]] = frozenset()
    """Class names of elements that hold captions."""
    image_variants: ClassVar[tuple[tuple[re.Pattern[str], str], ...]] = ()
    """Substitutions that make the URLs of one picture the same; used to compare, never to write."""
    clock: ClassVar[Clock] = Clock()

    @classmethod
    def names_on(cls, document: "Document") -> set[str]:
        """What a page calls its site; compared with ``known_as``."""
        raise NotImplementedError

    @classmethod
    def for_stranger(cls, document: "Document") -> "Site":
        """The site of a page of this platform that no file claims."""
        raise NotImplementedError

    def draft(self, document: "Document") -> "Draft":
        """The item of a page, its body parsed and nothing cleaned yet."""
        raise NotImplementedError

    @property
    def generic(self) -> bool:
        """Whether nobody wrote a file for this site."""
        return not type(self).name
