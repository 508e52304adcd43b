"""Facts about a whole thread on its page: when it was started, its number of views and replies, and its votes.

Only facts stated in full about this thread are taken: from its own JSON-LD, and from labelled counters between headline and first
post. ``1.9k`` is not exact, and if two counters disagree neither is used.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import tzinfo
from itertools import islice
from typing import Any

from crawler.content.dates import printed_date
from crawler.content.patterns import regex
from crawler.items import Post, Thread
from crawler.platforms.web.headline import Headline
from crawler.platforms.web.linked_data import type_of
from crawler.platforms.web.metadata import Metadata
from crawler.platforms.web.surroundings import after

_TYPES = frozenset({"DiscussionForumPosting", "Question", "SocialMediaPosting"})
_DATES = ("datePublished", "dateCreated")
_REPLIES, _ANSWERS = ("commentCount",), ("answerCount",)
_NUMBER = r"(\d{1,9}|\d{1,3}(?:[,，]\d{3}){1,3})"
_END = r"(?![\w.,，万千])"
_VIEWS = regex(
    rf"(?:views?|(?:浏览|查看|阅读|點擊|点击|觀看)(?:次?数|量)?)\s?[:：]\s?{_NUMBER}{_END}|viewed\s{_NUMBER}\stimes"
    rf"|(?<![\d.,]){_NUMBER}\s?(?:views?\b|次?(?:浏览|查看|阅读|点击))",
    re.IGNORECASE,
)
_REPLIED = regex(
    rf"(?:replies|answers|(?:回复|回覆|回帖|评论|回答)(?:数|量)?)\s?[:：]\s?{_NUMBER}{_END}|(?<![\d.,]){_NUMBER}\s?(?:replies\b|[个条]?(?:回复|回覆|回帖|回答))",
    re.IGNORECASE,
)
_COMMAS = regex(r"[,，]")
_SHORT, _LINES = 80, 14


def add_facts(thread: Thread, metadata: Metadata, headline: Headline, local: tzinfo | None) -> None:
    """Set ``date_published``, ``views``, ``reply_count`` and the opener's votes of ``thread``, as far as the page proves them.
    Times without a zone are read in ``local``."""
    thing, opener = metadata.article, thread.posts[0]
    is_its_own = type_of(thing) in _TYPES
    _date(thread, opener, thing, is_its_own, local)
    if is_its_own:
        thread.views = thread.views or _counted(thing, "ViewAction", ())
        named = _ANSWERS if type_of(thing) == "Question" else _REPLIES
        thread.reply_count = thread.reply_count if thread.reply_count is not None else _counted(thing, "CommentAction", named)
        if opener.floor == 1:
            opener.likes = opener.likes if opener.likes is not None else _counted(thing, "LikeAction", ("upvoteCount",))
            opener.dislikes = opener.dislikes if opener.dislikes is not None else _counted(thing, "", ("downvoteCount",))
    lines = list(_above_posts(headline, opener))
    thread.views = thread.views if thread.views is not None else _only(_VIEWS, lines)
    thread.reply_count = thread.reply_count if thread.reply_count is not None else _only(_REPLIED, lines)
    if thread.reply_count is not None and thread.reply_count < len(thread.posts) - 1:  # more stand on the page
        thread.reply_count = None


def _date(thread: Thread, opener: Post, thing: dict[str, Any], is_its_own: bool, local: tzinfo | None) -> None:
    """Set when the thread was started from the JSON-LD that describes it; its opener gets the same date if it prints none."""
    raw = next((value for name in _DATES if isinstance(value := thing.get(name), str)), "")
    printed = printed_date(raw, None, local) if raw else None
    if printed is None:
        return
    at = printed.at.isoformat(timespec="seconds") if printed.has_time else None
    if opener.floor == 1 and not opener.date_published_raw:
        opener.date_published_raw, opener.date_published = raw, at
        thread.date_published = at
    if is_its_own and at:
        thread.date_published = at


def _counted(thing: dict[str, Any], action: str, names: Iterable[str]) -> int | None:
    """Return how often something was done, according to JSON-LD."""
    given = thing.get("interactionStatistic")
    for each in given if isinstance(given, list) else [given]:
        if isinstance(each, dict) and action and _action(each) == action:
            return _number(each.get("userInteractionCount"))
    return next((number for name in names if (number := _number(thing.get(name))) is not None), None)


def _action(statistic: dict[str, Any]) -> str:
    kind = statistic.get("interactionType")
    kind = kind.get("@type") if isinstance(kind, dict) else kind
    return kind.rpartition("/")[2] if isinstance(kind, str) else ""


def _number(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    digits = str(value).strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else None


def _above_posts(headline: Headline, opener: Post) -> Iterator[str]:
    """Yield the short lines after the headline, up to the author of the first post or to a long line."""
    begins = next((block for block in [opener.author] if block), None)
    for said in islice(after(headline.element, None), _LINES) if headline.element is not None else ():
        if len(said) > _SHORT or (begins is not None and said == begins):
            return
        yield said


def _only(label: re.Pattern[str], lines: list[str]) -> int | None:
    """Return the number that the counters with this label agree on, or None."""
    found = {next(filter(None, match.groups())) for said in lines for match in label.finditer(said)}
    values = {int(_COMMAS.sub("", number)) for number in found}
    return values.pop() if len(values) == 1 else None
