"""Pictures that belong to a page's design and not to an article: banners, QR codes, counters, logos, portraits.

A body may be read whole with what surrounds its text. A picture outside the smallest element that holds most of the text belongs
to the page if there is a second sign: it has a fixed position, the size or shape of a logo or a banner, a link elsewhere, or a
name that says so. A picture that is never displayed belongs to the page wherever it is.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from lxml.etree import _Element, iterwalk

from crawler.content.html import hides_all, text_of
from crawler.content.html.vocabulary import UNREAD
from crawler.content.patterns import regex
from crawler.content.web_url import PICTURE_FILES
from crawler.platforms.ad_names import is_ad_name

_MOST = 0.9
"""The share of the text that must be in the box of a story."""
_LABEL = 24
"""Maximum length in characters of a line that goes with such a picture (关闭广告)."""
_LONGEST = 1000
"""Characters, white space included, in which such a line is."""
_HIGHEST = 12
"""Number of elements around a picture to look at."""
_MARK = 260
"""Pixels that neither side of a logo, portrait or QR code exceeds."""
_BANNER = 4
"""The smallest ratio of the longer to the shorter side of a banner."""
_UNSEEN = regex(r"visibility\s*:\s*hidden")
_FIXED = regex(r"position\s*:\s*fixed")
_PIXELS = regex(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*")
_PICTURE = regex(rf"\.(?:{PICTURE_FILES})(?![\w/])")
_WORD = regex(r"[A-Z]?[a-z]+|[A-Z]+")
_CODES = frozenset({"qr", "qrcode", "ewm", "erweima", "zxcode", "icon", "icons", "ico", "counter", "sprite"})
"""Words in the addresses of such pictures."""
_NAMES = _CODES | {"logo", "close", "share", "avatar"}
"""Words in the names of the elements around them; in an address these may describe what a picture shows."""
_CREDIT = regex(r"[:：丨/]")
"""Found in credit lines, and never in the label of a picture of the page."""
_NOWHERE = ("#", "javascript:")


def furniture_in(elements: tuple[_Element, ...], aside: Mapping[_Element, str], headline: _Element | None) -> list[_Element]:
    """Return the elements in ``elements``, but not in ``aside``, that show pictures of the page, each with at most a line of
    text.

    Between ``headline`` and text, where pictures lead into an article, links and sizes are not used as signs. Takes one walk,
    unless no picture has a sign.
    """
    pictures = (picture for root in elements for picture in root.iter("img"))
    if not any(_may_be_furniture(picture, aside) for picture in pictures):
        return []
    seen = _Seen(elements, aside, headline)
    return [seen.holder(picture) for picture in seen.pictures if _is_hidden(picture) or seen.is_furniture(picture)]


def _may_be_furniture(picture: _Element, aside: Mapping[_Element, str]) -> bool:
    around = [picture, *islice(picture.iterancestors(), _HIGHEST - 1)]
    return aside.keys().isdisjoint(around) and (_is_hidden(picture) or _has_sign(around))


class _Seen:
    """The facts needed about a body: the place of each element, where it ends, its number of characters; and the pictures."""

    def __init__(self, elements: tuple[_Element, ...], aside: Mapping[_Element, str], headline: _Element | None) -> None:
        self.places, self.ends, self.said = dict[_Element, int](), dict[_Element, int](), dict[_Element, int]()
        self.pictures: list[_Element] = []
        self.headline = -1
        for root in elements:
            self._walk(root, aside, headline)
        self.of_pictures = [self.places[picture] for picture in self.pictures]
        self.box = self._box(elements) if self.pictures else None
        self.around = frozenset(self.box.iterancestors()) if self.box is not None else frozenset()

    def _walk(self, root: _Element, aside: Mapping[_Element, str], headline: _Element | None) -> None:
        sums = [0]
        walk = iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            is_read = element.tag not in UNREAD and element not in aside
            if event == "start":
                self.headline = len(self.places) if element is headline else self.headline
                if not is_read:
                    walk.skip_subtree()
                    continue
                self.places[element] = len(self.places)
                if element.tag == "img":
                    self.pictures.append(element)
                sums.append(len((element.text or "").strip()))
                continue
            if event == "end" and is_read:
                self.ends[element], self.said[element] = len(self.places), sums.pop()
                sums[-1] += self.said[element]
            if element is not root:
                sums[-1] += len((element.tail or "").strip())

    def _box(self, elements: tuple[_Element, ...]) -> _Element | None:
        """Return the smallest element with most of the text, or None if several share it."""
        least = _MOST * sum(self.said.get(root, 0) for root in elements)
        box, inside = None, list(elements)
        while inside:
            found = next((each for each in inside if least and self.said.get(each, 0) >= least), None)
            box, inside = found if found is not None else box, list(found) if found is not None else []
        return box

    def is_furniture(self, picture: _Element) -> bool:
        """Whether a picture is outside the box of the story and has another sign of belonging to the page."""
        place = self.places[picture]
        if self.box is None or self.places[self.box] <= place < self.ends[self.box]:
            return False
        around = list(self._beside(picture))
        is_lead = self.headline <= place < self.places[self.box]
        return _has_sign(around, is_lead, is_alone=is_lead and not self.said.get(around[-1], 0))

    def _beside(self, picture: _Element) -> Iterator[_Element]:
        """Yield a picture and the elements around it, up to those that are also around the box."""
        at: _Element | None = picture
        for _ in range(_HIGHEST):
            if at is None or at in self.around or at is self.box:
                return
            yield at
            at = at.getparent()

    def holder(self, picture: _Element) -> _Element:
        """Return the largest element that shows nothing but a picture and a line of text."""
        held = picture
        for each in self._beside(picture):
            if self.said.get(each, _LABEL + 1) > _LABEL or self._count(each) > 1 or _CREDIT.search(text_of(each, _LONGEST)):
                break
            held = each
        return held

    def _count(self, element: _Element) -> int:
        first = bisect_left(self.of_pictures, self.places[element])
        return bisect_left(self.of_pictures, self.ends[element]) - first


def _has_sign(around: list[_Element], is_lead: bool = False, *, is_alone: bool = False) -> bool:
    """Whether the first element, which is a picture, or any of those around it has a sign of belonging to the page."""
    if any(_is_named(each.get("class"), each.get("id")) or _FIXED.search(each.get("style") or "") for each in around):
        return True
    *folders, file = urlsplit((around[0].get("src") or "")[:500]).path.split("/")
    if (file.endswith(".svg") and not is_alone) or _has_word(file, _CODES if is_lead else _NAMES):
        return True
    return not is_lead and (any(map(_leads_away, around)) or _has_form(around[0]) or any(map(is_ad_name, folders)))


def _is_hidden(picture: _Element) -> bool:
    """Whether a picture is never displayed because of its style or its size, and is not loaded by a script."""
    style = picture.get("style") or ""
    if _sizes(picture) != [0, 0] and not hides_all(style) and not _UNSEEN.search(style):
        return False
    return not any(key.startswith("data-") and _PICTURE.search(value[:500]) for key, value in picture.items())


def _sizes(picture: _Element) -> list[int]:
    found = (_PIXELS.fullmatch(picture.get(name) or "") for name in ("width", "height"))
    return [int(each[1]) for each in found if each]


def _has_form(picture: _Element) -> bool:
    """Whether a picture has the size of a logo or the shape of a banner."""
    sizes = _sizes(picture)
    return len(sizes) == 2 and (max(sizes) <= _MARK or max(sizes) >= _BANNER * min(sizes))


@lru_cache(512)
def _is_named(classes: str | None, identity: str | None) -> bool:
    names = f"{classes or ''} {identity or ''}"
    return _has_word(names, _NAMES) or any(map(is_ad_name, names.split()))


def _has_word(names: str, words: frozenset[str]) -> bool:
    return not words.isdisjoint(map(str.lower, _WORD.findall(names)))


def _leads_away(element: _Element) -> bool:
    address = (element.get("href") or "") if element.tag == "a" else ""
    return bool(address) and not address.startswith(_NOWHERE) and not _PICTURE.search(address[:1000])
