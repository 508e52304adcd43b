"""Rules that say what is an advertisement, a promotion or a notice, and those that hold on every site.

A notice speaks of the text that it stands under, a promotion tells the reader to do something: a sentence that only has
such words in it is news. ``tests/structures`` and ``tests/test_strip_ads.py`` hold sentences of both kinds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from crawler.platforms.ad_names import is_ad_name
from crawler.platforms.ad_phrases import (
    APP_PROMO,
    BUY_LINK,
    COPYRIGHT_NOTICE,
    COVER_NOTICE,
    DISCLAIMER,
    EXCLUSIVE_NOTICE,
    FOLLOW_US,
    GLUED_NOTICE,
    NEWS_TIP,
    RELATED_READING,
    SITE_LABEL,
)

EDGE = 6
"""Blocks at the start and at the end of a body, elements that hold no content left out, where notices stand."""
LONGEST = 240
"""Characters; a longer paragraph is never taken for a promotion as a whole."""


@dataclass(frozen=True, slots=True)
class AdRule:
    """One kind of block that is no content; a block that any of the tests matches is taken out whole.

    ``names`` are class or id names of an element that the block stands in, and ``is_named`` tells others; a name under which most
    of a body stands is the body's own. ``text`` is a regular expression for its
    whole text. ``image`` is searched in the URL and the alt text of an image. ``tail`` matches a promotion that is glued
    to the end of a paragraph, and only the match is taken out. ``where`` says where in the body text and tail count.
    """

    name: str
    reason: str
    names: frozenset[str] = frozenset()
    is_named: Callable[[str], bool] | None = None
    text: str = ""
    image: str = ""
    tail: str = ""
    where: Literal["anywhere", "edges"] = "edges"


COMMON_AD_RULES: tuple[AdRule, ...] = (
    AdRule(
        "ad-element",
        "an element that is named as an advertisement",
        is_named=is_ad_name,
    ),
    AdRule(
        "share-element",
        "buttons to share or follow",
        names=frozenset({"share", "social-share", "bdsharebuttonbox", "share-box", "article-share"}),
    ),
    AdRule("exclusive-notice", "the publisher's claim on the text", text=EXCLUSIVE_NOTICE),
    AdRule("copyright-notice", "who may print the text", text=COPYRIGHT_NOTICE),
    AdRule("disclaimer", "a legal statement", text=DISCLAIMER),
    AdRule("follow-us", "an invitation to follow, scan or download", text=FOLLOW_US),
    AdRule("app-promo", "a promotion of the site's own app or service", text=APP_PROMO, where="anywhere"),
    AdRule("cover-notice", "where the cover picture is from", text=COVER_NOTICE),
    AdRule("news-tip", "how to send tips, or thanks for one", text=NEWS_TIP),
    AdRule("buy-link", "a link to a shop", text=BUY_LINK, where="anywhere"),
    AdRule("related-reading", "a pointer to other pages", text=RELATED_READING),
    AdRule("site-label", "a label of the page", text=SITE_LABEL, where="anywhere"),
    AdRule("glued-notice", "a promotion or notice after the last sentence", tail=GLUED_NOTICE),
    AdRule(
        "emoticon",
        "a picture that stands for a character",
        image=r"/(?:emoticons?|emoji|smil(?:ey|ies)|expression)/| \[[^\[\]\s图]{1,8}\] ",
    ),
    AdRule(
        "qr-code",
        "a QR code to scan",
        image=r"qr_?code|erweima|/qr[/_.-]|_qr[/_.-]|-qr[/_.-]|weixin_?qr|二维码|扫一扫|小程序码",
    ),
)
