"""Distinguishes captions from text, by words that only captions have and by formatting that differs from the text's."""

from functools import cached_property
from itertools import groupby, pairwise

from crawler.content.body import Block
from crawler.content.patterns import regex
from crawler.content.scripts import for_rules
from crawler.items import Image

LONGEST_CENTRED = 100
LONGEST_PLAIN = 40
LONGEST_TAIL = 32
DIVIDER = 5
"""Ratio of width to height from which a picture is an ornament between sections; the text below it is not a caption."""
VERSES = 3
"""Consecutive centred lines that are verses or a list; the first of them is not a caption."""
FEW, MANY = 3, 6
"""Blocks of text from which a body shows how its text is formatted."""

FIGURE = regex(r"(?:图表?|表)\s?\d{1,3}\s?[:：.、\s][^。]{1,80}")
PICTURE = "(?:图|图片|题图|头图|配图|封面图?|照片|截图|资料图|图表|示意图)"
CAPTION_OPENING = regex(
    rf"[(（【\[]?(?:{PICTURE}\s?(?:\d{{1,3}}\s?)?(?:来源|来自|说明|注?[:：/／|｜丨])|图\s?(?:\d{{1,3}}\s?)?(?:源|自|据|说[:：])"
    rf"|[上下左右]?图[片中]?为|[上下左右]图\s?[:：]|图[一二三四五六七八九十]{{1,3}}\s?[:：|｜丨])|{FIGURE.pattern}$|(?:数据|资料)(?:来源|整理)[:：]"
    r"|(?:Photo(?:graph)?s?|Images?|Picture|Illustration)(?:\s(?:by|credit|courtesy|via)\b|\s?:)"
)
CAPTION_ENDINGS = ("摄", "摄影", "供图", "资料图", "资料图片", "资料照片", "资料画面", "截图", "/图", "／图", " 图", "\u3000图")
NO_CAPTION_ENDING = "拍摄"
CAPTION_TAIL = regex(
    r"(?:图[源据]|(?:[\s\u3000。]图|供图|摄影)\s?[:：/／]|(?<![^\s。！？，；])图自).{0,20}$|(?P<bracket>[（(](?:图|资料图|来源|图片|摄影)[^（()）]{0,24}[)）]$)"
)
AGENCY = regex(
    r"[^。！？]{2,60}[\s（(/／](?:Getty(?: Images)?|(?:东方)?IC(?: ?[Pp]hoto)?|VCG|Shutterstock|(?i:Reuters|AFP|EPA)|AP"
    r"|视觉中国|路透社?|法新社?|美联社?|达志影像)\s?[)）]?"
)
"""A line that ends with an agency of pictures, and is no sentence."""
SENTENCE = regex(r"[。！!？?；;…：:，,~～]$|。|^“.*”$")
TALK = regex(
    r"[，,]|[你您吧吗呢啊呀]|我(?![国军省市])|[了的]$"
    r"|^(?:[但而这那让据]|所以|于是|其实|当然|不过|因此|接下来|首先|最后|另外|此外|同时|然后|如果|因为|虽然)"
)
"""Signs of a short line of text, which an unmarked label under a picture lacks."""
HEADING = regex(
    r"(?:[一二三四五六七八九十]{1,3}|\d{1,2}|第.{1,3}[章节部分步]|Q\d?|A\d?)[、.．:：\s].*|[\dA-Z./#\s-]{1,8}"
    r"|(?:Part|PART|NO|No|Step|STEP|TOP)\W?\s?\d.*"
)


def has_caption_words(text: str) -> bool:
    """Whether a line says that it is about a picture (图源…, 图 1：…, … 摄, …（资料图）)."""
    text = for_rules(text)
    if CAPTION_OPENING.match(text):
        return True
    if len(text) <= LONGEST_CENTRED and AGENCY.fullmatch(text):
        return True
    end = text.rstrip("）)】]。")
    if end.endswith(CAPTION_ENDINGS) and not end.endswith(NO_CAPTION_ENDING):
        return True
    if "图" not in text and "来源" not in text and "摄影" not in text:  # as in nearly all
        return False
    found = CAPTION_TAIL.search(text, max(0, len(text) - LONGEST_TAIL))
    return found is not None and not (found["bracket"] and "。" in text[: max(0, found.start() - 1)])


def _is_emphasised(block: Block) -> bool:
    """Whether a whole line is emphasised, as Markdown writes captions."""
    return block.html.startswith("<em>") and block.html.find("</em>") == len(block.html) - len("</em>")


class TextStyle:
    """How the text of a body is formatted, and so what differs from it."""

    def __init__(self, blocks: list[Block]) -> None:
        self._blocks = blocks

    def is_label(self, block: Block, image: Image) -> bool:
        """Whether ``block``, below ``image``, looks like its label: grey, centred, emphasised or loose, short, and not a
        sentence.

        If the text is not centred, a centred line is a label even if it is a sentence; if only such lines are outside of
        paragraphs, even one that ends with a full stop. If the text is centred, or written without full stops, these features
        mean nothing.
        """
        emphasised = _is_emphasised(block)
        if not (block.centred or block.grey or block.loose or emphasised) or len(block.text) > LONGEST_CENTRED:
            return False
        under_divider = image.width and image.height and image.width > DIVIDER * image.height
        if under_divider or HEADING.fullmatch(block.text) or id(block) in self._verses:
            return False
        if block.centred and self._never_centred:
            return True
        if len(block.text) > LONGEST_PLAIN:
            return False
        if block.loose and self._loose_below_pictures_only and not TALK.search(block.text):
            return not SENTENCE.search(block.text.removesuffix("。"))
        if SENTENCE.search(block.text):
            return False
        if block.grey or emphasised or (block.centred and not self._mostly_centred):
            return True
        return block.loose and not self._without_stops and not TALK.search(block.text)

    @cached_property
    def _texts(self) -> list[Block]:
        return [block for block in self._blocks if block.image is None]

    @cached_property
    def _verses(self) -> frozenset[int]:
        """Identities of the lines in such sequences."""
        rows = (
            list(row)
            for _, row in groupby(self._blocks, key=lambda block: block.image is None and block.centred and not block.grey)
        )
        return frozenset(
            id(block) for row in rows if len(row) >= VERSES and row[0].centred and row[0].image is None for block in row
        )

    @cached_property
    def _never_centred(self) -> bool:
        return len(self._texts) >= FEW and 2 * sum(block.centred for block in self._texts) <= len(self._texts)

    @cached_property
    def _loose_below_pictures_only(self) -> bool:
        """Whether the text is in paragraphs, and only lines below pictures are outside of them."""
        below = {id(block) for above, block in pairwise(self._blocks) if above.image is not None}
        loose = [block for block in self._texts if block.loose]
        in_paragraphs = len(self._texts) - len(loose)
        return in_paragraphs >= FEW and all(id(block) in below and len(block.text) <= LONGEST_PLAIN for block in loose)

    @cached_property
    def _mostly_centred(self) -> bool:
        return len(self._texts) >= MANY and 2 * sum(block.centred for block in self._texts) > len(self._texts)

    @cached_property
    def _without_stops(self) -> bool:
        plain = [block.text for block in self._texts if not (block.loose or block.centred or block.bold)]
        return len(plain) >= FEW and 2 * sum(bool(SENTENCE.search(text)) for text in plain) < len(plain)
