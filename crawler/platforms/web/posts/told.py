"""Posts from the states of scripts, for pages of forums that display them only with scripts."""

from datetime import tzinfo
from html import unescape
from typing import Any, NamedTuple

from lxml.etree import _Element

from crawler.content.html import MAX_DEPTH, escaped, parse_html
from crawler.items import Post
from crawler.platforms.threads import ReadPost
from crawler.platforms.web.posts.times import instant
from crawler.platforms.web.states import Thing, values_in

_TEXTS = ("cooked", "contentHtml", "content_rendered", "content", "detail", "msg", "message", "text", "body")
_AUTHORS = ("user_nickname", "nickname", "name_show", "screen_name", "displayName", "username", "user_name", "name")
_PEOPLE = ("author", "user", "member", "creator")
_TIMES = ("created_at", "createdAt", "createdTime", "reply_time", "created", "create_time", "time")
"""Keys of a post's words, author and time, in the states of Discourse, Flarum, Discuz! Q, Tieba, Zhihu, LIHKG and others; those
that are HTML first."""
_FEWEST = 2


class _Told(NamedTuple):
    words: str
    author: str | None
    time: str
    title: str | None


def told_posts(root: _Element, captured: str | None, local: tzinfo | None, max_depth: int = MAX_DEPTH) -> list[ReadPost]:
    """Return the posts in the scripts of a page: those of the list of objects with words and a time that says the most, after the
    object with a title beside them, which they answer. Empty for fewer than two. ``captured`` is when the page was saved,
    ``local`` the zone of times without one."""
    openers: list[_Told] = []
    most: list[_Told] = []
    for value, _ in values_in(root):
        if isinstance(value, dict) and (one := _told(value)) and one.title:
            openers.append(one)
        posts = [post for each in _objects(value) if (post := _told(each))]
        if len(posts) >= _FEWEST and not any(post.title for post in posts):
            most = max(most, posts, key=lambda each: sum(len(post.words) for post in each))
    opener = [one for one in openers if most and one.words != most[0].words][:1]
    return [_read(post, floor, captured, local, max_depth) for floor, post in enumerate([*opener, *most], 1)] if most else []


def _objects(value: Any) -> list[Thing]:
    """Return the objects in a list, or by their numbers in an object; those of JSON:API with their attributes and authors."""
    given = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    things = [each for each in given if isinstance(each, dict)]
    if len(things) < len(given):
        return []
    known = {_identity(each): each["attributes"] for each in things if isinstance(each.get("attributes"), dict)}
    return [known.get(_identity(each), {}) | _people(each, known) for each in things] if known else things


def _people(thing: Thing, known: dict[tuple[str, str], Thing]) -> Thing:
    related = thing.get("relationships")
    user = related.get("user") if isinstance(related, dict) else None
    data = user.get("data") if isinstance(user, dict) else None
    return {"user": known.get(_identity(data))} if isinstance(data, dict) else {}


def _identity(thing: Thing) -> tuple[str, str]:
    return str(thing.get("type")), str(thing.get("id"))


def _told(thing: Thing) -> _Told | None:
    words = next((words for key in _TEXTS if (words := _joined(thing.get(key)))), "")
    time = next((str(value) for key in _TIMES if isinstance(value := thing.get(key), str | int) and value), "")
    if not (words and time):
        return None
    people = [each for key in _PEOPLE if isinstance(each := thing.get(key), dict)]
    names = (name for each in [*people, thing] for key in _AUTHORS if isinstance(name := each.get(key), str) and name.strip())
    title = thing.get("title")
    return _Told(words, next(names, None), time, title if isinstance(title, str) and title else None)


def _joined(value: Any) -> str:
    """Return words given as a string, as an object with a text, or as a list of parts with texts."""
    if isinstance(value, str):
        return value.strip()
    parts = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
    texts = (part.get("text") for part in parts if isinstance(part, dict))
    return "".join(text for text in texts if isinstance(text, str)).strip()


def _read(told: _Told, floor: int, captured: str | None, local: tzinfo | None, max_depth: int) -> ReadPost:
    html = told.words if "<" in told.words else "".join(f"<p>{escaped(unescape(line))}</p>" for line in told.words.splitlines())
    body = parse_html(html, max_depth=max_depth)
    at = instant(told.time, captured, local)
    post = Post(floor=floor, author=told.author, date_published=at, date_published_raw=told.time)
    return ReadPost(post, body.blocks, body.comments)
