"""Polls in threads of any forum: options with their votes, as percentages prove them, or labels."""

import re

from lxml.etree import XPath, _Element

from crawler.content.html import lines_of
from crawler.content.patterns import regex
from crawler.items import PollOption
from crawler.platforms.web.posts.vocabulary import words_in

_NAMED = XPath("//@class[contains(., 'poll') or contains(., 'Poll') or contains(., 'toupiao')]/..")
_POLL = frozenset({"poll", "polls", "toupiao"})
_PERCENT, _NUMBER, _UNIT = r"(?P<{}>\d{{1,3}}(?:\.\d{{1,2}})?) ?%", r"(?<![\d.,])(?P<{}>\d{{1,9}})(?![\d.])", r" ?(?:票|votes?\b)"
_BETWEEN = r"[\s(（)）,，:：|]{0,9}"
_RESULT = regex(
    rf"{_BETWEEN}(?:{_PERCENT.format('p1')}{_BETWEEN}{_NUMBER.format('n1')}(?:{_UNIT})?"
    rf"|{_NUMBER.format('n2')}(?:{_UNIT})?{_BETWEEN}{_PERCENT.format('p2')}|{_NUMBER.format('n3')}{_UNIT}"
    rf"|(?:votes?|得票数?) ?[:：]\s?{_NUMBER.format('n4')}(?:{_BETWEEN}{_PERCENT.format('p4')})?)[)）]?",
    re.IGNORECASE,
)
_SUM = regex(r".{0,8}(?:总|共|合计|累计|total).{0,12}", re.IGNORECASE)
_LONGEST, _MOST = 120, 400
"""Characters of an option, and lines of a poll."""
_FEWEST = 2
_NEAR = 1.0
"""Points of a percentage by which rounding may be off."""


def polls_in(root: _Element) -> dict[_Element, list[PollOption]]:
    """Return the elements on a page that are polls whose votes it shows, outer ones only, with their options."""
    found: dict[_Element, list[PollOption]] = {}
    named = _NAMED(root)
    for element in named if isinstance(named, list) else []:
        is_poll = isinstance(element, _Element) and words_in(element.get("class") or "") & _POLL
        if is_poll and found.keys().isdisjoint(element.iterancestors()) and (options := options_of(lines_of(element)[:_MOST])):
            found[element] = options
    return found


def options_of(lines: list[str]) -> list[PollOption]:
    """Return the options with their votes; none unless there are two, and the percentages printed are those of the votes."""
    text, at = "\n".join(lines), 0
    options: list[PollOption] = []
    shares: list[float | None] = []
    for result in _RESULT.finditer(text):
        option = text[at : result.start()].strip().rpartition("\n")[2].strip()
        at = result.end()
        if option and len(option) <= _LONGEST and not _SUM.fullmatch(option):
            share = result["p1"] or result["p2"] or result["p4"]
            options.append(PollOption(option, int(result["n1"] or result["n2"] or result["n3"] or result["n4"])))
            shares.append(float(share) if share else None)
    whole = sum(option.votes or 0 for option in options)
    told = [(share, option.votes or 0) for share, option in zip(shares, options, strict=True) if share is not None]
    are_true = all(abs(share * whole - 100 * votes) <= _NEAR * whole for share, votes in told)
    return options if len(options) >= _FEWEST and are_true else []
