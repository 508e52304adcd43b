"""Comments among the blocks that were taken for the body of an article: they are known by their structure."""

import numpy as np
from lxml.etree import _Element
from numpy.typing import NDArray

from crawler.platforms.web.finder.blocks import Blocks
from crawler.platforms.web.finder.names import COLUMNS, ROLES
from crawler.platforms.web.finder.outline import Outline
from crawler.platforms.web.finder.survey import survey
from crawler.platforms.web.posts.comments import comments_in

_COMMENT = len(COLUMNS) + [role[0] for role in ROLES].index("comment")
SUSPECT = 0.25
"""Of the role of a comment: boxes that stand in up to six others in one that is named so."""


def without_comments(root: _Element, seen: Outline, blocks: Blocks, taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The blocks ``taken``, without those in comments. They are looked for where the names around a block speak of them."""
    if not (taken & (blocks.named[blocks.ways, _COMMENT] > SUSPECT)).any():
        return taken
    comments = set(comments_in(survey(root)))
    if not comments:
        return taken
    left = taken.copy()
    for place, box in enumerate(seen.boxes):
        if box in comments:
            left &= ~blocks.holds(place)
    return left
