"""Articles with comments, which may look like threads: their templates name the replies as comments, and the first post is the
article."""

from collections.abc import Collection

from lxml.etree import _Element

from crawler.platforms.web.posts.contents import contents_of
from crawler.platforms.web.posts.marks import marks_of
from crawler.platforms.web.posts.opener import is_named, shares_name
from crawler.platforms.web.posts.search import find_posts
from crawler.platforms.web.posts.signs import Signs
from crawler.platforms.web.posts.units import Unit, names_of, signed_by
from crawler.platforms.web.posts.vocabulary import ARTICLE, BEGUN, COMMENTS, FORUM, ONE_COMMENT, words_in


def is_commented(root: _Element, is_article: bool) -> bool:
    """Whether the posts of a page are an article and comments on it. Its elements must declare an article, unless the page
    ``is_article`` by other signs."""
    signs, units = find_posts(root)
    if len(units) < 2 or not (is_article or is_in_article(signs, units[0], units[1])):
        return False
    return _are_comments(signs, units[0], units[1:])


def commented_in(root: _Element, comments: Collection[_Element]) -> tuple[_Element, ...]:
    """Return the elements with the words that the ``comments`` of a page are on: those of its first post. There are none if it is
    a comment itself, or has neither a name nor a time."""
    signs, units = find_posts(root)
    if not units or not signed_by(signs, units[0]):
        return ()
    contents = contents_of(signs, units, marks_of(signs, units))
    found = tuple(signs.survey.elements[place] for place in contents[0])
    gone = {element for comment in comments for element in (comment, *comment.iterancestors())}
    inside = (around for element in found for around in (element, *element.iterancestors()))
    return () if not gone.isdisjoint(found) or not set(comments).isdisjoint(inside) else found


def _are_comments(signs: Signs, opener: Unit, replies: list[Unit]) -> bool:
    """Whether all ``replies`` are named as comments, or are in elements that are, and the ``opener`` is none by its names, is not
    like them, and does not begin a thread, as a question does. Names of forums around any of them say that it does."""
    if is_named(signs, opener, ONE_COMMENT | BEGUN) or shares_name(signs, opener, replies[0]):
        return False
    around = (_words_around(signs, reply.place, opener.place) for reply in replies)
    are_named = all(is_named(signs, reply, ONE_COMMENT) or its & COMMENTS for reply, its in zip(replies, around, strict=True))
    return are_named and not any(_words_around(signs, unit.place) & FORUM for unit in (opener, replies[0]))


def _words_around(signs: Signs, place: int, end: int = -1) -> set[str]:
    """Return the words in the names of an element and of those around it, up to those that begin at ``end`` or before."""
    words = set[str]()
    while place > end:
        words |= words_in(names_of(signs, place))
        place = signs.survey.parents[place]
    return words


def is_in_article(signs: Signs, opener: Unit, reply: Unit) -> bool:
    """Whether what has the beginning of the ``opener`` and not the ``reply`` is an ``article``, or is named so by schema.org or
    by a microformat (``hentry``), and the reply is no such element itself."""
    parents, ends = signs.survey.parents, signs.survey.ends
    place = opener.place
    while place >= 0 and ends[place] <= reply.place:
        if _is_article(signs, place):
            return is_named(signs, reply, ONE_COMMENT) or not _is_article(signs, reply.place)
        place = parents[place]
    return False


def _is_article(signs: Signs, place: int) -> bool:
    return signs.survey.elements[place].tag == "article" or not ARTICLE.isdisjoint(names_of(signs, place).split())
