"""What is declared about a site for the stages, which clean its pages."""

import re
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from typing import ClassVar

from crawler.dates import CHINA
from crawler.images import Cdn
from crawler.platforms.ads import AdRule


@dataclass(frozen=True, slots=True)
class Clock:
    """The time zone of a site's dates, how wrong they are, and how its image names tell the time.

    ``zone`` is that of dates that name none; None where nobody knows it. ``error`` is claimed time minus true time, of dates that
    claim to be UTC. ``image_time`` finds the moment in an image URL: a group ``beijing`` holds
    ``YYYYMMDDHHMMSS`` in China Standard Time, a group ``unix`` holds seconds since 1970 in hexadecimal.
    """

    zone: tzinfo | None = CHINA
    error: timedelta = timedelta(0)
    image_time: re.Pattern[str] | None = None


class Site:
    """One site, as data."""

    name: str = ""
    """The name of its file, of its spider and in ``item.site``; empty for a platform."""
    publisher: str | None = None
    """The site's own name, for readers."""
    language: str | None = "zh-Hans"
    ad_rules: ClassVar[tuple[AdRule, ...]] = ()
    """The site's own; those in :data:`crawler.platforms.ads.COMMON_AD_RULES` hold as well."""
    bold_names: ClassVar[frozenset[str]] = frozenset()
    """Class names (or words of cms-style) that print text in bold."""
    caption_names: ClassVar[frozenset[str]] = frozenset()
    """Class names of elements that hold captions."""
    image_cdns: ClassVar[tuple[Cdn, ...]] = ()
    """How the URLs of one picture differ on the site's own hosts; those in :data:`crawler.images.CDNS` are known as well."""
    clock: Clock = Clock()
    bylines_in_text: ClassVar[re.Pattern[str] | None] = None
    """Lines of credits that belong to the text, and stay in it; all others are read and taken out."""

    @property
    def generic(self) -> bool:
        """Whether nobody wrote a file for this site."""
        return not type(self).name
