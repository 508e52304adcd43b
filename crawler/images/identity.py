"""Identifies the picture that a URL shows, and its size."""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from crawler.images._cdn import FULL, Cdn
from crawler.images._cdns import CDNS
from crawler.images._normal import LONGEST_HOST, normal
from crawler.images.unwrap import LONGEST, unwrapped

SHORT = 512
"""Characters; results for URLs up to this length are cached, since a page shows a picture in several places."""


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
