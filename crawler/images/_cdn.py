"""The declarations for the URLs of content delivery networks and proxies."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.content.patterns import regex

FULL = 1_000_000
"""The size of a picture as stored, larger than any that a URL names in pixels."""
LARGEST = 20_000
"""Pixels; a larger number in a URL means no limit (``660x2147483647``)."""
AS_STORED = FULL - 1
"""The size of another file as large as the stored one, in another format or quality."""
EVERY_HOST = regex(r"(?s:.*)")


def after_extension(separator: str) -> str:
    """A pattern for ``separator`` after the extension of a picture's name; it begins with a literal, so searching is fast."""
    return rf"{separator}(?:(?<=\.(?i:jpg|png|gif|bmp){separator})|(?<=\.(?i:jpeg|webp){separator}))"


@dataclass(frozen=True, slots=True, eq=False)
class Cdn:
    """How the URLs of one picture differ on some hosts. Whatever the patterns match is not part of the picture's identity.

    ``evidence`` names the source of these forms: pages, the documentation of the service, or public code that uses them.
    ``hosts`` matches a whole host in lower case, without a default port. ``sign``, if given, is contained in every URL of this
    kind, so that others are rejected quickly. ``one_host`` is a common name in identities for all hosts, if they serve the same
    files. Each pattern in ``path`` is searched once, in turn. ``query`` matches a whole parameter (``name=value``,
    percent-decoded) that chooses a variant, ``noise`` one that does not (a signature, an expiry).

    The size of a variant is the smallest in pixels of all matched parts, where the size of each part is its longer side: the
    groups of the pattern, or the groups of ``size`` within the match. A group holds a number or a key of ``sizes``. If no part
    has a size, it is ``unsized``.
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
        """The longer side in ``found``, if any."""
        named = [word for each in self.size.finditer(found[0]) for word in each.groups()] if self.size else found.groups()
        largest = max((self._pixels(word) for word in named if word), default=0) if named else 0
        return [largest] if largest else []

    def _pixels(self, word: str) -> int:
        """The pixels meant by a number or word; 0 for none, and for no limit."""
        if word in self.sizes:
            return self.sizes[word]
        pixels = int(word) if word.isdecimal() else 0
        return pixels if pixels <= LARGEST else 0


@dataclass(frozen=True, slots=True, eq=False)
class Proxy:
    """URLs that contain the URL of the picture that they return.

    ``hosts`` matches a whole host in lower case. ``wrapped`` matches everything after the host; its group ``url`` is the
    picture's URL, plain or percent-encoded. If ``scheme`` is given, that URL may lack one: ``https``, ``http``, or ``same`` for
    the proxy's own; if ``of`` is given, it is a path on that host. With ``picture``, the inner URL counts only if it looks like a
    picture's.
    """

    name: str
    evidence: str
    wrapped: re.Pattern[str]
    hosts: re.Pattern[str] = EVERY_HOST
    scheme: str = ""
    of: str = ""
    picture: bool = False
