"""Signatures below a line of signs, and notices in place of posts, where neither elements nor names tell them from the words of
posts."""

import re
from collections.abc import Sequence

from crawler.content.body import Block
from crawler.content.patterns import regex
from crawler.platforms.forum import named

_RULE = regex(r"_{10,80}|-{2,80}|={10,80}")
"""A line of signs; vBulletin 3 and phpBB 2 print one of underscores, members of other forums a shorter one."""
_FEWEST, _OF_POSTS = 3, 0.5
_LONGEST = 8  # blocks of a signature
_SIGNATURE, _SCREENED = named("signature"), named("screened")
_NOTICE = regex(
    r"[此该該这這本][篇条條个個]?(?:回[帖复覆]|帖子?|主[题題]|留言|[评評][论論])[已被]\S{0,12}(?:[删刪]除|屏蔽|[隐隱]藏)[\W_]{0,3}(?:[显顯]示\W{0,3})?"
    r"|this (?:post|message|comment|reply) (?:was|has been|is) (?:deleted|removed|hidden)\b.{0,60}"
    r"|\[(?:deleted|removed)(?: by \w{1,20})?\]",
    re.IGNORECASE,
)
"""All that is left of a post."""


def name_signatures(posts: Sequence[list[Block]]) -> None:
    """Name the blocks of each post from its last line of signs on as a signature: below underscores, and below other signs if
    most posts end so."""
    rules = [_rule_in(blocks) for blocks in posts]
    are_usual = sum(rule is not None for rule in rules) >= max(_FEWEST, _OF_POSTS * len(posts))
    for blocks, rule in zip(posts, rules, strict=True):
        if rule is not None and (are_usual or "_" in blocks[rule].text):
            for block in blocks[rule:]:
                block.names |= {_SIGNATURE}


def name_notices(posts: Sequence[list[Block]]) -> None:
    """Name what stands in place of a deleted or hidden post as such, if it is all that the post says."""
    for blocks in posts:
        said = [block for block in blocks if block.text and not any(name.startswith("forum:") for name in block.names)]
        if len(said) == 1 and _NOTICE.fullmatch(said[0].text):
            said[0].names |= {_SCREENED}


def _rule_in(blocks: list[Block]) -> int | None:
    """Return the number of the last line of signs in a post that has words above it and few lines below."""
    numbers = (number for number in range(len(blocks) - 2, 0, -1) if _RULE.fullmatch(blocks[number].text))
    rule = next(numbers, None)
    return rule if rule is not None and len(blocks) - rule <= _LONGEST and any(block.text for block in blocks[:rule]) else None
