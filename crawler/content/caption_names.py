"""Recognizes class names of captions by their words."""

from functools import lru_cache

from crawler.content.class_names import words_of
from crawler.content.patterns import regex

CAPTION_NAMES = frozenset(
    {"figcaption", "caption", "img-caption", "image-caption", "img_desc", "img-desc", "pic-desc", "pictext", "wp-caption-text"}
)
PICTURE = r"(?:imgs?|images?|pics?|photos?|pictures?|figures?|tu)"
ABOUT = (
    "(?:desc|descr|describe|descriptions?|text|txt|title|tit|info|notes?|tips?|intro|explain|source|credit|alt|legend|zhu|shuo"
    "|shuoming)"
)
CAPTION = regex(rf"(?:fig|{PICTURE})?captions?|{PICTURE}{ABOUT}|tuzhu|tushuo")
PICTURE_WORD, ABOUT_WORD = regex(PICTURE), regex(ABOUT)


@lru_cache(4096)
def is_caption_name(name: str) -> bool:
    """Whether the words of ``name`` mean a caption: ``wp-caption-text``, ``picDesc``, ``photo__info``."""
    if name in CAPTION_NAMES:
        return True
    words = words_of(name)
    if any(map(CAPTION.fullmatch, words)):
        return True
    return any(map(PICTURE_WORD.fullmatch, words)) and any(map(ABOUT_WORD.fullmatch, words))
