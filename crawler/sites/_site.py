"""What a site's file declares, and what all sites share."""

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import ClassVar

from crawler.sites._ads import COMMON_AD_RULES, AdRule


@dataclass(frozen=True, slots=True)
class Clock:
    """How wrong a site's dates are, and how its image names tell the time.

    ``error`` is claimed time minus true time. ``image_time`` finds the moment in an image URL: a group ``beijing`` holds
    ``YYYYMMDDHHMMSS`` in China Standard Time, a group ``unix`` holds seconds since 1970 in hexadecimal.
    """

    error: timedelta = timedelta(0)
    image_time: re.Pattern[str] | None = None


class Site:
    """One site: data first. Subclasses override class attributes, and methods only where there is logic."""

    name: ClassVar[str] = ""
    """The name of the file, the spider and ``item.site``."""
    publisher: ClassVar[str | None] = None
    """The site's own name, for readers."""
    known_as: ClassVar[frozenset[str]] = frozenset()
    """The names under which its pages call it; one of them on a page makes it this site's."""
    language: ClassVar[str | None] = "zh-Hans"
    ad_rules: ClassVar[tuple[AdRule, ...]] = ()
    """The site's own, before the common ones."""
    bold_names: ClassVar[frozenset[str]] = frozenset()
    """Class names (or cms-style words) that print text in bold."""
    caption_names: ClassVar[frozenset[str]] = frozenset()
    """Class names of elements that hold captions."""
    clock: ClassVar[Clock] = Clock()

    @cached_property
    def all_ad_rules(self) -> tuple[AdRule, ...]:
        return self.ad_rules + COMMON_AD_RULES
