"""Quoted posts inside a post of a thread dump."""

from collections.abc import Mapping, Sequence, Set

from crawler.sites._discuz_words import COMMENT, QUOTE_HEADER


def take_quote(lines: list[str], gaps: list[bool], earlier: Mapping[str, Set[str]]) -> str | None:
    """Move the quotes out of the lines of a body, which is changed; the quotes as printed, ``None`` where there are none.

    Nothing marks the end of a quote in a dump. It ends where Discuz! cut it (`` ...``), else after the last of the lines
    that an earlier post holds (``earlier``: what was said with a line), else with its paragraph, or after one line where
    that is the whole rest.
    Comments below a post bear the same header and are left. ``gaps`` says which lines have a blank line above them.
    """
    quotes: list[str] = []
    at = 0
    while at < len(lines) and lines[at] not in COMMENT:
        if QUOTE_HEADER.fullmatch(lines[at]):
            end = _end(lines, gaps, at + 1, earlier)
            quotes += lines[at:end]
            del lines[at:end], gaps[at:end]
        else:
            at += 1
    return "\n".join(quotes) or None


def _end(lines: Sequence[str], gaps: Sequence[bool], first: int, earlier: Mapping[str, Set[str]]) -> int:
    stop = next((at for at in range(first, len(lines)) if QUOTE_HEADER.fullmatch(lines[at])), len(lines))
    if first >= stop:
        return first
    paragraph = next((at for at in range(first + 1, stop) if gaps[at]), stop)
    cut = next((at + 1 for at in range(first, paragraph) if lines[at].endswith("...")), 0)
    post = earlier.get(lines[first], frozenset())
    known = next((at for at in range(first, stop) if lines[at] not in post), stop)
    if cut or known > first:
        return cut or known
    return paragraph if paragraph < stop else first + 1
