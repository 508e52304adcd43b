"""What a page has beside its text: the names that its blocks are given, and the rules by which they are removed and told."""

from crawler.platforms.ads import AdRule

PREFIX = "aside "
"""Before the names of what is set aside: no class of an element has a space in it."""
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
"""Roles of boxes, and what is set aside with them; of several the nearest, and then the first here."""
OTHER = "other"


def _named(*names: str) -> frozenset[str]:
    return frozenset(PREFIX + name for name in names)


SET_ASIDE = (
    AdRule(
        "page-headline", "the headline, which the item has apart, and what stands above it", names=_named("headline", "above")
    ),
    AdRule("page-byline", "when and by whom it was published, printed below the headline", names=_named("byline")),
    AdRule("page-cut", "what the site's file says is none of the text", names=_named("cut")),
    AdRule("page-comments", "what readers wrote", names=_named("comments")),
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
"""What becomes of blocks that are named so."""
