"""The differences between two members of a cluster."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crawler.items import Article, Item, images_of
from crawler.stories.normal_form import normal_form, story_text
from crawler.stories.paragraphs import Change, paragraph_diff, paragraphs_of


class Differences(NamedTuple):
    """What only one of two items has: paragraphs as they are, images by URL. ``headline`` is True if the headlines differ."""

    headline: bool
    paragraphs_only_in_one: list[str]
    paragraphs_only_in_other: list[str]
    images_only_in_one: list[str]
    images_only_in_other: list[str]


def differences(one: Item, other: Item) -> Differences:
    """Compare the headlines, paragraphs and images of two items; differences that the normal form removes do not count."""
    ones, others = _paragraphs(one), _paragraphs(other)
    pictures, other_pictures = (dict.fromkeys(image.url for image in images_of(item)) for item in (one, other))
    return Differences(
        normal_form(one.headline) != normal_form(other.headline),
        [paragraph for form, paragraph in ones.items() if form not in others],
        [paragraph for form, paragraph in others.items() if form not in ones],
        [url for url in pictures if url not in other_pictures],
        [url for url in other_pictures if url not in pictures],
    )


def changes_of(one: Item, other: Item) -> Iterator[Change]:
    """Yield what became of every paragraph of ``one`` in ``other``, in order. A paragraph that was only moved, or that differs
    only in what the normal form removes, was kept."""
    ones, others = _paragraphs(one), _paragraphs(other)
    for change in paragraph_diff(story_text(one), story_text(other)):
        form, other_form = normal_form(change.before), normal_form(change.after)
        if change.kind == "removed" and form in others:
            yield Change("kept", change.before, change.before)
        elif change.kind == "changed" and form == other_form:
            yield Change("kept", change.before, change.after)
        elif change.kind != "added" or other_form not in ones:
            yield change


def original_of(item: Item, others: Iterable[Item]) -> Item | None:
    """The first of ``others`` (items that tell the same story) that was published by the source that ``item`` names. None if it
    names none, or none of them is from that source."""
    source = normal_form(item.source or "") if isinstance(item, Article) else ""
    named = (each for each in others if each is not item and source in map(normal_form, (each.publisher or "", each.site)))
    return next(named, None) if source else None


def _paragraphs(item: Item) -> dict[str, str]:
    return {normal_form(paragraph): paragraph for paragraph in paragraphs_of(story_text(item))}
