"""What differs between two members of a cluster."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crawler.items import Article, Image, Item
from crawler.stories.normal_form import normal_form, story_text
from crawler.stories.paragraphs import Change, paragraph_diff, paragraphs_of


class Differences(NamedTuple):
    """What one item has and the other has not: paragraphs as they stand, images by URL; ``headline`` says that they differ."""

    headline: bool
    paragraphs_only_in_one: list[str]
    paragraphs_only_in_other: list[str]
    images_only_in_one: list[str]
    images_only_in_other: list[str]


def differences(one: Item, other: Item) -> Differences:
    """What differs between two items in their headlines, paragraphs and images; how a paragraph is set does not count."""
    ones, others = _paragraphs(one), _paragraphs(other)
    pictures, other_pictures = _images(one), _images(other)
    return Differences(
        normal_form(one.headline) != normal_form(other.headline),
        [paragraph for form, paragraph in ones.items() if form not in others],
        [paragraph for form, paragraph in others.items() if form not in ones],
        [url for url in pictures if url not in other_pictures],
        [url for url in other_pictures if url not in pictures],
    )


def changes_of(one: Item, other: Item) -> Iterator[Change]:
    """What became of every paragraph of ``one`` in ``other``, in their order. One that stands elsewhere in the other, or is only
    set in another way there, was kept.
    """
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
    """The one of ``others``, which tell the same story, that ``item`` says it is from: the first that is of the publisher that it
    gives as its source. None where it gives none, or there is none of that.
    """
    source = normal_form(item.source or "") if isinstance(item, Article) else ""
    named = (each for each in others if each is not item and source in map(normal_form, (each.publisher or "", each.site)))
    return next(named, None) if source else None


def _paragraphs(item: Item) -> dict[str, str]:
    return {normal_form(paragraph): paragraph for paragraph in paragraphs_of(story_text(item))}


def _images(item: Item) -> dict[str, Image]:
    bodies = [item] if isinstance(item, Article) else item.posts
    return {image.url: image for body in bodies for image in body.images}
