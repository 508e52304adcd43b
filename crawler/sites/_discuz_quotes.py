"""Quoted posts inside a post of a thread dump."""

from collections.abc import Collection, Sequence

from crawler.sites._discuz_words import QUOTE_HEADER


def take_quote(lines: list[str], gaps: list[bool], spoken: Collection[str]) -> str | None:
    """Move the quotes out of the lines of a body, which is changed; the quotes as printed, ``None`` where there are none.

    Nothing marks the end of a quote in a dump. It ends where Discuz! cut it (`` ...``); else after the last of the next
    lines that another post holds (``spoken``); else with its paragraph, or after one line where that is the whole rest.
    ``gaps`` says which lines have a blank line above them.
    """
    quotes: list[str] = []
    at = 0
    while at < len(lines):
        if not QUOTE_HEADER.fullmatch(lines[at]):
            at += 1
            continue
        end = _end(lines, gaps, at + 1, spoken)
        quotes += lines[at:end]
        del lines[at:end], gaps[at:end]
    return "\n".join(quotes) or None


def _end(lines: Sequence[str], gaps: Sequence[bool], first: int, spoken: Collection[str]) -> int:
    known = cut = 0
    for at in range(first, min(len(lines), first + 40)):
        if QUOTE_HEADER.fullmatch(lines[at]):
            break
        if lines[at].endswith((" ...", "……...")):
            cut = at + 1
            break
        if known in (0, at) and lines[at] in spoken and (at == first or known):
            known = at + 1
    if cut or known:
        return cut or known
    end = min(first + 1, len(lines))
    while end < len(lines) and not gaps[end]:
        end += 1
    return end if end < len(lines) else min(first + 1, len(lines))
