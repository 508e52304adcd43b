"""The normal form of a text, which is equal for copies however they are set."""

from unicodedata import is_normalized, normalize

import numpy as np

from crawler.content.patterns import regex
from crawler.content.scripts import simplified
from crawler.items import Article, Item
from crawler.stories.characters import NOTHING, UNSURE, normal_units

TELLING = 16
"""Characters; a shorter text says too little to be recognized by itself (如题, 原文已被删除)."""
NO_FRACTION = r"(?:(?![0-9０-９])|(?<![0-9０-９].))"
POINT, ANY_POINT = regex(rf"\.{NO_FRACTION}"), regex(rf"[.．]{NO_FRACTION}")
WORD = regex(r"[\w.．]+")


def story_text(item: Item) -> str:
    """The text of ``item`` that is compared: that of an article, or those of a thread's posts in order.

    Sites write their own headlines, so the headline is left out, unless the text has fewer than :data:`TELLING` characters; then
    it precedes the text. Empty if there is neither.
    """
    text = item.text if isinstance(item, Article) else "\n\n".join(post.text for post in item.posts)
    return text if len(text) >= TELLING else f"{item.headline}\n\n{text}"


def normal_form(text: str) -> str:
    """The letters and digits of ``text`` in NFKC, case folded, in simplified characters; white space, punctuation and symbols are
    dropped.

    A decimal point is kept, since 3.5 is not 35.
    """
    if "．" in text:
        text = ANY_POINT.sub("", text)
    elif "." in text:
        text = POINT.sub("", text)  # several times faster, since the pattern starts with a literal
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    data: bytes = normal_units().take(units, mode="clip").tobytes()
    form = data.decode("utf-16-le").replace(NOTHING, "")
    return _normal_form(text) if UNSURE in form else form


def _normal_form(text: str) -> str:
    """The same as :func:`normal_form`, for any characters."""
    plain = _words(text)
    if not is_normalized("NFKC", plain):
        plain = _words(normalize("NFKC", plain))
    return simplified(plain.casefold())


def _words(text: str) -> str:
    return "".join(WORD.findall(text)).replace("_", "")
