"""Elements that Discuz! and its plugins insert into posts."""

import re
from dataclasses import replace

from lxml.etree import _Element

from crawler.content.html import hides_all, hides_words
from crawler.content.patterns import regex
from crawler.platforms.discuz.chrome import CHROME_RULES
from crawler.platforms.forum import ChromeElement, ChromeRule, named

CHROME_ELEMENTS: tuple[ChromeElement, ...] = (
    ChromeElement("edit-notice", "says who edited the post and when", frozenset({"pstatus"})),
    ChromeElement("screened", "notice in place of a post", frozenset({"locked"}), r"提示[:：].*|此帖仅作者可见.*|本帖为密码帖.*"),
    ChromeElement("guest-box", "asks guests to log in or register", frozenset({"attach_nopermission"})),
    ChromeElement("guest-box", "asks guests to log in or register", frozenset({"locked"}), r"附件[:：].*"),
    ChromeElement("hidden-content", "notice in place of hidden content", frozenset({"locked", "hidden-title"})),
    ChromeElement("attachment", "name, size and links of an attachment", frozenset({"attachment"})),
    ChromeElement("code-label", "label of a code box", frozenset({"code-label"})),
    ChromeElement("reward", "state of a reward", frozenset({"cm", "reward"}), r"回帖奖励.*|.{0,40}[未已]解决.*|悬赏.*"),
    ChromeElement("collections", "other threads and lists of threads", frozenset({"cm"}), r"本帖被以下淘专辑推荐.*"),
    ChromeElement("comments", "comments of others on the post", frozenset({"cm", "comments"})),
    ChromeElement("reward", "state of a reward", frozenset({"reward"})),
    ChromeElement("ratings", "ratings of the post", frozenset({"rate"})),
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

_AD = regex(r"(?:\w{1,30}_)?a[id]?_p[rtb]?|ads?|advert\w{0,12}|adsbygoogle|guanggao")
_ASIDES = {
    **{name: name for name in ("pstatus", "locked", "attach_nopermission", "jammer", "cm", "rate", "modact", "sign", "rwdbst")},
    **dict.fromkeys(("aimg_tip", "tip", "attnm"), "attachment"),
}
_NUMBERED = regex(r"(pid|post_|attach_|imagelistthumb_)\d{1,12}", re.ASCII)
_NUMBERED_ASIDES = {"pid": "begins", "post_": "begins", "attach_": "attachment", "imagelistthumb_": "attachment"}
_FILE_LINK = regex(r"(?:aid|savephoto_)\d{1,12}", re.ASCII)


def aside(element: _Element) -> str | None:
    """Return the block name for an element inside a post's text that is not the poster's; ``None`` for the poster's own."""
    kind = _kind(element)
    return named(kind) if kind else None


def _kind(element: _Element) -> str | None:
    tag = element.tag
    if not isinstance(tag, str) or tag in ("br", "img"):
        return None
    if classes := element.get("class"):
        for name in classes.split():
            if name in _ASIDES:
                return _ASIDES[name]
            if tag == "div" and _AD.fullmatch(name):
                return "ad"
    if (identity := element.get("id")) and (found := _NUMBERED.fullmatch(identity)):
        return _NUMBERED_ASIDES[found[1]]
    if tag in ("span", "font") and (style := element.get("style")) and (hides_all(style) or hides_words(style.lower())):
        return "jammer"
    return _by_place(element) if tag in ("em", "h4", "h5", "p", "a", "form") else None


def _by_place(element: _Element) -> str | None:
    """Return the kind of an element that can only be recognised by its parent or its content."""
    parent = element.getparent()
    around = (parent.get("class") or "") if parent is not None else ""
    if element.tag == "em" and around == "blockcode":
        return "code-label"
    if element.tag == "h4" and around == "showhide":
        return "hidden-title"
    if element.tag == "h5" and around == "quote":
        return "quote-label"
    if element.tag == "form":
        return "poll" if element.get("id") == "poll" else None
    if element.tag == "a":
        return "attachment" if _FILE_LINK.fullmatch(element.get("id") or "") else None
    link = element.find("a") if element.tag == "p" and element.get("class") == "mbn" else None
    return "attachment" if link is not None and _FILE_LINK.fullmatch(link.get("id") or "") else None
