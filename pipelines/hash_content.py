"""Sets the hash of each item's content, which identifies its revisions."""

from crawler.images.item_content import content_sha256
from crawler.platforms.draft import Draft


class HashContentPipeline:
    def process_item(self, item: Draft) -> Draft:
        item.item.content_sha256 = content_sha256(item.item)
        return item
