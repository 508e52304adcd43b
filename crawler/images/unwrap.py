"""Extracts the URL of a picture from proxy URLs around it."""

import re
from base64 import urlsafe_b64decode
from contextlib import suppress
from functools import lru_cache
from urllib.parse import unquote

from crawler.content.patterns import regex
from crawler.content.web_url import PICTURE_FILES, is_web_url, resolved
from crawler.images._cdn import Proxy
from crawler.images._kinds import is_known_host
from crawler.images._proxies import CROPS, PROXIES

DEEPEST = 8
"""Nested proxies that are unwrapped; real pages have one."""
LONGEST = 8192
"""Characters; a longer URL is left as it is, and equals only itself."""
SIGNS = (
    *("http", "HTTP", "wp.com/", "serv.nl", "srv.nl", "d.ifengimg.com/", "statically.io/"),
    *("ampproject.org/", "aHR0c", "/_next/image", "/_vercel/image", "126.net/?", "/pic/"),
)
"""Every proxy URL contains one of these after the scheme."""
HTTP_IN_BASE64 = "aHR0c"
SCHEMELESS = regex(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?::\d{1,5})?/\S+")
PARTS = regex(r"(?:(https?)://([^/?#]*)|(?=/))(.*)", re.IGNORECASE | re.DOTALL)
PICTURE = regex(rf"[^?#]*\.(?:{PICTURE_FILES}|heic|svg)(?:[!@~_?#-].*)?", re.IGNORECASE | re.DOTALL)


def unwrapped(url: str, base: str | None = None) -> str:
    """The picture URL within ``url``, without proxies, and :func:`mended <crawler.content.web_url.mended>`.

    Relative URLs are resolved against ``base``. Only web URLs are unwrapped, also from a path on an unknown host. A part that a
    proxy cuts out of a picture is a different picture, so its URL stays wrapped.
    """
    if len(url) > LONGEST:
        return url
    url = resolved(url, base)
    for _ in range(DEEPEST):
        if not _may_be_wrapped(url) or (inner := _inner(url)) is None:
            break
        url = inner
    return url


def _may_be_wrapped(url: str) -> bool:
    """A quick check, which saves nearly every URL the patterns."""
    rest = url[5:]
    for sign in SIGNS:  # noqa: SIM110 - a generator takes three times as long, and this runs for every picture
        if sign in rest:
            return True
    return False


def _inner(url: str) -> str | None:
    """The URL in the outermost proxy URL of ``url``, if it is a web URL."""
    parts = PARTS.fullmatch(url)
    if not parts:
        return None
    scheme, host, rest = parts.groups("")
    for proxy in _proxies_of(host.lower()[:256]):
        if found := proxy.wrapped.fullmatch(rest):
            inner = resolved(_decoded(found["url"], proxy, scheme), url)
            own = rest[: found.start("url")] + rest[found.end("url") :]
            fits = is_web_url(inner) and not CROPS.search(own)
            return inner if fits and (not proxy.picture or _is_picture(inner)) else None
    return None


def _decoded(wrapped: str, proxy: Proxy, scheme: str) -> str:
    inner = wrapped if "://" in wrapped[:8] else unquote(wrapped)
    if inner.startswith(HTTP_IN_BASE64):
        with suppress(ValueError):
            inner = urlsafe_b64decode(inner.rstrip("=") + "===").decode()
    if proxy.of:
        return f"https://{proxy.of}/{inner}"
    if proxy.scheme and SCHEMELESS.fullmatch(inner.lstrip("/")):
        return f"{scheme if proxy.scheme == 'same' else proxy.scheme}://{inner.lstrip('/')}"
    return inner


def _is_picture(url: str) -> bool:
    parts = PARTS.fullmatch(url)
    return bool(parts) and bool(PICTURE.fullmatch(url) or is_known_host(parts[2].lower()[:256]))  # type: ignore[index]


@lru_cache(1024)
def _proxies_of(host: str) -> tuple[Proxy, ...]:
    return tuple(proxy for proxy in PROXIES if proxy.hosts.fullmatch(host))
