"""Addresses on the web."""

import re

_SIGN = r"A-Za-z0-9_\u4e00-\u9fff-"
_BYTE = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_PORT = r"(?:6553[0-5]|655[0-2]\d|65[0-4]\d\d|6[0-4]\d{3}|[1-5]\d{4}|\d{1,4})"
WEB_HOST = re.compile(
    rf"[Hh][Tt][Tt][Pp][Ss]?://(?:(?:[{_SIGN}]{{1,63}}\.){{0,9}}[A-Za-z\u4e00-\u9fff][{_SIGN}]{{0,62}}|{_BYTE}(?:\.{_BYTE}){{3}})"
    rf"(?::{_PORT})?(?=[/?#]|\Z)"
)
"""How a URL begins that every reader of URLs understands the same: no user name, no backslash, no address that is none."""
FOREIGN_SCHEME = re.compile(r"(?!https?://\S)[^/?#]*:", re.IGNORECASE)
"""How an address begins that is neither on the web nor relative: ``javascript:``, ``data:``, ``https://`` and nothing."""


def is_web_url(url: str) -> bool:
    """Whether ``url`` is an http(s) URL with a plain host and without white space."""
    return WEB_HOST.match(url) is not None and url.split() == [url]
