"""The signs of a line: what it looks like and what it does, each by a name that a reader of the ledger understands."""

import re
from collections.abc import Iterator

from pipelines._judge import shape, wording

TAG = re.compile(r"<[^>]*>")
LINKED = re.compile(r"<a [^>]*>(.*?)</a>", re.DOTALL)
SHORT, MIDDLING, LONG = 14, 40, 80
"""Characters."""
MOSTLY = 0.8
WORD = re.compile(r"\w")
NEARLY_ALL, HALF = 0.75, 0.45
SEVERAL, MANY = 2, 6


def signs_of(text: str, html: str, site: str = "") -> list[str]:
    """The signs of a line by itself, whatever stands around it. ``site`` is what the site calls itself."""
    linked = ["linked"] if "<a " in html and link_share(text, html) >= MOSTLY else []
    return [*_of_form(text), *_of_words(text, site), *linked]


def link_share(text: str, html: str) -> float:
    """How much of a block stands in links, as a part of its characters."""
    linked = sum(len(TAG.sub("", found)) for found in LINKED.findall(html))
    return min(1.0, linked / len(text)) if text else 0.0


def _of_form(text: str) -> Iterator[str]:
    size = len(text)
    yield "short" if size <= SHORT else "middling" if size <= MIDDLING else "long" if size <= LONG else "very long"
    end = text.rstrip(wording.CLOSERS)[-1:]
    if end not in wording.SENTENCE_ENDS:
        yield "no end of a sentence"
    elif end in "。.":
        yield "full stop"
    elif end in "！!":
        yield "exclamation"
    elif end in "？?":
        yield "question"
    if shape.HASHTAGS.fullmatch(text):
        yield "hashtags"
    elif shape.KEYWORDS.fullmatch(text):
        yield "keywords"
    elif shape.END_MARK.fullmatch(text):
        yield "end mark"
    elif shape.ORNAMENTS_ONLY.fullmatch(text):
        yield "marks only"
    elif shape.DATE.fullmatch(text):
        yield "a date alone"
    elif shape.LONE_NUMBER.fullmatch(text) and not shape.PLAYING_TIME.fullmatch(text):
        yield "a number alone"
    elif shape.PAGE_NUMBERS.fullmatch(text):
        yield "page numbers"
    elif shape.PLAYING_TIME.fullmatch(text):
        yield "a playing time"
    elif shape.COUNTER.fullmatch(text):
        yield "a count"
    elif shape.IMPRINT.fullmatch(text):
        yield "imprint"
    elif shape.FILE.match(text):
        yield "a file to load"
    elif wording.OWN_LABEL.match(text):
        yield "an author's label"
    elif shape.LONE_LABEL.fullmatch(text):
        yield "a label alone"
    elif found := shape.LABELLED.fullmatch(text):
        yield "label and value"
        if " " in found["label"] or "\u3000" in found["label"]:
            yield "label spaced out"
    elif wording.NUMBERED.match(text):
        yield "numbered"
    elif shape.BARS.fullmatch(text):
        yield "parted by bars"
    if shape.POINTING.search(text):
        yield "points with a mark"
    if shape.PHONE.search(text):
        yield "a number or address to write to"
    if text[:1] in "（(【[" and text[-1:] in "）)】]":
        yield "in brackets"


def _of_words(text: str, site: str) -> Iterator[str]:
    bare = wording.EDGES.sub("", text)
    kinds = {name: found for name, pattern in KINDS.items() if (found := pattern.findall(text))}
    tales = len(wording.TALE.findall(text))
    yield from _density(bare, kinds, site)
    if "asks" in kinds:
        yield from _requests(bare, kinds, tales)
    yield from (name for name in kinds if name != "asks")
    if wording.POINT_FIRST.match(bare):
        yield "begins by pointing elsewhere"
    if len(kinds.get("speaks of rights", ())) >= SEVERAL:
        yield "much of rights"
    if "speaks of rights" in kinds and wording.RIGHTS_FIRST.match(bare):
        yield "rights first"
    if site and site in text:
        yield "names the site"
    if tales:
        yield "tells"
    if tales >= SEVERAL:
        yield "tells much"


def _requests(bare: str, kinds: dict[str, list[str]], tales: int) -> Iterator[str]:
    yield "asks"
    if len(kinds["asks"]) >= SEVERAL:
        yield "asks twice"
    if not tales and wording.ASK_FIRST.match(bare):
        yield "asks first"
        if "names a way to the publisher" in kinds or "praises" in kinds:
            yield "asks for something of the publisher's"


def _density(bare: str, kinds: dict[str, list[str]], site: str) -> Iterator[str]:
    """How much of a line such words are."""
    size = len(WORD.findall(bare))
    if not kinds or not size:
        return
    rest = bare.replace(site, "") if site else bare
    for name in kinds:
        rest = KINDS[name].sub("", rest)
    covered = 1 - len(WORD.findall(rest)) / size
    if covered >= NEARLY_ALL:
        yield "made of such words"
    elif covered >= HALF:
        yield "half of such words"
    if sum(map(len, kinds.values())) >= MANY:
        yield "many such words"
    elif len(kinds) >= SEVERAL + 1:
        yield "several kinds of such words"


KINDS = {
    "asks": wording.ASK,
    "names a way to the publisher": wording.WAY,
    "praises": wording.MORE,
    "points elsewhere": wording.POINT,
    "a control": wording.CONTROL,
    "speaks of rights": wording.RIGHTS,
}
