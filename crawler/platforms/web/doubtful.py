"""Pages that were taken for articles and may be threads: their posts decide, where these can be told apart."""

import re

from crawler.content.body import Block
from crawler.content.patterns import regex
from crawler.items import Thread
from crawler.platforms.forum import named
from crawler.platforms.web.finder import FoundBody
from crawler.platforms.web.posts.software import software_of

_CERTAIN = 0.87
"""How sure a page is an article on which no posts are looked for: of 962 articles a sixth is less."""
_FORUM = regex(
    r"[/.](?:threads?|topics?|forums?|bbs|viewtopic|discuss(?:ion)?s?|questions?|community|talk|t|boards?|tieba)[/.?-]",
    re.IGNORECASE,
)
"""In the addresses of forums."""
_DECLARED = regex(r'"(?:DiscussionForumPosting|QAPage)"|schema\.org/(?:DiscussionForumPosting|QAPage)\b')
_TYPES = ("DiscussionForumPosting", "QAPage")
"""One of these is in whatever that matches; to look for it in all of a source takes a seventh of the time."""
_FEWEST = 2
"""Posts with both a name and a time."""
_OF_TEXT, _OF_POSTS = 0.7, 0.75
"""The share of the text that must stand in posts, and of the posts in the text."""
_OF_MARKED = 0.5
"""As the first, on pages of forums and where comments are the text: names, times and buttons are read with them."""
_LARGEST = 0.6
"""The share of one post, where nothing but the posts says that it is a thread: an article with comments has one of more."""
_OPENER = 0.2
"""The share of what is no comment, below which a page is its comments."""
_PIECE = 8  # letters
_MOST = 200_000  # letters
_SIGNS = regex(r"[\W_]+")
_NEWS = '"NewsArticle"'
"""In the source of pages that are articles, however many comments stand below them."""
_COMMENTS = "aside comments"
_PROMOTED = named("promoted")


def may_be_thread(found: FoundBody, source: str, url: str | None) -> bool:
    """Whether to look for posts on a page with this ``source`` that was ``found`` to be an article."""
    return found.certainty < _CERTAIN or is_of_forum(source, url)


def is_of_forum(source: str, url: str | None) -> bool:
    """Whether a page says that it is of a forum: by its address, its software or its types."""
    return bool(url and _FORUM.search(url)) or _declares_forum(source) or software_of(source) is not None


def _declares_forum(source: str) -> bool:
    return any(map(source.__contains__, _TYPES)) and _DECLARED.search(source) is not None


def is_made_of_posts(thread: Thread, posts: list[list[Block]], blocks: list[Block], source: str, url: str | None) -> bool:
    """Whether the text of ``blocks``, where there is little but comments with these, is that of the ``posts`` of ``thread``."""
    is_forum = is_of_forum(source, url)
    if sum(bool(post.author and post.date_published_raw) for post in thread.posts) < _FEWEST:
        return False
    said = [_letters([block for block in post if not _is_beside(block)]) for post in posts]
    own = _letters([block for block in blocks if not _is_beside(block)])
    comments = _letters([block for block in blocks if _COMMENTS in block.names])
    is_comments = len(own) < _OPENER * len(own + comments) and _NEWS not in source
    text = own + comments if is_comments else own
    whole = sum(map(len, said))
    if not whole or len(text) + whole > _MOST or (not is_forum and max(map(len, said)) > _LARGEST * whole):
        return False
    in_text, in_posts = _pieces(text), {piece for each in said for piece in _pieces(each)}
    both = len(in_text & in_posts)
    return both >= (_OF_MARKED if is_comments or is_forum else _OF_TEXT) * len(in_text) and both >= _OF_POSTS * len(in_posts)


def _is_beside(block: Block) -> bool:
    """Whether a block is none of the text; advertisements that are built as posts are taken for text."""
    return _PROMOTED not in block.names and any(name.startswith(("aside ", "forum:")) for name in block.names)


def _letters(blocks: list[Block]) -> str:
    return _SIGNS.sub("", "".join(block.text for block in blocks if block.kind not in ("script", "style", "embed")))


def _pieces(text: str) -> set[str]:
    return {text[at : at + _PIECE] for at in range(max(1, len(text) - _PIECE + 1))}
