"""Items as JSON with everything that a run needs to know about them, so that they are decoded only if somebody wants them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from crawler.items import Item
from crawler.runs.cleaning import Begun
from crawler.runs.item_counts import Count, counted
from crawler.runs.journal.entries import CleanArticle, CleanThread, Outcome
from crawler.stories.compared import Compared

if TYPE_CHECKING:
    from crawler.runs.settling import outcomes  # which needs a database, and who cleans pages needs none

_as_json = msgspec.json.Encoder().encode
_as_msgpack = msgspec.msgpack.Encoder().encode
compared_of = msgspec.msgpack.Decoder(Compared).decode
counted_of = msgspec.msgpack.Decoder(list[Count]).decode
UNSETTLED = (b'"duplicate_of":null', b'"revision":1,"revised_from":null')
"""Found in the JSON of an unsettled item. No text contains it: in strings, quotation marks are escaped."""


class ReadyItem(msgspec.Struct, array_like=True, frozen=True, tag="ready"):
    """A page that became the item with this JSON; ``compared`` and ``counts`` are its fields to compare and its counts, as
    MessagePack. ``compared`` is empty if items are not compared."""

    kind: str
    json: bytes
    compared: bytes
    counts: bytes


Became = Outcome | ReadyItem | Begun
"""The outcome of a page, as far as it is known."""
MakesReady = Callable[[Became], Became]


def makes_ready(compares: bool) -> MakesReady:
    """Return a function that makes an item ready for a run that ``compares`` items or not."""
    return partial(_ready, compares)


def _ready(compares: bool, outcome: Became) -> Became:
    """``outcome`` itself if it is no item, is ready or settled already, or cannot be encoded, which its receiver will report."""
    if not isinstance(outcome, CleanArticle | CleanThread) or not _is_unsettled(outcome.item):
        return outcome
    item = outcome.item
    try:
        compared = _as_msgpack(Compared.of(item)) if compares else b""
        return ReadyItem(item.type, _as_json(item), compared, _as_msgpack(counted(item)))
    except (ValueError, OverflowError, TypeError):  # a lone surrogate, a number that JSON has not
        return outcome


def compared_as_bytes(item: Item) -> bytes:
    """Return the fields by which ``item`` is compared; empty if it cannot be compared: the receiver will report why."""
    try:
        return _as_msgpack(Compared.of(item))
    except ValueError:
        return b""


def _is_unsettled(item: Item) -> bool:
    """Whether an item is unsettled; exported items that are read again may be settled."""
    return item.duplicate_of is None and item.revision == 1 and item.revised_from is None


def settled(json: bytes, outcome: "outcomes.Outcome") -> bytes:
    """Return the JSON of a ready item, with what it repeats and which revision it is."""
    duplicate_of, revision, revised_from, _ = outcome
    if duplicate_of is not None:
        json = json.replace(UNSETTLED[0], b'"duplicate_of":' + _as_json(duplicate_of))
    if revision != 1 or revised_from is not None:
        json = json.replace(UNSETTLED[1], b'"revision":%d,"revised_from":%s' % (revision, _as_json(revised_from)))
    return json
