"""Web URLs: which are valid, how broken ones were meant, and how relative ones are resolved."""

import re
from urllib.parse import unquote, urljoin

from crawler.content.patterns import regex

_SIGN = r"A-Za-z0-9_\u4e00-\u9fff-"
_BYTE = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_PORT = r"(?:6553[0-5]|655[0-2]\d|65[0-4]\d\d|6[0-4]\d{3}|[1-5]\d{4}|\d{1,4})"
WEB_HOST = regex(
    rf"[Hh][Tt][Tt][Pp][Ss]?://(?:(?:[{_SIGN}]{{1,63}}\.){{0,9}}[A-Za-z\u4e00-\u9fff][{_SIGN}]{{0,62}}|{_BYTE}(?:\.{_BYTE}){{3}})"
    rf"(?::{_PORT})?(?=[/?#]|\Z)"
)
"""The start of a URL that every parser understands in the same way: no user name, no backslash, a valid host."""
TRACKING = regex(r"(?:utm_\w{1,40}|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_hs(?:enc|mi)|spm|scm)(?:=.*)?", re.DOTALL)
"""Parameters added to any URL to track clicks: by Google, Meta, Microsoft, Yandex, Mailchimp, HubSpot and Alibaba."""
FOREIGN_SCHEME = regex(r"(?!https?://\S)[^/?#]*:", re.IGNORECASE)
"""The start of a URL that is neither on the web nor relative: ``javascript:``, ``data:``, a bare ``https://``."""
PICTURE_FILES = "jpe?g|png|gif|webp|bmp|avif"
"""Suffixes of the files of pictures, for patterns; those of drawings (svg) are not among them."""
SCHEMES = ("https://", "http://")
ABSOLUTE = (*SCHEMES, "data:")
_ODD = r"\\&\"'<>%\x00-\x20\x7f\x85\xa0\u00ad\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
"""White space is written out, because a class that has a category takes twice as long."""
WHOLE = regex(rf"https?://(?!/|http)[^{_ODD}]*")
"""An absolute URL in which nothing needs mending, as in nearly all."""
WITH_QUERY = regex(
    rf"https?://(?!/|:|[hH][tT][tT][pP])[^{_ODD}]++(?:(?:&(?!(?:amp|#38|#[xX]26);)|%(?!0[AaDd]|20))[^{_ODD}]*+)++(?<![“”])"
)
"""Another such URL, in which ``&`` and ``%`` have their usual meaning."""
DOUBLED = regex(r"/{0,2}(?:https?:?/{0,3}){0,8}(?=https?(?::|//)/{0,3}[^/])", re.IGNORECASE)
WEB = regex(r"h?t{1,3}ps?\s*[:：;/\\]", re.IGNORECASE)
SCHEME = regex(r"(h?t{1,3}ps?)(?:%20)*[:：;]?(?:%20)*/{1,4}:?(?:%20)*|(https?)[:：](?=[^/])", re.IGNORECASE)
LINE_BREAK = regex(r"[\t\r\n]|%0[AaDd]")
INVISIBLE = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff]")
ENCODED = regex(r"https?%3A%2F%2F[^/?#&=]*", re.IGNORECASE)
"""A URL that is percent-encoded as a whole."""
SLASH = regex(r"\\u002[fF]|\\/")
"""As JSON writes it."""
AMPERSAND = regex(r"&(?:(?:amp|#38|#[xX]26);)+")
HOST_AHEAD = regex(rf"(?:[{_SIGN}]{{1,63}}\.){{1,9}}[A-Za-z]{{2,24}}(?::\d{{1,5}})?(?=[/?#]|$)")
QUOTES = " \u3000\"'“”<>"
QUOTES_AHEAD = regex(rf"(?<!\\)(?:\\*+[{QUOTES}])*+")
LONGEST, ROUNDS = 8192, 8
"""Characters; longer URLs are not mended, nor are those with line breaks left in them after so many rounds of removing them."""


def is_web_url(url: str) -> bool:
    """Whether ``url`` is an http(s) URL with a plain host and without white space."""
    return WEB_HOST.match(url) is not None and url.split() == [url]


def mended(address: str) -> str:
    """``address`` as browsers read it, with the damage of exports repaired.

    White space around it is removed, and so are line breaks with the white space next to them, and invisible characters; other
    white space is percent-encoded. Backslashes become slashes, ``&amp;`` becomes ``&`` however often it was escaped, quotation
    marks and angle brackets around it are removed, and a scheme that is doubled, misspelt or in capitals is corrected. What is
    percent-encoded as a whole is decoded. Idempotent; nothing becomes a URL that was not one. Never raises.
    """
    if len(address) > LONGEST or WHOLE.fullmatch(address) or WITH_QUERY.fullmatch(address):
        return address
    given, address = address, INVISIBLE.sub("", address).strip()
    for _ in range(ROUNDS):
        if not LINE_BREAK.search(address):
            break
        address = "".join(line.strip() for line in LINE_BREAK.split(address))  # what is left may be one again: %\n0a
    else:
        return given
    address = QUOTES_AHEAD.sub("", address, 1).rstrip(f"{QUOTES}\\")
    if ENCODED.fullmatch(address):
        return mended(unquote(address))
    if FOREIGN_SCHEME.match(address) and not WEB.match(address):
        return address
    address = SLASH.sub("/", address).replace("\\u0026", "&")
    address = "%20".join(AMPERSAND.sub("&", address.replace("\\", "/")).split())
    end = len(address)
    while address.endswith("%20", 0, end):
        end -= 3
    address = address[:end]
    doubled = DOUBLED.match(address)
    return _with_scheme(address[doubled.end() :] if doubled else address)


def _with_scheme(address: str) -> str:
    """``address`` with its scheme written in full, if it has one followed by a host."""
    found = SCHEME.match(address)
    rest = address[found.end() :] if found else ""
    if not found or not HOST_AHEAD.match(rest):
        return "//" + address.lstrip("/") if address.startswith("///") else address
    name = (found[1] or found[2]).lower()
    return f"http{'s' if name.endswith('s') else ''}://{rest}"


def resolved(address: str, base: str | None) -> str:
    """``address`` mended and resolved against ``base``; ``//host/…`` without a base becomes https. Stays relative if ``base`` is
    unknown or either cannot be parsed."""
    if WHOLE.fullmatch(address):
        return address
    address = mended(address)
    if address.startswith(ABSOLUTE) or not address:
        return address
    if base and not FOREIGN_SCHEME.match(address):
        try:
            return urljoin(base, address)
        except ValueError:
            return address
    return f"https:{address}" if address.startswith("//") else address
