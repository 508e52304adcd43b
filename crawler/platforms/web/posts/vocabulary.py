"""Words in classes, ids and addresses by which forums, blogs and news sites name the parts of posts and comments."""

import re
from functools import lru_cache
from typing import NamedTuple

from crawler.content.patterns import regex

_WORD = regex(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+")
_WHOSE, _SAID = "网友|網友|最新|热门|熱門|全部|精彩|用户|用戶|所有", "评论|評論|留言|跟帖"
_ANY_SAID = rf"{_SAID}|回[应應]|comments?|responses?"
_COUNT = r"\s?[（(]?\d{0,6}\s?[条條]?[)）]?"
COMMENTS_LABEL = regex(rf"(?:(?:{_WHOSE})?(?:{_SAID})(?:列表|区|區)?|comments?){_COUNT}", re.IGNORECASE)
"""A line above comments in an element that is named after them."""
COMMENTS_HEADING = regex(rf"(?:(?:{_WHOSE})(?:{_SAID})|(?:评论|評論|留言)(?:列表|区|區)){_COUNT}[:：]?")
"""A heading above nothing but comments; 评论 alone may be a column, and 3 条评论 a count above an article."""
COMMENTS_COUNT = regex(
    rf"(?:{_ANY_SAID})(?:列表|区|區)?(?:\s?[（(]?(\d{{1,6}})\s?[条條]?[)）]?)?[:：]?|共?\s?(\d{{1,6}})\s?[条條則则]?\s?(?:{_ANY_SAID})[:：]?",
    re.IGNORECASE,
)
"""A heading above comments with their number, or none, or the name of a column, or a count elsewhere."""
_DIGITS = regex(r"\d+")
ONE_COMMENT = frozenset({"comment", "cmt", "pinglun"})
"""What a reply to an article is called; the other words for replies are those of threads, too."""
COMMENTS = ONE_COMMENT | {"comments", "cmts", "disqus", "commentlist"}
"""What the replies to an article are in."""
COMMENT = COMMENTS | {"reply", "replies", "huifu", "gentie", "huitie", "liuyan", "respond"}
_COMMENT_STEMS = ("comment", "cmt", "repl", "pinglun", "huifu", "gentie", "huitie", "liuyan", "disqus", "respond")
"""Every word for comments contains one of these."""
REPLY = ONE_COMMENT | {
    "reply",
    "answer",
    "answercell",
    "response",
    "floor",
    "huifu",
    "gentie",
    "huitie",
    "huida",
    "lzl",
    "remark",
}
PROMOTED = frozenset({"ad", "ads", "adv", "advert", "advertisement", "sponsor", "sponsored", "promoted", "promotion", "guanggao"})
AD_LABELS = frozenset({"广告", "廣告", "推广", "推廣", "赞助", "贊助", "Ad", "AD", "Advertisement", "Sponsored", "Promoted"})
ANSWER = frozenset({"answer", "answercell", "huida"})
FORUM = frozenset({"forum", "bbs", "topic"})
BEGUN = FORUM | {"question", "thread", "discussion", "wenti", "zhuti"}
"""What a post is called that begins a thread."""
ARTICLE = frozenset({"hentry", "BlogPosting", "Article", "NewsArticle"})
"""Classes and types of schema.org of elements that are articles."""
_POST = REPLY | {"post", "message", "msg", "question", "topic", "review", "liuyan", "discussion", "comm", "feedback"}
_PART = frozenset({"signature"})
"""Words in the class names of elements that are in posts or around them."""
_NAME = frozenset(
    {"author", "username", "user", "nick", "nickname", "name", "poster", "member", "byline", "creator", "uname", "usr"}
    | {"zuozhe", "louzhu", "postauthor", "commentname"}
)
_NO_NAME = frozenset(
    {"avatar", "level", "badge", "count", "rank", "group", "role", "bio", "stats", "signature", "flair", "joined", "title"}
)
_TEXT_OF = regex(r"(?:text|content|body)--[a-z]{1,20}$", re.IGNORECASE)
"""A class for a text that also says whose it is."""
_QUOTE = regex(
    r"(?!js-)(?:[\w-]{0,24}[_-])?(?:block|bb)?quote(?:d|content|[_-]?(?:box|main|text|body|title|header|wrapper|container))?|ipsQuote\w{0,20}"
    r"|bbCodeBlock--quote|quotation|yinyong"
)
SIGNATURE = regex(r"signature|(?:^|[\s_-])(?:sig|sign|qianming)(?=$|\s)", re.IGNORECASE)
ATTACHED = regex(r"(?<!bbcode-)attach(?:ments?|list|ed|box)", re.IGNORECASE)
"""Names of lists of attachments."""
EDITED = regex(r"last-?_?edit|edit-?_?(?:ed|notice|by|info)|pstatus|(?:^|[\s_-])notice(?=$|\s)", re.IGNORECASE)
CHROME = regex(r"cookie|consent|banner|modal|popup|alert|announce|notice|login|sign-?(?:in(?!g)|up)", re.IGNORECASE)
"""Names of elements that are on every page of a site."""
_BESIDE = regex(
    r"(?<!topic-)(?<!thread-)(?<![Tt]ext--)(?<![Cc]ontent--)(?<![Bb]ody--)(?:^|(?<=[\s_-]))(?:user(?:-?info|-details|-?bar|-?card|Banner|Extras|Details)?|author|poster|profile"
    r"|avatar|member|signature|sig|sign|actions?|toolbar|reactions?|likes?|votes?|share|badges?|rank|reputation|buttons?|controls?"
    r"|footer|meta|tags?|breadcrumbs?)(?=$|\s)|postprofile|userinfo|post_author|author_information|authorPane|cAuthor|reactionsBar"
    r"|post-menu|postfoot|postbit_?legacy_user|-signature|d_author|usercell|time-?[gG]ap"
)
_PROFILE_BOX = regex(
    r"postprofile|userinfo|user-?(?:extras|stats|statistics)|author_?(?:statistics|information|pane)|\bpairs\b|(?:^|\s)poster(?:\s|$)"
    r"|usertitle|about_author|(?<!has-)profile",
    re.IGNORECASE,
)
SIDE = regex(r"(?<!has-)(?<!with-)(?<!no-)side-?_?bar|overview", re.IGNORECASE)
"""Classes of elements beside a thread."""
"""Styles of elements that are not displayed."""
_NUMBERED = regex(r"([A-Za-z][A-Za-z_:.-]{0,40}?)[-_:.]?\d{1,24}")
_PROFILE = regex(
    r"(?:^|[/&]|(?<!item)\?)(?:users?|members?|memberlist|[Pp]rofile|disp[Uu]ser|people|u|author|home/main|space|uid|i|talk/profile|person|id)(?:[/=.?-]|$)"
    r"|space-uid|/user_?info-|//(?:i|my|space|users?|home|people)\.[\w.-]{1,60}/[\w-]{1,40}/?$"
    r"|user_?home|[?&]user_?[iI]d=|[?&](?:user|uid|mod=space|action=profile|u|author)[=;&]|/@[\w.-]{1,60}/?$|/~[\w.-]{1,60}/?$"
)
_MOST_NAMES = 12
_LONGEST_ADDRESS = 300


class Names(NamedTuple):
    """What the class of an element indicates. ``posts`` are its class names that contain a word for a post, without digits."""

    posts: tuple[str, ...]
    is_name: bool
    is_quote: bool
    is_profile: bool
    """Whether it is a box about the author, whose dates are not those of the post."""
    is_comment: bool


def names_in(classes: str) -> Names:
    """Return what the ``class`` attribute of an element indicates."""
    if _TELLING.isdisjoint(map(str.lower, _WORD.findall(classes))):
        return _NOTHING
    tokens = classes.split()[:_MOST_NAMES]
    words = [words_in(token) for token in tokens]
    every: frozenset[str] = frozenset().union(*words)
    return Names(
        tuple(without_digits(token) for token, its in zip(tokens, words, strict=True) if its & _POST and not its & _PART),
        not every.isdisjoint(_NAME) and every.isdisjoint(_NO_NAME) and not any(map(_TEXT_OF.search, tokens)),
        any(map(is_quote, tokens)),
        _PROFILE_BOX.search(classes) is not None,
        not every.isdisjoint(COMMENT),
    )


@lru_cache(4096)
def without_digits(name: str) -> str:
    """Return a name without the numbers that part rows, or posts, from each other."""
    return _DIGITS.sub("", name)


@lru_cache(4096)
def words_in(name: str) -> frozenset[str]:
    """Return the words that make up a name, in lower case: ``postBody js-reply`` has four."""
    return frozenset(word.lower() for word in _WORD.findall(name[:_LONGEST_ADDRESS]))


_NOTHING = Names((), False, False, False, False)
_TELLING = _POST | _NAME | COMMENT | {"quote", "blockquote", "quotebox", "quotation", "yinyong", "profile", "postprofile"}
_TELLING |= {"userinfo", "userextras", "userstats", "usertitle", "pairs", "about", "statistics"}
"""All words that are looked for; most classes contain none."""


def stems_in(names: str) -> tuple[str, ...]:
    """Return the stems of words for comments among ``names``, which are in lower case; without any, there is no such word."""
    return tuple(filter(names.__contains__, _COMMENT_STEMS))


@lru_cache(4096)
def is_comment(names: str) -> bool:
    """Whether ``names`` contain a word for comments."""
    names = names[:_LONGEST_ADDRESS]
    return bool(stems_in(names.lower())) and not COMMENT.isdisjoint(words_in(names))


def is_post(names: str) -> bool:
    """Whether ``names`` contain a word for a post."""
    return not _POST.isdisjoint(words_in(names))


@lru_cache(4096)
def is_quote(name: str) -> bool:
    """Whether a class name denotes a quotation."""
    return _QUOTE.fullmatch(name) is not None


@lru_cache(4096)
def is_beside(classes: str) -> bool:
    """Whether an element of this ``class`` is beside the words of a post, such as its author or its buttons."""
    return _BESIDE.search(classes) is not None


@lru_cache(4096)
def prefix_of(identity: str) -> str | None:
    """Return the part of an ``id`` before its number, or None if it has no number."""
    found = _NUMBERED.fullmatch(identity)
    return found[1] if found else None


@lru_cache(4096)
def is_profile(address: str) -> bool:
    """Whether a link leads to a user's page."""
    return len(address) < _LONGEST_ADDRESS and _PROFILE.search(address) is not None
