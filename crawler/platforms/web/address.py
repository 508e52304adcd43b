"""A page's place on the web: its own address and the registered domain of its site."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml.etree import XPath, _Element

from crawler.content.patterns import regex
from crawler.content.web_url import SCHEMES, is_web_url, resolved
from crawler.platforms.web.metadata import Metadata

_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gob", "gov", "go", "ne", "net", "or", "org"})
"""Labels that come before a two-letter country code in a public suffix (``com.cn``)."""
_UNFILLED = regex(r"\{\{|\$\{|\{%|<%|%7B%7B", re.IGNORECASE)
"""Found in an address that a script or a template was to fill in."""
_LINKS = XPath("//a/@href", smart_strings=False)
_MOST = 1000
_LEAST = 10
"""The most links of a page to look at, and the fewest needed to decide."""
_OF_USERS = frozenset(
    {
        "blogspot.com",
        "github.io",
        "gitlab.io",
        "medium.com",
        "substack.com",
        "tumblr.com",
        "typepad.com",
        "wordpress.com",
        "lofter.com",
    }
)
"""Domains whose subdomains are each a site of their own."""


def address_of(metadata: Metadata, saved_from: str | None, in_comment: str | None = None) -> str | None:
    """Return the page's own address: the canonical one, or that of a comment at its beginning, if it belongs to the site that the
    page was ``saved_from``; otherwise ``saved_from``. A machine without a domain of its own, which served a copy, does not count
    as a site.

    A front page, which a site may name on all of its pages, is not taken for a page's address if there is another.
    """
    named = [*_named(metadata, saved_from), *([in_comment] if in_comment else [])]
    own = [url for url in named if saved_from is None or not has_domain(saved_from) or domain_of(url) == domain_of(saved_from)]
    inner = [url for url in own if not _is_front(url)]
    return next(iter(inner), None) or saved_from or next(iter(own), None)


def host_by_links(root: _Element) -> str | None:
    """Return the front page of the host that a page without an address probably comes from: the host with more than a third of
    the links to the most linked site, and more than twice as many as any other host. Return None if there is no such host."""
    origins = Counter("/".join(url.split("/", 3)[:3]) for url in islice(_LINKS(root), _MOST) if url.startswith(SCHEMES))
    hosts: Counter[str] = Counter()
    for origin, count in origins.items():
        hosts[host_of(origin)] += count
    sites: Counter[str] = Counter()
    for host, count in hosts.items():
        sites[domain_of(f"http://{host}")] += count
    if not hosts or sites.most_common(1)[0][1] < _LEAST:
        return None
    (host, count), (_, second) = [*hosts.most_common(2), ("", 0)][:2]
    site, links = sites.most_common(1)[0]
    return f"http://{host}/" if domain_of(f"http://{host}") == site and 3 * count > links and count > 2 * second else None


def _named(metadata: Metadata, base: str | None) -> Iterator[str]:
    """Yield the addresses that the metadata give, as absolute URLs."""
    given = [*metadata.links.get("canonical", ()), *metadata.meta.get("og:url", ()), *_urls_of(metadata.article)]
    for address in given:
        url = resolved(address.strip(), base)
        if is_web_url(url) and not _UNFILLED.search(url):
            yield url


def _urls_of(thing: dict[str, Any]) -> Iterator[str]:
    of = thing.get("mainEntityOfPage")
    values: Iterable[Any] = (thing.get("url"), of.get("@id") if isinstance(of, dict) else of, thing.get("@id"))
    return (value for value in values if isinstance(value, str))


def has_domain(url: str) -> bool:
    """Whether the host of a URL is a registered name rather than a number or a local name."""
    host = host_of(url)
    return "." in host and not host.rpartition(".")[2].isdigit() and not host.endswith((".local", ".localhost", ".internal"))


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def host_of(url: str | None) -> str:
    """Return the host of a URL in lower case; empty if it has none."""
    try:
        return (urlsplit(url or "").hostname or "").rstrip(".")
    except ValueError:
        return ""


def domain_of(url: str | None) -> str:
    """The registered domain of a URL's host (``sina.com.cn``), judged by its form alone; an IP address is returned as it is."""
    labels = host_of(url).split(".")
    if len(labels) < 3 or labels[-1].isdigit():
        return ".".join(labels)
    two = ".".join(labels[-2:])
    is_suffix = two in _OF_USERS or (labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2)
    return ".".join(labels[-3:]) if is_suffix else two


def domains_above(url: str | None) -> set[str]:
    """Return the host of a URL and every domain above it, except the top-level label alone."""
    labels = host_of(url).split(".")
    return {".".join(labels[at:]) for at in range(len(labels) - 1)}
