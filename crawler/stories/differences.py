"""What differs between two members of a cluster."""

from typing import NamedTuple

from crawler.items import Article, Image, Item
from crawler.stories.normal_form import normal_form, story_text
from crawler.stories.paragraphs import paragraphs_of


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


def _paragraphs(item: Item) -> dict[str, str]:
    return {normal_form(paragraph): paragraph for paragraph in paragraphs_of(story_text(item))}


def _images(item: Item) -> dict[str, Image]:
    bodies = [item] if isinstance(item, Article) else item.posts
    return {image.url: image for body in bodies for image in body.images}
