"""Determines the picture that an element shows, regardless of lazy loading and proxies."""

from collections.abc import Sequence

from crawler.content.body import Block, Body
from crawler.content.html import is_emoji, is_small
from crawler.content.patterns import regex
from crawler.images import Candidate, Cdn, candidates, stem_and_size, variant_of
from crawler.items import Image, Removal
from crawler.platforms.draft import Draft

SURE = 3
"""Trust from which a URL is taken for one of the picture's."""
WHOLE_NUMBER = regex(r"(\d{1,5})(?:\.\d+)?(?:px)?")


def resolve_images(body: Body, own: tuple[Cdn, ...] = (), base: str | None = None) -> list[Removal]:
    """Set ``image`` of every image block of ``body``, and remove those without a picture, with an entry for each.

    Its ``url`` is the largest variant of the picture that the element names. ``own`` are the CDNs that the site declares;
    relative URLs are resolved against ``base``. A URL that several images name, each beside others, is a placeholder of theirs.
    Images are removed if they have no http(s) URL, if they are placeholders for a missing picture, or if the page declares them
    to be as small as a letter: icons, emoticons, tracking pixels; and if they are emoji, which are in the text.
    """
    removals = []
    named_by = [candidates((*block.alternatives, block.attributes), base) for block in body.blocks if block.kind == "image"]
    stand_ins, each_named = _stand_ins(named_by) if len(named_by) > 1 else set[str](), iter(named_by)
    for block in body.blocks:
        if block.kind != "image":
            if block.attributes:
                block.text = _shown(block.attributes, candidates((block.attributes,), base))
        else:
            named = next(each_named)
            usable = [each for each in named if each.usable and each.url not in stand_ins]
            block.image = _image(block.attributes, block.alternatives, usable, own)
            if block.image is None:
                removals.append(_without_picture(block, named, stand_ins))
            elif removal := _of_a_character(block, block.image.url):
                removals.append(removal)
                block.image = None
    if removals:
        body.blocks[:] = [block for block in body.blocks if block.kind != "image" or block.image is not None]
    return removals


def _stand_ins(named_by: list[list[Candidate]]) -> set[str]:
    """The URLs, of those that each element names, that stand in for several pictures until they are loaded."""
    beside: dict[str, list[set[str]]] = {}
    for named in named_by:
        if len(together := {each.url for each in named if each.usable}) > 1:
            for url in together:
                beside.setdefault(url, []).append(together)
    return {url for url, named_with in beside.items() if len(named_with) > 1 and _stands_in(url, named_with)}


def _stands_in(url: str, named_with: list[set[str]]) -> bool:
    """Whether each element that names ``url`` names other pictures than the rest, and none of them is a variant of it."""
    if len(set.intersection(*named_with)) > 1:
        return False
    stem = stem_and_size(url)[0]
    return all(each == url or stem_and_size(each)[0] != stem for each in set.union(*named_with))


def _of_a_character(block: Block, url: str) -> Removal | None:
    """The removal of a picture in place of a character."""
    if is_small(block.attributes):
        return Removal("small-image", "an icon or a pixel, as small as a letter", url, at=block.number)
    if is_emoji(block.attributes):
        return Removal("emoticon", "a picture that stands for a character", url, at=block.number)
    return None


def _without_picture(block: Block, named: list[Candidate], stand_ins: set[str]) -> Removal:
    if named and all(each.kind == "stand-in" or each.url in stand_ins for each in named):
        return Removal("placeholder-image", "a picture that stands in for one", named[0].url, at=block.number)
    return Removal("image-without-url", "no picture can be fetched from it", _shown(block.attributes, named), at=block.number)


def _shown(given: dict[str, str], named: list[Candidate]) -> str:
    """One line that identifies what an element shows."""
    if named:
        return named[0].url
    return (given.get("src") or given.get("alt") or next(filter(None, given.values()), ""))[:200]


def largest(urls: Sequence[str], own: tuple[Cdn, ...] = ()) -> str:
    """Of ``urls``, the largest variant of the picture that the first one shows; of equally large ones the first."""
    variants = [(variant_of(url, own), url) for url in urls]
    return max((each for each in variants if each[0].identity == variants[0][0].identity), key=lambda each: each[0].size)[1]


def _image(
    attributes: dict[str, str], others: tuple[dict[str, str], ...], usable: list[Candidate], own: tuple[Cdn, ...]
) -> Image | None:
    if not usable:
        return None
    best = usable[0].trust[0]
    return Image(
        url=usable[0].url if len(usable) == 1 else _largest_of(usable, own),
        seen_as=[each.given for each in usable if each.trust[0] >= min(best, SURE)],
        alt=next((alt for each in (attributes, *others) if (alt := each.get("alt", "").strip())), None),
        width=_pixels(attributes.get("data-width") or attributes.get("width")),
        height=_pixels(attributes.get("data-height") or attributes.get("height")),
    )


def _largest_of(usable: list[Candidate], own: tuple[Cdn, ...]) -> str:
    """The largest variant of the picture that the most trusted of ``usable`` shows."""
    first, *others = dict.fromkeys(each.url for each in usable)
    if not others:
        return first
    shown, named = variant_of(first, own), stem_and_size(first) if any(_may_be_one(url, first) for url in others) else None
    sizes = {first: min(shown.size, named[1]) if named else shown.size}
    for url in others:
        variant, stem = variant_of(url, own), stem_and_size(url) if named and _may_be_one(url, first) else None
        if variant.identity == shown.identity or (stem and named and stem[0] == named[0]):
            sizes[url] = min(variant.size, stem[1]) if stem else variant.size
    return max(sizes, key=lambda url: sizes[url])


def _may_be_one(url: str, other: str) -> bool:
    """A quick check of two file names: those of the same picture begin or end alike."""
    name, other_name = (each.partition("?")[0].rpartition("/")[2] for each in (url, other))
    return name[:1] == other_name[:1] or name[-5:] == other_name[-5:]


def _pixels(declared: str | None) -> int | None:
    if not declared:
        return None
    number = WHOLE_NUMBER.fullmatch(declared.strip())
    return int(number[1]) or None if number else None


class ResolveImagesPipeline:
    def process_item(self, item: Draft) -> Draft:
        for body in item.bodies:
            item.item.removed += resolve_images(body, item.site.image_cdns, item.base_url)
        return item
