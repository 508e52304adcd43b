"""What a site declares for the stages that clean its pages."""

import re
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from typing import ClassVar

from crawler.content.dates import CHINA
from crawler.images import Cdn
from crawler.platforms.ads import AdRule


@dataclass(frozen=True, slots=True)
class Clock:
    """The time zone of a site's dates, their known error, and how to read a time from its image URLs.

    ``zone`` applies to dates that name no zone; None means that it is unknown. ``error`` is claimed minus true time, for dates
    that claim to be UTC. ``image_time`` finds the time in an image URL: its group ``beijing`` is ``YYYYMMDDHHMMSS`` in China
    Standard Time, its group ``unix`` is seconds since 1970 in hexadecimal.
    """

    zone: tzinfo | None = CHINA
    error: timedelta = timedelta(0)
    image_time: re.Pattern[str] | None = None


class Site:
    """One site, as data."""

    name: str = ""
    """The name of its file and its spider, and the value of ``item.site``; empty for a platform."""
    publisher: str | None = None
    """The name that the site calls itself, as shown to readers."""
    language: str | None = "zh-Hans"
    ad_rules: ClassVar[tuple[AdRule, ...]] = ()
    """Rules of this site only; those in :data:`crawler.platforms.ads.COMMON_AD_RULES` apply as well."""
    bold_names: ClassVar[frozenset[str]] = frozenset()
    """Class names (or words in a ``cms-style`` attribute) that make text bold."""
    caption_names: ClassVar[frozenset[str]] = frozenset()
    """Class names of elements that hold captions."""
    image_cdns: ClassVar[tuple[Cdn, ...]] = ()
    """How the URLs of one picture vary on the site's own hosts; those in :data:`crawler.images.CDNS` are known as well."""
    clock: Clock = Clock()
    bylines_in_text: ClassVar[re.Pattern[str] | None] = None
    """Matches credit lines that are part of the text and stay in it; all others are parsed and removed."""

    @property
    def generic(self) -> bool:
        """Whether this site has no file of its own."""
        return not type(self).name
