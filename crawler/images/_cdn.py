"""What is declared about the URLs of a content delivery network, and of a proxy."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.content.patterns import regex

FULL = 1_000_000
"""The size of a picture as it was stored, which is larger than any that a URL names in pixels."""
LARGEST = 20_000
"""Pixels; a larger number in a URL stands for no limit (``660x2147483647``)."""
EVERY_HOST = regex(r"(?s:.*)")


@dataclass(frozen=True, slots=True, eq=False)
class Cdn:
    """How the URLs of one picture differ on some hosts. What the patterns match is left out of the picture's identity.

    ``evidence`` says who showed these forms: pages, the documentation of the service, or public code that uses them.
    ``hosts`` matches a whole host in small letters, without a default port. ``sign``, where given, stands in every URL of
    this kind; it spares the others the patterns. ``one_host`` is what all the hosts are called in an identity, where they
    serve the same files. Of ``path`` each pattern is searched once, in turn. ``query`` matches a whole parameter
    (``name=value``, percent-decoded) that chooses a variant, ``noise`` one that does not (a signature, an expiry).

    The size of a variant is the smallest number of pixels that the parts left out name, each by its longer side: what the
    groups of a pattern hold, or the groups of ``size`` in what it matched. A group holds a number or a word of ``sizes``.
    Where no part names any it is ``unsized``.
    """

    name: str
    evidence: str
    hosts: re.Pattern[str] = EVERY_HOST
    sign: str = ""
    one_host: str = ""
    path: tuple[re.Pattern[str], ...] = ()
    query: re.Pattern[str] | None = None
    noise: re.Pattern[str] | None = None
    size: re.Pattern[str] | None = None
    sizes: Mapping[str, int] = field(default_factory=dict)
    unsized: int = 0

    def sizes_in(self, found: re.Match[str]) -> list[int]:
        """The longer side that ``found`` names, if any."""
        named = [word for each in self.size.finditer(found[0]) for word in each.groups()] if self.size else found.groups()
        largest = max((self._pixels(word) for word in named if word), default=0) if named else 0
        return [largest] if largest else []

    def _pixels(self, word: str) -> int:
        """What a number or word means; 0 for none, and for no limit."""
        if word in self.sizes:
            return self.sizes[word]
        pixels = int(word) if word.isdecimal() else 0
        return pixels if pixels <= LARGEST else 0


@dataclass(frozen=True, slots=True, eq=False)
class Proxy:
    """URLs that hold the URL of the picture which they give.

    ``hosts`` matches a whole host in small letters. ``wrapped`` matches all that stands after the host; its group ``url`` is
    the picture's URL, as it is or percent-encoded, and has no scheme where ``scheme`` is given: ``https`` or ``http``, or
    ``same`` for the proxy's own. ``picture`` says whether it is a picture's URL only if it looks like one.
    """

    name: str
    evidence: str
    wrapped: re.Pattern[str]
    hosts: re.Pattern[str] = EVERY_HOST
    scheme: str = ""
    picture: bool = False
