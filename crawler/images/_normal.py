"""Normalizes URLs: those are equal that are equivalent by RFC 3986 or differ only in ways that do not affect the picture."""

import re
from typing import NamedTuple
from urllib.parse import quote

from crawler.content.patterns import regex
from crawler.content.web_url import TRACKING

URL = regex(r"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE | re.DOTALL)
PLAIN = regex(r"[!-$&-~]*")
"""Nothing to escape, and no escapes."""
ESCAPE = regex(r"%([0-9A-Fa-f]{2})")
UNPRINTABLE = regex(r"[^\x21-\x7e]")
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
DEFAULT_PORTS = {"http": ":80", "https": ":443"}
LONGEST_HOST = 253


class Parts(NamedTuple):
    """The host with its port, the path, and the query parameters in order."""

    host: str
    path: str
    query: list[str]


def normal(url: str) -> Parts | None:
    """The parts of a web URL in normal form, without scheme and fragment; None for any other string.

    The host is in lower case and in ASCII (IDNA), without the default port. Percent-escapes of unreserved characters are decoded,
    others are in upper case, and what must be escaped is. ``.`` and ``..`` segments, empty parameters and tracking parameters are
    removed.
    """
    found = URL.fullmatch(url)
    if not found or not found[2]:
        return None
    scheme, authority, path, query = found.groups()
    if not PLAIN.fullmatch(url):
        path, query = _escaped(path), _escaped(query or "")
    return Parts(
        _host(authority, scheme.lower()),
        (_without_dots(path) if "/." in path else path) or "/",
        [part for part in query.split("&") if part and not TRACKING.fullmatch(part)] if query else [],
    )


def _host(authority: str, scheme: str) -> str:
    user, at, host = authority.rpartition("@")
    host = host.lower()
    if ":" in host:
        host = host.removesuffix(DEFAULT_PORTS[scheme]).removesuffix(":")
    if not host.isascii() and len(host) <= LONGEST_HOST:
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            host = _escaped(host)
    return user + at + host


def _escaped(text: str) -> str:
    text = UNPRINTABLE.sub(lambda found: quote(found[0], errors="surrogatepass"), text)
    return ESCAPE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if character in UNRESERVED else found[0].upper()


def _without_dots(path: str) -> str:
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            del kept[max(1, len(kept) - 1) :]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/".join(kept)
