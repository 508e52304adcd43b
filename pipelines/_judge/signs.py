"""The signs of a line: what it looks like and what it does, each by a name that a reader of the ledger understands."""

import re
from collections.abc import Iterator

from pipelines._judge import shape, wording
from pipelines._judge.page import short_name

TAG = re.compile(r"<[^>]*>")
LINKED = re.compile(r"<a [^>]*>(.*?)</a>", re.DOTALL)
SHORT, MIDDLING, LONG = 14, 40, 80
"""Characters."""
MOSTLY = 0.8
WORD = re.compile(r"\w")
NEARLY_ALL, HALF = 0.75, 0.45
FEW = 4
"""Characters of such words, which in a short line are chance."""
SEVERAL, MANY = 2, 6
ENDS = {"。": "full stop", ".": "full stop", "！": "exclamation", "!": "exclamation", "？": "question", "?": "question"}
FORMS = (
    ("hashtags", shape.HASHTAGS.fullmatch),
    ("keywords", shape.KEYWORDS.fullmatch),
    ("end mark", shape.END_MARK.fullmatch),
    ("marks only", shape.ORNAMENTS_ONLY.fullmatch),
    ("a date of the page", shape.LABELLED_DATE.fullmatch),
    ("a date alone", shape.DATE.fullmatch),
    ("a playing time", shape.PLAYING_TIME.fullmatch),
    ("a number alone", shape.LONE_NUMBER.fullmatch),
    ("page numbers", shape.PAGE_NUMBERS.fullmatch),
    ("a count", shape.COUNT.fullmatch),
    ("an author's label", wording.OWN_LABEL.match),
    ("a label alone", shape.LONE_LABEL.fullmatch),
    ("parted by bars", shape.MANY_BARS.fullmatch),
    ("label and value", shape.LABELLED.fullmatch),
    ("numbered", wording.NUMBERED.match),
    ("parted by bars", shape.BARS.fullmatch),
)
"""What a line can be as a whole; the first that fits counts."""
KINDS = {
    "asks": wording.ASK,
    "names a way to the publisher": wording.WAY,
    "praises": wording.MORE,
    "points elsewhere": wording.POINT,
    "a control": wording.CONTROL,
    "speaks of rights": wording.RIGHTS,
}
"""What such lines do with words."""
Found = dict[str, list[str]]


def signs_of(text: str, html: str, site: str = "") -> list[str]:
    """The signs of a line by itself, whatever stands around it. ``site`` is what the site calls itself."""
    signs = [*_of_form(text), *_of_words(text, site)]
    if "<a " in html:
        signs.append("linked" if link_share(text, html) >= MOSTLY else "partly linked")
    return signs


def link_share(text: str, html: str) -> float:
    """How much of a block stands in links, as a part of its characters."""
    linked = sum(len(TAG.sub("", found)) for found in LINKED.findall(html))
    return min(1.0, linked / len(text)) if text else 0.0


def _of_form(text: str) -> Iterator[str]:
    size = len(text)
    yield "short" if size <= SHORT else "middling" if size <= MIDDLING else "long" if size <= LONG else "very long"
    end = text.rstrip(wording.CLOSERS)[-1:]
    if end in ENDS:
        yield ENDS[end]
    elif end not in wording.SENTENCE_ENDS:
        yield "no end of a sentence"
    yield from [sign for sign, fits in FORMS if fits(text)][:1]
    if shape.POINTING.search(text):
        yield "points with a mark"
    if shape.CONTACT.search(text):
        yield "a number or address to write to"
    if text[:1] in "（(【[" and text[-1:] in "）)】]":
        yield "in brackets"


def _of_words(text: str, site: str) -> Iterator[str]:
    bare = wording.EDGES.sub("", text)
    kinds = {name: found for name, pattern in KINDS.items() if (found := pattern.findall(text))}
    tales = len(wording.TALE.findall(text))
    yield from _density(bare, kinds, site)
    if "asks" in kinds:
        yield from _requests(bare, kinds, tells=bool(tales))
    yield from (name for name in kinds if name != "asks")
    if wording.POINT_FIRST.match(bare):
        yield "begins by pointing elsewhere"
    if "speaks of rights" in kinds:
        yield from ["much of rights"] * (len(kinds["speaks of rights"]) >= SEVERAL)
        yield from ["rights first"] * bool(wording.RIGHTS_FIRST.match(bare))
    if site and site in text:
        yield "names the site"
    elif site and short_name(site) in text:
        yield "names a part of the site"
    yield from ("tells", "tells much")[: min(tales, SEVERAL)]


def _requests(bare: str, kinds: Found, tells: bool) -> Iterator[str]:
    yield "asks"
    if len(kinds["asks"]) >= SEVERAL:
        yield "asks twice"
    if not tells and wording.ASK_FIRST.search(bare):
        yield "asks first"
        if "names a way to the publisher" in kinds or "praises" in kinds:
            yield "asks for something of the publisher's"


def _density(bare: str, kinds: Found, site: str) -> Iterator[str]:
    """How much of a line such words are."""
    size = len(WORD.findall(bare))
    if not kinds or not size:
        return
    rest = bare.replace(short_name(site), "") if site else bare
    for name in kinds:
        rest = KINDS[name].sub("", rest)
    covered = size - len(WORD.findall(rest))
    if covered >= NEARLY_ALL * size:
        yield "made of such words"
    elif covered >= max(HALF * size, FEW):
        yield "half of such words"
    if sum(map(len, kinds.values())) >= MANY:
        yield "many such words"
    elif len(kinds) > SEVERAL:
        yield "several kinds of such words"
