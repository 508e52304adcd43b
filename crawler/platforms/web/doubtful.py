"""Pages that were taken for articles but may be threads. If posts can be told apart on them, these decide."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from crawler.content.body import Block
from crawler.content.patterns import regex
from crawler.content.words import Words
from crawler.items import Thread
from crawler.platforms.forum import named
from crawler.platforms.web.finder import FoundBody
from crawler.platforms.web.posts.software import software_of

_CERTAIN = 0.87
"""Certainty of an article above which no posts are looked for; a sixth of 962 articles are below it."""
_FORUM = regex(
    r"[/.](?:threads?|topics?|forums?|bbs|viewtopic|discuss(?:ion)?s?|questions?|community|talk|t|boards?|tieba|guba|zhidao|wenda|luntan|club(?=\.))[/.?-]"
    r"|/-/(?:issues|merge_requests)/\d|/r/\w{2,30}/comments/|groups\.google\.com/g/",
    re.IGNORECASE,
)
"""Found in the addresses of forums."""
_THREAD = regex(
    r"[?&;/](?:viewtopic|showthread|topic|thread|tid)(?:\.php|\.html?)?[?=/.-]\S{0,80}\d|/t[/_-]\d|/article/[A-Z]\w{1,30}/\d|/comments?[/-]\S{0,80}\d",
    re.IGNORECASE,
)
"""Found in the addresses of threads, and of comments on something, but not in those of lists of threads."""
_DECLARED = regex(r'"(?:DiscussionForumPosting|QAPage)"|schema\.org/(?:DiscussionForumPosting|QAPage)\b')
_TYPES = Words("DiscussionForumPosting", '"QAPage"', "/QAPage")
"""Any match contains one of these."""
_FEWEST = 2
"""Minimum number of posts with both a name and a time."""
_OF_TEXT, _OF_POSTS = 0.7, 0.75
"""The share of the text that must be in posts, and the share of the posts that must be in the text."""
_OF_MARKED = 0.5
"""The share of the text that must be in posts on pages of forums, and where comments are the text: there names, times and buttons
are read along with it."""
_LARGEST = 0.6
"""The largest share that one post may have if only the posts suggest a thread; in an article with comments, one has more."""
_OPENER = 0.2
"""The share of text other than comments below which a page is treated as its comments."""
_PIECE = 8  # letters
_MOST = 200_000  # letters
_LINE = 200  # letters of a line that a name or a time may stand on
_SIGNS = regex(r"[\W\d_]+")
_NEWS = '"NewsArticle"'
_COMMENTS = "aside comments"
_PROMOTED = named("promoted")


def may_be_thread(found: FoundBody, blocks: list[Block], source: str, url: str | None) -> bool:
    """Whether to look for posts on a page with this ``source`` that was ``found`` to be an article with the text in ``blocks``:
    if that is uncertain, if the page belongs to a forum, or if it would have no text but comments."""
    return found.certainty < _CERTAIN or is_of_forum(source, url) or not any(map(_says_something, blocks))


def is_listed_thread(found: FoundBody, source: str, url: str | None) -> bool:
    """Whether to look for posts on a page with this ``source`` that was taken for a list, or to have no text: if its address is
    that of a thread, or a page of a forum shows nothing without scripts."""
    if found.kind not in ("list", "front page") and not shows_nothing(found):
        return False
    return _is_of_thread(url) or (shows_nothing(found) and is_of_forum(source, url))


def shows_nothing(found: FoundBody) -> bool:
    """Whether a page has no text of its own, which its scripts may show, or so little that nothing tells of its kind."""
    return found.kind in ("script shell", "empty") or not found.certainty


def is_enough(thread: Thread, found: FoundBody) -> bool:
    """Whether enough posts are signed to be the thread of a page ``found`` to be a list; one, if it was found to show nothing."""
    is_single = [bool(post.author and post.date_published_raw) for post in thread.posts] == [True]
    return _is_signed(thread) or (is_single and shows_nothing(found))


def _is_signed(thread: Thread) -> bool:
    """Whether enough posts have a name and a time, or a name alone if known software, which may print no times, made the page."""
    return sum(bool(post.author and (post.date_published_raw or thread.platform)) for post in thread.posts) >= _FEWEST


def _is_of_thread(url: str | None) -> bool:
    return url is not None and _THREAD.search(url) is not None


def is_of_forum(source: str, url: str | None) -> bool:
    """Whether a page belongs to a forum, judging by its address, its software or its declared types."""
    return bool(url and _FORUM.search(url)) or _declares_forum(source) or software_of(source) is not None


def _declares_forum(source: str) -> bool:
    return _TYPES.any_in(source) and _DECLARED.search(source) is not None


def is_made_of_posts(
    thread: Thread, posts: list[list[Block]], blocks: list[Block], source: str, is_forum: bool, alike: bool = False
) -> bool:
    """Whether the text of ``blocks`` is that of the ``posts`` of ``thread``, which may say more if all are ``alike``. Comments
    count as posts on a page that ``is_forum``, whose replies are named so, and as text where they are nearly all there is; not
    so if it is a piece of news."""
    if not _is_signed(thread):
        return False
    said = [letters([block for block in post if not is_beside(block)]) for post in posts]
    own = letters([block for block in blocks if not is_beside(block)])
    comments = letters([block for block in blocks if _COMMENTS in block.names])
    is_comments = not is_news(source) and (is_forum or _size(own) < _OPENER * _size(own + comments))
    text = own + comments if is_comments else own
    sizes = list(map(_size, said))
    whole = sum(sizes)
    if not whole or _size(text) + whole > _MOST or (not (is_forum or alike) and max(sizes) > _LARGEST * whole):
        return False
    in_text, in_posts = _pieces(_without_marks(own if is_forum and own else text, thread)), _pieces(chain.from_iterable(said))
    both = len(in_text & in_posts)
    is_text = both >= (_OF_MARKED if is_comments or is_forum else _OF_TEXT) * len(in_text)
    return is_text and (alike or (is_forum and not is_news(source)) or both >= _OF_POSTS * len(in_posts))


def is_news(source: str) -> bool:
    """Whether a page declares that it is an article, however many comments it has."""
    return _NEWS in source


def _says_something(block: Block) -> bool:
    return bool(block.text) and not is_beside(block)


def is_beside(block: Block) -> bool:
    """Whether a block is not part of the text; advertisements built like posts count as text."""
    return _PROMOTED not in block.names and any(name.startswith(("aside ", "forum:")) for name in block.names)


def letters(blocks: Iterable[Block]) -> list[str]:
    """The letters of each block with text."""
    return [_SIGNS.sub("", block.text) for block in blocks if block.kind not in ("script", "style", "embed")]


def _without_marks(texts: list[str], thread: Thread) -> Iterator[str]:
    """Yield ``texts`` without the headline before them, and without the names and times of posts, where there is more: these may
    be on their lines."""
    marks = {_SIGNS.sub("", mark) for post in thread.posts for mark in (post.author, post.date_published_raw) if mark}
    headline = _SIGNS.sub("", thread.headline)
    for text in texts:
        for mark in marks if len(text) <= _LINE else ():
            text = text.replace(mark, "") or text
        yield text.removeprefix(headline) or text


def _size(texts: list[str]) -> int:
    return sum(map(len, texts))


def _pieces(texts: Iterable[str]) -> set[str]:
    return {text[at : at + _PIECE] for text in texts if text for at in range(max(1, len(text) - _PIECE + 1))}
