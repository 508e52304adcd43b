"""Finds the body in the tree of a page."""

from collections.abc import Sequence

import numpy as np
from lxml.etree import _Element
from numpy.typing import NDArray

from crawler.content.html.alternatives import markup_in
from crawler.platforms.web.finder.anchors import Anchors, anchors_of
from crawler.platforms.web.finder.blocks import Blocks, blocks_of
from crawler.platforms.web.finder.choice import PLAIN, aside_of, places_of
from crawler.platforms.web.finder.first_look import first_look
from crawler.platforms.web.finder.found import FoundBody, PageKind
from crawler.platforms.web.finder.gallery import gallery_of
from crawler.platforms.web.finder.heading_ids import forget_heading_ids
from crawler.platforms.web.finder.kinds import LITTLE, is_blog_post, kind_of_list, kind_without_text
from crawler.platforms.web.finder.names import Numbers
from crawler.platforms.web.finder.outline import Outline, outline
from crawler.platforms.web.finder.pages import page_numbers
from crawler.platforms.web.finder.questions import answered_questions
from crawler.platforms.web.finder.second import second_look
from crawler.platforms.web.finder.taking import taken_of, taken_of_story
from crawler.platforms.web.finder.teasers import teasers_of
from crawler.platforms.web.finder.weights import weights
from crawler.platforms.web.finder.whole import with_whole_parts

NEXT_TO_NOTHING = 300  # characters that are shown by a page that shows the rest with scripts
HALF = 0.5
MOST_BLOCKS = 50_000
"""On a page with more blocks, all prose is taken, as the numbers would fill the memory. No training page had 3,000."""
HOPELESS = 0.1
"""A block less likely than this at the first look is not taken at the second; of 283,000, three would have been."""
LIKELY_THREAD, SURE_THREAD = 0.4, 0.55
CERTAIN_LIST = 0.85
"""A thread taken for an article is still read; an article taken for a list, or for its comments, is lost."""
CERTAIN_GALLERY = 0.8
UNKNOWN = 0.0
"""Certainty of a page that says so little that nothing tells of its kind."""


def find_body(root: _Element, url: str | None = None, selectors: Sequence[str] = ()) -> FoundBody:
    """Find the body of the page with the tree ``root``, which is not changed.

    ``url`` is the address of the page. ``selectors`` are XPath expressions from a site's file. The first that finds an element
    locates the body and makes the page an article; then only comments, buttons and pointers are set aside.
    """
    seen, anchors = outline(root), anchors_of(root)
    if sum(map(len, seen.texts)) < NEXT_TO_NOTHING and any(markup_in(each) is None for each in root.iter("noscript")):
        seen = outline(root, scripts_off=True)
    given = next((found for selector in selectors if (found := _elements(root, selector))), ())
    if not seen.homes:
        kind = kind_without_text(root, anchors.title, [], 0) or "empty"
        return FoundBody("article", 1.0, given) if given else FoundBody(kind, 1.0)
    forget_heading_ids(seen)
    blocks = blocks_of(seen, weights().names)
    first, second = judged(seen, blocks, anchors)
    taken = taken_of_story(blocks, second, teasers_of(seen, blocks))
    if given:
        wanted, taken = set(given), with_whole_parts(seen, blocks, taken)
        aside = aside_of(seen, blocks, taken, [place for place, box in enumerate(seen.boxes) if box in wanted])
        aside = {element: name for element, name in aside.items() if name in PLAIN}
        return FoundBody("article", 1.0, given, aside, seen)
    return _body_of(root, url, seen, blocks, anchors, (first, second), taken)


def _body_of(
    root: _Element,
    url: str | None,
    seen: Outline,
    blocks: Blocks,
    anchors: Anchors,
    looks: tuple[Numbers, Numbers],
    taken: NDArray[np.bool_],
) -> FoundBody:
    """The kind of a page and its body: for an article the ``taken`` blocks, for a thread those likely by both ``looks``."""
    if (place := gallery_of(seen, blocks, taken)) >= 0:
        inside = aside_of(seen, blocks, taken | blocks.holds(place), [place])
        return FoundBody("article", CERTAIN_GALLERY, (seen.boxes[place],), inside, seen)
    if is_small := _says_little(root, blocks) and not taken.any():
        taken = 2 * blocks.linked <= blocks.chars
    length = int(blocks.chars[taken].sum())
    if nothing := kind_without_text(root, anchors.title, seen.texts, length):
        return FoundBody(nothing, 0.9)
    kind, certainty = kind_of(root, page_numbers(anchors, url, blocks, looks[1]), url, length)
    if is_likely_thread := kind == "thread" and certainty <= SURE_THREAD:
        kind, certainty = "article", 1 - certainty
    if is_small and length >= LITTLE:
        kind, certainty = "article", UNKNOWN
    elif length < LITTLE:
        kind, certainty = ("script shell", 0.7) if blocks.chars.sum() < NEXT_TO_NOTHING else (kind_of_list(url), 0.6)
    if kind not in ("article", "thread"):
        return FoundBody(kind, certainty)
    taken = taken_of(blocks, np.mean(looks, 0, np.float32)) if kind == "thread" else _completed(seen, blocks, looks[1], taken)
    places = places_of(seen, blocks, taken)
    aside = aside_of(seen, blocks, taken, places, captions=kind == "article")
    return FoundBody(kind, certainty, tuple(seen.boxes[place] for place in places), aside, seen, is_likely_thread)


def _completed(seen: Outline, blocks: Blocks, chance: Numbers, taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the ``taken`` blocks of an article, and what belongs to them whatever it looks like."""
    return with_whole_parts(seen, blocks, taken | answered_questions(seen, blocks, chance))


def _says_little(root: _Element, blocks: Blocks) -> bool:
    """Whether a page without scripts says little, but has prose: a notice, which nothing around it tells from a menu."""
    is_little = bool(blocks.chars.sum() < NEXT_TO_NOTHING and (blocks.prose > 0).any())
    return is_little and next(root.iter("script"), None) is None


def judged(seen: Outline, blocks: Blocks, anchors: Anchors) -> tuple[Numbers, Numbers]:
    """Return the chance of each block to be part of the body, from 0 to 1, at the first and at the second look."""
    if len(blocks.homes) > MOST_BLOCKS:
        prose = (blocks.prose > 0).astype(np.float32)
        return prose, prose
    rows = first_look(seen, blocks, anchors)
    first = weights().first.chances(rows)
    open_ones = first >= HOPELESS
    second = first.copy()
    both = np.concatenate([rows.T, second_look(blocks, first).T])  # as they are stored
    second[open_ones] = weights().second.chances(both.compress(open_ones, 1).T)
    return first, second


def kind_of(root: _Element, page: Numbers, url: str | None, length: int) -> tuple[PageKind, float]:
    """Return the kind of a page by its numbers, with its certainty; ``length`` is the number of characters in its body."""
    thread, listing = float(weights().thread.chances(page)[0]), float(weights().listing.chances(page)[0])
    if thread > LIKELY_THREAD and thread >= listing:
        return ("article", 1.0) if is_blog_post(root) else ("thread", thread)
    if listing > (CERTAIN_LIST if length > LITTLE else HALF):
        return kind_of_list(url), listing
    return "article", 1 - max(thread, listing)


def _elements(root: _Element, selector: str) -> tuple[_Element, ...]:
    found = root.xpath(selector)
    return tuple(each for each in found if isinstance(each, _Element)) if isinstance(found, list) else ()
