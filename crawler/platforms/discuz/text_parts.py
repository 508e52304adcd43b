"""Makes the posts of a text dump with the blocks of their bodies: each line is a block."""

from crawler.content.body import Block
from crawler.content.html import escaped
from crawler.items import PollOption, Post
from crawler.platforms.discuz.headers import place_and_client
from crawler.platforms.discuz.lines import Dump, Lines
from crawler.platforms.discuz.polls import poll_among
from crawler.platforms.discuz.posts import RawPost
from crawler.platforms.discuz.quotes import Quotes
from crawler.platforms.discuz.times import instant
from crawler.platforms.forum import SIGNATURE
from crawler.platforms.threads import ReadPost


def parts_of(dump: Dump, raws: list[RawPost], captured: str | None) -> tuple[list[ReadPost], list[PollOption]]:
    """Return the posts with their blocks, quotations moved to the posts, and the options of the opener's poll."""
    quotes = Quotes(dump)
    parts: list[ReadPost] = []
    poll: list[PollOption] = []
    for raw in _without_copies(dump.lines, raws):
        quote, own = quotes.take_from(raw.first, raw.thread_row or raw.last)
        if raw.floor == 1 and not poll:
            poll, own = poll_among(own)
        signature = dump.lines[raw.signature or raw.last : raw.last]  # below the row about the thread
        parts.append(ReadPost(_post(raw, quote, captured), _blocks(own) + _blocks(signature, SIGNATURE), []))
    return parts, poll


def _without_copies(lines: Lines, posts: list[RawPost]) -> list[RawPost]:
    """Return the posts without pinned copies of posts that also appear at their own floor."""
    if not any(post.lifted for post in posts):
        return posts
    own = {(post.header.raw, *lines[post.first : post.last]) for post in posts if not post.lifted}
    return [post for post in posts if not post.lifted or (post.header.raw, *lines[post.first : post.last]) not in own]


def _post(raw: RawPost, quote: str | None, captured: str | None) -> Post:
    place, client = place_and_client(raw.header.rest)
    return Post(
        floor=raw.floor,
        author=raw.author,
        date_published=instant(raw.header.raw, captured),
        date_published_raw=raw.header.raw,
        location=place,
        client=client,
        likes=raw.actions.likes,
        dislikes=raw.actions.dislikes,
        quote=quote,
    )


def _blocks(lines: Lines, names: frozenset[str] = frozenset()) -> list[Block]:
    htmls = escaped("\n".join(lines)).split("\n")
    return [Block("paragraph", line, html, names) for line, html in zip(lines, htmls, strict=False)]  # one html for no lines
