"""The blocks of one body, judged: by themselves, by where they stand, by what stands around them, and by what the page says."""

from collections.abc import Iterator, Sequence

from crawler.content.body import Block
from pipelines._caption_signs import has_caption_words
from pipelines._judge.around import Judged, look_around
from pipelines._judge.elements import kinds_among, telling_kinds
from pipelines._judge.page import head_signs, repeats, words
from pipelines._judge.pictures import picture_signs
from pipelines._judge.places import LINES, Places, is_prose
from pipelines._judge.score import log_odds
from pipelines._judge.signs import signs_of
from pipelines._judge.wording import CLOSERS, SENTENCE_ENDS

LONGEST = 200
"""Characters; a longer paragraph is one of the text, wherever it stands."""
LONGEST_INSIDE = 40
HEAD_AND_TAIL = frozenset({"before the first paragraph", "after the last paragraph", "near the end"})


class BodyJudge:
    """Judges the blocks of one body. ``publisher`` is whose page it is, and ``least`` are the log-odds at which one goes."""

    def __init__(self, blocks: Sequence[Block], headline: str, publisher: str | None, least: float) -> None:
        self.blocks = blocks
        self.headline = words(headline)
        self.site = publisher or ""
        self.least = least
        self.kinds = telling_kinds(blocks, filter(is_prose, blocks))
        self.places = Places(blocks, self._goes)

    def judged(self, labels: frozenset[int] = frozenset()) -> list[Judged]:
        """What was worth a look, in order of place; empty where nothing is known to be the text.

        ``labels`` are the numbers of the blocks that rules have taken out as labels of pointers.
        """
        if self.places.last is None:
            return []
        looked_at = [Judged(at, block, signs) for at, block in enumerate(self.blocks) if (signs := list(self._signs(at, block)))]
        look_around(looked_at, self.blocks, labels)
        self._among_what_goes(looked_at)
        return looked_at

    def _goes(self, block: Block, place: str) -> bool:
        if len(block.text) > LONGEST or block.kind not in LINES:
            return False
        return log_odds([*signs_of(block.text, block.html, self.site), *self._box(block), place]) >= self.least

    def _signs(self, at: int, block: Block) -> Iterator[str]:
        place, box = self.places.of(at), self._box(block)
        if block.image is not None:
            if signs := [*picture_signs(block), *box]:
                yield from (*signs, place)
        elif self._is_candidate(block, place, box):
            yield from signs_of(block.text, block.html, self.site)
            yield from box
            yield place
            yield from self._of_the_page(block, place)
            if at and self.blocks[at - 1].image is not None and has_caption_words(block.text):
                yield "a caption"

    def _is_candidate(self, block: Block, place: str, box: list[str]) -> bool:
        """A cheap look: whether a block can be none of the text at all."""
        size = len(block.text)
        if block.kind not in LINES or size > LONGEST or not size:
            return False
        if place in HEAD_AND_TAIL or box:
            return True
        return size <= LONGEST_INSIDE and block.text.rstrip(CLOSERS)[-1:] not in SENTENCE_ENDS

    def _box(self, block: Block) -> list[str]:
        return sorted(kinds_among(block.names) & self.kinds) if self.kinds and block.names else []

    def _of_the_page(self, block: Block, place: str) -> Iterator[str]:
        if place == "before the first paragraph":
            yield from head_signs(block.text, self.headline)
        elif block.kind[0] == "h" and repeats(block.text, self.headline):
            yield "repeats the headline"

    def _among_what_goes(self, judged: list[Judged]) -> None:
        """A picture that stands in a row with lines that go, at either end of the body."""
        odds = {each.at: each.odds for each in judged}
        for each in judged:
            near = [odds.get(each.at - 1, 0.0), odds.get(each.at + 1, 0.0)]
            if each.block.image is not None and max(near) >= self.least and self.places.of(each.at) in HEAD_AND_TAIL:
                each.add("a picture among what goes")
