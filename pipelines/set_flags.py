"""Sets flags on items: doubts that a user should know of, if only the finished item shows them."""

from collections.abc import Iterator

from crawler.items import Flag, Item, bodies_of
from crawler.items.flags import FLAGS
from crawler.platforms import Site
from crawler.platforms.draft import Draft

IN_DOUBT = ("windows-1252", "detected")
"""An encoding in which text of several others would be text as well."""


def set_flags(item: Item, site: Site) -> None:
    """Add ``no-text``, ``no-headline``, ``encoding-doubt`` and ``generic-site`` to ``item.flags``, in place, if they apply; flags
    from other stages are kept. Flags are unique, in the order of the schema."""
    found = {*item.flags, *_seen_in(item, site)}
    item.flags = [flag for flag in FLAGS if flag in found]


def _seen_in(item: Item, site: Site) -> Iterator[Flag]:
    if not any(body.text.strip() for body in bodies_of(item)):
        yield "no-text"
    if not item.headline.strip():
        yield "no-headline"
    if item.page.encoding_errors or (item.page.encoding, item.page.encoding_basis) == IN_DOUBT:
        yield "encoding-doubt"
    if site.generic:
        yield "generic-site"


class SetFlagsPipeline:
    def process_item(self, item: Draft) -> Draft:
        if item.bodies:  # an exported item has none, and keeps its flags
            set_flags(item.item, item.site)
        return item
