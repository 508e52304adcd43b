"""Blocks that consist only of links: the sites that they lead to, and whether an author made their list."""

from collections.abc import Sequence

from crawler.content.body import Block
from crawler.content.patterns import regex

LINKS_ONLY = regex(r"(?:(?:<(?:strong|em)>)*<a [^>]*>(?:[^<]|</?(?:strong|em)>)*</a>(?:</(?:strong|em)>|\s)*)+")
HOST = regex(r"<a href=\"https?://([^/\"?#:]{1,253})")
SECOND_LEVEL = frozenset({"com", "net", "org", "gov", "edu", "co", "ac"})


def links_from(blocks: Sequence[Block], start: int) -> Sequence[Block]:
    """The blocks from ``start`` on that consist only of links."""
    end = start
    while end < len(blocks) and LINKS_ONLY.fullmatch(blocks[end].html):
        end += 1
    return blocks[start:end]


def is_an_authors(links: Sequence[Block], following: Block | None) -> bool:
    """Whether an author made the list: it leads to several sites, or continues in ``following`` with more than links."""
    if len({site for block in links for site in sites_in(block.html)}) > 1:
        return True
    goes_on = following is not None and bool(following.containers) and bool(links)
    return goes_on and following is not None and following.containers[:1] == links[-1].containers[:1]


def sites_in(html: str) -> frozenset[str]:
    """The registered domains of links, without ports and subdomains: ``sina.com.cn`` for ``tech.sina.com.cn``."""
    return frozenset(_site(host.lower()) for host in HOST.findall(html))


def _site(host: str) -> str:
    labels = host.split(".")
    return ".".join(labels[-3 if len(labels) > 2 and labels[-2] in SECOND_LEVEL and len(labels[-1]) == 2 else -2 :])
