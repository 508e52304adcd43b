"""Judges the blocks of one body: by themselves, their place, their surroundings, and the page."""

from collections.abc import Iterator, Sequence
from itertools import compress

from crawler.content.body import Block
from crawler.images import identity
from pipelines._caption_signs import has_caption_words
from pipelines._judge.around import Judged, look_around
from pipelines._judge.elements import kinds_among, telling_kinds
from pipelines._judge.page import Headline, head_signs
from pipelines._judge.pictures import picture_signs
from pipelines._judge.places import LINES, Places, is_prose
from pipelines._judge.score import DOUBTFUL, RECURS, log_odds
from pipelines._judge.signs import signs_of, size_and_end
from pipelines._judge.wording import may_be_a_request, may_point

LONGEST = 200
"""Characters; a longer paragraph belongs to the text, wherever it is."""
LONGEST_INSIDE = 40
PLAYER = "in a player"
"""Anything in a player that is not a sentence is removed, whatever its words."""
POINTER = "begins by pointing elsewhere"
NOTHING = 0.0


class BodyJudge:
    """Judges the blocks of one body. ``publisher`` is that of the page; from ``least`` log-odds on, a block is removed.

    ``recurring`` are lines, and identities of pictures, that recur at the edges of the site's texts.
    """

    def __init__(
        self, blocks: Sequence[Block], headline: str, publisher: str | None, least: float, recurring: frozenset[str] = frozenset()
    ) -> None:
        self.blocks = blocks
        self.recurring = recurring
        self.headline = Headline(headline)
        self.site = publisher or ""
        self.least = least
        self.prose = [is_prose(block) for block in blocks]
        self.kinds = telling_kinds(blocks, compress(blocks, self.prose))
        self.places = Places(self.prose, self._goes)

    def judged(self, labels: frozenset[int] = frozenset()) -> list[Judged]:
        """The examined blocks, in order of place; empty if no block is known to be text. ``labels`` are the numbers of the blocks
        that rules have removed as labels of pointers."""
        looked_at = [Judged(at, self.blocks[at], signs) for at in self._candidates() if (signs := self._signs(at))]
        if labels or any(each.odds >= DOUBTFUL or POINTER in each.signs for each in looked_at):
            look_around(looked_at, self.blocks, labels)
            self._among_what_goes(looked_at)
        return looked_at

    def _goes(self, at: int, place: str) -> bool:
        """Whether a paragraph at either end of the text does not belong to it."""
        block = self.blocks[at]
        if len(block.text) > LONGEST or block.kind not in LINES or not may_be_a_request(block.text):
            return False
        return log_odds([*signs_of(block.text, block.html, self.site), *self._box(block), place]) >= self.least

    def _candidates(self) -> list[int]:
        """A quick filter: the places of blocks that possibly do not belong to the text."""
        first, last = self.places.first, self.places.last
        if first is None or last is None:
            return []
        outside = (*range(first), *range(last + 1, len(self.blocks)))
        inside = [at for at in range(first, last + 1) if (self.kinds or not self.prose[at]) and self._may_go_inside(at)]
        return sorted([*inside, *(at for at in outside if len(self.blocks[at].text) <= LONGEST)])

    def _may_go_inside(self, at: int) -> bool:
        block = self.blocks[at]
        if self.kinds and self._box(block):
            return len(block.text) <= LONGEST
        return not self.prose[at] and 0 < len(block.text) <= LONGEST_INSIDE and may_point("<a " in block.html, block.text)

    def _signs(self, at: int) -> list[str]:
        block, place, box = self.blocks[at], self.places.of(at), self._box(self.blocks[at])
        recurs = [RECURS] if self.recurring and self._recurs(block) else []
        if block.image is not None:
            signs = [*picture_signs(block), *box, *recurs]
            return [*signs, place] if signs else []
        if block.kind not in LINES or not block.text:
            return []
        signs = size_and_end(block.text) if PLAYER in box else signs_of(block.text, block.html, self.site)
        signs += (*box, place, *recurs, *self._of_the_page(block, place))
        if at and self.blocks[at - 1].image is not None and has_caption_words(block.text):
            signs.append("a caption")
        return signs

    def _box(self, block: Block) -> list[str]:
        return sorted(kinds_among(block.names) & self.kinds) if self.kinds and block.names else []

    def _recurs(self, block: Block) -> bool:
        return (identity(block.image.url) if block.image else block.text) in self.recurring

    def _of_the_page(self, block: Block, place: str) -> Iterator[str]:
        if place == "before the first paragraph":
            yield from head_signs(block.text, self.headline)
        elif block.kind[0] == "h" and self.headline.is_repeated_in(block.text):
            yield "repeats the headline"

    def _among_what_goes(self, judged: list[Judged]) -> None:
        """Add a sign to pictures next to removed lines, at either end of the body."""
        odds = {each.at: each.odds for each in judged}
        for each in judged:
            near = max(odds.get(each.at - 1, NOTHING), odds.get(each.at + 1, NOTHING))
            if each.block.image is not None and near >= self.least and not self.places.are_inside(each.at):
                each.add("a picture among what goes")
