"""Possible parts of posts in a page: names, times, and elements that are named or numbered as posts."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from lxml.etree import _Element

from crawler.content.html import hides_all
from crawler.content.patterns import regex
from crawler.platforms.web.posts.printed_times import date_in
from crawler.platforms.web.posts.survey import Survey
from crawler.platforms.web.posts.vocabulary import AD_LABELS, is_post, is_profile, names_in, prefix_of, without_digits

LONGEST_NAME = 40
TIMES = ("datetime", "data-time", "data-timestamp", "data-utime", "data-date")
"""Attributes that give the time of an element."""
_TIMES = frozenset(TIMES)
_LONG = 200  # characters, with white space
_POSTS = frozenset(("Comment", "Answer", "Question", "DiscussionForumPosting", "SocialMediaPosting", "UserComments"))
"""Schema.org types that are posts."""
_CONTROLS = frozenset(("button", "option", "label", "nav"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
LABEL = regex(
    r"[\W\d_]*|(?:by|from|posted|asked|answered|edited|commented|replied|wrote|says?|said|author|guest|op|reply|members?|post|authored)"
    r"(?: by)?[\W_]{0,3}|log ?in|sign ?(?:in|up)|register|share"
    r"|被?(?:作者|楼主|发表|發表|发布|發布|發佈|回复|回覆|回應|评论|評論|留言|来自|來自|用户|网友|关注|提问|回答|编辑|最后|未读|登录|注册|举报|浏览|阅读|点击|收藏|点赞|分享|转发)(?:于|者|人|由|数|量)?[\W_]{0,3}",
    re.IGNORECASE,
)
"""Text that may be in the place of a name but is not one."""
_CHANGED = regex(
    r"[\W_]{0,3}(?:(?:last |was )?(?:edited|modified|updated|changed)(?: (?:on|at|by))?"
    r"|(?:最[后後]|最近)?(?:由 ?\S{1,40} ?)?(?:编辑|編輯|修改|更新)(?:于|於|時間|时间)?)[\W_]{0,3}",
    re.IGNORECASE,
)
"""Text before a time that marks it as that of a change."""
_CHANGED_BY = regex(r"\d日?\s?由\s?.{1,40}(?:编辑|編輯|修改)[过過]?\W{0,3}")
"""What marks it as one after it, at the end of a text."""
_SENTENCE, _WORD, _LETTER = regex(r"[。！？；]"), regex(r"\w"), regex(r"[^\W\d_]")
_PORTRAIT = regex(r"avatar|portrait|head_?(?:img|pic)|face|icon|smil|emo(?:ji|t)|logo|badge|rank|\.gif", re.IGNORECASE)
_WHO = r"(?:作者|楼主|发帖人|发布者|发表者|提问者|回答者)"
_NAME_FOLLOWS = regex(rf"{_WHO}\s?[:：]$|(?<!\w){_WHO}$")
"""The end of a text that comes before a name; 谢谢楼主 is none."""
_LABELLED = regex(
    r"(?:姓\s?名|昵\s?称|暱\s?稱|网\s?名|作\s?者|楼主|发[帖贴]人|发布者|发表[者人]|留言[者人]|网友|用户名?|署名|访客|来宾|称呼)\s?[:：]\s?(\S.{0,30})"
)
"""A label with a name."""
_SIGNED = regex(r"(?:[\[【(（]?第?\s?\d{1,6}\s?[楼樓#][\])）】]?\s?)?(?:由\s)?(?!最[后後近]|本[帖文])(\S{1,30}?)\s?[于於在]\s?")
"""A name before the time at which something was posted (林溪 于 … 发表)."""
_LINKED, _NAMED, _QUOTED, _PROFILE, _BESIDE = 1, 2, 4, 8, 16
_INHERITED = _LINKED | _QUOTED | _PROFILE | _BESIDE
_TIMELESS = _QUOTED | _PROFILE
_HIDDEN = "hidden"  # all of the class of what is a copy, never shown; with others it is shown on wide screens
_MOST_ABOUT = 300  # elements of a quotation, or of what tells of an author: larger ones hold posts
_FEW = 4  # elements in one that is named as a name
Key = tuple[str, ...]
_NONE: dict[str, str] = {}


@dataclass(slots=True)
class Signs:
    """Facts about the elements of a ``survey``, by their places: ``times`` and ``names`` in ascending order, with their printed
    texts; ``kinds``, the places of elements that may be posts or are in each post, by what they have in common; and ``comments``,
    the elements named as such.

    ``prose[p]`` is the number of characters before the element at ``p``, not counting links, controls, names and times.
    """

    survey: Survey
    times: list[int] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    printed_times: dict[int, str] = field(default_factory=dict)
    printed_names: dict[int, str] = field(default_factory=dict)
    kinds: dict[Key, list[int]] = field(default_factory=dict)
    comments: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    prose: list[int] = field(default_factory=list)
    plain: list[int] = field(default_factory=list)
    """Like ``prose``, but without headings, labels, numbers and hidden text."""
    edits: set[int] = field(default_factory=set)
    """Those of ``times`` that say when something was changed."""
    labels: list[int] = field(default_factory=list)
    """Elements that are labels of advertisements."""
    shown: list[int] = field(default_factory=list)
    """Pictures that are neither in links nor of posters."""
    own: list[int] = field(default_factory=list)
    """For each element, the number of characters of prose directly in it."""
    flags: bytearray = field(default_factory=bytearray)
    """For each element, what its names and those of the elements around it say of it."""


def is_named_as_post(key: Key) -> bool:
    """Whether elements of this kind are named or numbered as posts, or have a schema.org type that says so."""
    return key[0] in ("class", "type") or (key[0] == "id" and is_post(key[2]))


def has_profiles(signs: Signs) -> bool:
    """Whether any elements are about an author."""
    return any(map(_PROFILE.__and__, signs.flags))


def signs_of(
    survey: Survey, named: frozenset[str] = frozenset(), at: frozenset[int] = frozenset(), in_profiles: bool = False
) -> Signs:
    """Collect the signs in a page, in one pass over its elements and one over its texts. Elements with a tag in ``named`` and
    those ``at`` these places may be names, too. Dates ``in_profiles`` are times if nothing else has any."""
    signs = Signs(survey)
    flags = signs.flags = _read_elements(signs, named, at, ~_PROFILE if in_profiles else ~0)
    own = [0] * (len(survey.elements) + 1)
    plain = own.copy()
    named_next = edited_next = False  # whether the text before ends with a label for a name, or is one for a change
    for text, owner in zip(survey.texts, survey.owners, strict=True):
        its = flags[owner]
        if len(text) < _LONG:
            text = text.strip()
            if text in AD_LABELS:
                signs.labels.append(owner)
            if named_next and not its & _QUOTED:
                its |= _NAMED
            named_next = _NAME_FOLLOWS.search(text) is not None
            was_edited, edited_next = edited_next, _CHANGED.fullmatch(text) is not None
            if _is_mark(signs, owner, text, its):
                signs.edits |= {owner} if was_edited or _CHANGED.match(text) or _CHANGED_BY.search(text) else set()
                continue
        if not its & _LINKED and _WORD.search(text):
            own[owner + 1] += len(text)
            plain[owner + 1] += 0 if its & _BESIDE or (len(text) < LONGEST_NAME and LABEL.fullmatch(text)) else len(text)
    signs.shown = [
        place for place in survey.pictures if not flags[place] & _INHERITED and not _is_portrait(survey.elements[place])
    ]
    signs.prose, signs.plain, signs.own = list(accumulate(own)), list(accumulate(plain)), own[1:]
    signs.labels.sort()
    signs.times = sorted(set(signs.times))
    signs.names = sorted(signs.printed_names)
    signs.kinds = {kind: sorted(set(places)) for kind, places in signs.kinds.items()}
    return signs


def _is_portrait(picture: _Element) -> bool:
    """Whether a picture is of a poster, an emoticon or an icon, according to its names or address."""
    return _PORTRAIT.search(f"{picture.get('class') or ''} {picture.get('id') or ''} {picture.get('src') or ''}") is not None


def _is_mark(signs: Signs, owner: int, text: str, flags: int) -> bool:
    """Note a piece of text if it is a time or a name, and return whether it is."""
    if not flags & _TIMELESS and (date := date_in(text)):
        signs.printed_times.setdefault(owner, date)
        _add_time(signs, owner)
        if name := _signed(text, date):
            signs.printed_names.setdefault(owner, name)
        return True
    if not flags & _QUOTED and (labelled := _LABELLED.fullmatch(text)):
        signs.printed_names.setdefault(owner, labelled[1])
        return True
    if flags & _NAMED and len(text) <= LONGEST_NAME and not LABEL.fullmatch(text) and not _SENTENCE.search(text):
        if not owner < next(reversed(signs.printed_names), -1) < signs.survey.ends[owner]:  # else it stands behind the name
            signs.printed_names.setdefault(owner, text)
        return True
    return False


def _signed(text: str, date: str) -> str | None:
    """Return the name before a ``date`` if what is after it says that something was posted then, and not that it was changed."""
    before, _, after = text.partition(date)
    is_said = _LETTER.search(after) and LABEL.fullmatch(after.strip()) and not _CHANGED.fullmatch(after)
    signed = _SIGNED.fullmatch(before) if is_said else None
    return signed[1] if signed and not LABEL.fullmatch(signed[1]) else None


def _read_elements(signs: Signs, named: frozenset[str], at: frozenset[int], kept: int) -> bytearray:
    """Read the elements and return flags for each, out of those ``kept``: whether it is in a link or control, may be a name, is
    quoted, or is about an author."""
    parents, ends = signs.survey.parents, signs.survey.ends
    flags = bytearray(len(parents))
    for place, element in enumerate(signs.survey.elements):
        parent = parents[place]
        outer = flags[parent] if parent >= 0 else 0
        its = outer & _INHERITED
        if not its & _QUOTED:
            if outer & _NAMED and ends[parent] - parent <= _FEW:
                its |= _NAMED
            items = element.items()
            attributes = dict(items) if items else _NONE
            trait = _traits(str(element.tag), attributes.get("class", ""))
            its |= (trait.flags if ends[place] - place <= _MOST_ABOUT else trait.flags & ~_TIMELESS) & kept
            its |= _NAMED if element.tag in named or place in at else 0
            if trait.tells and not its & _QUOTED:
                _note(signs, place, trait, its)
            if len(items) > 1 or (items and "class" not in attributes):
                its |= _read_attributes(signs, place, its, str(element.tag), attributes)
        flags[place] = its
    return flags


def _note(signs: Signs, place: int, trait: "Traits", flags: int) -> None:
    """Note what the tag and class of an element indicate."""
    for kind in trait.kinds:
        signs.kinds.setdefault(kind, []).append(place)
    if trait.is_comment:
        signs.comments.append(place)
    if trait.is_time and not flags & _PROFILE:
        _add_time(signs, place)
    if trait.is_heading:
        signs.headings.append(place)


class Traits(NamedTuple):
    """What the tag and class of an element indicate."""

    flags: int
    kinds: tuple[Key, ...]
    is_comment: bool
    is_time: bool
    is_heading: bool
    tells: bool
    """Whether there is anything to note."""


@lru_cache(8192)
def _traits(tag: str, classes: str) -> Traits:
    names = names_in(classes)
    flags = _QUOTED if tag == "blockquote" or names.is_quote else _QUOTED | _LINKED if classes.strip() == _HIDDEN else 0
    flags |= _BESIDE if tag in _HEADINGS else 0
    flags |= (_NAMED if names.is_name else 0) | (_PROFILE if names.is_profile else 0) | (_LINKED if tag in _CONTROLS else 0)
    kinds = tuple(("class", tag, name) for name in names.posts)
    is_time, is_heading = tag == "time", tag in _HEADINGS
    return Traits(flags, kinds, names.is_comment, is_time, is_heading, bool(kinds) or names.is_comment or is_time or is_heading)


def _read_attributes(signs: Signs, place: int, flags: int, tag: str, attributes: dict[str, str]) -> int:
    """Note what the attributes of an element other than its class indicate. Return flags for whether it may be a name and whether
    it is a link."""
    if flags & _QUOTED:
        return 0
    kinds = signs.kinds
    if (identity := attributes.get("id")) and (prefix := prefix_of(identity)):
        kinds.setdefault(("id", tag, prefix), []).append(place)
    if (kind := attributes.get("itemtype")) and (name := kind.rpartition("/")[2]) in _POSTS:
        kinds.setdefault(("type", name), []).append(place)
    if not flags & _PROFILE and not _TIMES.isdisjoint(attributes) and any(map(attributes.get, TIMES)):
        _add_time(signs, place)
    its = _NAMED if attributes.get("itemprop") in ("author", "name") else 0
    its |= _BESIDE if "style" in attributes and hides_all(attributes["style"]) else 0
    if tag == "a" and (address := attributes.get("href")) and not address.startswith("javascript:"):
        its |= _LINKED | _NAMED if is_profile(address) else _LINKED
    return its


def _add_time(signs: Signs, place: int) -> None:
    element = signs.survey.elements[place]
    signs.times.append(place)
    signs.kinds.setdefault(("time", str(element.tag), without_digits(element.get("class") or "")), []).append(place)
