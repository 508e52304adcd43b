"""Elements that Discuz! and its plugins insert into posts."""

import re
from dataclasses import replace

from lxml.etree import _Element

from crawler.content.html import hides_all, hides_words, text_of
from crawler.content.patterns import regex
from crawler.platforms.ad_names import is_ad_name
from crawler.platforms.discuz.chrome import CHROME_RULES
from crawler.platforms.discuz.times import TIME
from crawler.platforms.forum import ChromeElement, ChromeRule, named
from crawler.readers.language_packs import in_both_packs

CHROME_ELEMENTS: tuple[ChromeElement, ...] = (
    ChromeElement("edit-notice", "says who edited the post and when", frozenset({"pstatus"})),
    ChromeElement("screened", "notice in place of a post", frozenset({"locked"}), r"提示[:：].*|此帖仅作者可见.*|本帖为密码帖.*"),
    ChromeElement("guest-box", "asks guests to log in or register", frozenset({"attach_nopermission"})),
    ChromeElement("guest-box", "asks guests to log in or register", frozenset({"locked"}), r"附件[:：].*"),
    ChromeElement("attachment", "name, size and links of an attachment", frozenset({"locked"}), r"附件列表"),
    ChromeElement("hidden-content", "notice in place of hidden content", frozenset({"locked", "hidden-title"})),
    ChromeElement("attachment", "name, size and links of an attachment", frozenset({"attachment"})),
    ChromeElement("code-label", "label of a code box", frozenset({"code-label"})),
    ChromeElement("reward", "state of a reward", frozenset({"cm", "reward"}), r"回帖奖励.*|.{0,40}[未已]解决.*|悬赏.*"),
    ChromeElement("collections", "other threads and lists of threads", frozenset({"cm"}), r"本帖被以下淘专辑推荐.*"),
    ChromeElement("comments", "comments of others on the post", frozenset({"cm", "comments"})),
    ChromeElement("reward", "state of a reward", frozenset({"reward"})),
    ChromeElement("ratings", "ratings of the post", frozenset({"rate"})),
    ChromeElement("ratings", "ratings of the post", frozenset({"records"}), r"本帖最近评分记录.*"),
    ChromeElement("collections", "other threads and lists of threads", frozenset({"records"})),
    ChromeElement("moderation", "what a moderator did to the thread", frozenset({"modact"})),
    ChromeElement("tags", "tags of the thread", frozenset({"ptg"})),
    ChromeElement("best-answer", "repeats the best answer", frozenset({"rwdbst"})),
    ChromeElement("poll", "labels and results of a poll", frozenset({"poll", "pinf", "ptmr"})),
    ChromeElement("event", "state of a debate or a sale", frozenset({"event"})),
    ChromeElement("summary", "the page's own summary of its article", frozenset({"summary"})),
    ChromeElement("jammer", "noise against copying", frozenset({"jammer"})),
    ChromeElement("ad-element", "an element that is named as an advertisement", frozenset({"ad"})),
    ChromeElement("signature", "signature under a post", frozenset({"sign"})),
    ChromeElement("quote-label", "label of a quotation", frozenset({"quote-label"})),
    ChromeElement("quoted-image", "a picture in a quotation", frozenset({"quoted-image"})),
    ChromeElement("misplaced-post", "another post, which broken HTML puts into this one", frozenset({"begins"})),
)

_IN_MESSAGES = frozenset({"guest-box", "attachment", "hidden-content", "screened", "lottery", "moderation", "client"})
_SYNCHRONISED = "同步到"
MESSAGE_RULES: tuple[ChromeRule, ...] = tuple(
    replace(rule, above="") for rule in CHROME_RULES if rule.name in _IN_MESSAGES or _SYNCHRONISED in rule.line
)
"""The line rules that also apply to the text of HTML posts, where the poster's words have an element of their own."""

FORUM_PICTURE = regex(
    r"/static/image/|/images/(?:common|smilies|default|attachicons)/[\w/]{1,60}\.gif|/smiley/|/noavatar|/avatar\.php|/data/avatar/\d"
)
"""URLs of icons, emoticons and avatars."""

_AD = regex(r"(?:\w{1,30}_)?a[id]?_p[rtb]?")
"""The classes that Discuz! itself gives to advertisements in posts."""
_ASIDES = {
    **{name: name for name in ("pstatus", "locked", "attach_nopermission", "jammer", "cm", "rate", "modact", "sign", "rwdbst")},
    **dict.fromkeys(("aimg_tip", "tip", "attnm"), "attachment"),
    **dict.fromkeys(("warning", "attach_h"), "locked"),
    "headactions": "code-label",
}
_NUMBERED = regex(r"(pid|post_|attach_|imagelistthumb_)\d{1,12}", re.ASCII)
_NUMBERED_ASIDES = {"pid": "begins", "post_": "begins", "attach_": "attachment", "imagelistthumb_": "attachment"}
_REWARD = in_both_packs(r"悬赏 ?\d{1,9} ?\S{0,8} ?[已未]解决")
_TIME, _LONGEST_STATE = in_both_packs(TIME), 60
_INSIDE = {
    **dict.fromkeys((("blockcode", "em"), ("blockcode", "h5")), "code-label"),
    ("showhide", "h4"): "hidden-title",
    ("quote", "h5"): "quote-label",
    ("box postattachlist", "h4"): "attachment",
}
"""The kinds of elements by the class of their parents and their own tags."""
_FILE_LINK = regex(r"(?:aid|savephoto_)\d{1,12}", re.ASCII)


def aside(element: _Element) -> str | None:
    """Return the block name for an element inside a post's text that is not the poster's; ``None`` for the poster's own."""
    kind = _kind(element)
    return named(kind) if kind else None


def _kind(element: _Element) -> str | None:
    tag = element.tag
    if not isinstance(tag, str) or tag in ("br", "img"):
        return None
    if kind := _by_name(element.get("class") or "", element.get("id") or ""):
        return kind
    if tag in ("span", "font") and (style := element.get("style")) and (hides_all(style) or hides_words(style.lower())):
        return "jammer"
    return _by_place(element) if tag in ("em", "h4", "h5", "p", "a", "form", "div") else None


def _by_name(classes: str, identity: str) -> str | None:
    for name in classes.split():
        if name in _ASIDES:
            return _ASIDES[name]
        if _AD.fullmatch(name) or is_ad_name(name):
            return "ad"
    if found := _NUMBERED.fullmatch(identity):
        return _NUMBERED_ASIDES[found[1]]
    return "ad" if is_ad_name(identity) else None


def _by_place(element: _Element) -> str | None:
    """Return the kind of an element that can only be recognised by its parent or its content."""
    parent, tag = element.getparent(), element.tag
    around = (parent.get("class") or "") if parent is not None else ""
    if kind := _INSIDE.get((around, str(tag))):
        return kind
    if tag == "form":
        return "poll" if element.get("id") == "poll" else None
    if tag == "div":
        return "reward" if around == "mes" and _REWARD.fullmatch(text_of(element, _LONGEST_STATE)) else None
    if parent is not None and parent.tag == "dd" and _TIME.fullmatch(text_of(element, _LONGEST_STATE)):
        return "attachment"
    link = element if tag == "a" else element.find("a") if tag == "p" and element.get("class") == "mbn" else None
    return "attachment" if link is not None and _FILE_LINK.fullmatch(link.get("id") or "") else None
