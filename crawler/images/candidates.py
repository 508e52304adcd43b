"""Finds the URLs that an element names for its picture. Every attribute is considered, and judged by its value."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from crawler.content.patterns import regex
from crawler.content.web_url import is_web_url
from crawler.images._kinds import Kind, kind_of
from crawler.images.srcset import PLAIN_WIDTH, sized
from crawler.images.unwrap import unwrapped

LONGEST = 65_536
"""Characters; longer attributes are ignored."""
MOST = 64
"""URLs considered per element."""
AROUND = "".join(map(chr, range(33))) + "\x7f\x85\xa0\u3000"
"""White space and control characters, which browsers ignore around a URL."""
NEVER = frozenset(
    {"alt", "title", "class", "id", "width", "height", "sizes", "border", "type", "media", "usemap", "align", "srcdoc"}
    | {"referrerpolicy"}
)
"""Attributes that never hold the URL of a picture."""
SIZED_LIST = regex(r"\S\s+\d[\d.]{0,8}[wx]\s*(?:,|\Z)")
CSS_URL = regex(r"url\(\s*(?:\"([^\"]{1,4096})\"|'([^']{1,4096})'|([^()\"']{1,4096}))\s*\)", re.IGNORECASE)
IMAGE_SET = regex(r"image-set\(((?:[^()]++|\([^()]*+\))*+)\)", re.IGNORECASE)
AROUND_URL = regex(r"url\(|type\([^()]{0,100}\)|[\"'()]", re.IGNORECASE)
SAVED_BESIDE = regex(r"(?:\./)?[^/:]{1,200}_files/")
"""Where browsers put the pictures of a page that they save; not a web URL."""
STAND_IN_NAMES = frozenset({"placeholder", "fallback"})
"""Attributes of an AMP element that is shown in place of the one around it."""
OWN = frozenset({"src", "href", "xlink:href", "data", "poster", "background", "style"})
"""Attributes that show a picture without a script."""
SMALL_NAME = regex(r"thumb|small|lqip|tiny|blur|avatar|placeholder|default|low|err|fail|mini|icon|logo")
NOT_TELLING = regex(r"share|link|page|qr|user|author|mce|cke|(?:^|-)ke-|ue_|^_|crop")
"""Names of attributes that scripts for lazy loading do not use; editors keep the URL of an earlier picture in ``data-mcesrc`` and
the like, and WeChat that of the whole picture, of which a part is shown, in ``data-croporisrc``."""
TELLING_NAMES = (
    (regex(r"gif"), 7),
    (regex(r"orig|zoom|raw|full|max"), 6),
    (regex(r"large|big|hd|hi-?res|retina"), 5),
    (regex(r"medium"), 3),
    (regex(r"src|lazy|img|image|pic|photo|file|url|bg|background|echo|real|actual"), 4),
)
"""Ranks of attributes that scripts read, by name. The animated picture comes before its first frame."""
ADDRESS_NAME = regex(r"src|orig|lazy|file|url")
NAME_OF_A_FILE = regex(r"(?:id|name|key|title|caption)$")
"""Attributes that say how a picture is called: their file names are no addresses."""
SHOWN, THUMBNAIL, NAMELESS = 2, 1, 0
"""Ranks of ``src``, of attributes for small pictures, and of those with meaningless names."""


class Candidate(NamedTuple):
    """A URL that an element names for its picture.

    Candidates with a higher ``trust`` come first. ``width`` is that in a ``srcset``, in pixels, or None.
    """

    given: str
    url: str
    kind: Kind
    trust: tuple[int, int]
    width: float | None = None

    @property
    def usable(self) -> bool:
        return self.kind != "stand-in" and is_web_url(self.url)


def candidates(elements: Iterable[Mapping[str, str]], base: str | None = None) -> list[Candidate]:
    """The URLs in the attributes of ``elements`` that may be those of the one picture that they show, the most trusted first.

    Relative URLs are resolved against ``base``. What certainly is no picture (a page, a video, a ``data:`` URL) is left out;
    placeholders until the picture is loaded come last, and are not :attr:`Candidate.usable`. Runs in time proportional to the
    attributes.
    """
    found: dict[str, Candidate] = {}
    for attributes in elements:
        for candidate in islice(_named(attributes, base), MOST):
            known = found.get(candidate.given)
            if known is None or (known.trust, known.width or 0) < (candidate.trust, candidate.width or 0):
                found[candidate.given] = candidate
    if len(found) < 2:
        return list(found.values())
    return sorted(found.values(), key=lambda each: (each.trust, each.width or PLAIN_WIDTH), reverse=True)


def _named(attributes: Mapping[str, str], base: str | None) -> Iterator[Candidate]:
    is_second_best = "max-width" in attributes.get("media", "") or not STAND_IN_NAMES.isdisjoint(attributes)
    for name, value in attributes.items():
        if name in NEVER or name[:2] == "on" or name[:5] == "aria-" or len(value) > LONGEST:
            continue
        for said, given, width in _urls(name, value.strip()):
            candidate = _judged(said, given.strip(AROUND), width, base, THUMBNAIL if is_second_best else rank_of(said))
            if candidate:
                yield candidate


def _urls(name: str, value: str) -> Iterable[tuple[str, str, float | None]]:
    """The possible URLs in ``value``, each with a name and a width: from a list, JSON or CSS, or the whole value."""
    if not value or (name not in OWN and not _may_be_url(value)):
        return ()
    if "(" in value and (listed := IMAGE_SET.search(value)):
        return (("background", url, width) for url, width in sized(AROUND_URL.sub("", listed[1])))
    if name[-3:] == "set" or (" " in value and SIZED_LIST.search(value)):
        return ((name, url, width) for url, width in sized(value))
    if value[0] in "{[":
        return ((said, url, None) for said, url in _in_json(name, value))
    if "(" in value and (found := [next(filter(None, css), "") for css in CSS_URL.findall(value)]):
        return (("background", url, None) for url in found)
    return ((name, value, None),) if name != "style" else ()


def _may_be_url(value: str) -> bool:
    """A quick check of a value: nearly all others have neither a dot nor a slash."""
    return "." in value or "/" in value or "\\" in value


def _in_json(name: str, value: str) -> Iterator[tuple[str, str]]:
    try:
        left: list[tuple[str, Any]] = [(name, json.loads(value))]
    except (ValueError, RecursionError):
        return
    while left:
        said, inner = left.pop()
        if isinstance(inner, dict):
            left += [(f"{name}-{key}", each) for key, each in inner.items()]
        elif isinstance(inner, list):
            left += [(said, each) for each in reversed(inner)]
        elif isinstance(inner, str) and _may_be_url(inner):
            yield said, inner


def _judged(name: str, given: str, width: float | None, base: str | None, rank: int) -> Candidate | None:
    """The candidate for ``given`` in an attribute of this name; None if it is not a possible picture."""
    if not given or given.startswith("#"):
        return None
    url = given if "_files/" in given and SAVED_BESIDE.match(given) else unwrapped(given, base)
    kind = kind_of(url)
    if "/" not in given and NAME_OF_A_FILE.search(name):
        return None
    if kind == "other" or (kind in ("unknown", "likely") and name not in OWN and not _is_address(name, given)):
        return None
    return Candidate(given, url, kind, (_certainty(kind, rank), rank), width)


def _is_address(name: str, given: str) -> bool:
    """Whether a value that does not look like a picture's URL is a URL at all."""
    return given.startswith(("http", "//")) or bool(ADDRESS_NAME.search(name) and "/" in given and given.split() == [given])


def _certainty(kind: Kind, rank: int) -> int:
    """4 for a picture's URL in an attribute for one, or in ``src``; less if the URL or the attribute is less certain."""
    if kind == "stand-in":
        return -1
    if rank in (NAMELESS, THUMBNAIL):
        return 3 - rank if kind == "picture" else 0
    return 4 if kind in ("picture", "likely") else 3


@lru_cache(1024)
def rank_of(name: str) -> int:
    """The rank of an attribute by its name, up to 7."""
    if name in OWN:
        return SHOWN
    if name == "srcset":
        return SHOWN + 1
    if SMALL_NAME.search(name):
        return THUMBNAIL
    if NOT_TELLING.search(name):
        return NAMELESS
    return next((rank for pattern, rank in TELLING_NAMES if pattern.search(name)), NAMELESS)
