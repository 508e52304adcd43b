"""Derives from the words in class names and ids what an element is: a player, a box of pointers, tags."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from crawler.content.body import Block
from crawler.content.class_names import words_of
from crawler.content.patterns import regex

MOST = 0.4
"""A kind of element that contains more than this share of the text is the text's own."""
KINDS: dict[str, str] = {
    "in a player": r"\w{0,40}player\w{0,40} videojs vjs videos? audio playlist prism playbox",
    "in an author's box": r"authors? byline avatars? portrait writer zuozhe",
    "in a box of pointers": r"related? relevant relation recom(?:mend(?:s|ed|ations?)?)? tuijian xiangguan "
    r"hots? rank(?:ing)? readmore readnext more guess tj xgxw",
    "in a box for sharing": r"shares? sharing social bdshare tools? toolbar toolbox func opera operation print fontsize zan "
    r"dianzan digg praise fav collect",
    "among tags": r"tags? keywords? biaoqian hashtags?",
    "in a box of notices": r"copyright copyr statement declare declaration disclaimer shengming mianze banquan",
    "in navigation": r"nav navbar navi navigation crumbs? breadcrumbs? location weizhi pager pagination paging pagenav pagebar "
    r"fenye prevnext prev next sitemap footer sidebar menu",
    "in a box of comments": r"comments? pinglun remark feedback",
    "in a promotion": r"qr qrcode erweima weixin wechat subscribe subscription follow guanzhu promos? promotions? "
    r"download reward dashang login signup newsletter quotation tuiguang activity",
    "in a label of the channel": r"channel category kicker eyebrow lanmu",
    "in a box of facts": r"meta metadata pubtime pubdate timestamp laiyuan infobar",
}
PATTERNS = {kind: regex("|".join(words.split())) for kind, words in KINDS.items()}
ANY_KIND = regex("|".join(pattern.pattern for pattern in PATTERNS.values()))


@lru_cache(4096)
def kinds_of(name: str) -> tuple[str, ...]:
    """The kinds of an element of that ``name``, by its words: ``relatedNews``, ``video-player``, ``article_tags``."""
    said = {kind for word in words_of(name) for kind in _kinds_of_word(word)}
    return tuple(kind for kind in PATTERNS if kind in said) if said else ()


@lru_cache(4096)
def _kinds_of_word(word: str) -> tuple[str, ...]:
    if not ANY_KIND.fullmatch(word):
        return ()
    return tuple(kind for kind, pattern in PATTERNS.items() if pattern.fullmatch(word))


@lru_cache(1024)
def kinds_among(names: frozenset[str]) -> frozenset[str]:
    """The kinds of the elements that a block is in."""
    return frozenset(kind for name in names for kind in kinds_of(name))


def telling_kinds(blocks: Iterable[Block], prose: Iterable[Block]) -> frozenset[str]:
    """The kinds of elements among ``blocks`` that are meaningful: those that do not contain much of the ``prose``."""
    met = frozenset(kind for names in {block.names for block in blocks} for kind in kinds_among(names))
    if not met:
        return met
    under: Counter[str] = Counter()
    whole = 0
    for block in prose:
        whole += len(block.text)
        for kind in kinds_among(block.names):
            under[kind] += len(block.text)
    return frozenset(kind for kind in met if under[kind] <= MOST * whole)
