"""Sets the hash of every item's content, by which its revisions are told apart."""

from crawler.content.body import Draft
from crawler.images.item_content import content_sha256


class HashContentPipeline:
    def process_item(self, item: Draft) -> Draft:
        item.item.content_sha256 = content_sha256(item.item)
        return item
