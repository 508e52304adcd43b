"""The last stage: only an item that keeps the schema leaves."""

import msgspec

from crawler.content.body import Draft
from crawler.items import Item


class InvalidItemError(ValueError):
    """An item breaks the schema. The message says where."""


def validated(draft: Draft) -> Item:
    """The finished item of ``draft``, unchanged; raises :class:`InvalidItemError` where it breaks the schema."""
    item = draft.item
    try:
        msgspec.convert(msgspec.to_builtins(item), type(item))  # an instance of the type would be passed unread
    except msgspec.ValidationError as error:
        raise InvalidItemError(str(error)) from error
    return item


class ValidatePipeline:
    def process_item(self, item: Draft) -> Item:
        return validated(item)
