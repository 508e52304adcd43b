"""The parts of a page that are not its text: the names given to their blocks, and the rules that remove and report them."""

from crawler.content.body import Block
from crawler.platforms.ads import AdRule

PREFIX = "aside "
"""Prefix for the names of parts set aside. It contains a space, so it cannot collide with an element's class."""
NAMES = {
    "comment": "comments",
    "share": "share",
    "related": "related",
    "ad": "advertisement",
    "nav": "navigation",
    "footer": "footer",
    "form": "form",
    "tag": "tags",
    "cookie": "notice",
    "aside": "sidebar",
}
"""The name that each role of a box gives to what is set aside in it. The nearest role wins, then the first in this mapping."""
OTHER = "other"
BYLINE, HEADLINE = f"{PREFIX}byline", f"{PREFIX}headline"


def _named(*names: str) -> frozenset[str]:
    return frozenset(PREFIX + name for name in names)


SET_ASIDE = (
    AdRule(
        "page-headline", "the headline, which the item has apart, and what stands above it", names=_named("headline", "above")
    ),
    AdRule("page-byline", "when and by whom it was published, printed below the headline", names=_named("byline")),
    AdRule("page-cut", "what the site's file says is none of the text", names=_named("cut")),
    AdRule("page-comments", "what readers wrote", names=_named("comments")),
    AdRule("page-copy", "the text again, for another screen", names=_named("copy")),
    AdRule("page-story", "another story on the page", names=_named("story")),
    AdRule("page-share", "buttons to share or follow", names=_named("share")),
    AdRule("page-related", "pointers to other pages", names=_named("related")),
    AdRule("page-navigation", "menus, paths and page numbers", names=_named("navigation")),
    AdRule("page-advertisement", "an advertisement", names=_named("advertisement")),
    AdRule(
        "page-furniture",
        "a picture that the page is made with",
        names=_named("furniture"),
        image=r"/(?:(?:next|prev|pre)_?page|(?:net|site|top|foot|footer|head|header)_?logo|bg_?\d{0,3})\.(?:png|gif|jpe?g|svg|webp)(?![\w/])",
    ),
    AdRule("page-aside", "what stands beside the text", names=_named(*NAMES.values(), OTHER)),
)
"""How blocks with these names are handled."""


def is_aside(block: Block) -> bool:
    """Whether a block was set aside."""
    return any(name.startswith(PREFIX) for name in block.names)
