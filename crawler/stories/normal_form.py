"""What two copies of one text have in common, however they are set."""

from unicodedata import is_normalized, normalize

import numpy as np

from crawler.content.patterns import regex
from crawler.items import Article, Item
from crawler.stories.characters import NOTHING, UNSURE, normal_units, simplified

TELLING = 16
"""Characters; a text of fewer says too little to be known by itself (如题, 原文已被删除)."""
NO_FRACTION = r"(?:(?![0-9０-９])|(?<![0-9０-９].))"
POINT, ANY_POINT = regex(rf"\.{NO_FRACTION}"), regex(rf"[.．]{NO_FRACTION}")
WORD = regex(r"[\w.．]+")


def story_text(item: Item) -> str:
    """What is compared of ``item``: the text of an article, or those of a thread's posts, in their order.

    The headline is not, because sites write their own; only where the text has fewer than :data:`TELLING` characters
    it stands before it. Empty where there is neither.
    """
    text = item.text if isinstance(item, Article) else "\n\n".join(post.text for post in item.posts)
    return text if len(text) >= TELLING else f"{item.headline}\n\n{text}"


def normal_form(text: str) -> str:
    """The letters and digits of ``text`` in NFKC, case folded; white space, punctuation and symbols are dropped.

    The point of a decimal fraction stays, since 3.5 is not 35. Traditional characters become simplified ones.
    """
    if "．" in text:
        text = ANY_POINT.sub("", text)
    elif "." in text:
        text = POINT.sub("", text)  # several times as fast, since it begins with one character
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    data: bytes = normal_units().take(units, mode="clip").tobytes()
    form = data.decode("utf-16-le").replace(NOTHING, "")
    return _normal_form(text) if UNSURE in form else form


def _normal_form(text: str) -> str:
    """The same, whatever the characters."""
    plain = _words(text)
    if not is_normalized("NFKC", plain):
        plain = _words(normalize("NFKC", plain))
    return simplified(plain.casefold())


def _words(text: str) -> str:
    return "".join(WORD.findall(text)).replace("_", "")
