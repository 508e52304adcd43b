"""Posts from JSON-LD, for pages that display them only with scripts."""

from collections.abc import Iterator
from datetime import tzinfo
from itertools import islice

from lxml.etree import _Element

from crawler.content.html import MAX_DEPTH, parse_html
from crawler.items import Post
from crawler.platforms.threads import ReadPost
from crawler.platforms.web.linked_data import Thing, linked_things, type_of
from crawler.platforms.web.posts.times import instant

_OPENERS = frozenset(("Question", "DiscussionForumPosting", "SocialMediaPosting"))
_REPLIES = ("acceptedAnswer", "suggestedAnswer", "comment")
_TEXTS = ("text", "articleBody", "description")
_MOST = 2000
"""Number of JSON-LD objects of a page to look at."""
_DEEPEST = 40


def linked_posts(root: _Element, captured: str | None, local: tzinfo | None, max_depth: int = MAX_DEPTH) -> list[ReadPost]:
    """Return the posts of the first thread or question in the JSON-LD of a page, replies after what they answer; empty if there
    is none.

    ``captured`` is when the page was saved; ``local`` is the zone of times without one. Answers come before comments.
    """
    things = islice((thing for script in root.iter("script") for thing in linked_things(script)), _MOST)
    opener = next((thing for thing in things if type_of(thing) in _OPENERS and _text(thing)), None)
    found = list(_posts(opener, 0))[:_MOST] if opener else []
    return [_read(thing, floor, captured, local, max_depth) for floor, thing in enumerate(found, 1)]


def _posts(thing: Thing, depth: int) -> Iterator[Thing]:
    """Yield a post and everything that answers it, in order."""
    yield thing
    for name in _REPLIES if depth < _DEEPEST else ():
        replies = thing.get(name)
        for reply in replies if isinstance(replies, list) else [replies]:
            if isinstance(reply, dict) and _text(reply):
                yield from _posts(reply, depth + 1)


def _read(thing: Thing, floor: int, captured: str | None, local: tzinfo | None, max_depth: int) -> ReadPost:
    raw = next((value for name in ("datePublished", "dateCreated") if isinstance(value := thing.get(name), str)), None)
    body = parse_html(_text(thing), max_depth=max_depth)
    at = instant(raw, captured, local) if raw else None
    return ReadPost(
        Post(floor=floor, author=_author(thing), date_published=at, date_published_raw=raw), body.blocks, body.comments
    )


def _author(thing: Thing) -> str | None:
    author = thing.get("author")
    author = author[0] if isinstance(author, list) and author else author
    name = author.get("name") if isinstance(author, dict) else author
    return name.strip() or None if isinstance(name, str) else None


def _text(thing: Thing) -> str:
    """Return the words of a post, which may be HTML; a question without any is represented by its title."""
    texts = (thing.get(name) for name in (*_TEXTS, "name"))
    return next((text for text in texts if isinstance(text, str) and text.strip()), "")
