"""Rules for advertisements, promotions and notices, and the rules that apply to every site.

A notice is about the text above it, and a promotion tells the reader to do something; a sentence that merely contains such
words is news. ``tests/structures`` and ``tests/test_strip_ads.py`` have examples of both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from crawler.content.html import DIALOG, EMOTICON_AS_TYPED, EMOTICON_IN_URL, is_for_screen_readers
from crawler.platforms.ad_names import is_ad_name
from crawler.platforms.ad_phrases import (
    APP_PROMO,
    BUY_LINK,
    COPYRIGHT_NOTICE,
    COVER_NOTICE,
    DISCLAIMER,
    EXCLUSIVE_NOTICE,
    FOLLOW_US,
    FORUM_LABEL,
    GLUED_NOTICE,
    GO_ON_ELSEWHERE,
    NEWS_TIP,
    RELATED_READING,
    SITE_LABEL,
)

EDGE = 6
"""How many blocks at each end of a body may be notices; elements without content are not counted."""
LONGEST = 240
"""Characters; a paragraph longer than this is never taken for a promotion as a whole."""


@dataclass(frozen=True, slots=True, eq=False)
class AdRule:
    """One kind of block that is not content. A block is removed as a whole if any of the tests matches.

    ``names`` are class names or ids of an enclosing element, and ``is_named`` recognises others; a name with a common rule that
    encloses most of the body does not count; with ``words_only``, pictures in such an element stay. ``text`` is a regular
    expression for the block's whole text. ``image`` is searched for in the URL and the alt text of an image. ``tail`` matches a
    promotion that is attached to the end of a paragraph; only the match is removed.
    ``where`` says where in the body ``text`` and ``tail`` apply.
    """

    name: str
    reason: str
    names: frozenset[str] = frozenset()
    is_named: Callable[[str], bool] | None = None
    words_only: bool = False
    text: str = ""
    image: str = ""
    tail: str = ""
    where: Literal["anywhere", "edges"] = "edges"


COMMON_AD_RULES: tuple[AdRule, ...] = (
    AdRule("ad-element", "an element that is named as an advertisement", is_named=is_ad_name),
    AdRule(
        "share-element",
        "buttons to share or follow",
        names=frozenset({"share", "social-share", "bdsharebuttonbox", "share-box", "article-share"}),
    ),
    AdRule("exclusive-notice", "the publisher's claim on the text", text=EXCLUSIVE_NOTICE),
    AdRule("copyright-notice", "who may print the text", text=COPYRIGHT_NOTICE),
    AdRule("disclaimer", "a legal statement", text=DISCLAIMER),
    AdRule("text-for-members", "where the rest of the text is to be paid for or opened", text=GO_ON_ELSEWHERE, where="anywhere"),
    AdRule("follow-us", "an invitation to follow, scan or download", text=FOLLOW_US),
    AdRule("app-promo", "a promotion of the site's own app or service", text=APP_PROMO, where="anywhere"),
    AdRule("cover-notice", "where the cover picture is from", text=COVER_NOTICE),
    AdRule("news-tip", "how to send tips, or thanks for one", text=NEWS_TIP),
    AdRule("buy-link", "a link to a shop", text=BUY_LINK, where="anywhere"),
    AdRule("related-reading", "a pointer to other pages", text=RELATED_READING),
    AdRule("site-label", "a label of the page", text=SITE_LABEL, where="anywhere"),
    AdRule("glued-notice", "a promotion or notice after the last sentence", tail=GLUED_NOTICE),
    AdRule("emoticon", "a picture that stands for a character", image=rf"{EMOTICON_IN_URL}| {EMOTICON_AS_TYPED} "),
    AdRule(
        "qr-code",
        "a QR code to scan",
        image=r"qr_?code|erweima|/qr[/_.-]|_qr[/_.-]|-qr[/_.-]|weixin_?qr|二维码|扫一扫|小程序码|扫码|关注公众号",
    ),
    AdRule(
        "avatar",
        "a portrait of who wrote something",
        names=frozenset({"avatar", "user-avatar", "author-avatar", "avatar-img", "avatar_img", "user-face", "touxiang"}),
    ),
    AdRule(
        "forum-label",
        "a line that a forum or its feed adds to a post",
        names=frozenset({"pstatus", "locked", "attach_nopermission"}),
        text=FORUM_LABEL,
    ),
    AdRule("hidden", "words for screen readers", is_named=is_for_screen_readers, words_only=True),
    AdRule("dialog", "a box that opens above the page", names=frozenset({DIALOG}), words_only=True),
)


def is_common(rule: AdRule) -> bool:
    """Whether ``rule`` is one of those of every site."""
    return rule in COMMON_AD_RULES
