"""The signs of a line: its form and wording, each with a name that a reader of the ledger understands."""

import re
from collections.abc import Callable, Iterator

from crawler.content.patterns import regex
from pipelines._judge import shape, wording
from pipelines._judge.page import short_name

TAG = regex(r"<[^<>]*>")
LINKED = regex(r"<a [^<>]{0,2000}>(.{0,1000}?)</a>", re.DOTALL)
SHORT, MIDDLING, LONG = 14, 40, 80
END_MARK = 24
"""Characters."""
MOSTLY = 0.8
WORD = regex(r"\w")
NEARLY_ALL, HALF = 0.75, 0.45
FEW = 4
"""Characters of such words, up to which they are chance in a short line."""
SEVERAL, MANY = 2, 6
ENDS = {
    "。": "full stop",
    ".": "full stop",
    "；": "semicolon",
    "！": "exclamation",
    "!": "exclamation",
    "？": "question",
    "?": "question",
}
Forms = tuple[tuple[str, Callable[[str], object]], ...]
MARKED: Forms = (("hashtags", shape.HASHTAGS.fullmatch), ("marks only", shape.ORNAMENTS_ONLY.fullmatch))
"""Forms of a whole line that begins with a mark."""
NUMBERS: Forms = (
    ("a date of the page", shape.LABELLED_DATE.fullmatch),
    ("a date alone", shape.DATE.fullmatch),
    ("a playing time", shape.PLAYING_TIME.fullmatch),
    ("a number alone", shape.LONE_NUMBER.fullmatch),
    ("page numbers", shape.PAGE_NUMBERS.fullmatch),
    ("a count", shape.COUNT.fullmatch),
)
"""Forms of a line with a number."""
LABELLED: Forms = (
    ("keywords", shape.KEYWORDS.fullmatch),
    ("an author's label", wording.OWN_LABEL.match),
    ("a label alone", shape.LONE_LABEL.fullmatch),
    ("parted by bars", shape.MANY_BARS.fullmatch),
    ("label and value", shape.LABELLED.fullmatch),
    ("parted by bars", shape.BARS.fullmatch),
)
"""Forms of a line with the mark of a label or a list."""
ENDS_TEXT: Forms = (("end mark", shape.END_MARK.fullmatch),)
NUMBERED: Forms = (("numbered", wording.NUMBERED.match),)
NUMBERINGS = frozenset("（([0123456789一二三四五六七八九十第附①②③④⑤⑥⑦⑧⑨⑩")
Found = dict[str, list[str]]
FINDERS = [(name, pattern.findall) for name, pattern in wording.KINDS.items()]


def signs_of(text: str, html: str, site: str = "") -> list[str]:
    """The signs of a line by itself, regardless of its surroundings. ``site`` is the site's own name."""
    signs = size_and_end(text)
    if not (text[0].isalpha() and text[-1].isalpha()) or shape.TELLING_MARK.search(text):
        signs += _of_form(text)
    kinds = {name: found for name, found_in in FINDERS if (found := found_in(text))}
    is_named = bool(site) and short_name(site) in text
    if kinds or is_named:
        signs += _of_words(text, kinds, site if is_named else "")
    if "<a " in html:
        signs.append("linked" if link_share(text, html) >= MOSTLY else "partly linked")
    return signs


def link_share(text: str, html: str) -> float:
    """The share of a block's characters that are in links."""
    linked = sum(len(TAG.sub("", found)) for found in LINKED.findall(html))
    return min(1.0, linked / len(text)) if text else 0.0


def size_and_end(text: str) -> list[str]:
    """The signs of a line's length and ending."""
    size = len(text)
    signs = ["short" if size <= SHORT else "middling" if size <= MIDDLING else "long" if size <= LONG else "very long"]
    end = text.rstrip(wording.CLOSERS)[-1:]
    if end in ENDS:
        signs.append(ENDS[end])
    elif end not in wording.SENTENCE_ENDS:
        signs.append("no end of a sentence")
    return signs


def _of_form(text: str) -> list[str]:
    has_digit = shape.DIGIT.search(text) is not None
    form = next((sign for sign, fits in _forms_for(text, has_digit) if fits(text)), None)
    signs = [form] if form else []
    if (text[-1] in shape.POINTING_ENDS or text[0] in shape.POINTING_STARTS) and shape.POINTING.search(text):
        signs.append("points with a mark")
    if has_digit and shape.CONTACT.search(text):
        signs.append("a number or address to write to")
    if text[0] in "（(【[" and text[-1] in "）)】]":
        signs.append("in brackets")
    return signs


def _forms_for(text: str, has_digit: bool) -> Forms:
    """Those forms that ``text`` can have."""
    return (
        (() if text[0].isalnum() else MARKED)
        + (ENDS_TEXT if len(text) <= END_MARK and shape.END_WORD.search(text) else ())
        + (NUMBERS if has_digit else ())
        + (LABELLED if shape.LABEL_MARK.search(text) else ())
        + (NUMBERED if text[0] in NUMBERINGS else ())
    )


def _of_words(text: str, kinds: Found, site: str) -> Iterator[str]:
    bare = wording.EDGES.sub("", text)
    tales = len(wording.TALE.findall(text))
    yield from ("tells", "tells much")[:tales]
    if kinds:
        yield from _density(bare, kinds, short_name(site) if site else "")
        yield from kinds
    if "asks" in kinds:
        yield from _requests(bare, kinds, tells=bool(tales))
    if ("points elsewhere" in kinds or "asks" in kinds or "a control" in kinds) and wording.POINT_FIRST.match(bare):
        yield "begins by pointing elsewhere"
    if "speaks of rights" in kinds:
        yield from ["much of rights"] * (len(kinds["speaks of rights"]) >= SEVERAL)
        yield from ["rights first"] * bool(wording.RIGHTS_FIRST.match(bare))
    if site:
        yield "names the site" if site in text else "names a part of the site"


def _requests(bare: str, kinds: Found, tells: bool) -> Iterator[str]:
    if len(kinds["asks"]) >= SEVERAL:
        yield "asks twice"
    if not tells and wording.ASK_FIRST.search(bare):
        yield "asks first"
        if "names a way to the publisher" in kinds or "praises" in kinds:
            yield "asks for something of the publisher's"


def _density(bare: str, kinds: Found, site: str) -> Iterator[str]:
    """The share of a line that consists of such words."""
    size = len(WORD.findall(bare))
    rest = bare.replace(site, "") if site else bare
    for name in kinds:
        rest = wording.KINDS[name].sub("", rest)
    covered = size - len(WORD.findall(rest))
    if covered >= NEARLY_ALL * size:
        yield "made of such words"
    elif covered >= max(HALF * size, FEW):
        yield "half of such words"
    if sum(map(len, kinds.values())) >= MANY:
        yield "many such words"
    elif len(kinds) > SEVERAL:
        yield "several kinds of such words"
