"""Decides whether the differences between two texts with mostly the same words are facts: places, people or days of a notice.

Edits hit any word. What distinguishes two notices from one template appears where facts appear: before 市, after 第, a surname in
place of a surname, a direction in place of a direction. Names are not looked up; only what nearly all names share is used.
"""

from collections.abc import Iterable
from typing import NamedTuple

from crawler.content.patterns import regex
from crawler.stories.grams import GRAM

MOST_SITES = 40
STRETCH = 16
"""Characters at least of a passage, such as a promotion; an edit is shorter."""
REACH = GRAM - 1
"""Characters of a 4-gram before its last one."""
ALTERNATIVES = (
    "东西南北中東 上中下 左右 一二三四五六七八九十零两百千万亿 一二三四五六日天 甲乙丙丁戊己庚辛 春夏秋冬 男女 早中晚午夜 "
    "涨跌升降增减平 胜负平 晴阴雨雪雾云霾 今昨明前后 大小新老 红橙黄蓝绿白黑"
)
CLASSES = tuple(map(frozenset, ALTERNATIVES.split()))
"""Two words of one class are alternatives, so that a difference between them is not an edit."""
SUFFIXES = regex(
    r"[市区县镇乡村街路道站桥湾岛州省旗盟队校院馆厂矿港湖河江山寺塔局所户某]|小区|片区|社区|街道|公司|集团|股份|银行|科技|"
    r"[小中大]学|学[校院]|医院|幼儿园|俱乐部|先生|女士|同志|老人|教授|选手|号线|号楼"
)
"""What follows the name of a place, an institution or a person."""
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金"
    "韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
)
PERSON = range(2, 4)
"""Characters of a person's name."""
LONGEST = 8
"""Characters of a fact, at most."""
SMALL = 110
"""Characters of a normal form; in shorter texts any replaced word is a different fact."""
ZEROS = regex(rb"\0+")
NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")
MASKS = frozenset("0〇")
Place = tuple[int, int]


class Site(NamedTuple):
    """A place where two texts differ: the differing text of each, and the common text after and before it."""

    one: str
    other: str
    after: str
    before: str


def sites_of(one: str, other: str, ours: bytes, theirs: bytes) -> list[Site] | None:
    """Find where two texts differ, given which 4-grams (1) are also in the other text. None if there are too many places.

    Places are matched by the text around them that both share; those without a counterpart are ignored: a promotion, a cut, or an
    edit next to another.
    """
    places, others = _lost(one, ours), _lost(other, theirs)
    if max(len(places), len(others)) > MOST_SITES:
        return None
    there = {_around(other, place): place for place in others}
    return [_site_at(one, place, other, there[around]) for place in places if (around := _around(one, place)) in there]


def _site_at(one: str, place: Place, other: str, other_place: Place) -> Site:
    (start, end), (first, last) = place, other_place
    common = max(0, start - end, first - last)  # overlap of the common text before and after the place
    before = one[max(0, start - common - 2) : start - common]
    return site_of(one[start - common : end], other[first - common : last], one[end : end + 3], before)


def _lost(text: str, found: bytes) -> list[Place]:
    """Start and end of the characters that are in no common 4-gram. The end is before the start if the text before and the text
    after overlap: one 洋 of 陈洋洋 was removed or inserted."""
    return [
        (0 if lost.start() == 0 else lost.start() + REACH, len(text) if lost.end() == len(found) else lost.end())
        for lost in ZEROS.finditer(found)
    ]


def _around(text: str, place: Place) -> tuple[str, str]:
    return text[max(0, place[0] - REACH) : place[0]], text[place[1] : place[1] + REACH]


def site_of(one: str, other: str, after: str = "", before: str = "") -> Site:
    """The place where two pieces of text differ, without their common prefix and suffix."""
    while one and other and one[0] == other[0]:
        before, one, other = before + one[0], one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        after, one, other = one[-1] + after, one[:-1], other[:-1]
    return Site(one, other, after[:3], before[-2:])


def is_another_fact(site: Site, is_small: bool = False, is_notice: bool = False) -> bool:
    """Whether the two texts differ at a site in a fact: a place, a person, a day or the like.

    ``is_small`` marks short texts, where any replaced word and any part of a name counts. ``is_notice`` marks texts that are not
    long, where anything that follows or begins with a surname counts as well.
    """
    one, other, after, _ = site
    if is_small and len(one) + len(other) == 1 and _follows_a_surname(site):
        return True
    if not one or not other or max(len(one), len(other)) > LONGEST:
        return False
    if len(one) == len(other) == 1 and any(one in each and other in each for each in (*CLASSES, SURNAMES)):
        return True
    if min(len(one), len(other)) > 1 and (is_small or (_is_person(one) and _is_person(other)) or SUFFIXES.match(after)):
        return True
    if is_notice and (_is_given_name(site) or {one[0], other[0]} <= SURNAMES):
        return True
    in_a_place = SUFFIXES.match(after) or SUFFIXES.match(after[1:])
    return is_small and bool(in_a_place or _follows_a_surname(site))


def is_number(site: Site) -> bool:
    """Whether both texts have Chinese numerals at a site."""
    return NUMERALS.issuperset(site.one) and NUMERALS.issuperset(site.other)


def _is_person(name: str) -> bool:
    return len(name) in PERSON and name[0] in SURNAMES


def _follows_a_surname(site: Site) -> bool:
    """Whether the text at a site may be the rest of a person's name."""
    return max(len(site.one), len(site.other)) < max(PERSON) and not SURNAMES.isdisjoint(site.before)


def _is_given_name(site: Site) -> bool:
    """Whether the text at a site directly follows a surname and may be a given name."""
    return max(len(site.one), len(site.other)) < max(PERSON) and site.before[-1:] in SURNAMES


def facts_among(sites: Iterable[Site], is_small: bool, is_notice: bool = True) -> tuple[int, int]:
    """Count the differences between two texts that are facts, and those that are not. Masked numbers do not count, nor do
    passages that only one of them has."""
    facts = others = 0
    for site in sites:
        is_inserted = not (site.one and site.other) and max(len(site.one), len(site.other)) >= STRETCH
        if not (MASKS.isdisjoint(site.one) and MASKS.isdisjoint(site.other)) or not (site.one or site.other) or is_inserted:
            continue
        if is_another_fact(site, is_small, is_notice):
            facts += 1
        else:
            others += 1
    return facts, others
