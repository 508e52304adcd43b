"""The last stage: rejects items that violate the schema."""

import msgspec

from crawler.items import Item
from crawler.platforms.draft import Draft


class InvalidItemError(ValueError):
    """An item violates the schema. The message says where."""


def validated(draft: Draft) -> Item:
    """The finished item of ``draft``, unchanged. Raises :class:`InvalidItemError` if it violates the schema."""
    item = draft.item
    try:
        msgspec.convert(msgspec.to_builtins(item), type(item))  # an instance of the type would not be checked
    except msgspec.ValidationError as error:
        raise InvalidItemError(str(error)) from error
    return item


class ValidatePipeline:
    def process_item(self, item: Draft) -> Item:
        return validated(item)
