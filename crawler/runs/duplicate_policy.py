"""What is done with items that repeat another, and with older revisions, by the settings."""

from typing import NamedTuple, Self

from scrapy.settings import BaseSettings

from crawler.stories.grouping import Rank, rank_of

CHOICES = {"DUPLICATES": ("mark", "drop", "off"), "REVISIONS": ("newest", "all")}
"""Setting → its allowed values."""


class Policy(NamedTuple):
    """What to do with items that repeat another, and with older revisions."""

    duplicates: str
    revisions: str
    rank: Rank
    """Decides which of several copies is kept."""

    @classmethod
    def of(cls, settings: BaseSettings) -> Self:
        """The policy in the settings. Raises ValueError for invalid values."""
        given = {name: str(settings.get(name) or choices[0]) for name, choices in CHOICES.items()}
        for name, value in given.items():
            if value not in CHOICES[name]:
                raise ValueError(f"{name} is {value!r}, and not one of {', '.join(CHOICES[name])}")
        return cls(given["DUPLICATES"], given["REVISIONS"], kept_first(settings))


def kept_first(settings: BaseSettings) -> Rank:
    """Which copy of a story is kept, by the setting ``STORIES_KEEP``, a list or a string. Raises ValueError if it is invalid."""
    return rank_of(",".join(map(str, settings.getlist("STORIES_KEEP"))) or "earliest")
