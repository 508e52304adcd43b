"""Identifies the picture that a URL shows, and its size."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from crawler.content.patterns import regex
from crawler.images._cdn import FULL, Cdn
from crawler.images._cdns import CDNS
from crawler.images._normal import LONGEST_HOST, normal
from crawler.images.unwrap import LONGEST, unwrapped

SHORT = 512
"""Characters; results for URLs up to this length are cached, since a page shows a picture in several places."""
SMALL = 200
"""The assumed size in pixels of a picture named as a thumbnail."""
IN_QUERY = regex(r"[?&](?:w|h|width|height|size|imwidth|resize|thumbnail)=(\d{1,5})(?!\d)", re.IGNORECASE)
IN_NAME = regex(r"[-_@!/](?:w_?(\d{2,4})|(\d{2,4})w|(\d{2,4})[x*](\d{2,4}))(?=[-_./!@]|\Z)", re.IGNORECASE)
SMALL_WORD = regex(
    r"(?<=[-_./])(?:thumb(?:nail)?s?|small|mini|tiny|square|lqip|blur)(?=[-_./\d]|\Z)|[-_]s(?=\.\w{3,4}\Z)", re.IGNORECASE
)
OTHER_WORD = regex(
    r"(?<=[-_./])(?:large|big|orig(?:inal)?|full|raw|hd|medium|middle)(?=[-_./\d]|\Z)|[-_][bmlo](?=\.\w{3,4}\Z)", re.IGNORECASE
)
SMALL_SIGNS = ("thumb", "small", "mini", "tiny", "square", "lqip", "blur", "-s.", "_s.")
OTHER_SIGNS = (
    *("large", "big", "orig", "full", "raw", "hd", "medium", "middle"),
    *(f"{sign}{letter}." for sign in "-_" for letter in "bmlo"),
)
"""Every match of the two patterns, which are slow, contains one of these."""
SEPARATORS = regex(r"[-_./]+")


class Variant(NamedTuple):
    """One URL of a picture: the identity that all its URLs share, and the longer side of this variant in pixels.

    ``size`` is :data:`~crawler.images.FULL` for a picture as stored, and 0 if the URL names a variant without a size.
    """

    identity: str
    size: int


def identity(url: str, own: tuple[Cdn, ...] = ()) -> str:
    """The string that all URLs of one picture share; for comparing, not for output."""
    return variant_of(url, own).identity


def variant_of(url: str, own: tuple[Cdn, ...] = ()) -> Variant:
    """The picture that ``url`` shows, and its size. ``own`` are declarations of a site, in addition to
    :data:`~crawler.images.CDNS`.

    URLs on unknown hosts are identified by their normal form (:func:`crawler.images._normal.normal`); strings that are no web
    URL, or are too long for one, are equal only to themselves. Never raises.
    """
    return _remembered(url, own) if len(url) <= SHORT else _variant(url, own)


def _variant(url: str, own: tuple[Cdn, ...]) -> Variant:
    url = unwrapped(url)
    parts = normal(url) if len(url) <= LONGEST else None
    if parts is None:
        return Variant(url, FULL)
    host, path, query = parts
    size = FULL
    for cdn in _cdns_of(host, own):
        if cdn.sign in url:
            path, query, found = _reduced(cdn, path, query)
            host = cdn.one_host or host
            size = min(size, found)
    return Variant(f"{host}{path}?{'&'.join(query)}" if query else host + path, size)


def _reduced(cdn: Cdn, path: str, query: list[str]) -> tuple[str, list[str], int]:
    """Path and query without what distinguishes variants, and the size of this variant."""
    dropped = []
    for pattern in cdn.path:
        if found := pattern.search(path):
            dropped.append(found)
            path = path[: found.start()] + path[found.end() :]
    if query:
        kept = []
        for part in query:
            plain = unquote(part) if "%" in part else part
            if cdn.query and (found := cdn.query.fullmatch(plain)):
                dropped.append(found)
            elif not cdn.noise or not cdn.noise.fullmatch(plain):
                kept.append(part)
        query = kept
    sizes = [size for found in dropped for size in cdn.sizes_in(found)]
    return path, query, min(sizes) if sizes else cdn.unsized if dropped else FULL


_remembered = lru_cache(2048)(_variant)


@lru_cache(4096)
def _cdns_of(host: str, own: tuple[Cdn, ...]) -> tuple[Cdn, ...]:
    return tuple(cdn for cdn in own + CDNS if len(host) <= LONGEST_HOST and cdn.hosts.fullmatch(host))


def stem_and_size(url: str) -> tuple[str, int]:
    """A web URL without any parts that name a size, and the smallest size named: the longer side in pixels. Use the stem only to
    compare URLs that are known to show one picture."""
    path, _, query = url.partition("?")
    path = f"/{path.split('/', 3)[-1]}"
    named = IN_NAME.findall(path)
    sides = [max(map(int, filter(None, found))) for found in named]
    if query:
        sides += [int(found) for found in IN_QUERY.findall(f"?{query}")]
    if _may_hold(SMALL_SIGNS, path) and SMALL_WORD.search(path):
        sides.append(SMALL)
    bare = IN_NAME.sub("", path) if named else path
    for signs, words in ((SMALL_SIGNS, SMALL_WORD), (OTHER_SIGNS, OTHER_WORD)):
        if _may_hold(signs, bare):
            bare = words.sub("", bare)
    return SEPARATORS.sub("/", bare), min((side for side in sides if side), default=FULL)


def _may_hold(signs: tuple[str, ...], path: str) -> bool:
    return not path.isascii() or any(map(path.lower().__contains__, signs))
