"""The language of a page, from the script of its text and from its declaration."""

import re

from lxml.etree import _Element

from crawler.content.patterns import regex
from crawler.content.scripts import HAN, KANA, count_characters
from crawler.platforms.web.metadata import Metadata

_HANGUL = regex(r"[\uac00-\ud7a3]+")
_TAG = regex(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_TRADITIONAL = regex("[這個們來時會國學說對們為過發還後與從當無實現關於點開]")
_SIMPLIFIED = regex("[这个们来时会国学说对为过发还后与从当无实现关于点开]")
_SAMPLE = 2000


def language_of(root: _Element, metadata: Metadata, text: str) -> str | None:
    """Return the language as a BCP 47 tag: by the script of ``text`` if that is conclusive, else as the page declares it."""
    sample = text[:_SAMPLE]
    if script := _by_script(sample):
        return script
    declared = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or ""
    tag = (declared or metadata.first("content-language", "og:locale", "language")).replace("_", "-").strip()
    return tag if _TAG.fullmatch(tag) and not (tag.lower().startswith(("zh", "ja", "ko")) and sample) else None


def _by_script(text: str) -> str | None:
    han, kana, hangul = (count_characters(text, script) for script in (HAN, KANA, _HANGUL))
    if kana * 4 >= max(han, 8):
        return "ja"
    if hangul * 4 > len(text):
        return "ko"
    if han * 5 < len(text) or not han:
        return None
    traditional, simplified = len(_TRADITIONAL.findall(text)), len(_SIMPLIFIED.findall(text))
    return "zh" if traditional == simplified else "zh-Hant" if traditional > simplified else "zh-Hans"
