"""Finds the signatures under the posts of a thread."""

from collections import Counter
from collections.abc import Iterator

from crawler.content.body import Block, Body
from crawler.items import Post
from crawler.platforms.forum import SIGNATURE, Signatures

_MOST_LINES = 6
_SHORTEST_SHARED = 4  # characters; shorter last lines are replies
_Tail = tuple[str | None, str]


def take_signatures(bodies: list[Body], known: Signatures) -> list[Block]:
    """Remove the signatures at the ends of a thread's posts, in place, and return them.

    A signature is recognized by its element (its blocks have a certain name), because it is declared for the site, because it is
    known from another post, because it is the same last line under several posts of one author (or of unknown ones), or because
    it asks to follow a link.
    """
    taken = [block for body in bodies if body.blocks for block in _by_place(body, known.declared)]
    taken += _repeated(bodies, {block.text for block in taken})
    for _ in range(_MOST_LINES):
        shared = list(_shared(bodies, known))
        if not shared:
            break
        taken += shared
    return taken + [block for body in bodies[1:] for block in _link(body, known)]


def _by_place(body: Body, declared: frozenset[str]) -> Iterator[Block]:
    blocks = body.blocks
    signed = len(blocks)
    while signed and blocks[signed - 1].names & SIGNATURE:
        signed -= 1
    yield from blocks[signed:]
    del blocks[signed:]
    while blocks and blocks[-1].text in declared:
        yield blocks.pop()


def _repeated(bodies: list[Body], signatures: set[str]) -> list[Block]:
    """The last lines that are known as signatures from another post, unless they are all of a post."""
    return [body.blocks.pop() for body in bodies if len(body.blocks) > 1 and body.blocks[-1].text in signatures]


def _shared(bodies: list[Body], known: Signatures) -> Iterator[Block]:
    """The last lines that are shared; a line that is all of a post must be under most posts."""
    tails = [_tail(body) for body in bodies]
    if len(set(tails)) == len(tails):
        return
    counts = Counter(tail for tail, body in zip(tails, bodies, strict=True) if tail and len(body.blocks) > 1)
    often = (tail for tail, count in counts.items() if count > 1 and len(tail[1]) >= _SHORTEST_SHARED)
    shared = {tail for tail in often if not known.courtesy.fullmatch(tail[1])}
    if not shared:
        return
    alone = Counter(tail[1] for tail in tails if tail)
    everywhere = {text for text, count in alone.items() if count > 2 and count * 4 >= len(bodies) * 3}
    for tail, body in zip(tails, bodies, strict=True):
        if tail in shared and (len(body.blocks) > 1 or tail[1] in everywhere):
            yield body.blocks.pop()


def _tail(body: Body) -> _Tail | None:
    """The author of a body, and its last line."""
    author = body.owner.author if isinstance(body.owner, Post) else None
    return (author, body.blocks[-1].text) if body.blocks else None


def _link(body: Body, known: Signatures) -> Iterator[Block]:
    if len(body.blocks) > 1 and known.link.fullmatch(body.blocks[-1].text):
        yield body.blocks.pop()
